//! Which shingles are stock: held by many documents most of which have little else in common.
//!
//! Number alone does not tell: an article that forty papers reprint is no page furniture.

use super::index::Ranked;
use super::phases::{enough_unlike, looked_at, looks};
use super::postings::{Lists, Postings};
use super::relate::Settings;
use super::sample::{Sample, overlap};
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
    let likeness = Likeness { ranked, postings, samples, told, settings };
    let is_stock = |posting: usize| {
        let was_stock = || known_stock.binary_search(&postings.hashes()[posting]).is_ok();
        let is_settled = postings.members(posting).len() >= SETTLED && was_stock();
        if is_settled { Ok(true) } else { likeness.looks_stock(posting) }
    };
    (0..postings.len()).into_par_iter().map(is_stock).collect()
}

struct Likeness<'a, R: Ranked + ?Sized> {
    ranked: &'a R,
    postings: &'a Postings,
    samples: Vec<Sample>,
    /// The postings of each document under the hashes that tell its likeness.
    told: Lists,
    settings: &'a Settings,
}

impl<R: Ranked + ?Sized> Likeness<'_, R> {
    fn looks_stock(&self, posting: usize) -> Result<bool, R::Error> {
        let members = self.postings.members(posting);
        let looks = looks(self.postings.hashes()[posting], members.len(), self.settings);
        let mut unlike = 0;
        for look in 0..looks {
            let (a, b) = looked_at(look, members.len(), looks);
            unlike += usize::from(self.are_unlike(members[a], members[b])?);
            if unlike == enough_unlike(looks) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether two documents have little in common, told from the lowest hashes of the smaller sample.
    fn are_unlike(&self, a: u32, b: u32) -> Result<bool, R::Error> {
        let sample = |rank: u32| self.samples[rank as usize];
        let (smaller, larger) = if sample(a).size <= sample(b).size { (a, b) } else { (b, a) };
        let is_enough = |overlap: f64| overlap >= self.settings.stock_overlap;
        // Where one of the two is indexed whole, so is all that they have in common.
        if ![a, b].iter().any(|&rank| self.ranked.is_indexed_whole(rank as usize)) {
            let larger = self.ranked.sampled(larger as usize)?;
            return Ok(!is_enough(overlap(&self.ranked.sampled(smaller as usize)?, &larger)));
        }
        let (told, of_larger) = (self.told.of(smaller as usize), self.told.of(larger as usize));
        let (mut common, mut at) = (0, 0);
        for (before, &posting) in told.iter().enumerate() {
            let at_the_most = common + told.len() - before;
            if is_enough(sample(smaller).overlap(common)) || !is_enough(sample(smaller).overlap(at_the_most))
            {
                break;
            }
            while of_larger.get(at).is_some_and(|&other| other < posting) {
                at += 1;
            }
            // What tells the larger one too stands here, side by side; its other shingles only in the postings, all over
            // the memory.
            let is_held = match of_larger.get(at) {
                Some(&other) => other == posting,
                None => self.postings.members(posting as usize).binary_search(&larger).is_ok(),
            };
            common += usize::from(is_held);
        }
        Ok(!is_enough(sample(smaller).overlap(common)))
    }
}

/// Hashes of the shingles that are stock.
pub(super) struct Stock {
    /// In order.
    hashes: Vec<u32>,
    /// Where the hashes begin that have the same highest bits; one more at the end.
    starts: Vec<u32>,
    /// Bits of a hash that are not its highest.
    shift: u32,
}

impl Stock {
    /// Of hashes in order.
    pub(super) fn of(hashes: Vec<u32>) -> Self {
        // About one hash each: a look-up is two places in memory, where a bisection of all has seventeen.
        let bits = hashes.len().max(2).ilog2();
        let shift = u32::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        hashes.iter().for_each(|hash| starts[(hash >> shift) as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { hashes, starts, shift }
    }

    /// Whether a shingle is stock.
    pub(super) fn has(&self, hash: u32) -> bool {
        let at = (hash >> self.shift) as usize;
        self.hashes[self.starts[at] as usize..self.starts[at + 1] as usize].contains(&hash)
    }

    pub(super) fn into_hashes(self) -> Vec<u32> {
        self.hashes
    }
}

#[cfg(test)]
mod tests {
    use super::super::entries::Entries;
    use super::super::fingerprint::Sketch;
    use super::super::phases;
    use super::*;
    use proptest::prelude::*;
    use std::borrow::Cow;
    use std::convert::Infallible;

    struct Whole<'a>(&'a [Sketch], Vec<Sample>);

    impl Ranked for Whole<'_> {
        type Error = Infallible;

        fn count(&self) -> usize {
            self.0.len()
        }

        fn sketch(&self, rank: usize) -> Result<Cow<'_, Sketch>, Infallible> {
            Ok(Cow::Borrowed(&self.0[rank]))
        }

        fn sample(&self, rank: usize) -> Sample {
            self.1[rank]
        }

        fn is_indexed_whole(&self, _: usize) -> bool {
            true
        }

        fn is_asked(&self, _: u32, _: u32) -> bool {
            true
        }
    }

    proptest! {
        #[test]
        fn documents_are_as_unlike_by_postings_as_by_samples(
            texts in prop::collection::vec(prop::collection::vec((0usize..6, 1usize..9), 1..5), 2..6),
        ) {
            // Some words of some of six paragraphs.
            let part = |&(paragraph, tenths): &(usize, usize)| {
                let words = (0..20 * tenths).map(|word| format!("t{}", (paragraph * 977 + word * word * 31) % 1997));
                words.collect::<Vec<_>>().join(" ") + ".\n"
            };
            let text = |parts: &Vec<(usize, usize)>| parts.iter().map(part).collect::<String>();
            let mut sketches: Vec<Sketch> = texts.iter().map(|parts| Sketch::of_text(&text(parts))).collect();
            sketches.sort_by_key(|sketch| sketch.rank());
            let firsts: Vec<u32> = (0..sketches.len() as u32).collect();
            let Ok((entries, samples)) = Entries::of(sketches.as_slice(), &firsts);
            let (postings, settings) = (Postings::of(entries), Settings::default());
            let ranked = Whole(&sketches, samples.clone());
            let told = postings.by_document(samples.len(), |hash, member| samples[member as usize].tells(hash));
            let likeness = Likeness { ranked: &ranked, postings: &postings, samples, told, settings: &settings };
            for (a, b) in firsts.iter().flat_map(|&a| firsts.iter().map(move |&b| (a, b))).filter(|(a, b)| a != b) {
                let Ok(unlike) = likeness.are_unlike(a, b);
                let by_samples = phases::are_unlike(&sketches[a as usize], &sketches[b as usize], &settings);
                prop_assert_eq!(unlike, by_samples);
            }
        }

        #[test]
        fn has_what_it_was_made_of(mut hashes in prop::collection::vec(any::<u32>(), 0..100), others: [u32; 8]) {
            hashes.sort_unstable();
            let stock = Stock::of(hashes.clone());
            for hash in hashes.iter().copied().chain(others).chain([0, u32::MAX]) {
                prop_assert_eq!(stock.has(hash), hashes.contains(&hash));
            }
        }
    }
}
