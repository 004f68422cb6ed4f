//! The parts of a document number: of `30/2020/NĐ-CP` the number, the year, the kind and the body.

use crate::syllable::DOCUMENT_KINDS;

/// The running number and what is joined to it.
pub(super) struct Parts<'t> {
    pub(super) number: &'t str,
    pub(super) year: Option<&'t str>,
    /// What is behind the year, or behind the number where there is none.
    pub(super) codes: Vec<Code<'t>>,
}

/// A part that begins with a capital, and the mark before it.
pub(super) struct Code<'t> {
    pub(super) joint: Joint,
    pub(super) text: &'t str,
    /// Its end in the text.
    pub(super) end: usize,
}

/// A mark between parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Hyphen,
    Slash,
}

impl Joint {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Joint::Hyphen => "-",
            Joint::Slash => "/",
        }
    }
}

impl Code<'_> {
    /// Whether it says what kind of document it is, `QĐ`.
    pub(super) fn is_kind(&self) -> bool {
        DOCUMENT_KINDS.contains(&self.text)
    }

    pub(super) fn capitals(&self) -> usize {
        self.text.chars().filter(|c| c.is_uppercase()).count()
    }

    /// Whether it is an assembly with its term, whose numbers have no kind: `45/2013/QH13`.
    pub(super) fn is_assembly(&self) -> bool {
        let term = self.text.strip_prefix("UBTV").unwrap_or(self.text).strip_prefix("QH");
        term.is_some_and(|term| !term.is_empty() && term.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// The parts of the number that begins at `start` with a digit.
///
/// Blanks may stand around a joint only beside a kind that is known (`40/2018 / NĐ - CP`): in `800/QĐ-TTg - UBND tỉnh`
/// the number ends before the dash.
pub(super) fn read(text: &str, start: usize) -> Parts<'_> {
    let digits = digits_end(text, start);
    let letter = text.as_bytes().get(digits).is_some_and(u8::is_ascii_alphabetic);
    let mut end = digits + usize::from(letter);
    let mut parts = Parts { number: &text[start..end], year: None, codes: Vec::new() };
    if let Some((_, next, _)) = joint(text, end)
        && let Some(year_end) = year_end(text, next)
    {
        parts.year = Some(&text[next..year_end]);
        end = year_end;
    }
    loop {
        // `57/2004QĐ-UB` has lost a slash.
        let glued = parts.year.is_some() && parts.codes.is_empty();
        let lost = glued.then_some((Joint::Slash, end, false));
        let Some((joint, next, blank)) = joint(text, end).or(lost) else { return parts };
        let Some(code_end) = code_end(text, next) else { return parts };
        let code = Code { joint, text: &text[next..code_end], end: code_end };
        if blank && !code.is_kind() && !parts.codes.last().is_some_and(Code::is_kind) {
            return parts;
        }
        end = code_end;
        parts.codes.push(code);
    }
}

/// The mark at `at`, what is behind it, and whether it has a blank beside it.
fn joint(text: &str, at: usize) -> Option<(Joint, usize, bool)> {
    let mark = blank_end(text, at);
    let (joint, len) = match text[mark..].chars().next()? {
        '/' => (Joint::Slash, 1),
        '-' => (Joint::Hyphen, 1),
        '–' => (Joint::Hyphen, '–'.len_utf8()),
        _ => return None,
    };
    let next = blank_end(text, mark + len);
    Some((joint, next, next - at > len))
}

/// Behind one blank or line end.
fn blank_end(text: &str, at: usize) -> usize {
    let blank = text[at..].chars().next().filter(|c| c.is_whitespace());
    at + blank.map_or(0, char::len_utf8)
}

fn digits_end(text: &str, start: usize) -> usize {
    start + text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The end of a year between 1900 and 2099.
pub(super) fn year_end(text: &str, start: usize) -> Option<usize> {
    let end = digits_end(text, start);
    (end - start == 4 && matches!(&text[start..start + 2], "19" | "20")).then_some(end)
}

/// The end of letters begun by a capital, `TTg`, `T.Ư`, `BVHTT&DL`, `HĐND14`; none where a word goes on behind them.
fn code_end(text: &str, start: usize) -> Option<usize> {
    /// Longer ones are words.
    const LONGEST: usize = 16;
    let mut end = start;
    let mut previous = '.';
    for (at, c) in text[start..].char_indices() {
        let next = text[start + at + c.len_utf8()..].chars().next();
        let goes_on = match c {
            'A'..='Z' | 'Đ' | 'Ư' | 'Ô' | 'Ă' | 'Â' | 'Ê' | 'Ơ' => true,
            'a'..='z' | 'đ' => previous.is_alphabetic(),
            '&' => previous.is_uppercase(),
            // `T.Ư`, not `CP.Theo`.
            '.' => {
                previous.is_uppercase()
                    && next.is_some_and(char::is_uppercase)
                    && all_capitals(&text[start + at + 1..])
            }
            // The number of a term, of a people's council or of a department: `QH13`, `HĐND14`, `GĐ1`.
            '0'..='9' => {
                let letters = text[start..start + at].trim_end_matches(|c: char| c.is_ascii_digit());
                letters.ends_with(char::is_uppercase) && at < letters.len() + 2
            }
            _ => false,
        };
        if !goes_on || at > LONGEST {
            break;
        }
        previous = c;
        end = start + at + c.len_utf8();
    }
    let behind = text[end..].chars().next();
    (end > start && !behind.is_some_and(char::is_alphanumeric)).then_some(end)
}

/// Whether the letters at the beginning are capitals all.
fn all_capitals(rest: &str) -> bool {
    rest.chars().take_while(|c| c.is_alphabetic()).all(char::is_uppercase)
}
