//! The documents of a round, read when they are asked for.

use super::{Against, Class, Known, Place};
use crate::dedup::fingerprint::{Sample, Sketch};
use crate::dedup::index::Ranked;
use crate::dedup::sketches::Sketched;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The documents of a round by rank.
pub(super) struct Round<'a, K, S: ?Sized> {
    pub(super) against: &'a Against<'a, K, S>,
    pub(super) places: &'a [Place],
    /// The classes that were asked for.
    pub(super) is_asked: Vec<bool>,
    /// Whether only relations between known classes are asked.
    pub(super) of_known: bool,
    /// Known ones that were read: a stock sentence asks for the same few again and again.
    pub(super) read: Vec<OnceLock<Box<Sketch>>>,
}

impl<K, S: ?Sized> Round<'_, K, S> {
    fn is_known(&self, rank: u32) -> bool {
        matches!(self.places[rank as usize].class, Class::Known(_))
    }
}

impl<K: Known, S: Sketched + ?Sized> Ranked for Round<'_, K, S>
where
    K::Error: From<S::Error>,
{
    type Error = K::Error;

    fn count(&self) -> usize {
        self.places.len()
    }

    fn sketch(&self, rank: usize) -> Result<Cow<'_, Sketch>, K::Error> {
        if let Some(sketch) = self.read[rank].get() {
            return Ok(Cow::Borrowed(sketch));
        }
        match self.places[rank].class {
            Class::New(at) => self.against.sketch(self.against.classes[at].numbers[0]),
            Class::Known(posted) => {
                let sketch = self.against.sketch(self.against.known.first(posted)?)?.into_owned();
                Ok(Cow::Borrowed(self.read[rank].get_or_init(|| Box::new(sketch))))
            }
        }
    }

    fn sample(&self, rank: usize) -> Sample {
        self.places[rank].sample
    }

    fn is_indexed_whole(&self, rank: usize) -> bool {
        self.is_asked[rank]
    }

    fn is_asked(&self, a: u32, b: u32) -> bool {
        let asked = self.is_asked[a as usize] || self.is_asked[b as usize];
        asked && (!self.of_known || self.is_known(a) && self.is_known(b))
    }
}
