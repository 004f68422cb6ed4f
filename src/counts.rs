//! Counts of terms in documents, as a sparse matrix, and the words that its columns stand for.

use crate::syllable::{FormId, Forms, Kind};
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// Documents × terms: how often each term stands in each document, as compressed sparse rows.
///
/// ```
/// use chinhluan::counts::Counts;
/// let mut counts = Counts::default();
/// counts.push(&mut [3, 0, 3]);
/// counts.push(&mut []);
/// assert_eq!(counts.row(0).collect::<Vec<_>>(), [(0, 1), (3, 2)]);
/// assert_eq!((counts.documents(), counts.terms()), (2, 4));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<u32>,
    terms: usize,
}

impl Counts {
    /// Adds a document, given its terms in any order; they are sorted in place.
    pub fn push(&mut self, terms: &mut [u32]) {
        terms.sort_unstable();
        for run in terms.chunk_by(|a, b| a == b) {
            self.columns.push(run[0]);
            self.values.push(run.len() as u32);
        }
        self.terms = self.terms.max(terms.last().map_or(0, |&last| last as usize + 1));
        self.ends.push(self.columns.len());
    }

    /// Number of rows.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Number of columns: one more than the largest term seen.
    pub fn terms(&self) -> usize {
        self.terms
    }

    /// The terms of a document in ascending order, with their counts.
    pub fn row(&self, document: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let start = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range = start..self.ends[document];
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// In how many documents each term stands.
    pub fn document_frequency(&self) -> Vec<u32> {
        let mut frequency = vec![0; self.terms];
        for &column in &self.columns {
            frequency[column as usize] += 1;
        }
        frequency
    }

    /// How often each term stands in all documents together.
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.terms];
        for (&column, &value) in self.columns.iter().zip(&self.values) {
            totals[column as usize] += u64::from(value);
        }
        totals
    }

    /// The given documents only, in the given order; the columns stay.
    pub fn select(&self, documents: &[usize]) -> Counts {
        let mut selected = Counts { terms: self.terms, ..Counts::default() };
        for &document in documents {
            for (column, value) in self.row(document) {
                selected.columns.push(column);
                selected.values.push(value);
            }
            selected.ends.push(selected.columns.len());
        }
        selected
    }
}

/// The words of a collection, numbered: a term is what words are equal by, case and tone placement aside.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    forms: Vec<FormId>,
    by_forms: HashTable<u32>,
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
        let hash = hash_ids(word);
        let found = self.by_forms.find(hash, |&id| self.forms_of(id as usize) == word).copied();
        let id = match found {
            Some(id) => id as usize,
            None => self.insert(hash, word, forms),
        };
        let entry = &mut self.words[id];
        entry.count += 1;
        (entry.term != NO_TERM).then_some(entry.term)
    }

    fn insert(&mut self, hash: u64, word: &[FormId], forms: &Forms) -> usize {
        let term = self.term_of(word, forms);
        let id = self.words.len();
        self.forms.extend_from_slice(word);
        self.words.push(Word { end: self.forms.len() as u32, term, count: 0 });
        let (words, all) = (&self.words, &self.forms);
        self.by_forms.insert_unique(hash, id as u32, |&id| hash_ids(slice_of(words, all, id as usize)));
        id
    }

    fn term_of(&mut self, word: &[FormId], forms: &Forms) -> u32 {
        if !word.iter().any(|&form| matches!(forms.form(form).kind, Kind::Syllable | Kind::Word)) {
            return NO_TERM;
        }
        // 64 bits of a good hash stand for the keys: a collision among a million terms has odds of one in 40 million.
        let mut bytes = Vec::with_capacity(word.len() * 8);
        for &form in word {
            bytes.extend_from_slice(&forms.hash(form).to_le_bytes());
        }
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

fn slice_of<'a>(words: &[Word], forms: &'a [FormId], id: usize) -> &'a [FormId] {
    let start = id.checked_sub(1).map_or(0, |before| words[before].end);
    &forms[start as usize..words[id].end as usize]
}

/// Multiply and fold over the ids: they are small and already distinct, so this spreads well enough for a table.
fn hash_ids(word: &[FormId]) -> u64 {
    word.iter().fold(word.len() as u64, |hash, form| {
        let product = u128::from(hash ^ (u64::from(form.0) + 1)) * 0x9e37_79b9_7f4a_7c15;
        (product as u64) ^ ((product >> 64) as u64)
    })
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
