//! Recipients and signatures of an official document.

use super::super::line::Ending;
use super::super::{Role, credit, furniture};
use super::Document;
use super::letterhead::{Head, is_office, is_open_date, kind, without_dash};
use std::ops::Range;

impl Document<'_, '_, '_> {
    /// Recipients and signatures, in the text and below it: annexes follow them.
    pub(super) fn signatures(&mut self, text: usize) {
        let mut index = text;
        while index < self.said.len() {
            let folded = self.folded(index);
            if furniture::is_page_number(&folded) {
                self.found.roles[index] = Role::Boilerplate;
            } else if is_open_date(&folded) {
                self.found.roles[index] = Role::Date;
            }
            let block = if is_recipients(&folded) {
                self.recipients(index)
            } else if signs(&folded) || is_signed(&folded) || self.is_last_signature(index) {
                self.signature(index)
            } else {
                index..index
            };
            index = block.end.max(index + 1);
        }
    }

    /// `Nơi nhận:` and the entries below it.
    fn recipients(&mut self, start: usize) -> Range<usize> {
        const ENTRY: usize = 18;
        let mut end = start + 1;
        while end < self.said.len() {
            let folded = self.folded(end);
            let line = self.line(end);
            let listed = line.text.starts_with(|c: char| !c.is_alphanumeric() && c != '(');
            let goes_on = line.text.starts_with(char::is_lowercase) || line.ending == Ending::Open;
            // The other column may have broken the list: short lines at once below an entry.
            let joined =
                line.words <= ENTRY / 2 && line.ending == Ending::Bare && !self.line(end - 1).is_blank();
            let entry = line.is_blank()
                || self.said[end].head() == Head::Rule
                || (line.words <= ENTRY
                    && kind(&folded).is_none()
                    && (listed || goes_on || joined || begins_file(&folded)));
            if !entry || signs(&folded) || self.is_last_signature(end) {
                break;
            }
            end += 1;
        }
        self.mark(start..end);
        start..end
    }

    /// `TM. CHÍNH PHỦ`, `THỦ TƯỚNG`, `(Đã ký)`, the name.
    fn signature(&mut self, start: usize) -> Range<usize> {
        const LINES: usize = 7;
        const WORDS: usize = 10;
        let (mut end, mut seen) = (start + 1, 1);
        while end < self.said.len() && seen < LINES {
            let line = self.line(end);
            let folded = self.folded(end);
            if line.is_blank() {
                end += 1;
                continue;
            }
            let name = credit::is_names(line.text.trim_matches(|c: char| !c.is_alphanumeric()));
            let fits = line.words <= WORDS
                && (name
                    || is_office(&folded)
                    || signs(&folded)
                    || folded.starts_with('(')
                    || folded.contains("da ky"));
            if !fits || kind(&folded) == Some("") || is_recipients(&folded) {
                break;
            }
            seen += 1;
            end += 1;
            let position = is_office(&folded) || signs(&folded) || folded.contains("da ky");
            if name && !position && !furniture::is_page_number(&folded) {
                self.mark(start..end);
                let text = self.said[end - 1].line.text;
                self.found.byline = Some(self.said[end - 1].line.part(text));
                self.found.roles[end - 1] = Role::Byline;
                return start..end;
            }
        }
        self.mark(start..end);
        start..end
    }

    /// A position with `(Ký tên, đóng dấu)` below it, or with a name or nothing at the end of the text.
    fn is_last_signature(&self, index: usize) -> bool {
        let line = self.line(index);
        if line.words == 0 || line.words > 10 || line.ending != Ending::Bare {
            return false;
        }
        let shown =
            |below: &usize| !self.line(*below).is_blank() && !furniture::is_page_number(&self.folded(*below));
        let below: Vec<usize> = (index + 1..self.said.len()).filter(shown).take(4).collect();
        let signed = |&line: &usize| {
            let folded = self.folded(line);
            folded.starts_with("(ky") || is_signed(&folded)
        };
        let is_name = |&line: &usize| credit::is_names(self.line(line).text) && self.line(line).words >= 2;
        below.first().is_some_and(signed)
            || (is_office(&self.folded(index)) && below.len() <= 3 && below.first().is_none_or(is_name))
    }

    fn mark(&mut self, range: Range<usize>) {
        for index in range.filter(|&index| !self.said[index].line.is_blank()) {
            self.found.roles[index] = Role::Boilerplate;
        }
    }
}

/// `(Đã ký)`
fn is_signed(folded: &str) -> bool {
    without_dash(folded).starts_with("da ky") && folded.len() <= 40
}

fn is_recipients(folded: &str) -> bool {
    let bare = without_dash(folded);
    bare.strip_prefix("noi nhan")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ']) && rest.len() <= 60)
}

/// `Lưu: VT, TH`, `Như trên`
fn begins_file(folded: &str) -> bool {
    let bare = without_dash(folded);
    ["luu", "nhu tren", "nhu dieu"].iter().any(|begin| bare.starts_with(begin))
}

/// `TM. CHÍNH PHỦ`, `KT. BỘ TRƯỞNG`: on behalf of, instead of, by order of, by authority of.
fn signs(folded: &str) -> bool {
    // The party's offices write `T/M` and `K/T`.
    let folded = match folded.as_bytes() {
        [b't' | b'k', b'/', b'm' | b't' | b'l', ..] => folded.replacen('/', "", 1),
        _ => folded.to_owned(),
    };
    let Some((head, rest)) = folded.split_once(['.', '/', ' ']) else { return false };
    matches!(head, "tm" | "kt" | "tl" | "tuq" | "q")
        && (is_office(rest.trim_start_matches([' ', '.', '/']))
            || rest.starts_with([' ', '.']) && rest.len() <= 40)
}
