//! The documents of a round, known ones read when they are asked for.

use super::{Against, Class, Known, Place};
use crate::dedup::fingerprint::{Sample, Sketch};
use crate::dedup::index::Ranked;
use std::sync::{Mutex, OnceLock};

/// The documents of a round by rank; known ones are read when they are asked for.
pub(super) struct Round<'a, K: Known> {
    against: &'a Against<'a, K>,
    places: &'a [Place],
    is_asked: Vec<bool>,
    /// Whether only relations between known classes are asked.
    of_known: bool,
    sketches: Vec<OnceLock<Box<Sketch>>>,
    /// Stands for a sketch that cannot be read; the round has failed then.
    unread: Sketch,
    failed: Mutex<Option<K::Error>>,
}

impl<'a, K: Known> Round<'a, K> {
    /// `of_known` says whether only relations between known classes are asked.
    pub(super) fn new(
        against: &'a Against<'a, K>,
        places: &'a [Place],
        is_asked: Vec<bool>,
        of_known: bool,
    ) -> Self {
        Self {
            against,
            places,
            is_asked,
            of_known,
            sketches: (0..places.len()).map(|_| OnceLock::new()).collect(),
            unread: Sketch::default(),
            failed: Mutex::new(None),
        }
    }

    /// Fails where a sketch could not be read.
    pub(super) fn finish(self) -> Result<(), K::Error> {
        let failed = self.failed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        failed.map_or(Ok(()), Err)
    }

    fn is_known(&self, rank: u32) -> bool {
        matches!(self.places[rank as usize].class, Class::Known(_))
    }
}

impl<K: Known> Ranked for Round<'_, K> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn sketch(&self, rank: usize) -> &Sketch {
        let known = self.against.known;
        let number = match self.places[rank].class {
            Class::New(at) => Ok(self.against.classes[at].numbers[0]),
            Class::Known(posted) => match self.sketches[rank].get() {
                Some(sketch) => return sketch,
                None => known.first(posted),
            },
        };
        if let Some(sketch) = number.as_ref().ok().and_then(|&number| self.against.new_sketch(number)) {
            return sketch;
        }
        if let Some(sketch) = self.sketches[rank].get() {
            return sketch;
        }
        match number.and_then(|number| known.sketch(number)) {
            Ok(sketch) => self.sketches[rank].get_or_init(|| Box::new(sketch)),
            Err(error) => {
                self.failed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get_or_insert(error);
                &self.unread
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
