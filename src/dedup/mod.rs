//! Duplicates: which documents are copies, cuts, mergers of which others, and why.
//!
//! Each document becomes a [`Sketch`] (a worker makes it, no table is needed afterwards), and [`relate`] finds the
//! [`Relation`]s of all of them:
//!
//! 1. documents that are equal as keys fall into one class (`exact`, `normalised`), in linear time;
//! 2. the shingles of five words that FracMinHash keeps (Irber et al. 2022, *Lightweight compositional analysis of
//!    metagenomes with FracMinHash*) go into an inverted index, which names the pairs worth a look;
//! 3. **every** such pair is compared on all its shingles: Jaccard, containment both ways, aligned passages,
//!    agreement of the numbers and names that stand at the same place;
//! 4. only `exact`, `normalised`, `near` and `cut` join documents into [`Group`]s: a document that holds two
//!    others must not make one group of them, nor must a form filled in with other numbers.
//!
//! Passages that many otherwise unlike documents share (page furniture, stock sentences) are no evidence. Where they
//! make up more than half of the documents they cannot be told from a reprint: leave such lines out with
//! [`Sketch::of_parts`].
//!
//! [`shared_passages`] asks another question: which rows of whole sentences stand in several documents, and where.
//!
//! | relation | |
//! | --- | --- |
//! | `exact` | equal byte for byte |
//! | `normalised` | equal as keys: case, NFC or NFD, tone placement, shape of quotes and dashes |
//! | `near` | most shingles are shared |
//! | `cut` | the beginning of the other document, broken off or ending with a sentence, or under a lead of its own |
//! | `contains` | the other document stands within this one, which goes on about something else |
//! | `merges` | this document holds two or more others |
//! | `same_form` | same wording, other numbers or names: another report |
//! | `shares_passage` | a passage in common, and no more |

mod align;
mod cohesion;
mod entries;
mod finding;
mod fingerprint;
mod groups;
mod hash;
mod index;
mod kind;
mod known;
mod parts;
mod passages;
pub mod phases;
mod places;
mod postings;
mod relate;
mod relation;
mod sample;
mod second;
mod shingled;
mod sketches;
mod stock;
mod stored;
mod words;

pub(crate) use fingerprint::Identity;
pub use fingerprint::Sketch;
pub use groups::Group;
pub(crate) use known::{Found, Known, Learned, relate_to_known};
pub use passages::{Occurrence, Sentences, SharedPassage, shared_passages};
pub use relate::{Duplicates, Settings, relate};
pub use relation::{Lead, Passage, Relation, RelationKind, Side, Similarity, Slots};
pub(crate) use sample::{SAMPLED, SHINGLE, Sample};
pub(crate) use sketches::Sketched;
pub use sketches::Sketches;
