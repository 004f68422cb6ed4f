//! Official documents (văn bản hành chính): decrees, decisions, circulars, letters of offices.
//!
//! Decree 30/2020/NĐ-CP (article 8 and annex I) and its predecessors (circular 55/2005/TTLT-BNV-VPCP, circular
//! 01/2011/TT-BNV), for the party the guidance 36-HD/VPTW, prescribe the order: national name and motto, office, number,
//! place and date, kind of document and its subject, text, position and name of who signs, recipients. In text the two
//! columns of the head come one after the other, in either order, or in one line.

use super::credit;
use super::furniture;
use super::line::{Ending, Sight};
use super::role::{Roles, Said, is_plausible};
use super::{DateOrigin, Dated, Role};
use crate::date::Expression;
use crate::folding::fold;
use std::ops::Range;

/// Lines among which the head of a document stands.
const HEAD: usize = 14;
/// Lines of a subject: the longest titles of circulars take six.
const SUBJECT: usize = 6;
/// Words of a line of the head, both columns joined.
const LONGEST: usize = 30;

/// Kinds of documents, of article 7 of the decree and of older law, as a title or the line above it begins.
const KINDS: [&str; 44] = [
    "nghi dinh",
    "quyet dinh",
    "thong tu lien tich",
    "thong tu",
    "chi thi",
    "nghi quyet lien tich",
    "nghi quyet",
    "luat",
    "bo luat",
    "phap lenh",
    "hien phap",
    "lenh",
    "sac lenh",
    "cong van",
    "cong dien",
    "thong bao",
    "thong cao",
    "bao cao",
    "ke hoach",
    "quy che",
    "quy dinh",
    "quy trinh",
    "huong dan",
    "to trinh",
    "chuong trinh",
    "de an",
    "du an",
    "phuong an",
    "bien ban",
    "giay moi",
    "giay gioi thieu",
    "giay phep",
    "giay chung nhan",
    "giay uy quyen",
    "phieu gui",
    "phieu trinh",
    "hop dong",
    "ban ghi nho",
    "ban thoa thuan",
    "ket luan",
    "dieu le",
    "don",
    "danh sach",
    "thu cong",
];

/// Kinds that name a document together with its subject.
const LAWS: [&str; 4] = ["luat", "bo luat", "phap lenh", "hien phap"];

/// Beginnings of the text behind the subject.
const OPENINGS: [&str; 14] = [
    "can cu",
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
    "thuc hien ",
    "thi hanh ",
    "de ",
];

/// Offices, and positions in them.
const OFFICES: [&str; 40] = [
    "bo ",
    "bo truong",
    "thu truong",
    "chinh phu",
    "thu tuong",
    "pho thu tuong",
    "chu tich",
    "pho chu tich",
    "uy ban",
    "ubnd",
    "ub nhan dan",
    "hoi dong",
    "hdnd",
    "quoc hoi",
    "tong cuc",
    "cuc ",
    "cuc truong",
    "vu truong",
    "so ",
    "giam doc",
    "pho giam doc",
    "tong giam doc",
    "truong ban",
    "pho truong ban",
    "ban ",
    "bql ",
    "vien ",
    "vien truong",
    "ngan hang",
    "thong doc",
    "tinh ",
    "thanh pho",
    "huyen ",
    "van phong",
    "chanh van phong",
    "pho chanh van phong",
    "tong cong ty",
    "hieu truong",
    "chanh an",
    "bi thu",
];

/// The roles of an official document; `None` where the lines are none.
///
/// The name of the state, its motto or the number of the document stand among the first lines, no paragraph above them.
pub(super) fn read(said: &[Said]) -> Option<Roles> {
    let shown: Vec<usize> = (0..said.len()).filter(|&line| !said[line].line.is_blank()).collect();
    let head = &shown[..shown.len().min(HEAD)];
    let prose = |line: &&usize| said[**line].line.words > LONGEST;
    let above_prose: Vec<usize> = head.iter().take_while(|line| !prose(line)).copied().collect();
    let is_mark = |line: &usize| matches!(Head::of(&said[*line]), Head::Motto | Head::Number);
    let marks: Vec<usize> = above_prose.iter().copied().filter(is_mark).collect();
    let founded = || {
        let mut opening = shown.iter().take(HEAD + SUBJECT).map(|&line| fold_head(said[line].line));
        opening.any(|folded| without_dash(&folded).starts_with("can cu "))
    };
    // Without name and number what it is called stands at once above what it rests on.
    let called = || {
        above_prose.iter().take(4).copied().find(|&line| match Head::of(&said[line]) {
            Head::Kind => true,
            Head::KindAndSubject => has_number(&fold_head(said[line].line)),
            _ => false,
        })
    };
    let (first, last) = match (marks.first(), marks.last()) {
        (Some(&first), Some(&last)) if marks.len() > 1 || founded() => (first, last),
        _ => called().filter(|_| founded()).map(|kind| (kind, kind))?,
    };
    let mut above = shown.iter().take_while(|&&line| line < first);
    if above.any(|&line| said[line].is_menu() || said[line].full_date().is_some()) {
        return None;
    }
    let mut document = Document { said, found: Roles::default() };
    document.found.roles =
        said.iter().map(|said| if said.line.is_blank() { Role::Blank } else { Role::Body }).collect();
    let text = document.head(&shown, last);
    document.signatures(text);
    Some(document.found)
}

