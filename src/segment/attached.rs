//! Tokens that stand without white space between them: `TP` `.`, `Cam` `-` `pu` `-` `chia`, `H` `'` `Mông`, `nhà` `.`
//!
//! Treebanks write punctuation apart, newspapers do not; so these gaps are no question for trained weights but
//! for spelling.

use crate::syllable::{Cue, Form, Forms, Kind, Shape};
use crate::tokens::{Gap, Tokens};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Decides the gaps without white space in a sentence; `is_word` knows of two tokens whether they are a word of the lexicon,
/// `attached` is a buffer.
pub(super) fn decide(
    tokens: &Tokens,
    forms: &Forms,
    sentence: Range<usize>,
    joined: &mut [bool],
    attached: &mut Vec<usize>,
    is_word: impl Fn(usize, usize) -> bool,
) {
    let (first, count) = (sentence.start, sentence.len());
    let form = |index: usize| tokens.form(first + index, forms);
    let surface = |index: usize| forms.surface(tokens.forms[first + index]);
    let gaps = &tokens.gaps[sentence];
    find_attached(gaps, attached);
    let is_attached = |index: usize| gaps.get(index) == Some(&Gap::None);
    let mut last = None;
    // Tokens up to here are decided.
    let mut done = 0;
    for &index in &*attached {
        let follows = last.is_some() && last == index.checked_sub(1);
        last = Some(index);
        if index < done {
            continue;
        }
        // The full stop at the end of a sentence is its own word.
        let inside = index + 2 < count;
        joined[index] = inside
            && !follows
            && form(index + 1).cue == Cue::Stop
            && abbreviates(form(index), surface(index));
        if !follows {
            continue;
        }
        let mark = form(index).cue;
        if mark == Cue::Dash && is_hyphen(surface(index)) {
            let goes_on = |end: usize| {
                (end + 1..=end + 2).all(is_attached)
                    && is_hyphen(surface(end + 1))
                    && (is_letters(form(end + 2)) || form(end + 2).kind == Kind::Number)
            };
            let mut end = index + 1;
            while goes_on(end) {
                end += 2;
            }
            let in_lower_case = (index - 1..=end).step_by(2).all(|part| form(part).shape == Shape::Lower);
            // In `khoa học-kỹ thuật` and `Văn A-bí thư` they belong to other words.
            let (begins, ends) = (index < 2 || !joined[index - 2], !joined[end]);
            let mut before = in_lower_case && end > index + 1;
            for hyphen in (index..end).step_by(2) {
                let (left, right) = (hyphen - 1, hyphen + 1);
                let joins = hyphenates(form(left), form(right))
                    || numbers(form(left), surface(left), surface(right))
                    || ends && is_spelt(form(left), form(right), before)
                    || begins && ends && in_lower_case && is_word(first + left, first + right);
                joined[left] = joins;
                joined[hyphen] = joins;
                before = joins;
            }
            done = end;
        } else if is_apostrophe(surface(index))
            && elides(form(index - 1), surface(index - 1), form(index + 1))
        {
            joined[index - 1] = true;
            joined[index] = true;
        }
    }
}

/// Replaces `attached` by the tokens behind which the next one stands at once.
fn find_attached(gaps: &[Gap], attached: &mut Vec<usize>) {
    attached.clear();
    attached.resize(gaps.len(), 0);
    let mut count = 0;
    for (index, gap) in gaps.iter().skip(1).enumerate() {
        // Without a branch: where punctuation stands cannot be guessed.
        attached[count] = index;
        count += usize::from(*gap == Gap::None);
    }
    attached.truncate(count);
}

/// Whether a full stop that stands at once behind `left` belongs to its word: that of an abbreviation.
fn abbreviates(left: Form, surface: &str) -> bool {
    matches!(left.kind, Kind::Syllable | Kind::Word) && is_abbreviation(left, surface)
}

/// One letter, or up to three without a vowel: `H.`, `Th.`, `TP.`; in capitals also `TX.`.
fn is_abbreviation(form: Form, surface: &str) -> bool {
    let mut letters = surface.chars();
    if letters.by_ref().nth(3).is_some() {
        return false;
    }
    let consonants =
        surface.chars().all(|c| !"aeiouyăâêôơư".contains(c.to_ascii_lowercase()) && c.is_ascii());
    let one = surface.chars().count() == 1;
    one || form.kind == Kind::Word && consonants
}

fn is_hyphen(surface: &str) -> bool {
    matches!(surface, "-" | "‐" | "‑")
}

fn is_letters(form: Form) -> bool {
    matches!(form.kind, Kind::Word | Kind::Syllable)
}

/// Whether a hyphen that stands at once between two tokens makes one word of them, as one of the two is no Vietnamese
/// syllable: `Wai-kru`, `GD-ĐT`.
fn hyphenates(left: Form, right: Form) -> bool {
    let foreign = |form: Form| form.kind == Kind::Word;
    let number = left.kind == Kind::Number && right.kind == Kind::Word && right.shape == Shape::Title;
    is_letters(left) && is_letters(right) && (foreign(left) || foreign(right)) || number
}

/// Whether a hyphen that stands at once between capitals and digits makes one word of them, as in names of diseases, machines,
/// teams and vehicles: `COVID-19`, `U-23`, `54N-7`. Of a Roman number, `quý I-2024`, it makes none.
fn numbers(left: Form, surface: &str, digits: &str) -> bool {
    let in_capitals = surface.contains(char::is_uppercase) && !surface.contains(char::is_lowercase);
    let is_roman = surface.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let is_named = match left.kind {
        Kind::Word => !is_roman,
        Kind::Syllable | Kind::Number => in_capitals && !is_roman,
        _ => false,
    };
    is_named && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two syllables are of one foreign name that is spelt in Vietnamese: a capital before small letters (`La-tinh`,
/// `Cam-pu-chia`), and where such a word goes on, which `before` says. `kinh tế-xã hội` and `Việt-Lào` are two words each.
fn is_spelt(left: Form, right: Form, before: bool) -> bool {
    is_letters(left)
        && is_letters(right)
        && right.shape == Shape::Lower
        && (left.shape == Shape::Title || before)
}

fn is_apostrophe(surface: &str) -> bool {
    matches!(surface, "'" | "’" | "ʼ")
}

/// Whether an apostrophe that stands at once between two tokens makes one word of them: behind one capital letter, as in
/// names of peoples, persons and places (`H'Mông`, `K’Sor`, `M'Drắk`).
fn elides(left: Form, surface: &str, right: Form) -> bool {
    let mut letters = surface.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.all(is_combining_mark);
    is_capital && is_letters(left) && is_letters(right)
}
