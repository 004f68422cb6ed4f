//! Passages that several documents share, sentence by sentence: syndicated leads, stock paragraphs, quotations.
//!
//! A passage is a row of whole sentences with the same words. Sentences are numbers here, so a suffix array over a
//! collection is one over some thirtieth of its bytes; those that one document alone holds only part the rest.

use crate::error::{Error, Result};
use crate::span::Span;
use crate::syllable::{Forms, Kind};
use crate::tokens::Tokens;
use libsais::SuffixArrayConstruction;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// The sentences of a document as [`shared_passages`] needs them: no text, no intern table. Twenty bytes a sentence.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sentences {
    /// Hash of the keys of the words of each.
    hashes: Box<[u64]>,
    spans: Box<[Span]>,
    words: Box<[u32]>,
    /// The sentences behind something that does not count: no passage goes over its beginning.
    breaks: Box<[u32]>,
}

impl Sentences {
    /// The sentences in `parts` of a document: ranges of tokens in order, between which something is left out that
    /// does not count. What lies outside the document is ignored, as are sentences without a word.
    ///
    /// `original` says where a span of the tokenised text stands in the text as it was read.
    pub fn of_parts(
        tokens: &Tokens,
        forms: &Forms,
        parts: impl IntoIterator<Item = Range<usize>>,
        original: impl Fn(Span) -> Span,
    ) -> Self {
        let (mut hashes, mut spans, mut words, mut breaks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut ends = Vec::new();
        for part in parts {
            let part = part.start.min(tokens.len())..part.end.min(tokens.len());
            breaks.push(hashes.len() as u32);
            let next = tokens.sentences.partition_point(|&first| (first as usize) <= part.start);
            let inside = tokens.sentences[next..].iter().map(|&first| first as usize);
            ends.clear();
            ends.extend(inside.take_while(|&first| first < part.end));
            ends.extend(quotations(tokens, forms, part.clone()));
            ends.sort_unstable();
            ends.dedup();
            let mut start = part.start;
            for end in ends.iter().copied().chain([part.end]) {
                let is_word = |&at: &usize| is_word(tokens.form(at, forms).kind);
                let (mut hash, mut count) = (SEED, 0);
                for at in (start..end).filter(is_word) {
                    hash = super::hash::fold(hash ^ forms.hash(tokens.forms[at]), SEED).rotate_left(5);
                    count += 1;
                }
                if count > 0 {
                    hashes.push(hash);
                    spans.push(original(tokens.span(start..end, forms)));
                    words.push(count);
                }
                start = end;
            }
        }
        Self { hashes: hashes.into(), spans: spans.into(), words: words.into(), breaks: breaks.into() }
    }
}

/// Odd, without structure: digits of e.
const SEED: u64 = 0xb7e1_5162_8aed_2a6b;

/// Where quotations begin, behind a colon, and where they end: who said it stands in one sentence with the first of theirs.
fn quotations(tokens: &Tokens, forms: &Forms, part: Range<usize>) -> impl Iterator<Item = usize> {
    let surface = |at: usize| forms.surface(tokens.forms[at]);
    let mut is_open = false;
    let first = part.start;
    part.filter_map(move |at| match surface(at) {
        "“" | "«" | "\"" if !is_open && at > first && surface(at - 1) == ":" => {
            is_open = true;
            Some(at)
        }
        "”" | "»" | "\"" if is_open => {
            is_open = false;
            Some(at + 1)
        }
        _ => None,
    })
}

fn is_word(kind: Kind) -> bool {
    !matches!(kind, Kind::Punctuation | Kind::Symbol)
}

/// A passage that two or more documents hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedPassage {
    /// Its syllables, other words, numbers and codes.
    pub syllables: u32,
    /// How many documents hold it.
    pub documents: u32,
    /// Where it stands, in the order of documents and in them; a document may hold it twice.
    pub places: Vec<Occurrence>,
}

/// Where a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Occurrence {
    /// Index of the document.
    pub document: u32,
    /// The bytes of its text.
    pub span: Span,
}