/// What a line of the head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    /// Name of the state or the party, motto.
    Motto,
    /// `Số: 144/2002/QĐ/BTC`
    Number,
    /// `Hà Nội, ngày 29 tháng 11 năm 2002`
    PlaceAndDate,
    /// `-----`, `*****`
    Rule,
    /// `V/v ban hành …`
    Subject,
    /// `QUYẾT ĐỊNH`
    Kind,
    /// `THÔNG BÁO thay đổi vốn điều lệ`
    KindAndSubject,
    /// Offices, and whatever else.
    Other,
}

impl Head {
    fn of(said: &Said) -> Self {
        let line = said.line;
        let folded = fold_head(line);
        if folded.is_empty() {
            return Head::Other;
        }
        if !folded.chars().any(char::is_alphabetic) || is_rule(&folded) {
            return Head::Rule;
        }
        if is_motto(line, &folded) {
            return Head::Motto;
        }
        if is_number(&folded) {
            return Head::Number;
        }
        if ["v/v", "v.v:", "(v/v"].iter().any(|begin| folded.starts_with(begin))
            || folded.starts_with("ve viec ")
        {
            return Head::Subject;
        }
        if said.full_date().is_some_and(|date| place_and_date(&folded, date)) || is_open_date(&folded) {
            return Head::PlaceAndDate;
        }
        match kind(&folded) {
            Some("") if line.ending != Ending::Stop => Head::Kind,
            Some(rest) if line.ending == Ending::Bare => {
                let bare = ["cua ", "so ", "lien tich"].iter().any(|begin| rest.starts_with(begin))
                    || is_office(rest);
                if bare && !rest.contains(" ve ") && !rest.contains("ngay ") {
                    Head::Kind
                } else {
                    Head::KindAndSubject
                }
            }
            _ => Head::Other,
        }
    }
}

/// Lines of a head are folded whatever they end with; both columns in a line are long.
fn fold_head(line: &Sight) -> String {
    if line.is_long() { String::new() } else { fold(line.text) }
}

fn without_dash(folded: &str) -> &str {
    folded.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// What follows the kind of a document.
fn kind(folded: &str) -> Option<&str> {
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("ban ").unwrap_or(bare);
    let found = KINDS.iter().filter_map(|kind| bare.strip_prefix(kind)).min_by_key(|rest| rest.len())?;
    (found.is_empty() || found.starts_with([' ', ':', ',']))
        .then(|| found.trim_start_matches([' ', ':', ',']))
}

fn is_office(folded: &str) -> bool {
    let bare = format!("{} ", without_dash(folded));
    OFFICES.iter().any(|office| bare.starts_with(office))
}

/// `-----o0o-----`, `==========&==========`
fn is_rule(folded: &str) -> bool {
    let (letters, others) =
        folded.chars().filter(|c| !c.is_whitespace()).fold((0, 0), |(letters, others), c| {
            if c.is_alphanumeric() { (letters + 1, others) } else { (letters, others + 1) }
        });
    letters <= 3 && others >= 4
}

/// `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`, `Độc lập - Tự do - Hạnh phúc`, `ĐẢNG CỘNG SẢN VIỆT NAM`, with the office of the
/// other column before them.
fn is_motto(line: &Sight, folded: &str) -> bool {
    const STATE: &str = "cong hoa xa hoi chu nghia";
    let motto = ["doc lap", "tu do", "hanh phuc"].iter().all(|word| folded.contains(word));
    // Fewer blanks part words, as a headline on the state has them.
    let columns = line.text.contains(['\t', '|']) || line.text.contains("   ") || is_office(folded);
    let state = folded.contains(STATE) && (without_dash(folded).starts_with(STATE) || columns || motto);
    line.words <= LONGEST
        && (state || folded == "dang cong san viet nam" || (motto && line.words <= LONGEST / 2))
}

/// `Số: 12/2001/QĐ-BTC`, `Luật số: 59/2020/QH14`, `Số 05-CT/TW`, `Số:       /QĐ-UBND`
fn is_number(folded: &str) -> bool {
    let bare = without_dash(folded);
    let behind =
        ["luat so", "phap lenh so", "nghi quyet so", "so"].iter().find_map(|begin| bare.strip_prefix(begin));
    let Some(behind) = behind.filter(|behind| behind.starts_with([':', ' ', '.'])) else { return false };
    let behind = behind.replace(" /", "/").replace("/ ", "/").replace(" -", "-");
    let value = behind.trim_start_matches(|c: char| matches!(c, ':' | ' ' | '.' | '…' | '_'));
    let number = value.split(' ').next().unwrap_or_default();
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    // A form leaves the number open: `Số:        /QĐ-UBND`, `Số:`.
    (digits && number.contains(['/', '-']))
        || number.starts_with('/')
        || (value.is_empty() && behind.starts_with(':'))
}

/// `Nghị định của Chính phủ số 117/2003/NĐ-CP`
fn has_number(folded: &str) -> bool {
    folded.match_indices("so ").any(|(at, _)| is_number(&folded[at..]))
}

/// What stands between the kind of a document and its day where the day is its own: `của Chính phủ số 29/1998/NĐ-CP`.
/// A title that names another document begins with a verb.
fn is_own_number(before: &str) -> bool {
    let rest = kind(before).unwrap_or(before).trim();
    rest.is_empty()
        || (["cua ", "lien tich ", "so "].iter().any(|begin| rest.starts_with(begin)) && has_number(rest))
}

/// A day with a place before it, and at most the number of the document.
fn place_and_date(folded: &str, date: &Expression) -> bool {
    const PLACE: usize = 6;
    let place = folded.split("ngay").next().unwrap_or_default();
    folded.contains("ngay")
        && folded.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(|c: char| c.is_ascii_digit())
        && date.label.is_none()
        && place.split(' ').filter(|word| !word.is_empty()).count() <= PLACE
        && date.rest.split(' ').count() <= PLACE
        && !place.contains(['(', '"'])
        && kind(folded).is_none()
}

/// `Cà Mau, ngày     tháng     năm 2007`, `....., ngày ... tháng ... năm ...`
fn is_open_date(folded: &str) -> bool {
    let bare: Vec<&str> =
        folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    bare.len() <= 8 && bare.ends_with(&["ngay", "thang", "nam"])
}

/// A document on its way to roles.
struct Document<'s, 'l, 'a> {
    said: &'s [Said<'l, 'a>],
    found: Roles,
}

