//! Official documents (văn bản hành chính): decrees, decisions, circulars, letters of offices.
//!
//! Decree 30/2020/NĐ-CP (article 8 and annex I) and its predecessors (circular 55/2005/TTLT-BNV-VPCP, circular
//! 01/2011/TT-BNV), for the party the guidance 36-HD/VPTW, prescribe the order: national name and motto, office, number,
//! place and date, kind of document and its subject, text, position and name of who signs, recipients. In text the two
//! columns of the head come one after the other, in either order, or in one line.

mod letterhead;
mod signature;

use super::line::{Ending, Sight};
use super::role::{Roles, Said, in_capitals, is_plausible};
use super::{DateOrigin, Dated, Role};
use crate::date::Expression;
pub(super) use letterhead::Head;
use letterhead::{LONGEST, has_number, is_office, is_own_number, without_dash};
use std::borrow::Cow;

/// Lines among which the head of a document stands.
const HEAD: usize = 14;
/// Lines of a subject: the longest titles of circulars take six.
const SUBJECT: usize = 6;
/// Kinds that name a document together with its subject.
const LAWS: [&str; 4] = ["luat", "bo luat", "phap lenh", "hien phap"];

/// Beginnings of the text behind the subject.
const OPENINGS: [&str; 15] = [
    "can cu",
    "thoi gian",
    "dia diem",
    "thanh phan",
    "hom nay",
    "xet ",
    "theo de nghi",
    "theo to trinh",
    "kinh gui",
    "kinh goi",
    "kinh trinh",
    "chuong ",
    "dieu ",
    "phan ",
    "muc ",
];
/// Beginnings of the line that says whom a letter is for.
const ADDRESSES: [&str; 3] = ["kinh gui", "kinh goi", "kinh trinh"];
/// Beginnings of a text or, below the kind of a document, of its subject.
const VERBS: [&str; 3] = ["thuc hien ", "thi hanh ", "de "];

/// The roles of an official document; `None` where the lines are none.
///
/// The name of the state, its motto or the number of the document stand among the first lines, no paragraph above them.
pub(super) fn read(said: &[Said]) -> Option<Roles> {
    let shown = || (0..said.len()).filter(|&line| !said[line].line.is_blank());
    let above_prose = || shown().take(HEAD).take_while(|&line| said[line].line.words <= LONGEST);
    let mut marks = above_prose().filter(|&line| matches!(said[line].head(), Head::Motto | Head::Number));
    let (first_mark, last_mark) = (marks.next(), marks.last());
    let founded = || {
        let mut opening = shown().take(HEAD + SUBJECT).map(|line| said[line].folded_head());
        opening.any(|folded| without_dash(&folded).starts_with("can cu "))
    };
    // Without name and number what it is called stands at once above what it rests on.
    let called = || {
        above_prose().take(4).find(|&line| match said[line].head() {
            Head::Kind => true,
            Head::KindAndSubject => has_number(&said[line].folded_head()),
            _ => false,
        })
    };
    // A letter says in its head whom it is for, or where and when it was written.
    let is_letter = |number: usize| {
        let folded = said[number].folded_head();
        let mut opening = shown().take(HEAD + SUBJECT).map(|line| said[line].folded_head());
        let office = folded.split(['/', '-']).skip(1).any(|part| part.starts_with(char::is_alphabetic));
        // `Số 12/2014` is an issue of a magazine.
        office
            && (opening.any(|folded| ADDRESSES.iter().any(|begin| folded.starts_with(begin)))
                || above_prose().any(|line| said[line].head() == Head::PlaceAndDate))
    };
    // Minutes and notices of a party cell: offices in capitals over a star or a dash, and at once the kind.
    let under_office = || {
        let is_kind = |line: usize| match said[line].head() {
            Head::Kind => true,
            Head::KindAndSubject => in_capitals(said[line].line.text),
            _ => false,
        };
        let kind = above_prose().take(8).find(|&line| is_kind(line))?;
        let above = || shown().take_while(|&line| line < kind);
        let is_ruled = |line: usize| matches!(said[line].head(), Head::Rule | Head::Motto | Head::Number);
        let fits = |line: usize| {
            is_ruled(line) || said[line].head() == Head::PlaceAndDate || in_capitals(said[line].line.text)
        };
        let office = above().next().filter(|&first| in_capitals(said[first].line.text))?;
        (above().any(is_ruled) && above().all(fits)).then_some((office, kind))
    };
    let (first, last) = match (first_mark, last_mark) {
        (Some(first), Some(last)) => (first, last),
        (Some(only), None) if founded() || is_letter(only) => (only, only),
        _ => called().filter(|_| founded()).map(|kind| (kind, kind)).or_else(under_office)?,
    };
    let mut above = shown().take_while(|&line| line < first);
    if above.any(|line| said[line].is_menu() || said[line].full_date().is_some()) {
        return None;
    }
    let mut document = Document { said, found: Roles::default() };
    document.found.roles =
        said.iter().map(|said| if said.line.is_blank() { Role::Blank } else { Role::Body }).collect();
    let text = document.head(&shown().collect::<Vec<_>>(), last);
    document.signatures(text);
    Some(document.found)
}