/// Finds every passage of `shortest` words or more that two or more documents hold, at its full length: a passage
/// within another one is told only if more documents hold it. Case, tone placement, Unicode form and the marks between
/// words do not count; where sentences end, does.
///
/// Those that most documents hold come first, the longer ones first among them. What comes out does not depend on the
/// number of threads.
///
/// # Errors
/// [`Error::Settings`] for more than two thousand million sentences that recur.
///
/// ```
/// use chinhluan::dedup::{Sentences, shared_passages};
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
/// let texts = ["Trời mưa. Dân góp đất làm đường. Xã cảm ơn.", "DÂN GÓP ĐẤT, LÀM ĐƯỜNG. Xã cảm ơn. Rồi thôi."];
/// let documents = texts.map(|text| {
///     tokens.read(text, &mut forms);
///     Sentences::of_parts(&tokens, &forms, [0..tokens.len()], |span| span)
/// });
/// let found = shared_passages(&documents, 8)?;
/// assert_eq!(found[0].syllables, 8);
/// assert_eq!(found[0].places[1].span.of(texts[1]), "DÂN GÓP ĐẤT, LÀM ĐƯỜNG. Xã cảm ơn.");
/// # Ok::<(), chinhluan::Error>(())
/// ```
pub fn shared_passages(documents: &[Sentences], shortest: usize) -> Result<Vec<SharedPassage>> {
    let row = Row::of(documents)?;
    let repeats = row.repeats(documents.len(), shortest)?;
    let mut found: Vec<SharedPassage> =
        repeats.into_iter().map(|repeat| row.told(documents, &repeat)).collect();
    found.par_sort_by_cached_key(|passage| {
        (Reverse(passage.documents), Reverse(passage.syllables), passage.places[0])
    });
    Ok(found)
}

/// The sentences that recur, document after document.
struct Row {
    /// The number of each sentence; what parts two of them has a number that comes once.
    codes: Vec<i32>,
    /// Its document and its place in it.
    at: Vec<(u32, u32)>,
    /// Words before each element.
    words: Vec<u64>,
    /// The numbers from here on part.
    parting: i32,
}

/// A row of sentences that recurs and that neither side makes longer at every place.
struct Repeat {
    /// Where it stands in the row.
    places: Vec<u32>,
    sentences: usize,
    documents: u32,
}

impl Row {
    fn of(documents: &[Sentences]) -> Result<Self> {
        let recurring = recurring(documents);
        let mut row =
            Self { codes: Vec::new(), at: Vec::new(), words: vec![0], parting: recurring.len() as i32 };
        let mut partings = 0;
        for (document, sentences) in documents.iter().enumerate() {
            let mut breaks = sentences.breaks.iter().peekable();
            row.part(&mut partings);
            for (at, hash) in sentences.hashes.iter().enumerate() {
                while breaks.next_if(|&&first| first as usize <= at).is_some() {
                    row.part(&mut partings);
                }
                match recurring.binary_search(hash) {
                    Ok(code) => row.push(code as i32, (document as u32, at as u32), sentences.words[at]),
                    Err(_) => row.part(&mut partings),
                }
            }
        }
        row.part(&mut partings);
        let numbers = recurring.len() + partings as usize;
        if i32::try_from(row.codes.len().max(numbers)).is_err() {
            return Err(Error::Settings("more than two thousand million sentences that recur".into()));
        }
        Ok(row)
    }

    fn push(&mut self, code: i32, at: (u32, u32), words: u32) {
        let before = self.words.last().copied().unwrap_or(0);
        self.codes.push(code);
        self.at.push(at);
        self.words.push(before + u64::from(words));
    }

    fn part(&mut self, partings: &mut u32) {
        if self.codes.last().is_none_or(|&last| last < self.parting) {
            self.push(self.parting.wrapping_add_unsigned(*partings), (0, 0), 0);
            *partings += 1;
        }
    }

    fn words(&self, first: usize, sentences: usize) -> u64 {
        self.words[first + sentences] - self.words[first]
    }

