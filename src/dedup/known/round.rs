//! The documents of a round, read when they are asked for.

use super::{Against, Class, Known, Place};
use crate::dedup::fingerprint::Sketch;
use crate::dedup::index::Ranked;
use crate::dedup::sample::Sample;
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
    /// What was asked for: a stock sentence asks for the same few again and again.
    pub(super) sampled: Vec<OnceLock<Box<[u32]>>>,
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
        self.against.sketch(match self.places[rank].class {
            Class::New(at) => self.against.classes[at].numbers[0],
            Class::Known(posted) => self.against.known.first(posted)?,
        })
    }

    fn sampled(&self, rank: usize) -> Result<Cow<'_, [u32]>, K::Error> {
        if let Some(sampled) = self.sampled[rank].get() {
            return Ok(Cow::Borrowed(sampled));
        }
        let sampled = self.sketch(rank)?.sample();
        Ok(Cow::Borrowed(self.sampled[rank].get_or_init(|| sampled.into())))
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
