//! What a collection is about: topics, events, and the words that tell each of them.
//!
//! [`Terms`] are words and phrases. Topics: [`Space`] places documents, [`KMeans`] parts them, [`Quality`] says how many there may be, [`outline()`] which
//! are akin, [`plane`] draws a map. Events: [`Events`], by communities of a [`Graph`] that [`Leiden`] finds.

mod events;
mod kmeans;
mod label;
mod leiden;
mod map;
mod outline;
mod quality;
mod space;
mod terms;

pub use events::Events;
pub use kmeans::{Clustering, KMeans};
pub use label::{TellingPhrase, TellingWord, telling_phrases, telling_words};
pub use leiden::{Graph, Leiden};
pub use map::plane;
pub use outline::{Join, outline};
pub use quality::{Quality, adjusted_rand};
pub use space::Space;
pub use terms::Terms;
