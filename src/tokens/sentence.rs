//! Where sentences begin: rules over the cues of forms and the white space between tokens.

use super::Gap;
use crate::syllable::Cue;

/// Where a sentence begins that was not open before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begin {
    /// Nowhere: the sentence goes on.
    No,
    /// At this token.
    Here,
    /// At the token before, a quote or dash that this token shows to open a sentence.
    Before,
}

/// Reads tokens from left to right and says where sentences begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    ending: Ending,
    /// Whether a `"` is open in this line.
    quoted: bool,
}

/// How the text so far ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Before the first token.
    Nothing,
    /// In the middle of a sentence.
    Open,
    /// The same, behind letters in lower case.
    Lower,
    /// The same, behind a number: the `m` of `40 m.` is a unit, no initial.
    Number,
    /// After a form that a full stop abbreviates, or a number that opens a sentence: `1. Về kinh tế`.
    Abbreviation,
    /// After `.`, `?`, `!`.
    Stop,
    /// After a full stop at once behind letters in lower case: no abbreviation, so a capital at once behind it
    /// (`gia đình.Văn hóa`) begins a sentence.
    LowerStop,
    /// After `…` or `...`, which also stand in the middle of a sentence: `là... 98 %`.
    Ellipsis,
    /// After one of these and closing marks behind it.
    Closed,
    /// After one of these, a blank, and a `"` that closes or opens.
    Quote,
    /// After one of these, a blank, and a dash: of a speech that begins, or before who said it.
    Dash,
}

impl Ending {
    #[inline]
    fn is_inside(self) -> bool {
        matches!(self, Ending::Open | Ending::Lower | Ending::Number | Ending::Abbreviation)
    }
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { ending: Ending::Nothing, quoted: false }
    }

    /// Whether the sentence goes on with letters in lower case, as it mostly does; if not, [`read`](Self::read) has to
    /// be asked.
    #[inline]
    pub(super) fn goes_on(&mut self, gap: Gap, cue: Cue) -> bool {
        let goes_on = self.ending.is_inside() & (gap != Gap::Wide) & (cue == Cue::Lower);
        if goes_on {
            self.ending = Ending::Lower;
        }
        goes_on
    }

    /// Whether a sentence begins at a token or before it, given the bytes between it and the last one.
    pub(super) fn read(&mut self, gap: &[u8], cue: Cue) -> Begin {
        let inside = self.ending.is_inside() && matches!(gap, [] | [b' ']);
        let begin = if inside { Begin::No } else { self.begin(gap, cue) };
        self.ending = self.after(gap, cue, begin);
        begin
    }

    fn begin(&mut self, gap: &[u8], cue: Cue) -> Begin {
        if self.ending == Ending::Nothing {
            return Begin::Here;
        }
        let breaks = gap.iter().filter(|&&byte| byte == b'\n').count();
        if breaks > 0 {
            self.quoted = false;
            // A line break in the middle of a sentence is a wrapped line if the next line goes on in lower case.
            return if breaks == 1 && self.ending.is_inside() && cue == Cue::Lower {
                Begin::No
            } else {
                Begin::Here
            };
        }
        let attached = gap.is_empty();
        match (self.ending, cue) {
            (ending, _) if ending.is_inside() => Begin::No,
            // `"Tốt lắm!" . Rồi`
            (_, Cue::Stop | Cue::Mark | Cue::Ellipsis | Cue::Inner | Cue::Closing) => Begin::No,
            (Ending::Quote, Cue::Dash) => Begin::No,
            (Ending::Quote, Cue::Lower) if !attached && !self.quoted => Begin::No,
            (Ending::Quote, _) if !attached && !self.quoted => Begin::Here,
            (Ending::Quote, _) => Begin::Before,
            (Ending::Dash, Cue::Lower) => Begin::No,
            (Ending::Dash, _) => Begin::Before,
            // They are decided by what follows.
            (_, Cue::Quote | Cue::Dash) => Begin::No,
            (_, Cue::Lower) | (Ending::Ellipsis, Cue::Number) => Begin::No,
            (Ending::LowerStop, Cue::Title) => Begin::Here,
            // A full stop inside a name or a number (`ngày 3.2`) has no white space behind it.
            _ if attached => Begin::No,
            _ => Begin::Here,
        }
    }

    fn after(&mut self, gap: &[u8], cue: Cue, begin: Begin) -> Ending {
        let attached = gap.is_empty() && begin == Begin::No;
        let ended = begin == Begin::No && !self.ending.is_inside();
        match cue {
            Cue::Lower => Ending::Lower,
            Cue::Title | Cue::Inner | Cue::Other => Ending::Open,
            Cue::Abbreviation if self.ending == Ending::Number => Ending::Lower,
            Cue::Abbreviation => Ending::Abbreviation,
            Cue::Number if begin == Begin::Here => Ending::Abbreviation,
            Cue::Number => Ending::Number,
            Cue::Stop if self.ending == Ending::Abbreviation => Ending::Open,
            Cue::Stop if attached && self.ending == Ending::Lower => Ending::LowerStop,
            Cue::Stop | Cue::Mark => Ending::Stop,
            Cue::Ellipsis => Ending::Ellipsis,
            Cue::Closing if ended => Ending::Closed,
            Cue::Closing => Ending::Open,
            Cue::Quote => {
                self.quoted = !self.quoted;
                match ended {
                    true if attached => Ending::Closed,
                    true => Ending::Quote,
                    false => Ending::Open,
                }
            }
            // Behind a closed quote it goes on with who said it: `“Tốt lắm!” - Thư cười.`
            Cue::Dash if ended && !attached && self.ending != Ending::Closed => Ending::Dash,
            Cue::Dash => Ending::Open,
        }
    }
}
