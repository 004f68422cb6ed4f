//! What almost is an occurrence.

use crate::folding::fold;
use crate::phrase::{Families, Hit};
use crate::syllable::{FormId, Forms, Kind, Shape, scan};
use crate::tokens::{Gap, Tokens};
use std::collections::HashMap;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// A word as it is compared: by its key, and without any mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    key: u64,
    bare: u64,
}

/// A form of a family.
#[derive(Clone, Debug)]
struct Pattern {
    family: u32,
    words: Vec<Word>,
    written: Vec<String>,
}

/// The forms of families, by the first and last two words of each without their marks: a form with one fault has two
/// neighbours at one of its ends intact.
#[derive(Clone, Debug, Default)]
pub(super) struct Near {
    patterns: Vec<Pattern>,
    heads: HashMap<(u64, u64), Vec<u32>>,
    tails: HashMap<(u64, u64), Vec<u32>>,
    /// Keys of `phong trào` and other nouns that the name of a campaign follows.
    nouns: Vec<Vec<u64>>,
}

/// Something that is almost an occurrence.
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) family: Option<u32>,
    pub(super) reason: String,
}

/// A word of the text.
struct Seen {
    token: usize,
    word: Word,
}

/// Nouns that announce a name: with a capital behind them, something is called so.
const NOUNS: [&str; 12] = [
    "phong trào",
    "cuộc vận động",
    "chương trình",
    "chiến dịch",
    "khẩu hiệu",
    "phương châm",
    "danh hiệu",
    "mô hình",
    "đề án",
    "cuộc thi",
    "hội thi",
    "câu lạc bộ",
];

/// Words behind a noun that are shown as the name where nothing says that it ends before.
const NAME: usize = 10;

/// Words that tell what became of what was named, or when: no name behind a noun goes on with one.
const BEHIND_NAMES: [&str; 22] = [
    "là", "do", "đã", "đang", "sẽ", "khi", "nhằm", "tại", "này", "đó", "thì", "mà", "cũng", "vừa", "diễn",
    "nên", "hiện", "ngày", "từ", "cho", "đến", "giai",
];

/// So many words with capitals in a row are a proper name, which ends what is named; at the head of it one more.
const PROPER: usize = 2;

impl Near {
    /// The forms of one family, or of all and the names that none covers.
    pub(super) fn of(families: &Families, only: Option<u32>) -> Self {
        let mut near = Near::default();
        let mut forms = Forms::new();
        for (family, of) in families.iter().enumerate() {
            if only.is_some_and(|only| only as usize != family) {
                continue;
            }
            for variant in of.variants() {
                let (mut words, mut written) = (Vec::new(), Vec::new());
                scan(variant, |start, end, kind| {
                    let id = forms.intern(&variant[start..end], kind);
                    if let Some(word) = word(id, &forms) {
                        words.push(word);
                        written.push(variant[start..end].to_owned());
                    }
                });
                if words.len() < 2 {
                    continue;
                }
                let index = near.patterns.len() as u32;
                let last = words.len() - 1;
                near.heads.entry((words[0].bare, words[1].bare)).or_default().push(index);
                if last >= 2 {
                    near.tails.entry((words[last - 1].bare, words[last].bare)).or_default().push(index);
                }
                near.patterns.push(Pattern { family: family as u32, words, written });
            }
        }
        if only.is_none() {
            let keys = |noun: &&str| noun.split(' ').map(|word| hash(word, &mut forms)).collect();
            near.nouns = NOUNS.iter().map(keys).collect();
        }
        near
    }

    /// Nothing is near.
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    pub(super) fn find(&self, tokens: &Tokens, forms: &Forms, hits: &[Hit]) -> Vec<Found> {
        let seen: Vec<Seen> = (0..tokens.len())
            .filter_map(|token| Some(Seen { token, word: word(tokens.forms[token], forms)? }))
            .collect();
        let mut candidates: Vec<(usize, Candidate)> = Vec::new();
        for (at, pair) in seen.windows(2).enumerate() {
            let pair = (pair[0].word.bare, pair[1].word.bare);
            for &index in self.heads.get(&pair).into_iter().flatten() {
                let pattern = &self.patterns[index as usize];
                candidates.extend(pattern.aligned_at_head(&seen[at..]).map(|found| (at, found.of(index))));
            }
            for &index in self.tails.get(&pair).into_iter().flatten() {
                let pattern = &self.patterns[index as usize];
                let start = (at + 2).checked_sub(pattern.words.len());
                let found = start.and_then(|start| {
                    Some((start, pattern.aligned_at_tail(&seen[start..at + 2])?.of(index)))
                });
                candidates.extend(found);
            }
        }
        let mut found: Vec<Found> = Vec::new();
        candidates.sort_by_key(|(at, candidate)| {
            let family = self.patterns[candidate.pattern as usize].family;
            (family, candidate.fault.rank(), std::cmp::Reverse(candidate.len), *at, candidate.pattern)
        });
        let mut taken: Vec<(u32, Range<usize>)> = Vec::new();
        for (at, candidate) in candidates {
            let family = self.patterns[candidate.pattern as usize].family;
            let range = seen[at].token..seen[at + candidate.len - 1].token + 1;
            let is_hit = hits.iter().any(|hit| {
                hit.family == family
                    && (hit.tokens.start as usize) < range.end
                    && hit.tokens.end as usize > range.start
            });
            let overlaps = |(of, other): &(u32, Range<usize>)| {
                *of == family && other.start < range.end && other.end > range.start
            };
            if is_hit || taken.iter().any(overlaps) {
                continue;
            }
            if let Some(reason) = self.reason(&candidate, &seen[at..], &range, tokens, forms) {
                taken.push((family, range.clone()));
                found.push(Found { tokens: range, family: Some(family), reason });
            }
        }
        if !self.nouns.is_empty() {
            let covered: Vec<Range<usize>> = found.iter().map(|found| found.tokens.clone()).collect();
            found.extend(self.names(tokens, forms, hits, &covered));
        }
        found.sort_by_key(|found| (found.tokens.start, found.tokens.end));
        found
    }

