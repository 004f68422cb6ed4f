//! Archiving without loss: which copy of an article is kept, and text from which furniture was cut so that it can be
//! put back; what was archived before.
//!
//! | | |
//! | --- | --- |
//! | [`Keep`], [`Claim`] | which document of a group survives |
//! | [`Record`] | a record as it was written; what was cut out of its text, and the way back |
//! | [`Index`] | what was archived before, in a file: what is new is compared with it and added |
//! | [`keep_names`], [`folder_of`] | names of new files outlast a power cut |

mod index;
mod keep;
mod names;
mod record;

pub use index::{About, Addition, ArchivedDocument, Health, Index, Stats};
pub use keep::{Claim, Keep, Rule};
pub use names::{folder_of, keep_names};
pub use record::Record;
