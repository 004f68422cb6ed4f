//! New documents among themselves and against documents that were sketched before, which are looked up and not held.

use super::fingerprint::{Identity, Sketch};
use super::groups::Group;
use super::index::{Ranked, entry};
use super::relate::{Duplicates, Finding, Settings, find, join, name_leads, name_mergers, ranked, within};
use super::relation::{Relation, RelationKind};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::{Mutex, OnceLock};

/// Documents that were sketched before, numbered from 0.
pub(crate) trait Known: Sync {
    /// What goes wrong.
    type Error: Send;

    /// Number of documents.
    fn count(&self) -> u32;

    /// What documents are known by; `numbers` are in order.
    fn identities(&self, numbers: &[u32]) -> Result<Vec<Identity>, Self::Error>;

    /// The sketch of a document.
    fn sketch(&self, number: u32) -> Result<Sketch, Self::Error>;

    /// The documents that stand in the postings of sampled shingles: one of each class of equal documents. `hashes`
    /// are in order.
    fn holders(&self, hashes: &[u32]) -> Result<Vec<(u32, u32)>, Self::Error>;

    /// The documents that were filed under these keys, and may be equal to those that have these. `keys` are in order.
    fn equal(&self, keys: &[u32]) -> Result<Vec<(u32, u32)>, Self::Error>;

    /// The first of the documents that are equal to one which stands in postings.
    fn first(&self, posted: u32) -> Result<u32, Self::Error>;

    /// The document that is kept for a document, itself or another.
    fn kept(&self, number: u32) -> Result<u32, Self::Error>;

    /// The shingles that are stock, in order.
    fn stock(&self) -> Result<Vec<u32>, Self::Error>;
}

/// What a class of equal documents is filed under.
fn key(identity: Identity) -> u32 {
    identity.keys as u32
}

/// What new documents are to each other and to known ones, and what is to be known from now on. New documents have the
/// numbers behind those of the known ones.
pub(crate) struct Found {
    /// Relations and groups with at least one new document. The documents in it are first those of `mentioned`, then
    /// the new ones.
    pub(crate) duplicates: Duplicates,
    /// The numbers of the known documents that `duplicates` speaks of, in order.
    pub(crate) mentioned: Vec<u32>,
    pub(crate) learned: Learned,
}

/// What is to be known besides the new documents and their sketches.
#[derive(Default)]
pub(crate) struct Learned {
    /// Postings: hash and number, in order.
    pub(crate) postings: Vec<(u32, u32)>,
    /// Keys and numbers, in order.
    pub(crate) keys: Vec<(u32, u32)>,
    /// Which document is the first of a class now.
    pub(crate) firsts: Vec<(u32, u32)>,
    /// Documents that were kept, and the one that stands for them and their copies now.
    pub(crate) joined: Vec<(u32, u32)>,
    /// All shingles that are stock now, in order.
    pub(crate) stock: Vec<u32>,
}

/// Finds how new documents are related to each other and to known ones: as [`relate`](super::relate) would if it had
/// all of them, known ones first, but for two things. A cut copy that is known does not join the whole article that
/// comes after it (which would be removed in its favour); and how known documents are related among themselves stays
/// as it was found, with the stock passages known then.
pub(crate) fn relate_to_known<K: Known>(
    known: &K,
    sketches: &[Sketch],
    settings: &Settings,
) -> Result<Found, K::Error> {
    let mut against = Against { known, sketches, settings, classes: Vec::new(), of_keys: HashMap::new() };
    against.classify()?;
    let new: Vec<Class> = (0..against.classes.len()).map(Class::New).collect();
    let (places, findings, stock) = against.round(&new, known.stock()?)?;

    // Whether `b` is one of several that `a` holds, or its lead, is a question about everything that `a` holds.
    let held = findings.iter().filter(|finding| finding.kind == RelationKind::Contains);
    let mut holders: Vec<Class> = held
        .flat_map(|finding| [places[finding.a as usize].class, places[finding.b as usize].class])
        .collect();
    holders.retain(|class| matches!(class, Class::Known(_)));
    holders.sort_unstable();
    holders.dedup();
    let mut rounds = vec![(places, findings)];
    if !holders.is_empty() {
        let (places, findings, _) = against.round(&holders, stock.clone())?;
        rounds.push((places, findings));
    }
    let (places, mut findings) = merged(rounds);

    name_mergers(&mut findings);
    name_leads(&mut findings, places.len(), |rank| places[rank as usize].words as usize);
    against.conclude(&places, &findings, stock)
}