    /// The repeats that are told, longer ones first.
    fn repeats(&self, documents: usize, shortest: usize) -> Result<Vec<Repeat>> {
        let (order, common) = self.suffixes()?;
        let mut found: Vec<(usize, Range<usize>, u32)> = Vec::new();
        self.maximal(&order, &common, documents, |sentences, ranks, documents| {
            if documents > 1 && self.words(order[ranks.start] as usize, sentences) >= shortest as u64 {
                found.push((sentences, ranks, documents));
            }
        });
        found.sort_unstable_by_key(|(sentences, ranks, _)| (Reverse(*sentences), ranks.start));

        // Places of what is told, in the first document that holds it: by document, number of documents and beginning.
        // Of as many documents none lies within another, so the last one that begins before a place ends last too.
        let mut told: BTreeMap<(u32, u32, u32), u32> = BTreeMap::new();
        let mut kept = Vec::new();
        for (sentences, ranks, documents) in found {
            let mut places: Vec<u32> = order[ranks].iter().map(|&at| at as u32).collect();
            places.sort_unstable();
            let first = self.at[places[0] as usize].0;
            let in_first = || places.iter().copied().take_while(|&at| self.at[at as usize].0 == first);
            let within = |at: u32| {
                let before = told.range((first, documents, 0)..=(first, documents, at)).next_back();
                before.is_some_and(|(_, &end)| at + sentences as u32 <= end)
            };
            if in_first().any(within) {
                continue;
            }
            for at in in_first() {
                told.insert((first, documents, at), at + sentences as u32);
            }
            kept.push(Repeat { places, sentences, documents });
        }
        Ok(kept)
    }

    /// The places in the order of what follows from them on, and what each has in common with the one before it.
    fn suffixes(&self) -> Result<(Vec<i32>, Vec<i32>)> {
        let mut codes = self.codes.clone();
        let failed = |error| Error::Settings(format!("the sentences of the collection: {error:?}"));
        let sorted = SuffixArrayConstruction::for_text_mut(&mut codes)
            .in_owned_buffer32()
            .single_threaded()
            .run()
            .map_err(failed)?;
        let (order, common, _) =
            sorted.plcp_construction().single_threaded().run().map_err(failed)?.into_parts();
        let common = order.iter().map(|&at| common[at as usize]).collect();
        Ok((order, common))
    }

    /// Every row of sentences that recurs and is not preceded by the same sentence at every place, nor the beginning of a
    /// longer one that as many documents hold; with its ranks and how many documents hold it.
    ///
    /// Documents are counted as Hui (1992) does, once for all rows: of the places of a document next to each other in the
    /// order, the second counts for nothing in the shortest row that has both, and in those around it.
    fn maximal(
        &self,
        order: &[i32],
        common: &[i32],
        documents: usize,
        mut tell: impl FnMut(usize, Range<usize>, u32),
    ) {
        // What begins the row parts, and recurs nowhere.
        let before = |rank: usize| Before::Alike(self.codes[(order[rank] as usize).saturating_sub(1)]);
        let document = |rank: usize| self.at[order[rank] as usize].0 as usize;
        let mut last: Vec<Option<usize>> = vec![None; documents];
        // Those that begin alike, the longer ones later.
        let mut open: Vec<Open> = Vec::new();
        for rank in 1..=order.len() {
            let shared = common.get(rank).map_or(0, |&shared| shared as usize);
            last[document(rank - 1)] = Some(rank - 1);
            let mut inner =
                Open { sentences: shared, first: rank - 1, before: before(rank - 1), again: 0, most: 0 };
            while let Some(row) = open.pop_if(|row| row.sentences > shared) {
                let row = row.with(&inner);
                let documents = (rank - row.first) as u32 - row.again;
                if row.before == Before::Unlike && documents > row.most {
                    tell(row.sentences, row.first..rank, documents);
                }
                inner = Open { sentences: shared, most: documents.max(row.most), ..row };
            }
            match open.last_mut() {
                Some(row) if row.sentences == shared => *row = row.with(&inner),
                _ if shared > 0 => open.push(inner),
                _ => {}
            }
            let again = order.get(rank).and_then(|_| last[document(rank)]);
            if let Some(again) = again {
                let holds_both = open.partition_point(|row| row.first <= again);
                if let Some(row) = holds_both.checked_sub(1) {
                    open[row].again += 1;
                }
            }
        }
    }

    fn told(&self, documents: &[Sentences], repeat: &Repeat) -> SharedPassage {
        let place = |&first: &u32| {
            let (document, from) = self.at[first as usize];
            let spans = &documents[document as usize].spans[from as usize..][..repeat.sentences];
            Occurrence {
                document,
                span: Span { start: spans[0].start, end: spans[repeat.sentences - 1].end },
            }
        };
        SharedPassage {
            syllables: self.words(repeat.places[0] as usize, repeat.sentences) as u32,
            documents: repeat.documents,
            places: repeat.places.iter().map(place).collect(),
        }
    }
}

