//! The suffixes of a collection in order, and what neighbours share.

use super::corpus::Corpus;
use super::reading::BREAK;
use crate::error::{Error, Result};
use crate::syllable::{FormId, Key};
use libsais::SuffixArrayConstruction;
use std::ops::Range;

/// The code of what stands between sentences; no phrase holds it.
pub(super) const STOP: i32 = 0;

/// A suffix array over the keys of a corpus: `hoá` and `Hóa` are one code.
///
/// All breaks are one code, so that a passage that is printed in two articles is seen as one, over its sentences;
/// whoever asks for phrases asks for `shared`, which ends at a break.
pub(super) struct Suffixes {
    /// The code of each element.
    pub(super) codes: Vec<i32>,
    /// Elements in the order of what follows from them on.
    pub(super) order: Vec<i32>,
    /// The code of each key that occurs, 0 for the others.
    code_of_key: Vec<i32>,
    /// For each element, how many codes it has in common with the one before it in the order.
    common: Vec<i32>,
    /// The same up to the next break, and up to the longest phrase that is asked for.
    shared: Vec<u8>,
}

impl Suffixes {
    pub(super) fn of(corpus: &Corpus, most: u8) -> Result<Suffixes> {
        let (mut codes, code_of_key) = codes(corpus);
        // The library takes no text without a code.
        if codes.is_empty() {
            codes.push(STOP);
        }
        let failed = |error| Error::Settings(format!("the suffixes of the collection: {error:?}"));
        let (order, common, _) = {
            let sorted = SuffixArrayConstruction::for_text_mut(&mut codes)
                .in_owned_buffer32()
                .single_threaded()
                .run()
                .map_err(failed)?;
            sorted.plcp_construction().single_threaded().run().map_err(failed)?.into_parts()
        };
        let shared = shared(&codes, &common, most);
        Ok(Suffixes { codes, order, code_of_key, common, shared })
    }

    /// The code of a syllable; none where the collection does not hold it.
    pub(super) fn code_of(&self, key: Key) -> Option<i32> {
        self.code_of_key.get(key.0 as usize).copied().filter(|&code| code != STOP)
    }

    /// One more than the largest code.
    pub(super) fn alphabet(&self) -> usize {
        self.code_of_key.iter().max().map_or(1, |&most| most as usize + 1)
    }

    /// How many codes the elements at `rank - 1` and `rank` of the order share before a break.
    pub(super) fn shared(&self, rank: usize) -> u8 {
        self.shared[self.order[rank] as usize]
    }

    /// How many codes they share at all.
    pub(super) fn common(&self, rank: usize) -> usize {
        self.common[self.order[rank] as usize] as usize
    }

    /// Forgets what [`Self::common`] needs.
    pub(super) fn forget_common(&mut self) {
        self.common = Vec::new();
    }

    /// The ranks of all suffixes that begin with `codes`.
    pub(super) fn ranks(&self, codes: &[i32]) -> Range<usize> {
        let begin = |&element: &i32| {
            let element = element as usize;
            let end = (element + codes.len()).min(self.codes.len());
            &self.codes[element..end]
        };
        let first = self.order.partition_point(|element| begin(element) < codes);
        let count = self.order[first..].partition_point(|element| begin(element) == codes);
        first..first + count
    }
}

/// The keys of the corpus, numbered densely in the order of first sight (the library keeps a table of all codes), and
/// the number of each.
fn codes(corpus: &Corpus) -> (Vec<i32>, Vec<i32>) {
    let keys = (0..corpus.forms.len()).map(|id| corpus.forms.form(FormId(id as u32)).key.0);
    let mut code_of_key = vec![STOP; keys.clone().max().map_or(0, |most| most as usize + 1)];
    let key_of: Vec<u32> = keys.collect();
    let mut next = STOP;
    let code = |form: &FormId| {
        if *form == BREAK {
            return STOP;
        }
        let code = &mut code_of_key[key_of[form.0 as usize] as usize];
        if *code == STOP {
            next += 1;
            *code = next;
        }
        *code
    };
    let codes = corpus.row.forms.iter().map(code).collect();
    (codes, code_of_key)
}

fn shared(codes: &[i32], common: &[i32], most: u8) -> Vec<u8> {
    let mut shared = vec![0; codes.len()];
    let mut before_break = 0;
    for element in (0..codes.len()).rev() {
        before_break = if codes[element] == STOP { 0 } else { most.min(before_break + 1) };
        shared[element] = before_break.min(common[element].clamp(0, i32::from(most)) as u8);
    }
    shared
}