impl Document<'_, '_, '_> {
    fn line(&self, index: usize) -> &Sight<'_> {
        self.said[index].line
    }

    fn folded(&self, index: usize) -> String {
        fold_head(self.line(index))
    }

    /// Reads the head, whose last mark is the line `mark`; gives the first line of the text.
    fn head(&mut self, shown: &[usize], mark: usize) -> usize {
        let mut title = 0..0;
        let mut place = 0;
        while let Some(&line) = shown.get(place) {
            place += 1;
            let role = match Head::of(&self.said[line]) {
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
                _ if line >= mark && self.opens_text(line) => {
                    place -= 1;
                    break;
                }
                // Below the kind stands the subject, whatever it says.
                _ if line > mark && title.is_empty() && self.is_below_kind(shown, place - 1) => {
                    let end = self.subject(shown, place, line);
                    title = place - 1..end;
                    place = end;
                    Role::Title
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
            let kind = (0..place).rev().find(|&at| Head::of(&self.said[shown[at]]) == Head::Kind);
            title = kind.map_or(0..0, |kind| kind..kind + 1);
        }
        // Of a law the kind is part of the name: `LUẬT` over `DOANH NGHIỆP`.
        // `Nghị định` over `của Chính phủ số 29/1998/NĐ-CP …` is one sentence.
        let above = title.start.checked_sub(1).map(|above| fold_head(self.line(shown[above])));
        let goes_on = || {
            let folded = shown.get(title.start).map(|&first| self.folded(first)).unwrap_or_default();
            ["cua ", "lien tich ", "ngay ", "so "].iter().any(|begin| folded.starts_with(begin))
        };
        let is_kind = |folded: &String| kind(folded) == Some("");
        if !title.is_empty()
            && above.is_some_and(|folded| LAWS.contains(&folded.as_str()) || is_kind(&folded) && goes_on())
        {
            title.start -= 1;
        }
        for &line in &shown[title.clone()] {
            let folded = self.folded(line);
            let own = folded.find("ngay").is_some_and(|day| is_own_number(&folded[..day]));
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
        let above = shown[..place].iter().rev().find(|&&above| Head::of(&self.said[above]) != Head::Rule);
        above.is_some_and(|&above| Head::of(&self.said[above]) == Head::Kind)
    }

    /// The first shown line behind the subject that begins in `first`.
    fn subject(&self, shown: &[usize], from: usize, first: usize) -> usize {
        let mut last = first;
        let goes_on = |&&line: &&usize| {
            let sight = self.line(line);
            let told =
                !matches!(Head::of(&self.said[line]), Head::Other | Head::KindAndSubject | Head::Subject);
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
        OPENINGS.iter().any(|opening| bare.starts_with(opening)) || numbered || folded.ends_with(':')
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

    /// Recipients and signatures, in the text and below it: annexes follow them.
    fn signatures(&mut self, text: usize) {
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
                || Head::of(&self.said[end]) == Head::Rule
                || (line.words <= ENTRY
                    && kind(&folded).is_none()
                    && (listed || goes_on || joined || begins_file(&folded)));
            if !entry || signs(&folded) {
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
    let Some((head, rest)) = folded.split_once(['.', '/', ' ']) else { return false };
    matches!(head, "tm" | "kt" | "tl" | "tuq" | "q")
        && (is_office(rest.trim_start_matches([' ', '.', '/']))
            || rest.starts_with([' ', '.']) && rest.len() <= 40)
}
