//! The words of a collection, numbered.

use crate::syllable::{FormId, Forms, Kind};
use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

/// The words of a collection, numbered: a term is what words are equal by, case and tone placement aside.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    forms: Vec<FormId>,
    /// Words of one form by it, of two by both, of more by a hash: most have one or two, and their forms need not be
    /// fetched to be compared.
    of_one: Vec<u32>,
    of_two: HashTable<(u64, u32)>,
    of_more: HashTable<u32>,
    terms: Vec<u64>,
    by_keys: HashTable<u32>,
}

#[derive(Clone, Debug)]
struct Word {
    end: u32,
    term: u32,
    count: u64,
}

impl Vocabulary {
    /// Counts one occurrence of the word that these forms write and gives the number of its term;
    /// `None` for words without a letter (numbers, punctuation).
    pub fn count(&mut self, word: &[FormId], forms: &Forms) -> Option<u32> {
        let id = match self.find(word) {
            Some(id) => id as usize,
            None => self.insert(word, forms),
        };
        let entry = &mut self.words[id];
        entry.count += 1;
        (entry.term != NO_TERM).then_some(entry.term)
    }

    fn find(&self, word: &[FormId]) -> Option<u32> {
        match word {
            [one] => self.of_one.get(one.0 as usize).copied().filter(|&id| id != NO_WORD),
            &[one, two] => {
                let pair = pair(one, two);
                self.of_two.find(hash_pair(pair), |&(other, _)| other == pair).map(|&(_, id)| id)
            }
            _ => self.of_more.find(hash_ids(word), |&id| self.forms_of(id as usize) == word).copied(),
        }
    }

    fn insert(&mut self, word: &[FormId], forms: &Forms) -> usize {
        let term = self.term_of(word, forms);
        let id = self.words.len();
        self.forms.extend_from_slice(word);
        self.words.push(Word { end: self.forms.len() as u32, term, count: 0 });
        match word {
            [one] => {
                let at = one.0 as usize;
                if at >= self.of_one.len() {
                    self.of_one.resize(at + 1, NO_WORD);
                }
                self.of_one[at] = id as u32;
            }
            &[one, two] => {
                let pair = pair(one, two);
                self.of_two.insert_unique(hash_pair(pair), (pair, id as u32), |&(pair, _)| hash_pair(pair));
            }
            _ => {
                let (words, all) = (&self.words, &self.forms);
                let hash = |&id: &u32| hash_ids(slice_of(words, all, id as usize));
                self.of_more.insert_unique(hash_ids(word), id as u32, hash);
            }
        }
        id
    }

    fn term_of(&mut self, word: &[FormId], forms: &Forms) -> u32 {
        if !word.iter().any(|&form| matches!(forms.form(form).kind, Kind::Syllable | Kind::Word)) {
            return NO_TERM;
        }
        // 64 bits of a good hash stand for the keys: a collision among a million terms has odds of one in 40 million.
        let bytes: Vec<u8> = word.iter().flat_map(|&form| forms.hash(form).to_le_bytes()).collect();
        let keys = xxh3_64(&bytes);
        let terms = &self.terms;
        if let Some(&term) = self.by_keys.find(keys, |&term| terms[term as usize] == keys) {
            return term;
        }
        let term = self.terms.len() as u32;
        self.terms.push(keys);
        let terms = &self.terms;
        self.by_keys.insert_unique(keys, term, |&term| terms[term as usize]);
        term
    }

    fn forms_of(&self, id: usize) -> &[FormId] {
        slice_of(&self.words, &self.forms, id)
    }

    /// Number of terms.
    pub fn terms(&self) -> usize {
        self.terms.len()
    }

    /// Each term as it is written most often (`Hồ Chí Minh`), syllables parted by a blank.
    pub fn labels(&self, forms: &Forms) -> Vec<String> {
        let mut best: Vec<Option<(u64, String)>> = vec![None; self.terms.len()];
        for (id, word) in self.words.iter().enumerate().filter(|(_, word)| word.term != NO_TERM) {
            let chosen = &mut best[word.term as usize];
            if chosen.as_ref().is_some_and(|(count, _)| *count > word.count) {
                continue;
            }
            let surfaces: Vec<_> = self.forms_of(id).iter().map(|&form| forms.surface(form)).collect();
            let label = surfaces.join(" ");
            // A tie goes to lower case, which sorts behind capitals.
            if chosen.as_ref().is_none_or(|(count, other)| (word.count, &label) > (*count, other)) {
                *chosen = Some((word.count, label));
            }
        }
        best.into_iter().map(|label| label.map_or_else(String::new, |(_, label)| label)).collect()
    }
}

const NO_TERM: u32 = u32::MAX;
const NO_WORD: u32 = u32::MAX;

fn slice_of<'a>(words: &[Word], forms: &'a [FormId], id: usize) -> &'a [FormId] {
    let start = id.checked_sub(1).map_or(0, |before| words[before].end);
    &forms[start as usize..words[id].end as usize]
}

fn pair(one: FormId, two: FormId) -> u64 {
    u64::from(one.0) << 32 | u64::from(two.0)
}

fn hash_pair(pair: u64) -> u64 {
    fold(pair ^ 2)
}

fn hash_ids(word: &[FormId]) -> u64 {
    word.iter().fold(word.len() as u64, |hash, form| fold(hash ^ (u64::from(form.0) + 1)))
}

/// Multiply and fold: ids are small and already distinct, so this spreads well enough for a table.
fn fold(bits: u64) -> u64 {
    let product = u128::from(bits) * 0x9e37_79b9_7f4a_7c15;
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_fold_case_and_tone_placement_and_labels_show_the_commonest_form() {
        let (mut forms, mut vocabulary) = (Forms::new(), Vocabulary::default());
        let mut term = |words: &[&str]| {
            let ids: Vec<_> = words.iter().map(|word| forms.intern(word, Kind::Syllable)).collect();
            vocabulary.count(&ids, &forms)
        };
        let culture = term(&["văn", "hoá"]);
        assert_eq!(term(&["Văn", "hóa"]), culture);
        assert_eq!(term(&["văn", "hoá"]), culture);
        assert_ne!(term(&["văn"]), culture);
        let number = forms.intern("2012", Kind::Number);
        assert_eq!(vocabulary.count(&[number], &forms), None);
        assert_eq!(vocabulary.labels(&forms), ["văn hoá", "văn"]);
    }
}