    fn reason(
        &self,
        candidate: &Candidate,
        seen: &[Seen],
        range: &Range<usize>,
        tokens: &Tokens,
        forms: &Forms,
    ) -> Option<String> {
        let pattern = &self.patterns[candidate.pattern as usize];
        let surface = |at: usize| forms.surface(tokens.forms[seen[at].token]);
        let crosses = tokens
            .sentences
            .iter()
            .any(|&first| range.start < first as usize && (first as usize) < range.end);
        Some(match candidate.fault {
            _ if crosses && candidate.fault != Fault::None => return None,
            Fault::None if crosses => "a sentence ends between its words".to_owned(),
            Fault::None => {
                let stops = |at: &usize| {
                    matches!(
                        forms.surface(tokens.forms[*at]),
                        "." | ":" | ";" | "?" | "!" | "…" | "..." | ")"
                    )
                };
                match range.clone().find(stops) {
                    Some(at) => format!("`{}` stands between its words", forms.surface(tokens.forms[at])),
                    None => "a mark between its words, its capitals or a condition of the family forbid it"
                        .to_owned(),
                }
            }
            Fault::Marks(at) => format!("`{}` for `{}`", surface(at), pattern.written[at]),
            Fault::Other(at) => format!("`{}` for `{}`", surface(at), pattern.written[at]),
            Fault::More(at) => format!("`{}` is one word more", surface(at)),
            Fault::Less(at) => format!("`{}` is missing", pattern.written[at]),
        })
    }

    /// Phrases in quotes, and capitalised names behind nouns that announce one, where no hit and nothing of `covered`
    /// lies.
    fn names(&self, tokens: &Tokens, forms: &Forms, hits: &[Hit], covered: &[Range<usize>]) -> Vec<Found> {
        let surface = |token: usize| forms.surface(tokens.forms[token]);
        let is_word = |token: usize| {
            word(tokens.forms[token], forms).is_some() || surface(token).to_lowercase() == "và"
        };
        // A straight quote looks the same on both sides: what it clings to tells.
        let clings =
            |token: usize| tokens.gaps[token] == Gap::None && !matches!(surface(token - 1), "(" | "[");
        let opens = |token: usize| match surface(token) {
            "“" | "«" => true,
            quote => quote == "\"" && !clings(token),
        };
        let closes = |token: usize| match surface(token) {
            "”" | "»" => true,
            quote => quote == "\"" && clings(token),
        };
        let mut names: Vec<Found> = Vec::new();
        for sentence in tokens.sentences() {
            let mut at = sentence.start;
            while at < sentence.end {
                let (name, behind, reason) = if opens(at)
                    && let Some(close) = (at + 1..sentence.end.min(at + 24)).find(|&token| closes(token))
                {
                    (at + 1..close, close + 1, "in quotes, and of no family")
                } else if let Some(noun) =
                    self.nouns.iter().find(|noun| is_noun(noun, tokens, forms, at, sentence.end))
                    && let first = at + noun.len()
                    && first < sentence.end
                    && matches!(tokens.form(first, forms).shape, Shape::Title)
                {
                    let end = name_end(first, sentence.end, tokens, forms, &is_word);
                    (first..end, end, "a name behind its noun, and of no family")
                } else {
                    at += 1;
                    continue;
                };
                at = behind.max(at + 1);
                let words = name.clone().filter(|&token| is_word(token)).count();
                let overlaps = |start: usize, end: usize| start < name.end && end > name.start;
                let known =
                    hits.iter().any(|hit| overlaps(hit.tokens.start as usize, hit.tokens.end as usize))
                        || covered.iter().any(|range| overlaps(range.start, range.end));
                if (2..=16).contains(&words) && !known {
                    names.push(Found { tokens: name, family: None, reason: reason.to_owned() });
                }
            }
        }
        names
    }
}