/// A document on its way to roles.
struct Document<'s, 'l, 'a> {
    said: &'s [Said<'l, 'a>],
    found: Roles,
}

impl<'s> Document<'s, '_, '_> {
    fn line(&self, index: usize) -> &Sight<'_> {
        self.said[index].line
    }

    fn folded(&self, index: usize) -> Cow<'s, str> {
        self.said[index].folded_head()
    }

    /// Reads the head, whose last mark is the line `mark`; gives the first line of the text.
    fn head(&mut self, shown: &[usize], mark: usize) -> usize {
        let mut title = 0..0;
        let mut place = 0;
        while let Some(&line) = shown.get(place) {
            place += 1;
            let role = match self.said[line].head() {
                Head::Motto | Head::Number | Head::Rule => {
                    self.date(line);
                    Role::Boilerplate
                }
                Head::PlaceAndDate => {
                    self.date(line);
                    Role::Date
                }
                Head::Kind => Role::Section,
                Head::Subject | Head::KindAndSubject if title.is_empty() => {
                    let end = self.subject(shown, place, line);
                    title = place - 1..end;
                    place = end;
                    Role::Title
                }
                // Below the kind stands the subject, whatever it says.
                _ if line > mark
                    && title.is_empty()
                    && self.is_below_kind(shown, place - 1)
                    && (!self.opens_text(line) || self.goes_on_from_kind(line)) =>
                {
                    let end = self.subject(shown, place, line);
                    title = place - 1..end;
                    place = end;
                    Role::Title
                }
                _ if line >= mark && self.opens_text(line) => {
                    place -= 1;
                    break;
                }
                _ if line > mark && self.line(line).words > LONGEST => {
                    place -= 1;
                    break;
                }
                _ if line > mark && !title.is_empty() => {
                    place -= 1;
                    break;
                }
                _ => Role::Section,
            };
            self.found.roles[line] = role;
        }
        if title.is_empty() {
            // `NGHỊ QUYẾT` alone is what the document is called.
            let kind = (0..place).rev().find(|&at| self.said[shown[at]].head() == Head::Kind);
            title = kind.map_or(0..0, |kind| kind..kind + 1);
        }
        // Of a law the kind is part of the name: `LUẬT` over `DOANH NGHIỆP`.
        // `Nghị định` over `của Chính phủ số 29/1998/NĐ-CP …` is one sentence.
        let above = title.start.checked_sub(1).map(|above| &self.said[shown[above]]);
        // A subject in small letters needs the kind, `thực hiện Chỉ thị …`; `về việc …` stands for itself.
        let goes_on = || {
            let Some(&first) = shown.get(title.start) else { return false };
            let folded = self.folded(first);
            let small =
                || self.line(first).text.starts_with(char::is_lowercase) && !folded.starts_with("ve ");
            let mut begins = ["cua ", "lien tich ", "ngay ", "so "].iter().chain(&VERBS);
            begins.any(|begin| folded.starts_with(begin)) || small()
        };
        let named = |above: &Said| {
            LAWS.contains(&above.folded_head().as_ref()) || (above.head() == Head::Kind && goes_on())
        };
        if !title.is_empty() && above.is_some_and(named) {
            title.start -= 1;
        }
        for at in title.clone() {
            let (line, folded) = (shown[at], self.folded(shown[at]));
            let day = folded.find("ngay");
            let number_above = || at > title.start && is_own_number(&self.folded(shown[at - 1]));
            let own = day.is_some_and(|day| is_own_number(&folded[..day]) || (day == 0 && number_above()));
            if own && self.found.published.is_none() {
                let text = self.line(line).text;
                let day = text.to_lowercase().find("ngày").filter(|&at| text.is_char_boundary(at));
                day.into_iter().for_each(|day| self.publish(line, day));
            }
        }
        for &line in &shown[title.clone()] {
            self.found.roles[line] = Role::Title;
        }
        if let (Some(&first), Some(&last)) = (shown.get(title.start), shown[..title.end].last())
            && !title.is_empty()
        {
            self.found.title = Some(first);
            self.found.title_end = last;
        }
        shown.get(place).copied().unwrap_or(self.said.len())
    }

    fn is_below_kind(&self, shown: &[usize], place: usize) -> bool {
        let above = shown[..place].iter().rev().find(|&&above| self.said[above].head() != Head::Rule);
        above.is_some_and(|&above| self.said[above].head() == Head::Kind)
    }

    /// The first shown line behind the subject that begins in `first`.
    fn subject(&self, shown: &[usize], from: usize, first: usize) -> usize {
        let mut last = first;
        let goes_on = |&&line: &&usize| {
            let sight = self.line(line);
            let told = !matches!(self.said[line].head(), Head::Other | Head::KindAndSubject | Head::Subject);
            let ended = self.line(last).ending == Ending::Stop;
            let fits = !told
                && !ended
                && sight.words <= LONGEST
                && !self.opens_text(line)
                && !is_office(&self.folded(line));
            // A blank line parts the subject from what follows, unless it goes on in lower case.
            let joined = line == last + 1 || sight.text.starts_with(char::is_lowercase);
            last = line;
            fits && joined && !sight.text.starts_with(['(', '-', '+', '*'])
        };
        from + shown[from..].iter().take(SUBJECT - 1).take_while(goes_on).count()
    }

    /// `Căn cứ …`, `Kính gửi: …`, `Điều 1`, `I. …`, `QUYẾT ĐỊNH:`
    fn opens_text(&self, index: usize) -> bool {
        let folded = self.folded(index);
        let bare = without_dash(&folded);
        let numbered = bare.split_once(['.', ')', '/']).is_some_and(|(number, _)| {
            number.len() <= 4
                && !number.is_empty()
                && number.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'))
        });
        OPENINGS.iter().chain(&VERBS).any(|opening| bare.starts_with(opening))
            || numbered
            || folded.ends_with(':')
    }

    /// `KẾ HOẠCH` over `thực hiện Chỉ thị …`, `LUẬT` over `THỰC HIỆN DÂN CHỦ …`: no sentence begins so.
    fn goes_on_from_kind(&self, index: usize) -> bool {
        let (text, folded) = (self.line(index).text, self.folded(index));
        (text.starts_with(char::is_lowercase) || in_capitals(text))
            && VERBS.iter().any(|verb| folded.starts_with(verb))
    }

    /// The last day that a line of the head names: the number of the document may stand before it.
    fn date(&mut self, index: usize) {
        let text = self.line(index).text;
        let day = text.to_lowercase().rfind("ngày").filter(|&at| text.is_char_boundary(at));
        day.into_iter().for_each(|day| self.publish(index, day));
    }

    fn publish(&mut self, index: usize, day: usize) {
        /// Bytes of the longest day, `ngày 29 tháng 11 năm 2002`, with blanks to fill in.
        const DAY: usize = 60;
        let text = self.line(index).text;
        let end =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&end| end <= day + DAY).last();
        let moment = Expression::read(&text[day..end.unwrap_or(day)]).and_then(|date| date.moment());
        if let Some(moment) = moment.filter(|&moment| is_plausible(moment)) {
            let span = Some(self.line(index).part(text));
            self.found.published.get_or_insert(Dated { moment, from: DateOrigin::Position, span });
        }
    }
}
