//! Capitals of TCVN3.
//!
//! TCVN3 has capitals for `Ă Â Ê Ô Ơ Ư Đ` and the letters of ASCII, none for letters with a tone. Typists wrote
//! headings with the small letters and a font that draws them as capitals, so `HéI` is `HỘI`, `Héi` is `Hội`, and
//! `Hé` may be `Hộ` or `HỘ`. The letters that do have capitals tell, in the word or else in the words beside it.

use super::charset::Charset;
use super::runs::{Reading, Run};
use crate::span::Span;
use crate::syllable::{Syllable, Tone, split_tone};

/// Sets words of TCVN3 in capitals where their letters or neighbours tell; returns those where nothing tells.
pub(super) fn restore(mut text: String, runs: &[Run]) -> (String, Vec<Span>) {
    let tcvn3 = |run: &&Run| run.reading == Reading::In(Charset::Tcvn3);
    if !runs.iter().any(|run| tcvn3(&run)) {
        return (text, Vec::new());
    }
    let mut words = words(&text, runs);
    let mut line = 0;
    while line < words.len() {
        let end = words[line + 1..]
            .iter()
            .position(|word| word.opens_line)
            .map_or(words.len(), |len| line + 1 + len);
        decide(&mut words[line..end]);
        line = end;
    }

    let mut raised = String::with_capacity(text.len());
    let mut uncertain = Vec::new();
    let mut copied = 0;
    for word in words.iter().filter(|word| word.silent) {
        raised.push_str(&text[copied..word.start]);
        copied = word.end;
        let surface = &text[word.start..word.end];
        let start = raised.len();
        match word.case {
            Case::Upper => raised.extend(surface.chars().flat_map(char::to_uppercase)),
            _ => raised.push_str(surface),
        }
        if word.case == Case::Unknown
            || (word.case == Case::Lower && word.opens_sentence && word.silent_first)
        {
            uncertain.push(Span::new(start, raised.len()));
        }
    }
    raised.push_str(&text[copied..]);
    text = raised;
    (text, uncertain)
}

/// Whether all letters of a word from TCVN3 are capitals that it can tell, or letters it has no capital for: `HéI`.
pub(super) fn is_in_capitals(word: &str) -> bool {
    look(word, 0, word.len(), true).case == Case::Upper
}

#[derive(Clone, Copy, PartialEq)]
enum Case {
    Upper,
    Lower,
    Unknown,
}

struct Word {
    start: usize,
    end: usize,
    case: Case,
    /// Has a letter that stands for a capital as well, and comes from TCVN3.
    silent: bool,
    silent_first: bool,
    /// Is no abbreviation: `Bộ GD-ĐT` is not in capitals.
    tells: bool,
    opens_line: bool,
    opens_sentence: bool,
}

fn words(text: &str, runs: &[Run]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut gap_start = 0;
    for run in runs {
        let from_tcvn3 = run.reading == Reading::In(Charset::Tcvn3);
        let mut at = run.start;
        while at < run.end {
            let rest = &text[at..run.end];
            let Some(skip) = rest.find(char::is_alphabetic) else { break };
            let len = rest[skip..].find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len() - skip);
            let (start, end) = (at + skip, at + skip + len);
            let gap = text[gap_start..start]
                .trim_end_matches(|c: char| c != '\n' && !matches!(c, '.' | '!' | '?' | ':'));
            let opens_line = words.is_empty() || text[gap_start..start].contains('\n');
            words.push(Word {
                opens_line,
                opens_sentence: opens_line || !gap.is_empty(),
                ..look(text, start, end, from_tcvn3)
            });
            (at, gap_start) = (end, end);
        }
    }
    words
}

fn look(text: &str, start: usize, end: usize, from_tcvn3: bool) -> Word {
    let (mut upper, mut inner_upper, mut lower, mut silent, mut silent_first) = (0, false, 0, false, false);
    for (index, c) in text[start..end].chars().enumerate() {
        if from_tcvn3 && c.is_lowercase() && split_tone(c).1 != Tone::Ngang {
            silent = true;
            silent_first |= index == 0;
        } else if c.is_uppercase() {
            upper += 1;
            inner_upper |= index > 0;
        } else {
            lower += 1;
        }
    }
    let case = match (upper, lower) {
        (_, 1..) => Case::Lower,
        (2.., 0) => Case::Upper,
        (1, 0) if inner_upper => Case::Upper,
        _ => Case::Unknown,
    };
    let tells = case == Case::Lower || Syllable::parse(&text[start..end]).is_some();
    Word { start, end, case, silent, silent_first, tells, opens_line: false, opens_sentence: false }
}

/// Decides the words of one line of which their own letters do not tell, from the nearest that do on either side.
fn decide(line: &mut [Word]) {
    let tells = |word: &Word| word.tells && word.case != Case::Unknown;
    let nearest = |nearest: &mut Case, word: &Word| {
        let before = *nearest;
        if tells(word) {
            *nearest = word.case;
        }
        Some(before)
    };
    let before: Vec<Case> = line.iter().scan(Case::Unknown, nearest).collect();
    let mut behind = Case::Unknown;
    for (word, before) in line.iter_mut().zip(before).rev() {
        if tells(word) {
            behind = word.case;
        } else if word.case == Case::Unknown {
            word.case = match (before, behind) {
                (Case::Unknown, other) | (other, Case::Unknown) => other,
                (before, behind) if before == behind => before,
                _ => Case::Unknown,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(case: Case, tells: bool) -> Word {
        let (silent, silent_first, opens_line, opens_sentence) = (true, true, false, false);
        Word { start: 0, end: 0, case, silent, silent_first, tells, opens_line, opens_sentence }
    }

    proptest! {
        #[test]
        fn the_nearest_words_that_tell_decide(
            line in prop::collection::vec((0..3usize, any::<bool>()), 0..12),
        ) {
            let case = |which: usize| [Case::Upper, Case::Lower, Case::Unknown][which];
            let mut decided: Vec<Word> = line.iter().map(|&(which, tells)| word(case(which), tells)).collect();
            decide(&mut decided);
            let tells = |&&(which, tells): &&(usize, bool)| tells && which < 2;
            for (at, word) in decided.iter().enumerate() {
                let before = line[..at].iter().rev().find(tells).map(|found| found.0);
                let behind = line[at + 1..].iter().find(tells).map(|found| found.0);
                let expected = match (line[at].0, before, behind) {
                    (2, Some(a), Some(b)) if a != b => 2,
                    (2, before, behind) => before.or(behind).unwrap_or(2),
                    (own, _, _) => own,
                };
                prop_assert!(word.case == case(expected), "word {at}");
            }
        }
    }

    #[test]
    fn a_line_takes_no_time_that_grows_with_its_square() {
        let mut line: Vec<Word> = (0..1 << 20).map(|_| word(Case::Unknown, true)).collect();
        line.push(word(Case::Lower, true));
        decide(&mut line);
        assert!(line.iter().all(|word| word.case == Case::Lower));
    }
}
