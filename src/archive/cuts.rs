//! Passages cut out of a text, and the way back.

use crate::error::{Error, Result};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What was cut out of a text: for each passage where it stood, in bytes of the text as it is now, and what it said;
/// in order. As JSON a list of pairs, `[[0,"Trang chủ\n"]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cuts(Vec<(u32, String)>);

impl Cuts {
    /// Cuts `spans`, which may overlap and stand in any order, out of `text`: what is left, and the cuts.
    ///
    /// ```
    /// use chinhluan::{Span, archive::Cuts};
    /// let text = "Trang chủ\nXã đạt chuẩn nông thôn mới.\nBình luận";
    /// let (left, cuts) = Cuts::cut(text, vec![Span { start: 0, end: 12 }]);
    /// assert_eq!(left, "Xã đạt chuẩn nông thôn mới.\nBình luận");
    /// assert_eq!(cuts.restore(&left)?, text);
    /// # Ok::<(), chinhluan::Error>(())
    /// ```
    pub fn cut(text: &str, mut spans: Vec<Span>) -> (String, Self) {
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        let (mut left, mut cuts) = (String::with_capacity(text.len()), Self::default());
        let mut at = 0;
        for span in spans {
            let (start, end) = (at.max(span.start as usize), span.end as usize);
            if start >= end {
                continue;
            }
            left.push_str(&text[at..start]);
            cuts.add(left.len(), &text[start..end]);
            at = end;
        }
        left.push_str(&text[at..]);
        (left, cuts)
    }

    fn add(&mut self, at: usize, passage: &str) {
        match self.0.last_mut() {
            Some((last, before)) if *last as usize == at => before.push_str(passage),
            _ => self.0.push((at as u32, passage.to_owned())),
        }
    }

    /// Whether nothing was cut.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text as it was.
    ///
    /// # Errors
    /// If a cut stands outside `text` or within a character: the text was changed since.
    pub fn restore(&self, text: &str) -> Result<String> {
        let mut whole = String::with_capacity(text.len());
        let mut from = 0;
        for (at, passage) in &self.0 {
            let before = text.get(from..*at as usize).ok_or_else(|| {
                Error::Settings(format!("a passage was cut out at byte {at}, which this text does not have"))
            })?;
            whole.push_str(before);
            whole.push_str(passage);
            from = *at as usize;
        }
        whole.push_str(&text[from..]);
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_cut_can_be_put_back(
            text in "[a-zếộ \n]{0,60}",
            ends in proptest::collection::vec((0usize..70, 0usize..70), 0..6),
        ) {
            let at = |byte: usize| (0..=byte.min(text.len())).rfind(|&at| text.is_char_boundary(at)).unwrap() as u32;
            let spans: Vec<Span> = ends.iter().map(|&(a, b)| Span { start: at(a.min(b)), end: at(a.max(b)) }).collect();
            let bytes = (0..text.len() as u32).filter(|at| !spans.iter().any(|span| span.start <= *at && *at < span.end));
            let expected: Vec<u8> = bytes.map(|at| text.as_bytes()[at as usize]).collect();
            let (left, cuts) = Cuts::cut(&text, spans);
            prop_assert_eq!(left.as_bytes(), expected);
            prop_assert_eq!(cuts.restore(&left).unwrap(), text);
        }
    }

    #[test]
    fn a_text_that_was_changed() {
        let (_, cuts) = Cuts::cut("Thôn Đoài họp", vec![Span { start: 5, end: 8 }]);
        assert!(matches!(cuts.restore("Thô"), Err(Error::Settings(_))));
    }
}
