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

const CUES: usize = Cue::ALL.len();
const ENDINGS: usize = Ending::Dash as usize + 1;

/// [`Ending::followed`] as a table, by gap (whether there is none), ending and cue: which token comes next no branch
/// can guess.
const FOLLOWED: [[[Ending; CUES]; ENDINGS]; 2] = {
    const INSIDE: [Ending; 4] = [Ending::Open, Ending::Lower, Ending::Number, Ending::Abbreviation];
    let mut table = [[[Ending::Open; CUES]; ENDINGS]; 2];
    let mut at = 0;
    while at < 2 * INSIDE.len() * CUES {
        let (attached, ending, cue) = (at % 2, INSIDE[at / 2 % INSIDE.len()], at / 2 / INSIDE.len());
        let gap = if attached == 1 { Gap::None } else { Gap::Blank };
        table[attached][ending as usize][cue] = ending.followed(gap, Cue::ALL[cue]);
        at += 1;
    }
    table
};

impl Ending {
    #[inline]
    fn is_inside(self) -> bool {
        matches!(self, Ending::Open | Ending::Lower | Ending::Number | Ending::Abbreviation)
    }

    /// How a sentence ends with one more token, which begins none.
    const fn followed(self, gap: Gap, cue: Cue) -> Ending {
        match (cue, self) {
            (Cue::Lower, _) | (Cue::Abbreviation, Ending::Number) => Ending::Lower,
            (Cue::Abbreviation, _) => Ending::Abbreviation,
            (Cue::Number, _) => Ending::Number,
            (Cue::Stop, Ending::Abbreviation) => Ending::Open,
            (Cue::Stop, Ending::Lower) if matches!(gap, Gap::None) => Ending::LowerStop,
            (Cue::Stop | Cue::Mark, _) => Ending::Stop,
            (Cue::Ellipsis, _) => Ending::Ellipsis,
            _ => Ending::Open,
        }
    }
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { ending: Ending::Nothing, quoted: false }
    }

    /// Whether the sentence goes on with a token behind nothing or a blank, as it mostly does; if not,
    /// [`read`](Self::read) has to be asked.
    #[inline]
    pub(super) fn goes_on(&mut self, gap: Gap, cue: Cue) -> bool {
        let goes_on = self.ending.is_inside() & (gap != Gap::Wide) & (cue != Cue::Quote);
        if goes_on {
            self.ending = FOLLOWED[usize::from(gap == Gap::None)][self.ending as usize][cue as usize];
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
        let gap = if gap.is_empty() && begin == Begin::No { Gap::None } else { Gap::Wide };
        let ended = begin == Begin::No && !self.ending.is_inside();
        if cue == Cue::Quote {
            self.quoted = !self.quoted;
        }
        match cue {
            Cue::Number if begin == Begin::Here => Ending::Abbreviation,
            Cue::Quote if ended && gap == Gap::None => Ending::Closed,
            Cue::Quote if ended => Ending::Quote,
            Cue::Closing if ended => Ending::Closed,
            // Behind a closed quote it goes on with who said it: `“Tốt lắm!” - Thư cười.`
            Cue::Dash if ended && gap == Gap::Wide && self.ending != Ending::Closed => Ending::Dash,
            // What a line behind a number or an abbreviation begins with has nothing to do with it.
            _ if begin == Begin::Here => Ending::Nothing.followed(gap, cue),
            _ => self.ending.followed(gap, cue),
        }
    }
}
