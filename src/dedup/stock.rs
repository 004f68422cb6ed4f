//! Which shingles are stock: held by many documents most of which have little else in common.
//!
//! Number alone does not tell: an article that forty papers reprint is no page furniture.

use super::fingerprint::Sample;
use super::index::Ranked;
use super::phases::{enough_unlike, looked_at, looks};
use super::postings::{Lists, Postings};
use super::relate::Settings;
use rayon::prelude::*;

/// Documents that hold a shingle from which on it stays stock once it was: to look at it again would bring sketches of
/// documents from all over an archive into memory for each stock sentence.
const SETTLED: usize = 64;

/// Whether each posting is stock. `known_stock` are hashes, in order, that were stock before; of those among the postings
/// it is decided anew, unless very many documents hold them.
pub(super) fn stock_postings<R: Ranked + ?Sized>(
    ranked: &R,
    postings: &Postings,
    known_stock: &[u32],
    settings: &Settings,
) -> Result<Vec<bool>, R::Error> {
    let samples: Vec<Sample> = (0..ranked.count()).map(|rank| ranked.sample(rank)).collect();
    let told = postings.by_document(samples.len(), |hash, member| samples[member as usize].tells(hash));
    let likeness = Likeness { ranked, postings, samples, told };
    let is_stock = |posting: usize| {
        let was_stock = || known_stock.binary_search(&postings.hashes()[posting]).is_ok();
        let is_settled = postings.members(posting).len() >= SETTLED && was_stock();
        if is_settled { Ok(true) } else { likeness.looks_stock(posting, settings) }
    };
    (0..postings.len()).into_par_iter().map(is_stock).collect()
}

struct Likeness<'a, R: Ranked + ?Sized> {
    ranked: &'a R,
    postings: &'a Postings,
    samples: Vec<Sample>,
    /// The postings of each document under the hashes that tell its likeness.
    told: Lists,
}

impl<R: Ranked + ?Sized> Likeness<'_, R> {
    fn looks_stock(&self, posting: usize, settings: &Settings) -> Result<bool, R::Error> {
        let members = self.postings.members(posting);
        let looks = looks(members.len(), settings);
        let mut unlike = 0;
        for look in 0..looks {
            let (a, b) = looked_at(look, members.len(), looks);
            unlike += usize::from(self.overlap(members[a], members[b])? < settings.stock_overlap);
            if unlike == enough_unlike(looks) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Share of the smaller of two samples that the other one holds, told from its lowest hashes.
    fn overlap(&self, a: u32, b: u32) -> Result<f64, R::Error> {
        let sample = |rank: u32| self.samples[rank as usize];
        let (smaller, larger) = if sample(a).size <= sample(b).size { (a, b) } else { (b, a) };
        // Where one of the two is indexed whole, so is all that they have in common.
        if [a, b].iter().any(|&rank| self.ranked.is_indexed_whole(rank as usize)) {
            let is_held =
                |&&posting: &&u32| self.postings.members(posting as usize).binary_search(&larger).is_ok();
            let common = self.told.of(smaller as usize).iter().filter(is_held).count();
            return Ok(sample(smaller).overlap(common));
        }
        let larger = self.ranked.sketch(larger as usize)?;
        Ok(self.ranked.sketch(smaller as usize)?.overlap(&larger))
    }
}
