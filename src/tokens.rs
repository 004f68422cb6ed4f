//! A document as numbers: tokens, and where sentences begin.

use crate::span::Span;
use crate::syllable::{Cue, Form, FormId, Forms};
use std::ops::Range;

/// The tokens of one document, as parallel arrays in text order.
///
/// A buffer to be used again for one document after another.
///
/// ```
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
/// tokens.read("Xã đạt chuẩn. TP. Cửa Lộc thì chưa.", &mut forms);
/// assert_eq!(tokens.sentences().count(), 2);
/// assert_eq!(tokens.form(0, &forms).key, tokens.form(0, &forms).key);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// The form of each token.
    pub forms: Vec<FormId>,
    /// First byte of each token.
    pub starts: Vec<u32>,
    /// First token of each sentence.
    pub sentences: Vec<u32>,
}

impl Tokens {
    /// Replaces the content by the tokens of `text`.
    pub fn read(&mut self, text: &str, forms: &mut Forms) {
        self.forms.clear();
        self.starts.clear();
        self.sentences.clear();
        let bytes = text.as_bytes();
        let mut ending = Ending::Open;
        let mut last_end = 0;
        forms.read(text, |start, end, id, cue| {
            let gap = &bytes[last_end..start];
            let begins = self.forms.is_empty() || ends_here(ending, gap, cue);
            if begins {
                self.sentences.push(self.forms.len() as u32);
            }
            ending = ending.after(cue, gap.is_empty() && !begins, begins);
            self.forms.push(id);
            self.starts.push(start as u32);
            last_end = end;
        });
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether the document has no token.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// What is known of the form of token `index`.
    #[inline]
    pub fn form(&self, index: usize, forms: &Forms) -> Form {
        forms.form(self.forms[index])
    }

    /// The bytes of a range of tokens, from the first one's first byte to the last one's last.
    pub fn span(&self, range: Range<usize>, forms: &Forms) -> Span {
        if range.is_empty() {
            let at = self.starts.get(range.start).copied().unwrap_or(0);
            return Span { start: at, end: at };
        }
        let last = range.end - 1;
        Span { start: self.starts[range.start], end: self.starts[last] + self.form(last, forms).len }
    }

    /// The sentences, as ranges of tokens; together they hold every token.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.sentences.iter().skip(1).map(|&end| end as usize).chain([self.len()]);
        self.sentences.iter().map(|&start| start as usize).zip(ends).map(|(start, end)| start..end)
    }
}

/// How the text so far ends, for the question whether a sentence ends here.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// In the middle of a sentence.
    Open,
    /// After a short capitalised form or a number that opens a line: a full stop at once behind it abbreviates.
    Abbreviation,
    /// After `.`, `?`, `!`, `…` and closing marks behind them.
    Stop,
}

impl Ending {
    fn after(self, cue: Cue, attached: bool, begins: bool) -> Self {
        match cue {
            Cue::Lower | Cue::Other => Ending::Open,
            Cue::Abbreviation => Ending::Abbreviation,
            // `1. Về kinh tế`
            Cue::Number if begins => Ending::Abbreviation,
            Cue::Number => Ending::Open,
            Cue::Stop if attached && self == Ending::Abbreviation => Ending::Open,
            Cue::Stop | Cue::Mark => Ending::Stop,
            Cue::Closing if self == Ending::Stop => Ending::Stop,
            Cue::Closing => Ending::Open,
        }
    }
}

#[inline]
fn ends_here(ending: Ending, gap: &[u8], next: Cue) -> bool {
    if ending != Ending::Stop && matches!(gap, [] | [b' ']) {
        return false;
    }
    let breaks = gap.iter().filter(|&&byte| byte == b'\n').count();
    if breaks >= 2 {
        return true;
    }
    let continues = next == Cue::Lower;
    match ending {
        // A full stop inside a name or a number (`ngày 3.2`) has no white space behind it.
        Ending::Stop => !gap.is_empty() && !continues || breaks == 1,
        // A line break in the middle of a sentence is a wrapped line if the next line goes on in lower case.
        Ending::Open | Ending::Abbreviation => breaks == 1 && !continues,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        let spans = tokens.sentences().map(|range| tokens.span(range, &forms).of(text).to_owned());
        spans.collect()
    }

    #[test]
    fn where_sentences_end() {
        for (text, expected) in [
            ("Xã đạt chuẩn. Dân phấn khởi.", &["Xã đạt chuẩn.", "Dân phấn khởi."][..]),
            ("Về TP. Cửa Lộc. Rồi đi.", &["Về TP. Cửa Lộc.", "Rồi đi."]),
            ("“Tốt lắm!”, ông Hà nói.", &["“Tốt lắm!”, ông Hà nói."]),
            ("Ông nói: “Tốt.” Bà cười.", &["Ông nói: “Tốt.”", "Bà cười."]),
            ("Tiêu đề bài\nThân bài.", &["Tiêu đề bài", "Thân bài."]),
            ("học tập và\nlàm theo Bác", &["học tập và\nlàm theo Bác"]),
            ("kinh tế...\n\nxã hội", &["kinh tế...", "xã hội"]),
            ("1. Về kinh tế. 2. Về xã hội", &["1. Về kinh tế.", "2. Về xã hội"]),
            ("từ 3.500 đồng lên 5.000 đồng", &["từ 3.500 đồng lên 5.000 đồng"]),
            ("", &[]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }
}
