use super::*;
use crate::dedup::{RelationKind, relate};
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

    fn known_by(&self, numbers: &[u32]) -> Result<Vec<(Identity, Sample)>, Infallible> {
        Ok(numbers.iter().map(|&number| self.sketches[number as usize].known_by()).collect())
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

    fn kept(&self, number: u32) -> Result<u32, Infallible> {
        Ok(self.kept[number as usize])
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
        self.kept = kept;
        self.sketches.extend_from_slice(new);
        self.postings.extend(&found.learned.postings);
        self.keys.extend(&found.learned.keys);
        self.firsts.extend(found.learned.firsts.iter().copied());
        self.stock.clone_from(&found.learned.stock);
        found
    }
}

/// Articles put together of a few paragraphs: whole, cut, in capitals, with other words here and there, and with a
/// line that all pages of a site have.
fn articles() -> impl Strategy<Value = Vec<String>> {
    let paragraph = |at: usize, change: u8| {
        let words = (0..60 + 10 * (at % 3)).map(|word| match (at * 977 + word * 31 + word * word) % 997 {
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
        let text = parts.into_iter().map(|(at, change)| paragraph(at, change)).collect::<Vec<_>>().join("\n");
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
        let sketches: Vec<Sketch> = articles.iter().map(|text| Sketch::of_text(text)).collect();
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
        prop_assert_eq!(&relations, &expected.relations);

        // Where nothing is known, groups too are those of one run; elsewhere what was kept stays.
        if two == 0 {
            prop_assert_eq!(&found.duplicates.groups, &expected.groups);
        }
        for group in &found.duplicates.groups {
            let is_copy = |of: u32, copy: u32| {
                let found = relations.iter().find(|one| [(one.a, one.b), (one.b, one.a)].contains(&(of, copy)));
                found.is_some_and(|one| match one.kind {
                    RelationKind::Exact | RelationKind::Normalised => true,
                    RelationKind::Near => memory.kept[of as usize] == of,
                    RelationKind::Cut => one.a == of && memory.kept[of as usize] == of,
                    _ => false,
                })
            };
            let survivor = number(group.survivor);
            prop_assert_eq!(memory.kept[survivor as usize], survivor);
            for &member in &group.members[1..] {
                let kept_alike = (0..two as u32).filter(|&known| memory.kept[known as usize] == survivor);
                let mut of = std::iter::once(survivor).chain(kept_alike);
                let member = number(member);
                prop_assert!(of.any(|of| is_copy(of, member)), "{} for {}", survivor, member);
            }
        }
    }
}
