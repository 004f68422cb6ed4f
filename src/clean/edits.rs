//! From bytes of the cleaned text back to bytes of the original.

use crate::span::Span;

/// One place where the cleaned text differs from the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that stand now; empty where something was taken out.
    pub cleaned: Span,
    /// The bytes that stood before; never empty.
    pub original: Span,
}

/// The edits of one text, in order; what lies between them is the same on both sides.
///
/// 16 bytes an edit; no edits, no memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Box<[Edit]>);

impl Edits {
    pub(super) fn of(edits: Vec<Edit>) -> Self {
        Self(edits.into_boxed_slice())
    }

    /// Whether the text is as it was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All edits, in text order.
    pub fn as_slice(&self) -> &[Edit] {
        &self.0
    }

    /// The smallest range of the original that produced `span` of the cleaned text.
    ///
    /// A span that begins or ends inside an edit is widened to it; what was taken out at either end stays outside.
    pub fn original(&self, span: Span) -> Span {
        self.across(span, |edit| (edit.cleaned, edit.original))
    }

    /// The smallest range of the cleaned text that holds all that `span` of the original became; empty where all
    /// of it was taken out.
    pub fn cleaned(&self, span: Span) -> Span {
        self.across(span, |edit| (edit.original, edit.cleaned))
    }

    fn across(&self, span: Span, sides: impl Fn(&Edit) -> (Span, Span)) -> Span {
        let behind = self.0.partition_point(|edit| sides(edit).0.end <= span.start);
        let start = match self.0.get(behind).map(&sides) {
            Some((here, there)) if here.start <= span.start => there.start,
            _ => shifted(self.0[..behind].last().map(&sides), span.start),
        };
        let begun = self.0.partition_point(|edit| sides(edit).0.start < span.end);
        let end = match self.0[..begun].last().map(&sides) {
            Some((here, there)) if here.end >= span.end => there.end,
            last => shifted(last, span.end),
        };
        Span { start, end: end.max(start) }
    }
}

/// Where `at`, which no edit holds, lies on the other side, by the last edit before it.
fn shifted(last: Option<(Span, Span)>, at: u32) -> u32 {
    last.map_or(at, |(here, there)| there.end + (at - here.end))
}