/// A row of sentences with the places from a rank on, while it is not known where they end.
#[derive(Clone, Copy, Debug)]
struct Open {
    sentences: usize,
    first: usize,
    before: Before,
    /// Places in documents that have one before.
    again: u32,
    /// Most documents that hold a longer row which begins so.
    most: u32,
}

impl Open {
    /// With what a longer row, which begins so and ends here, has.
    fn with(self, longer: &Self) -> Self {
        Self {
            before: self.before.with(longer.before),
            again: self.again + longer.again,
            most: self.most.max(longer.most),
            ..self
        }
    }
}

/// What stands before the places of a row of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// The same at all of them.
    Alike(i32),
    Unlike,
}

impl Before {
    fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::Unlike }
    }
}

/// The hashes of the sentences that two documents or more hold, in order.
fn recurring(documents: &[Sentences]) -> Vec<u64> {
    let held = documents.par_iter().enumerate().flat_map_iter(|(document, sentences)| {
        sentences.hashes.iter().map(move |&hash| (hash, document as u32))
    });
    let mut held: Vec<(u64, u32)> = held.collect();
    held.par_sort_unstable();
    let of_several = held.chunk_by(|a, b| a.0 == b.0).filter(|one| one[0].1 != one[one.len() - 1].1);
    of_several.map(|one| one[0].0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Sentences of two, three or four words.
    const SAID: [&str; 5] =
        ["Dân bàn.", "Xã Hòa An làm.", "Đường mới mở, rộng.", "Nhà nhà góp.", "Trường đạt chuẩn."];

    /// The same sentence as another paper prints it.
    fn written(sentence: usize, hand: u8) -> String {
        let said = SAID[sentence];
        match hand {
            0 => said.to_uppercase(),
            1 => said.replace("Hòa", "Hoà").replace(',', " –"),
            2 => said.replace("mới", "mơ\u{301}i"),
            _ => said.to_owned(),
        }
    }

    fn sentences(texts: &[String]) -> Vec<Sentences> {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        let read = |text: &String| {
            tokens.read(text, &mut forms);
            Sentences::of_parts(&tokens, &forms, std::iter::once(0..tokens.len()), |span| span)
        };
        texts.iter().map(read).collect()
    }

    fn words(row: &[usize]) -> usize {
        row.iter().map(|&sentence| SAID[sentence].split(' ').count()).sum()
    }

    type Told = BTreeMap<Vec<usize>, (u32, Vec<(usize, usize)>)>;

    /// By definition: every row of sentences with enough words that two documents hold and that lies in no longer one
    /// that as many hold, with the documents and where it begins in them.
    fn naive(documents: &[Vec<usize>], shortest: usize) -> Told {
        let mut rows: Told = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            for first in 0..document.len() {
                for end in first + 1..=document.len() {
                    rows.entry(document[first..end].to_vec()).or_default().1.push((number, first));
                }
            }
        }
        for (count, places) in rows.values_mut() {
            *count = places.iter().map(|place| place.0).collect::<BTreeSet<_>>().len() as u32;
        }
        rows.retain(|row, (count, _)| *count > 1 && words(row) >= shortest);
        let within = |row: &[usize], count: u32| {
            rows.iter().any(|(longer, &(as_many, _))| {
                longer.len() > row.len()
                    && as_many == count
                    && longer.windows(row.len()).any(|part| part == row)
            })
        };
        let told: Vec<Vec<usize>> = rows
            .iter()
            .filter(|(row, (count, _))| !within(row, *count))
            .map(|(row, _)| row.clone())
            .collect();
        told.into_iter().map(|row| (row.clone(), rows[&row].clone())).collect()
    }

    /// The sentences and where each begins, by the bytes.
    fn read_back(text: &str, span: Span) -> Vec<usize> {
        let words = |text: &str| -> Vec<String> {
            let plain = text
                .to_lowercase()
                .replace("mơ\u{301}i", "mới")
                .replace("hoà", "hòa")
                .replace([',', '–'], " ");
            plain.split_whitespace().map(str::to_owned).collect()
        };
        let (mut rest, mut row) = (&words(span.of(text))[..], Vec::new());
        while !rest.is_empty() {
            let of = |sentence: &usize| words(SAID[*sentence]);
            let next = (0..SAID.len()).find(|sentence| rest.starts_with(&of(sentence))).unwrap();
            rest = &rest[of(&next).len()..];
            row.push(next);
        }
        row
    }

    #[test]
    fn a_quotation_is_found_whoever_introduces_it() {
        let said = "“Tôi mong bà con giữ lấy nghề. Có nghề thì có việc.”";
        let texts = [
            format!("Bí thư Đảng ủy xã nhấn mạnh: {said}"),
            format!("Nói với bà con, ông Bình mong: {said} Cả hội trường vỗ tay."),
            format!("Ông nói: {said}, rồi ra về."),
        ];
        let found = shared_passages(&sentences(&texts), 10).unwrap();
        assert_eq!(found.len(), 1);
        let (passage, inside) = (&found[0], said.trim_start_matches('“').trim_end_matches('”'));
        assert_eq!(passage.documents, 3);
        for place in &passage.places {
            assert!(place.span.of(&texts[place.document as usize]).contains(inside));
        }
    }

    #[test]
    fn what_is_said_again_and_again_is_one_passage() {
        let texts: Vec<String> =
            (0..3).map(|last| format!("{}{}", "Xã họp. ".repeat(2000), SAID[last])).collect();
        let found = shared_passages(&sentences(&texts), 4).unwrap();
        assert_eq!(
            found.iter().map(|passage| (passage.syllables, passage.documents)).collect::<Vec<_>>(),
            [(4000, 3)]
        );
    }

    proptest! {
        #[test]
        fn are_those_of_the_definition(
            documents in prop::collection::vec(prop::collection::vec((0usize..5, 0u8..9), 0..12), 1..6),
            shortest in 2usize..12,
        ) {
            let plain: Vec<Vec<usize>> =
                documents.iter().map(|document| document.iter().map(|said| said.0).collect()).collect();
            let mut texts = Vec::new();
            let mut starts: Vec<Vec<u32>> = Vec::new();
            for document in &documents {
                let (mut text, mut begins) = (String::new(), Vec::new());
                for &(sentence, hand) in document {
                    begins.push(text.len() as u32);
                    text.push_str(&written(sentence, hand));
                    text.push_str(if hand % 2 == 0 { " " } else { "\n" });
                }
                texts.push(text);
                starts.push(begins);
            }
            let found = shared_passages(&sentences(&texts), shortest).unwrap();
            let mut told = Told::new();
            for passage in &found {
                let rows: BTreeSet<Vec<usize>> = passage
                    .places
                    .iter()
                    .map(|place| read_back(&texts[place.document as usize], place.span))
                    .collect();
                prop_assert_eq!(rows.len(), 1);
                let row = rows.into_iter().next().unwrap();
                prop_assert_eq!(passage.syllables as usize, words(&row));
                let place = |place: &Occurrence| {
                    let at = place.document as usize;
                    (at, starts[at].binary_search(&place.span.start).unwrap())
                };
                let places = passage.places.iter().map(place).collect();
                prop_assert!(told.insert(row, (passage.documents, places)).is_none());
            }
            prop_assert_eq!(told, naive(&plain, shortest));
        }
    }

    #[test]
    fn no_passage_goes_over_what_does_not_count() {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read("Dân bàn. Xã làm. Đọc thêm: tin khác. Nhà nhà góp.", &mut forms);
        let linked = tokens.sentences[2] as usize..tokens.sentences[3] as usize;
        let parts = [0..linked.start, linked.end..tokens.len()];
        let of_parts = Sentences::of_parts(&tokens, &forms, parts, |span| span);
        let found = shared_passages(&[of_parts.clone(), of_parts], 2).unwrap();
        let words: Vec<u32> = found.iter().map(|passage| passage.syllables).collect();
        assert_eq!(words, [4, 3]);
    }

    #[test]
    fn a_stretch_that_more_documents_hold_is_told_beside_the_longer_one() {
        let texts = ["Dân bàn. Xã làm. Nhà nhà góp.", "Dân bàn. Xã làm. Nhà nhà góp.", "Xã làm. Thôi.", ""];
        let found = shared_passages(&sentences(&texts.map(str::to_owned)), 2).unwrap();
        let told: Vec<_> = found.iter().map(|passage| (passage.documents, passage.syllables)).collect();
        assert_eq!(told, [(3, 2), (2, 7)]);
        assert_eq!(found[0].places[2].span.of(texts[2]), "Xã làm.");
    }
}
