//! Words that no set phrase begins or ends with.

use super::suffixes::Suffixes;
use crate::grammar::{LIGHT_VERBS, NEVER, NEVER_FIRST, NEVER_LAST};
use crate::syllable::{Key, Syllable};
use std::collections::BTreeSet;

/// Words that make a plural of any noun phrase: one is no longer phrase with them.
const PLURAL: &str = "các những mọi";

/// Nouns that say what the phrase behind them is: its name begins behind them.
const HEADS: &str = "
    phong_trào cuộc_vận_động chiến_dịch chương_trình đề_án danh_hiệu khẩu_hiệu phương_châm mục_tiêu tinh_thần truyền_thống
    quy_chế quỹ nền sự_nghiệp công_cuộc
";

/// Words that one form of a phrase has between two others and another lacks: `đời sống (của) nhân dân`, `tạo (sự)
/// chuyển biến`.
const OPTIONAL: &str = "và của cho với về ở tại các những mọi mỗi một sự được ra";

/// The words that no phrase begins or ends with, as codes of a collection.
pub(super) struct EdgeWords {
    never_first: Words,
    never_last: Words,
    plural: Words,
    heads: Words,
    optional: Words,
}

impl EdgeWords {
    pub(super) fn of(suffixes: &Suffixes) -> Self {
        let words = |lists: &[&str]| Words::of(lists, suffixes);
        Self {
            never_first: words(&[NEVER, NEVER_FIRST, LIGHT_VERBS]),
            never_last: words(&[NEVER, NEVER_LAST, LIGHT_VERBS]),
            plural: words(&[PLURAL]),
            heads: words(&[HEADS]),
            optional: words(&[OPTIONAL]),
        }
    }

    /// Whether these codes end with a noun that says what the phrase behind them is.
    pub(super) fn end_with_head(&self, codes: &[i32]) -> bool {
        (1..=3).any(|len| codes.len() >= len && self.heads.hold(&codes[codes.len() - len..]))
    }

    /// Whether these codes are such a noun.
    pub(super) fn is_head(&self, codes: &[i32]) -> bool {
        self.heads.hold(codes)
    }

    /// Whether the syllable makes a plural of the phrase behind it.
    pub(super) fn is_plural(&self, code: i32) -> bool {
        self.plural.hold(&[code])
    }

    /// Whether a form of a phrase may lack this word.
    pub(super) fn is_optional(&self, word: &[i32]) -> bool {
        self.optional.hold(word)
    }

    /// Whether a phrase may begin with this word, written small.
    pub(super) fn may_begin(&self, word: &[i32]) -> bool {
        !self.never_first.hold(word)
    }

    /// Whether a phrase may end with this word, written small.
    pub(super) fn may_end(&self, word: &[i32]) -> bool {
        !self.never_last.hold(word)
    }
}

struct Words {
    /// By code, those of one syllable.
    short: Vec<bool>,
    long: BTreeSet<Vec<i32>>,
}

impl Words {
    fn of(lists: &[&str], suffixes: &Suffixes) -> Self {
        let code = |syllable: &str| suffixes.code_of(Key::of_syllable(Syllable::parse(syllable)?));
        let mut words = Self { short: vec![false; suffixes.alphabet()], long: BTreeSet::new() };
        for word in lists.iter().flat_map(|list| list.split_whitespace()) {
            // A word that the collection does not hold has no code.
            let Some(codes) = word.split('_').map(code).collect::<Option<Vec<i32>>>() else { continue };
            match codes[..] {
                [one] => words.short[one as usize] = true,
                _ => {
                    words.long.insert(codes);
                }
            }
        }
        words
    }

    fn hold(&self, word: &[i32]) -> bool {
        match *word {
            [one] => self.short[one as usize],
            _ => self.long.contains(word),
        }
    }
}
