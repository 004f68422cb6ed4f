//! What is known of adjacent pairs: the table that every gap is looked up in.

use super::features::PAIR;
use super::judge::Verdicts;
use super::lexicon::{Found, Head};
use super::profile::Profile;

/// The pairs of a model.
///
/// Vietnamese has more pairs in use than a processor's nearest caches hold, so a look-up costs what its cache misses
/// cost. The key of a pair and what nearly every look-up asks stand in one cache line; the rest, which is asked for
/// gaps in doubt, stands apart.
#[derive(Clone, Debug)]
pub(super) struct KnownPairs {
    buckets: Vec<Bucket>,
    rest: Vec<Rest>,
}

const LANES: usize = 8;

/// One cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket {
    keys: [u32; LANES],
    briefs: [Brief; LANES],
}

/// No pair: the symbol outside a sentence is never in one.
pub(super) const NO_PAIR: u32 = 0;

const VACANT: Bucket = Bucket { keys: [NO_PAIR; LANES], briefs: [Brief { verdicts: Verdicts(0), words: Words(0), profiles: [Profile(0); 2] }; LANES] };

/// Where a pair stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(u32);

/// What a pair is, in short; by default that of a pair that is not known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brief {
    /// What is decided.
    pub verdicts: Verdicts,
    words: Words,
    profiles: [Profile; 2],
}

/// The classes of a word of two syllables, and whether longer ones begin with it.
#[derive(Clone, Copy, Debug, Default)]
struct Words(u8);

/// What else is known of a pair.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rest {
    /// Its weights.
    pub weights: [i8; PAIR],
    /// Where the longer words go on that begin with it.
    node: u16,
}

impl Words {
    const CLASSES: u8 = super::lexicon::CLASSES as u8 + 1;
    const LONGER: u8 = 0x80;

    fn of(Head { word, node }: Head) -> Self {
        Self(word.agreed * Self::CLASSES + word.doubtful | if node == 0 { 0 } else { Self::LONGER })
    }
}

const _: () = assert!(Words::CLASSES * Words::CLASSES <= Words::LONGER);

impl Brief {
    /// The word that the pair is.
    #[inline]
    pub fn word(self) -> Found {
        let classes = self.words.0 & !Words::LONGER;
        Found { agreed: classes / Words::CLASSES, doubtful: classes % Words::CLASSES }
    }

    /// Whether words of more than two syllables begin with it.
    #[inline]
    pub fn goes_on(self) -> bool {
        self.words.0 & Words::LONGER != 0
    }

    /// Its profile: with both tokens capitalised, or not.
    #[inline]
    pub fn profile(self, capitals: bool) -> Profile {
        self.profiles[usize::from(capitals)]
    }
}

/// A pair and all that a model knows of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub pair: u32,
    pub weights: [i8; PAIR],
    pub verdicts: Verdicts,
    pub profiles: [Profile; 2],
    pub head: Head,
}

impl KnownPairs {
    /// A table of `count` pairs at most; none is twice among them.
    pub fn new(count: usize, pairs: impl Iterator<Item = Known>) -> Self {
        // Never more than four fifths full: in fuller tables many pairs stand outside their first bucket.
        let buckets = 5 * count / (4 * LANES) + 2;
        let mut table = Self {
            buckets: vec![VACANT; buckets],
            rest: vec![Rest::default(); buckets * LANES],
        };
        for Known { pair, weights, verdicts, profiles, head } in pairs.take(count) {
            let mut home = table.home(pair);
            let lane = loop {
                match table.buckets[home].keys.iter().position(|&key| key == NO_PAIR) {
                    Some(lane) => break lane,
                    None => home = table.behind(home),
                }
            };
            let bucket = &mut table.buckets[home];
            bucket.keys[lane] = pair;
            bucket.briefs[lane] = Brief { verdicts, words: Words::of(head), profiles };
            table.rest[home * LANES + lane] = Rest { weights, node: head.node };
        }
        table
    }

    #[inline]
    fn home(&self, pair: u32) -> usize {
        // The high half of a product spreads the hash over any number of buckets.
        let hash = pair.wrapping_mul(0x9e37_79b1);
        (u64::from(hash) * self.buckets.len() as u64 >> 32) as usize
    }

    #[inline]
    fn behind(&self, bucket: usize) -> usize {
        if bucket + 1 == self.buckets.len() { 0 } else { bucket + 1 }
    }

    /// Reads ahead where pairs stand, so that the cache misses of all of them are waited for at once: look-ups wait for
    /// them one after another, as far as each is followed by a branch.
    pub fn touch(&self, pairs: &[u32]) {
        let keys = pairs.iter().map(|&pair| self.buckets[self.home(pair)].keys[0]);
        std::hint::black_box(keys.fold(0, |all, key| all ^ key));
    }

    /// Where a pair stands; one that is not there, where no pair does.
    #[inline]
    pub fn find(&self, pair: u32) -> Place {
        let mut home = self.home(pair);
        loop {
            let keys = &self.buckets[home].keys;
            // The last lane of a bucket that is not full is empty.
            let last = (LANES - 1, keys[LANES - 1]);
            let lane = (0..LANES - 1).fold(LANES - 1, |found, lane| if keys[lane] == pair { lane } else { found });
            // Only a full bucket has to be left, so that this branch is nearly always guessed.
            if (lane == last.0) & (last.1 != pair) & (last.1 != NO_PAIR) {
                home = self.behind(home);
                continue;
            }
            return Place((home * LANES + lane) as u32);
        }
    }

    /// What a pair is that stands in a place.
    #[inline]
    pub fn brief(&self, place: Place) -> Brief {
        self.buckets[place.0 as usize / LANES].briefs[place.0 as usize % LANES]
    }

    /// What else is known of the pair that stands in a place.
    #[inline]
    pub fn rest(&self, place: Place) -> Rest {
        self.rest[place.0 as usize]
    }
}

impl Rest {
    /// What begins with the pair, beside the word that it is.
    #[inline]
    pub fn longer(self) -> Head {
        Head { word: Found::default(), node: self.node }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pairs::pair;
    use super::*;

    #[test]
    fn every_pair_is_found_with_what_is_its_own() {
        let all = (1..5000u16).map(|n| Known {
            pair: pair(n, n.wrapping_mul(7919)),
            weights: [n as i8; PAIR],
            verdicts: Verdicts(n as u8),
            profiles: [Profile(1), Profile(n as u8)],
            head: Head { word: Found { agreed: n as u8 % 9, doubtful: (n / 9) as u8 % 9 }, node: n % 3 },
        });
        let table = KnownPairs::new(all.len(), all.clone());
        for known in all {
            let place = table.find(known.pair);
            let brief = table.brief(place);
            let rest = table.rest(place);
            assert_eq!((brief.verdicts, brief.word()), (known.verdicts, known.head.word));
            assert_eq!(brief.profiles, known.profiles);
            assert_eq!((rest.weights, rest.node), (known.weights, known.head.node));
            assert_eq!(brief.goes_on(), known.head.node != 0);
        }
        for absent in [NO_PAIR, pair(5000, 1), pair(1, 1)] {
            let place = table.find(absent);
            let brief = table.brief(place);
            assert_eq!((brief.verdicts, brief.word()), (Verdicts(0), Found::default()));
            assert_eq!(table.rest(place).weights, [0; PAIR]);
        }
    }
}