/// A class of documents that are equal as keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Class {
    /// One with a new document in it, by its place in [`Against::classes`].
    New(usize),
    /// One of known documents only, by the one that stands in postings.
    Known(u32),
}

/// What a round tells: classes by rank, what they are to each other, which shingles are stock.
type Told = (Vec<Place>, Vec<Finding>, Vec<u32>);

/// Kept documents, and those that stand for them from now on.
type Joined = Vec<(u32, u32)>;

/// A class with a new document in it.
struct Members {
    /// Numbers, in the order of their ranks.
    numbers: Vec<u32>,
    /// One of the new documents among them, by its place in the sketches.
    new: usize,
    /// The known document of this class that stands in postings.
    posted: Option<u32>,
}

/// A class at its rank.
#[derive(Clone, Copy)]
struct Place {
    words: u32,
    keys: u128,
    class: Class,
}

impl Place {
    fn rank(&self) -> (Reverse<u32>, u128) {
        (Reverse(self.words), self.keys)
    }
}

struct Against<'a, K> {
    known: &'a K,
    sketches: &'a [Sketch],
    settings: &'a Settings,
    classes: Vec<Members>,
    of_keys: HashMap<u128, usize>,
}

impl<K: Known> Against<'_, K> {
    /// The new document of a number, if it is one.
    fn new_sketch(&self, number: u32) -> Option<&Sketch> {
        number.checked_sub(self.known.count()).map(|at| &self.sketches[at as usize])
    }

    /// Sorts the new documents into classes, with the known ones that are equal to them.
    fn classify(&mut self) -> Result<(), K::Error> {
        let order = ranked(self.sketches);
        let sketch = |at: u32| &self.sketches[at as usize];
        for class in order.chunk_by(|&a, &b| sketch(a).equals(sketch(b))) {
            self.of_keys.insert(sketch(class[0]).identity().keys, self.classes.len());
            let numbers = class.iter().map(|at| at + self.known.count()).collect();
            self.classes.push(Members { numbers, new: class[0] as usize, posted: None });
        }
        let identities: Vec<Identity> =
            self.classes.iter().map(|class| self.sketches[class.new].identity()).collect();
        for (class, known) in self.equals(&identities)?.into_iter().enumerate() {
            let sketches = self.sketches;
            let first_new = self.known.count();
            let class = &mut self.classes[class];
            let new = class
                .numbers
                .iter()
                .map(|&number| (sketches[(number - first_new) as usize].identity().bytes, number));
            let mut all: Vec<(u128, u32)> = known.into_iter().chain(new).collect();
            all.sort_unstable();
            class.numbers = all.into_iter().map(|(_, number)| number).collect();
        }
        Ok(())
    }

    /// For each of some classes the known documents in it, with the hashes of their bytes, in order.
    fn equals(&self, of: &[Identity]) -> Result<Vec<Vec<(u128, u32)>>, K::Error> {
        let mut keys: Vec<u32> = of.iter().map(|&identity| key(identity)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut numbers: Vec<u32> = self.known.equal(&keys)?.into_iter().map(|(_, number)| number).collect();
        numbers.sort_unstable();
        let mut by_keys: HashMap<u128, Vec<(u128, u32)>> = HashMap::new();
        for (identity, number) in self.known.identities(&numbers)?.into_iter().zip(numbers) {
            by_keys.entry(identity.keys).or_default().push((identity.bytes, number));
        }
        let sorted = |identity: &Identity| {
            let mut class = by_keys.get(&identity.keys).cloned().unwrap_or_default();
            class.sort_unstable();
            class
        };
        Ok(of.iter().map(sorted).collect())
    }

    /// The classes that share shingles with `asked`, by rank, what they are to those, and what is stock then: either
    /// of all classes with a new document to all, or of some known classes to all known ones.
    fn round(&mut self, asked: &[Class], stock: Vec<u32>) -> Result<Told, K::Error> {
        let mut hashes: Vec<u32> = Vec::new();
        for class in asked {
            match *class {
                Class::New(at) => hashes.extend(self.sketches[self.classes[at].new].sampled_shingles()),
                Class::Known(posted) => {
                    hashes.extend(self.known.sketch(self.known.first(posted)?)?.sampled_shingles());
                }
            }
        }
        hashes.par_sort_unstable();
        hashes.dedup();

        let holders = self.known.holders(&hashes)?;
        let mut numbers: Vec<u32> = holders.iter().map(|&(_, number)| number).collect();
        numbers.par_sort_unstable();
        numbers.dedup();
        let mut places = Vec::with_capacity(numbers.len() + self.classes.len());
        let mut classes = Vec::with_capacity(numbers.len());
        for (identity, &number) in self.known.identities(&numbers)?.into_iter().zip(&numbers) {
            let class = match self.of_keys.get(&identity.keys) {
                Some(&at) => {
                    self.classes[at].posted = Some(number);
                    Class::New(at)
                }
                None => {
                    let class = Class::Known(number);
                    places.push(Place { words: identity.words, keys: identity.keys, class });
                    class
                }
            };
            classes.push(class);
        }
        for (at, class) in self.classes.iter().enumerate() {
            let Identity { words, keys, .. } = self.sketches[class.new].identity();
            places.push(Place { words, keys, class: Class::New(at) });
        }
        places.par_sort_unstable_by_key(Place::rank);
        let ranks: HashMap<Class, usize> =
            places.iter().enumerate().map(|(rank, place)| (place.class, rank)).collect();

        let rank_of_number: Vec<usize> = classes.iter().map(|class| ranks[class]).collect();
        let mut entries: Vec<u64> = holders
            .par_iter()
            .map(|&(hash, number)| {
                entry(hash, rank_of_number[numbers.binary_search(&number).unwrap_or_default()])
            })
            .collect();
        for (at, class) in self.classes.iter().enumerate().filter(|(_, class)| class.posted.is_none()) {
            let sample = self.sketches[class.new].sampled_shingles();
            let looked_up = sample.filter(|hash| hashes.binary_search(hash).is_ok());
            entries.extend(looked_up.map(|hash| entry(hash, ranks[&Class::New(at)])));
        }

        let mut is_asked = vec![false; places.len()];
        asked.iter().for_each(|class| is_asked[ranks[class]] = true);
        let round = Round {
            against: self,
            places: &places,
            is_asked,
            of_known: matches!(asked.first(), Some(Class::Known(_))),
            sketches: (0..places.len()).map(|_| OnceLock::new()).collect(),
            unread: Sketch::default(),
            failed: Mutex::new(None),
        };
        let (findings, stock) = find(&round, std::iter::once(entries), &stock, self.settings);
        let failed = round.failed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        failed.map_or(Ok((places, findings, stock)), Err)
    }

    /// Relations, groups, and what is to be known from now on.
    fn conclude(&self, places: &[Place], findings: &[Finding], stock: Vec<u32>) -> Result<Found, K::Error> {
        let first_new = self.known.count();
        let is_new = |number: u32| number >= first_new;
        let members = self.members(places, findings)?;
        let told = |finding: &&Finding| {
            [finding.a, finding.b].iter().any(|&rank| matches!(places[rank as usize].class, Class::New(_)))
        };
        let told: Vec<&Finding> = findings.iter().filter(told).collect();

        let mut shown: Vec<u32> = Vec::new();
        for finding in &told {
            let sides = [&members[finding.a as usize], &members[finding.b as usize]];
            let star = sides.iter().any(|side| side.len() > self.settings.star_above);
            for side in sides {
                shown
                    .extend(side.iter().take(if star { 1 } else { side.len() }).filter(|&&one| !is_new(one)));
            }
        }
        shown.sort_unstable();
        shown.dedup();
        let sketches: Vec<Sketch> =
            shown.par_iter().map(|&number| self.known.sketch(number)).collect::<Result<_, _>>()?;
        let sketch = |number: u32| match self.new_sketch(number) {
            Some(sketch) => sketch,
            None => &sketches[shown.binary_search(&number).unwrap_or_default()],
        };
        let span = |number: u32, words: Range<usize>| sketch(number).span(words);

        let mut equal: Vec<u32> = self.classes.iter().flat_map(|class| &class.numbers).copied().collect();
        equal.retain(|&number| !is_new(number));
        equal.sort_unstable();
        let identities = self.known.identities(&equal)?;
        let bytes = |number: u32| match self.new_sketch(number) {
            Some(sketch) => sketch.identity().bytes,
            None => identities[equal.binary_search(&number).unwrap_or_default()].bytes,
        };
        let mut relations: Vec<Relation> = Vec::new();
        for class in &self.classes {
            relations.extend(within(&class.numbers, |a, b| bytes(a) == bytes(b), self.settings));
        }
        for finding in told {
            let (class_a, class_b) = (&members[finding.a as usize], &members[finding.b as usize]);
            relations.extend(finding.relations(class_a, class_b, span, self.settings));
        }
        relations.retain(|relation| is_new(relation.a) || is_new(relation.b));
        relations.par_sort_unstable_by_key(|relation| (relation.a, relation.b));

        let (groups, joined) = self.groups(places, findings)?;
        let mentions = relations.iter().flat_map(|relation| [relation.a, relation.b]);
        let mut mentioned: Vec<u32> = mentions.chain(groups.iter().map(|group| group.survivor)).collect();
        mentioned.retain(|&number| !is_new(number));
        mentioned.sort_unstable();
        mentioned.dedup();
        let local = |number: &mut u32| {
            *number = match number.checked_sub(first_new) {
                Some(new) => mentioned.len() as u32 + new,
                None => mentioned.binary_search(number).unwrap_or_default() as u32,
            }
        };
        let mut duplicates = Duplicates { relations, groups };
        duplicates.relations.iter_mut().for_each(|relation| {
            local(&mut relation.a);
            local(&mut relation.b);
        });
        duplicates.groups.iter_mut().for_each(|group| {
            local(&mut group.survivor);
            group.members.iter_mut().for_each(local);
        });
        let learned = Learned { joined, stock, ..self.learned(bytes)? };
        Ok(Found { duplicates, mentioned, learned })
    }

    /// The documents of each class that is in a finding.
    fn members(&self, places: &[Place], findings: &[Finding]) -> Result<Vec<Vec<u32>>, K::Error> {
        let mut ranks: Vec<u32> = findings.iter().flat_map(|finding| [finding.a, finding.b]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks.retain(|&rank| matches!(places[rank as usize].class, Class::Known(_)));
        let identity = |&rank: &u32| {
            let Place { words, keys, .. } = places[rank as usize];
            Identity { words, keys, bytes: 0 }
        };
        let identities: Vec<Identity> = ranks.iter().map(identity).collect();
        let known: HashMap<u32, Vec<(u128, u32)>> =
            ranks.into_iter().zip(self.equals(&identities)?).collect();
        let of_place = |(place, rank): (&Place, u32)| match place.class {
            Class::New(at) => self.classes[at].numbers.clone(),
            Class::Known(_) => {
                known.get(&rank).map_or(Vec::new(), |class| class.iter().map(|&(_, number)| number).collect())
            }
        };
        Ok(places.iter().zip(0..).map(of_place).collect())
    }

    /// The groups with a new document in them, and the kept documents that are joined to others by one. Where a known
    /// document is in a group, the survivor is a known one that was kept.
    fn groups(&self, places: &[Place], findings: &[Finding]) -> Result<(Vec<Group>, Joined), K::Error> {
        let first_new = self.known.count();
        let a_known = |rank: u32| match places[rank as usize].class {
            Class::Known(posted) => Some(posted),
            Class::New(at) => self.classes[at].numbers.iter().copied().find(|&number| number < first_new),
        };
        let mut sets = join(findings, places.len(), |_, b| a_known(b).is_none());
        let mut rank_of_kept: BTreeMap<u32, u32> = BTreeMap::new();
        for rank in 0..places.len() as u32 {
            if let Some(number) = a_known(rank) {
                let kept = self.known.kept(number)?;
                sets.join(rank, *rank_of_kept.entry(kept).or_insert(rank));
            }
        }
        let mut new: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (place, rank) in places.iter().zip(0..) {
            if let Class::New(at) = place.class {
                let numbers = self.classes[at].numbers.iter().copied().filter(|&number| number >= first_new);
                new.entry(sets.find(rank)).or_default().extend(numbers);
            }
        }
        let mut kept: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (&number, &rank) in &rank_of_kept {
            kept.entry(sets.find(rank)).or_default().push(number);
        }
        let (mut groups, mut joined) = (Vec::new(), Vec::new());
        for (set, mut members) in new {
            if let Some(kept) = kept.get(&set) {
                members.insert(0, kept[0]);
                joined.extend(kept[1..].iter().map(|&other| (other, kept[0])));
            }
            if members.len() > 1 {
                groups.push(Group { survivor: members[0], members });
            }
        }
        groups.sort_unstable_by_key(|group| group.survivor);
        Ok((groups, joined))
    }

    /// Postings, keys and firsts of the new documents.
    fn learned(&self, bytes: impl Fn(u32) -> u128) -> Result<Learned, K::Error> {
        let mut learned = Learned::default();
        let first_new = self.known.count();
        for class in &self.classes {
            let first = class.numbers[0];
            match class.posted {
                Some(posted) if self.known.first(posted)? != first => learned.firsts.push((posted, first)),
                Some(_) => {}
                None => {
                    let sample = self.new_sketch(first).map_or(Vec::new(), Sketch::sample);
                    learned.postings.extend(sample.into_iter().map(|hash| (hash, first)));
                }
            }
            let key = key(self.sketches[class.new].identity());
            let known = class.numbers.iter().filter(|&&number| number < first_new);
            let mut seen: HashSet<u128> = known.clone().map(|&number| bytes(number)).collect();
            let mut filed = known.count();
            let mut new: Vec<u32> =
                class.numbers.iter().copied().filter(|&number| number >= first_new).collect();
            new.sort_unstable();
            for number in new {
                // Of more copies only what a star of edges needs: those that differ in their bytes.
                if seen.insert(bytes(number)) || filed <= self.settings.star_above {
                    learned.keys.push((key, number));
                    filed += 1;
                }
            }
        }
        learned.postings.par_sort_unstable();
        learned.keys.sort_unstable();
        Ok(learned)
    }
}

/// The findings of all rounds, with the places that they speak of and those of all new documents.
fn merged(rounds: Vec<(Vec<Place>, Vec<Finding>)>) -> (Vec<Place>, Vec<Finding>) {
    let mut all: Vec<Place> = Vec::new();
    for (places, findings) in &rounds {
        all.extend(places.iter().filter(|place| matches!(place.class, Class::New(_))));
        all.extend(
            findings.iter().flat_map(|finding| [places[finding.a as usize], places[finding.b as usize]]),
        );
    }
    all.sort_unstable_by_key(Place::rank);
    all.dedup_by_key(|place| place.keys);
    let ranks: HashMap<u128, u32> = all.iter().zip(0..).map(|(place, rank)| (place.keys, rank)).collect();
    let mut merged = Vec::new();
    for (places, findings) in rounds {
        merged.extend(findings.into_iter().map(|mut finding| {
            finding.a = ranks[&places[finding.a as usize].keys];
            finding.b = ranks[&places[finding.b as usize].keys];
            finding
        }));
    }
    merged.sort_unstable_by_key(|finding| (finding.a, finding.b));
    (all, merged)
}

/// The documents of a round by rank; known ones are read when they are asked for.
struct Round<'a, K: Known> {
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

impl<K: Known> Round<'_, K> {
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

    fn is_indexed_whole(&self, rank: usize) -> bool {
        self.is_asked[rank]
    }

    fn is_asked(&self, a: u32, b: u32) -> bool {
        let asked = self.is_asked[a as usize] || self.is_asked[b as usize];
        asked && (!self.of_known || self.is_known(a) && self.is_known(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::relate;
    use crate::syllable::Forms;
    use crate::tokens::Tokens;
    use proptest::prelude::*;
    use std::convert::Infallible;

    /// What an index on disk holds, in memory.
    #[derive(Default)]
    struct Memory {
        sketches: Vec<Sketch>,
        postings: Vec<(u32, u32)>,
        keys: Vec<(u32, u32)>,
        firsts: HashMap<u32, u32>,
        stock: Vec<u32>,
        kept: Vec<u32>,
    }

    fn filed(rows: &[(u32, u32)], under: &[u32]) -> Result<Vec<(u32, u32)>, Infallible> {
        Ok(rows.iter().copied().filter(|(hash, _)| under.binary_search(hash).is_ok()).collect())
    }

    impl Known for Memory {
        type Error = Infallible;

        fn count(&self) -> u32 {
            self.sketches.len() as u32
        }

        fn identities(&self, numbers: &[u32]) -> Result<Vec<Identity>, Infallible> {
            Ok(numbers.iter().map(|&number| self.sketches[number as usize].identity()).collect())
        }

        fn sketch(&self, number: u32) -> Result<Sketch, Infallible> {
            Ok(self.sketches[number as usize].clone())
        }

        fn holders(&self, hashes: &[u32]) -> Result<Vec<(u32, u32)>, Infallible> {
            filed(&self.postings, hashes)
        }

        fn equal(&self, keys: &[u32]) -> Result<Vec<(u32, u32)>, Infallible> {
            filed(&self.keys, keys)
        }

        fn first(&self, posted: u32) -> Result<u32, Infallible> {
            Ok(self.firsts.get(&posted).copied().unwrap_or(posted))
        }

        fn kept(&self, mut number: u32) -> Result<u32, Infallible> {
            while self.kept[number as usize] != number {
                number = self.kept[number as usize];
            }
            Ok(number)
        }

        fn stock(&self) -> Result<Vec<u32>, Infallible> {
            Ok(self.stock.clone())
        }
    }

    impl Memory {
        fn add(&mut self, new: &[Sketch]) -> Found {
            let Ok(found) = relate_to_known(self, new, &Settings::default());
            let number = |local: u32| match found.mentioned.get(local as usize) {
                Some(&known) => known,
                None => local - found.mentioned.len() as u32 + self.count(),
            };
            let mut kept: Vec<u32> = (0..self.count() + new.len() as u32).collect();
            kept[..self.kept.len()].copy_from_slice(&self.kept);
            for group in &found.duplicates.groups {
                for &member in &group.members {
                    kept[number(member) as usize] = number(group.survivor);
                }
            }
            found.learned.joined.iter().for_each(|&(other, one)| kept[other as usize] = one);
            self.kept = kept;
            self.sketches.extend_from_slice(new);
            self.postings.extend(&found.learned.postings);
            self.keys.extend(&found.learned.keys);
            self.firsts.extend(found.learned.firsts.iter().copied());
            self.stock.clone_from(&found.learned.stock);
            found
        }
    }

    fn sketch(text: &str) -> Sketch {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        Sketch::of(text, &tokens, &forms)
    }

    /// Articles put together of a few paragraphs: whole, cut, in capitals, with other words here and there, and with a
    /// line that all pages of a site have.
    fn articles() -> impl Strategy<Value = Vec<String>> {
        let paragraph = |at: usize, change: u8| {
            let words =
                (0..60 + 10 * (at % 3)).map(|word| match (at * 977 + word * 31 + word * word) % 997 {
                    number if number % 23 == 0 => format!("{}", number + usize::from(change / 64 == 1) * 7),
                    number if change > 200 && word % 11 == usize::from(change % 11) => {
                        format!("khác{number}")
                    }
                    number => format!("từ{number}"),
                });
            let words: Vec<String> = words.collect();
            let kept = if change % 7 == 1 { words.len() / 2 } else { words.len() };
            words[..kept].join(" ") + "."
        };
        let article = proptest::collection::vec((0usize..6, any::<u8>()), 0..4);
        let article = (article, any::<u8>()).prop_map(move |(parts, done)| {
            let text =
                parts.into_iter().map(|(at, change)| paragraph(at, change)).collect::<Vec<_>>().join("\n");
            let text = if done & 3 == 0 { text.to_uppercase() } else { text };
            let footer =
                "Trang tin của Đảng bộ xã Hòa Mục, giữ bản quyền, ghi rõ nguồn khi phát lại thông tin này.";
            if done & 4 == 0 { text } else { format!("{text}\n{footer}") }
        });
        proptest::collection::vec(article, 1..40)
    }

    proptest! {
        #[test]
        fn in_parts_as_in_one(articles in articles(), cuts in (0usize..40, 0usize..40)) {
            let sketches: Vec<Sketch> = articles.iter().map(|text| sketch(text)).collect();
            let (one, two) = (cuts.0.min(cuts.1).min(sketches.len()), cuts.0.max(cuts.1).min(sketches.len()));
            let mut memory = Memory::default();
            memory.add(&sketches[..one]);
            memory.add(&sketches[one..two]);
            let found = memory.add(&sketches[two..]);
            let number = |local: u32| match found.mentioned.get(local as usize) {
                Some(&known) => known,
                None => local - found.mentioned.len() as u32 + two as u32,
            };
            let mut relations = found.duplicates.relations.clone();
            relations.iter_mut().for_each(|one| (one.a, one.b) = (number(one.a), number(one.b)));
            let mut expected = relate(&sketches, &Settings::default());
            expected.relations.retain(|relation| relation.a.max(relation.b) as usize >= two);
            prop_assert_eq!(relations, expected.relations.clone());

            // With no cut copy and no stock, groups too are those of one run.
            let is_cut = |relation: &Relation| relation.kind == RelationKind::Cut;
            if !expected.relations.iter().any(is_cut) && found.learned.stock.is_empty() {
                let new = |members: &[u32], number: &dyn Fn(u32) -> u32| {
                    let mut new: Vec<u32> =
                        members.iter().map(|&member| number(member)).filter(|&member| member as usize >= two).collect();
                    new.sort_unstable();
                    (new, members.iter().any(|&member| (number(member) as usize) < two))
                };
                let mut groups: Vec<_> =
                    found.duplicates.groups.iter().map(|group| new(&group.members, &number)).collect();
                let mut whole: Vec<_> =
                    expected.groups.iter().map(|group| new(&group.members, &|member| member)).collect();
                whole.retain(|(new, _)| !new.is_empty());
                groups.sort_unstable();
                whole.sort_unstable();
                prop_assert_eq!(groups, whole);
            }
        }
    }
}
