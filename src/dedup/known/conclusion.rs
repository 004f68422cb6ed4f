//! From findings to relations, groups, and what an index has to learn.

use super::{Against, Class, Found, Known, Learned, Place, key};
use crate::dedup::finding::{self, Finding};
use crate::dedup::groups::{Group, Standing, candidates, kept_for};
use crate::dedup::relate::Duplicates;
use crate::dedup::relation::Relation;
use crate::dedup::relation::within;
use crate::dedup::sketches::Sketched;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

impl<K: Known, S: Sketched + ?Sized> Against<'_, K, S>
where
    K::Error: From<S::Error>,
{
    /// Relations, groups, and what is to be known from now on.
    pub(super) fn conclude(
        &self,
        places: &[Place],
        findings: &[Finding],
        stock: Vec<u32>,
    ) -> Result<Found, K::Error> {
        let first_new = self.known.count();
        let is_new = |number: u32| number >= first_new;
        let members = self.members(places, findings)?;
        let told = |finding: &&Finding| {
            [finding.a, finding.b].iter().any(|&rank| matches!(places[rank as usize].class, Class::New(_)))
        };
        let told: Vec<&Finding> = findings.iter().filter(told).collect();

        let mut equal: Vec<u32> = self.classes.iter().flat_map(|class| &class.numbers).copied().collect();
        equal.retain(|&number| !is_new(number));
        equal.sort_unstable();
        let known = self.known.known_by(&equal)?;
        let bytes = |number: u32| match self.of_new(number) {
            Some(new) => self.identity(new).bytes,
            None => known[equal.binary_search(&number).unwrap_or_default()].0.bytes,
        };
        let mut relations: Vec<Relation> = Vec::new();
        for class in &self.classes {
            relations.extend(within(&class.numbers, |a, b| bytes(a) == bytes(b), self.settings.star_above));
        }
        let class = |rank: u32| members[rank as usize].as_slice();
        let sketch = |number: u32| self.sketch(number);
        relations.extend(finding::relations(&told, class, sketch, self.settings.star_above)?);
        relations.retain(|relation| is_new(relation.a) || is_new(relation.b));
        relations.par_sort_unstable_by_key(|relation| (relation.a, relation.b));

        let groups = self.groups(places, findings)?;
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
            group.members.iter_mut().chain(&mut group.candidates).for_each(local);
        });
        let learned = Learned { stock, ..self.learned(bytes)? };
        Ok(Found { duplicates, mentioned, learned })
    }

    /// The documents of each class that is in a finding.
    fn members(&self, places: &[Place], findings: &[Finding]) -> Result<Vec<Vec<u32>>, K::Error> {
        let mut ranks: Vec<u32> = findings.iter().flat_map(|finding| [finding.a, finding.b]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks.retain(|&rank| matches!(places[rank as usize].class, Class::Known(_)));
        let keys: Vec<u128> = ranks.iter().map(|&rank| places[rank as usize].keys).collect();
        let known: HashMap<u32, Vec<(u128, u32)>> = ranks.into_iter().zip(self.equals(&keys)?).collect();
        let of_place = |(place, rank): (&Place, u32)| match place.class {
            Class::New(at) => self.classes[at].numbers.clone(),
            Class::Known(_) => {
                known.get(&rank).map_or(Vec::new(), |class| class.iter().map(|&(_, number)| number).collect())
            }
        };
        Ok(places.iter().zip(0..).map(of_place).collect())
    }

    /// The groups with a new document in them. Where a known document is in a group, it is the survivor.
    fn groups(&self, places: &[Place], findings: &[Finding]) -> Result<Vec<Group>, K::Error> {
        let first_new = self.known.count();
        let known_of = |place: &Place| match place.class {
            Class::Known(posted) => Some(posted),
            Class::New(at) => self.classes[at].numbers.iter().copied().find(|&number| number < first_new),
        };
        // For each class with a known document in it the one that was kept for that.
        let kept_before = |place: &Place| known_of(place).map(|number| self.known.kept(number)).transpose();
        let before = places.iter().map(kept_before).collect::<Result<Vec<Option<u32>>, K::Error>>()?;
        let mut numbers: Vec<u32> = before.iter().flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let known = self.known.known_by(&numbers)?;
        let standing = |(place, kept): (&Place, &Option<u32>)| {
            let Some(number) = kept else { return Standing::Open };
            let identity = known[numbers.binary_search(number).unwrap_or_default()].0;
            if identity.keys == place.keys { Standing::Kept } else { Standing::Removed }
        };
        let standings: Vec<Standing> = places.iter().zip(&before).map(standing).collect();
        let kept = kept_for(findings, &standings);
        let candidates = candidates(findings, &kept);
        let mut of_known: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut of_new: BTreeMap<u32, Group> = BTreeMap::new();
        for (rank, place) in places.iter().enumerate() {
            let Class::New(at) = place.class else { continue };
            let new = self.classes[at].numbers.iter().copied().filter(|&number| number >= first_new);
            if let Some(known) = before[kept[rank] as usize] {
                of_known.entry(known).or_default().extend(new);
                continue;
            }
            let group = of_new.entry(kept[rank]).or_insert_with(|| Group::of(self.classes[at].numbers[0]));
            group.members.extend(new.clone());
            if candidates[rank] {
                group.candidates.extend(new);
            }
        }
        let known = of_known.into_iter().map(|(known, new)| Group {
            survivor: known,
            members: std::iter::once(known).chain(new).collect(),
            candidates: vec![known],
        });
        let mut groups: Vec<Group> =
            known.chain(of_new.into_values().filter(|group| group.members.len() > 1)).collect();
        groups.sort_unstable_by_key(|group| group.survivor);
        Ok(groups)
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
                    let sample = self.sketch(first)?.sample();
                    learned.postings.extend(sample.into_iter().map(|hash| (hash, first)));
                }
            }
            let key = key(self.identity(class.new).keys);
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