/// Where the name that begins at `first` ends: before a word that no name goes on with, and behind the last proper
/// name with its number (`Hoa hậu Hoàn vũ Việt Nam 2008`).
fn name_end(
    first: usize,
    sentence_end: usize,
    tokens: &Tokens,
    forms: &Forms,
    is_word: &impl Fn(usize) -> bool,
) -> usize {
    let most = sentence_end.min(first + NAME);
    let goes_on =
        |token: usize| is_word(token) && !BEHIND_NAMES.contains(&forms.surface(tokens.forms[token]));
    let end = (first..most).find(|&token| !goes_on(token)).unwrap_or(most);
    let is_title = |token: &usize| tokens.form(*token, forms).shape == Shape::Title;
    let (mut run, mut proper) = (0, None);
    for token in first..end {
        run = if is_title(&token) { run + 1 } else { 0 };
        if run >= PROPER + usize::from(token + 1 == first + run) {
            proper = Some(token + 1);
        }
    }
    let Some(proper) = proper else { return end };
    let is_number =
        |token: usize| forms.surface(tokens.forms[token]).bytes().all(|byte| byte.is_ascii_digit());
    proper + usize::from(proper < end && is_number(proper))
}

fn is_noun(noun: &[u64], tokens: &Tokens, forms: &Forms, at: usize, end: usize) -> bool {
    at + noun.len() <= end
        && noun.iter().zip(at..).all(|(&key, token)| forms.hash(tokens.forms[token]) == key)
}

fn hash(word: &str, forms: &mut Forms) -> u64 {
    let id = forms.intern(word, Kind::Syllable);
    forms.hash(id)
}

/// The word, if the form is one that a phrase is compared by: no mark, and not `và`, which may stand or not.
fn word(id: FormId, forms: &Forms) -> Option<Word> {
    let surface = forms.surface(id);
    let is_word = !matches!(forms.form(id).kind, Kind::Punctuation | Kind::Symbol)
        && !matches!(surface, "và" | "Và" | "VÀ");
    is_word.then(|| Word { key: forms.hash(id), bare: xxh3_64(fold(surface).as_bytes()) })
}

/// How a form is missed; the number is that of the word, in the text or in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    Marks(usize),
    Other(usize),
    More(usize),
    Less(usize),
}

impl Fault {
    fn rank(self) -> u8 {
        match self {
            Fault::None => 0,
            Fault::Marks(_) => 1,
            Fault::More(_) => 2,
            Fault::Less(_) => 3,
            Fault::Other(_) => 4,
        }
    }
}

struct Candidate {
    pattern: u32,
    fault: Fault,
    /// Words of the text.
    len: usize,
}

struct Aligned(Fault, usize);

impl Aligned {
    fn of(self, pattern: u32) -> Candidate {
        Candidate { pattern, fault: self.0, len: self.1 }
    }
}

/// Words a form must have before one of them may be another or missing: of three, two say little.
const ENOUGH: usize = 4;

impl Pattern {
    /// The form at the beginning of `seen`, with one fault at most, and that behind its first two words but for marks.
    fn aligned_at_head(&self, seen: &[Seen]) -> Option<Aligned> {
        let words = &self.words;
        let same = words.iter().zip(seen).take_while(|(word, seen)| word.bare == seen.word.bare).count();
        if same == words.len() {
            return self.by_marks(seen);
        }
        // What differs by its marks already has its fault.
        let exact = |words: &[Word], seen: &[Seen]| {
            seen.len() >= words.len() && words.iter().zip(seen).all(|(word, seen)| word.key == seen.word.key)
        };
        if same < 2 || same >= seen.len() || !exact(&words[..same], seen) {
            return None;
        }
        if words.len() > 2 && exact(&words[same..], &seen[same + 1..]) {
            return Some(Aligned(Fault::More(same), words.len() + 1));
        }
        if words.len() < ENOUGH || same + 1 == words.len() {
            return None;
        }
        if exact(&words[same + 1..], &seen[same..]) {
            return Some(Aligned(Fault::Less(same), words.len() - 1));
        }
        exact(&words[same + 1..], &seen[same + 1..]).then_some(Aligned(Fault::Other(same), words.len()))
    }

    /// The form, all words of `seen`, with another word in the second place.
    fn aligned_at_tail(&self, seen: &[Seen]) -> Option<Aligned> {
        let same = |at: usize| self.words[at].key == seen[at].word.key;
        let others = self.words.len() >= ENOUGH && (0..self.words.len()).all(|at| at == 1 || same(at));
        (others && self.words[1].bare != seen[1].word.bare).then_some(Aligned(Fault::Other(1), seen.len()))
    }

    /// All words are there but for the marks of one at most.
    fn by_marks(&self, seen: &[Seen]) -> Option<Aligned> {
        let mut wrong = (0..self.words.len()).filter(|&at| self.words[at].key != seen[at].word.key);
        match (wrong.next(), wrong.next()) {
            (None, _) => Some(Aligned(Fault::None, self.words.len())),
            // Of two words, one with other marks is another phrase: `học tập` and `học tạp` are rare, `bán hàng` is not.
            (Some(at), None) if self.words.len() > 2 => Some(Aligned(Fault::Marks(at), self.words.len())),
            _ => None,
        }
    }
}
