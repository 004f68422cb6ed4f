//! The intern table: each distinct surface form is analysed once and is a number ever after.

use super::run::{Known, Run, Runs};
use super::scan::{self, Class};
use super::{Cue, Kind, Syllable};
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Number of a surface form in [`Forms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FormId(pub u32);

/// What a form is equal by: case, tone placement, normalisation form, the shape of quotes and dashes do not count.
///
/// Below 65,536 it is a [`Syllable::id`], the same in every table and every run; above, it numbers the other
/// forms of one [`Forms`] in order of first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

impl Key {
    const FIRST_OTHER: u32 = 1 << 16;

    /// The key of a syllable.
    pub fn of_syllable(syllable: Syllable) -> Self {
        Self(u32::from(syllable.id()))
    }

    /// The syllable, where the key is one.
    pub fn syllable(self) -> Option<Syllable> {
        u16::try_from(self.0).ok().and_then(Syllable::from_id)
    }
}

/// How a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// No letter that has case.
    Uncased,
    /// `nhân`
    Lower,
    /// `Nhân`, `Ở`
    Title,
    /// `NHÂN`
    Upper,
    /// `nHân`, `QĐi`
    Mixed,
}

impl Shape {
    /// The shape of `surface`.
    pub fn of(surface: &str) -> Self {
        let (mut upper, mut lower, mut first_upper, mut seen) = (0, 0, false, false);
        for c in surface.chars() {
            let (is_upper, is_lower) = (c.is_uppercase(), c.is_lowercase());
            upper += usize::from(is_upper);
            lower += usize::from(is_lower);
            if (is_upper || is_lower) && !seen {
                (seen, first_upper) = (true, is_upper);
            }
        }
        match (upper, lower) {
            (0, 0) => Shape::Uncased,
            (0, _) => Shape::Lower,
            (1, _) if first_upper => Shape::Title,
            (_, 0) => Shape::Upper,
            _ => Shape::Mixed,
        }
    }
}

/// What is known of a surface form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is equal by.
    pub key: Key,
    /// Length of the surface in bytes.
    pub len: u32,
    /// What kind of token it is.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// What it says about where sentences end.
    pub cue: Cue,
}

/// A token where it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Its first byte, and the one behind it.
    pub start: u32,
    pub end: u32,
    pub id: FormId,
    pub cue: Cue,
}

impl Found {
    const NOTHING: Found = Found { start: 0, end: 0, id: FormId(0), cue: Cue::Other };

    #[inline]
    fn at(start: usize, end: usize, (id, cue): (FormId, Cue)) -> Found {
        Found { start: start as u32, end: end as u32, id, cue }
    }
}

/// The intern table of surface forms and their keys.
///
/// ```
/// use chinhluan::syllable::{Forms, Kind};
/// let mut forms = Forms::new();
/// let a = forms.intern("Hoá", Kind::Syllable);
/// let b = forms.intern("hóa", Kind::Syllable);
/// assert_ne!(a, b);
/// assert_eq!(forms.form(a).key, forms.form(b).key);
/// assert_eq!(forms.surface(a), "Hoá");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Forms {
    surfaces: String,
    starts: Vec<usize>,
    forms: Vec<Form>,
    hashes: Vec<u64>,
    runs: Runs,
    /// The forms that are too long for that.
    by_surface: HashTable<u32>,
    marks: Vec<Option<(FormId, Cue)>>,
    folded: String,
    others: Vec<(Range<usize>, u64)>,
    by_folded: HashTable<u32>,
}

impl Forms {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of `surface`, which is a token of the given kind.
    pub fn intern(&mut self, surface: &str, kind: Kind) -> FormId {
        let run = Run::of_form(surface.as_bytes());
        if let Some(known) = run.and_then(|run| self.runs.find(run)) {
            return known.id;
        }
        let id = FormId(self.forms.len() as u32);
        // A short form that is not among the runs is new, as long as they have room for numbers.
        let run = run.filter(|_| Runs::have_room(id));
        if run.is_none() {
            let hash = xxh3_64(surface.as_bytes());
            if let Some(&known) = self.by_surface.find(hash, |&id| self.surface(FormId(id)) == surface) {
                return FormId(known);
            }
        }
        let key = match kind {
            Kind::Syllable | Kind::Word => Syllable::parse(surface).map(Key::of_syllable),
            _ => None,
        };
        // By the surface alone: what stands beside a token where it is met first (a letter of another script, which calls
        // for the rules of UAX #29) must not decide what it is ever after.
        let kind = match kind {
            Kind::Syllable | Kind::Word if key.is_some() => Kind::Syllable,
            Kind::Syllable | Kind::Word => Kind::Word,
            Kind::Punctuation | Kind::Symbol => scan::kind_of_mark(surface),
            Kind::Number | Kind::Code | Kind::Address => kind,
        };
        let key = key.unwrap_or_else(|| self.other_key(surface));
        self.starts.push(self.surfaces.len());
        self.surfaces.push_str(surface);
        let shape = Shape::of(surface);
        let cue = Cue::of(surface, kind, shape);
        self.forms.push(Form { key, len: surface.len() as u32, kind, shape, cue });
        self.hashes.push(self.key_hash(key));
        if let Some(run) = run {
            self.runs.insert(run, Known { id, cue, is_word: false });
        } else {
            let Self { surfaces, starts, forms, by_surface, .. } = self;
            by_surface.insert_unique(xxh3_64(surface.as_bytes()), id.0, |&id| {
                let start = starts[id as usize];
                xxh3_64(&surfaces.as_bytes()[start..start + forms[id as usize].len as usize])
            });
        }
        id
    }

    /// Hands the tokens of `text`, in order, as [`scan`](super::scan) finds them, to `take`, some at a time: what is done with
    /// them has the processor's registers to itself. A `u32` must be able to count the bytes of the text.
    pub(crate) fn read(&mut self, text: &str, take: &mut dyn FnMut(&[Found])) {
        const ROOM: usize = 64;
        /// So many are found in one go, at most, where they are not handed on one by one.
        const IN_ONE_GO: usize = 2;
        let bytes = text.as_bytes();
        let mut found = [Found::NOTHING; ROOM];
        let mut count = 0;
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            if count > ROOM - IN_ONE_GO {
                take(&found[..count]);
                count = 0;
            }
            let window = bytes[at..].first_chunk();
            // What class the first byte is of no branch could guess: four of five tokens need not be asked.
            let letters = window.and_then(Run::of);
            if let Some((run, len)) = letters
                && let Some(word) = self.token(run)
                && scan::ends_word(bytes, at + len)
            {
                let end = at + len;
                found[count] = Found::at(at, end, (word.id, word.cue));
                count += 1;
                at = match bytes.get(end) {
                    Some(b' ') => end + 1,
                    // In one go with the word: every branch on the way back here could be guessed wrongly.
                    Some(&mark) if Class::of(mark) == Class::Mark => {
                        found[count] = Found::at(end, end + 1, self.mark(mark));
                        count += 1;
                        behind_blank(bytes, end + 1)
                    }
                    _ => end,
                };
                continue;
            }
            let other = match Class::of(first) {
                Class::Space => {
                    at += 1;
                    continue;
                }
                Class::Mark | Class::Symbol if !scan::is_row(bytes, at) => {
                    found[count] = Found::at(at, at + 1, self.mark(first));
                    count += 1;
                    at = behind_blank(bytes, at + 1);
                    continue;
                }
                Class::Digit => {
                    window.and_then(Run::of_digits).filter(|&(_, len)| scan::ends_number(bytes, at + len))
                }
                Class::Multibyte => window.and_then(Run::of_mark),
                _ => None,
            };
            if let Some((run, len)) = other
                && let Some(token) = self.token(run)
            {
                found[count] = Found::at(at, at + len, (token.id, token.cue));
                count += 1;
                at = behind_blank(bytes, at + len);
                continue;
            }
            take(&found[..count]);
            count = 0;
            let end = scan::token(text, at, &mut |start, end, kind| {
                let surface = &text[start..end];
                let id = self.intern(surface, kind);
                let cue = self.form(id).cue;
                let again = match kind {
                    Kind::Syllable => letters.filter(|&(_, len)| (start, end) == (at, at + len)),
                    Kind::Number => window.and_then(Run::of_digits).filter(|&(_, len)| len == surface.len()),
                    Kind::Punctuation => window.and_then(Run::of_mark),
                    _ => None,
                };
                if let Some((run, _)) = again
                    && start == at
                {
                    self.runs.insert(run, Known { id, cue, is_word: true });
                }
                take(&[Found::at(start, end, (id, cue))]);
            });
            at = behind_blank(bytes, end);
        }
        take(&found[..count]);
    }

    /// What is known of a run that is a token where it ends as its kind ends.
    #[inline]
    fn token(&self, run: Run) -> Option<Known> {
        self.runs.find(run).filter(|known| known.is_word)
    }

    /// A mark that is one ASCII character.
    #[inline]
    fn mark(&mut self, mark: u8) -> (FormId, Cue) {
        match self.marks.get(usize::from(mark)) {
            Some(Some(known)) => *known,
            _ => self.new_mark(mark),
        }
    }

    #[cold]
    fn new_mark(&mut self, mark: u8) -> (FormId, Cue) {
        let id = self.intern(char::from(mark).encode_utf8(&mut [0; 4]), Kind::Punctuation);
        let known = (id, self.form(id).cue);
        self.marks.resize(128, None);
        self.marks[usize::from(mark)] = Some(known);
        known
    }

    /// The key that `surface` has or would have as a token of this table.
    pub fn key_of(&mut self, surface: &str, kind: Kind) -> Key {
        let id = self.intern(surface, kind);
        self.form(id).key
    }

    fn other_key(&mut self, surface: &str) -> Key {
        let start = self.folded.len();
        fold_into(surface, &mut self.folded);
        let hash = xxh3_64(&self.folded.as_bytes()[start..]);
        let (folded, others) = (&self.folded, &self.others);
        let found = self.by_folded.find(hash, |&index| {
            folded.as_bytes()[others[index as usize].0.clone()] == folded.as_bytes()[start..]
        });
        if let Some(&index) = found {
            self.folded.truncate(start);
            return Key(Key::FIRST_OTHER + index);
        }
        let index = self.others.len() as u32;
        self.others.push((start..self.folded.len(), hash));
        let others = &self.others;
        self.by_folded.insert_unique(hash, index, |&index| others[index as usize].1);
        Key(Key::FIRST_OTHER + index)
    }

    /// What is known of a form.
    #[inline]
    pub fn form(&self, id: FormId) -> Form {
        self.forms[id.0 as usize]
    }

    /// The form as it is written.
    pub fn surface(&self, id: FormId) -> &str {
        let start = self.starts[id.0 as usize];
        &self.surfaces[start..start + self.forms[id.0 as usize].len as usize]
    }

    /// A hash of the form's key that is the same in every table and every run.
    #[inline]
    pub fn hash(&self, id: FormId) -> u64 {
        self.hashes[id.0 as usize]
    }

    /// A hash of the key that is the same in every table and every run.
    pub fn key_hash(&self, key: Key) -> u64 {
        match key.0.checked_sub(Key::FIRST_OTHER) {
            None => xxh3_64_with_seed(&(key.0 as u16).to_le_bytes(), 1),
            Some(index) => self.others[index as usize].1,
        }
    }

    /// The folded form of a key that is no syllable.
    pub(crate) fn folded(&self, key: Key) -> Option<&str> {
        let index = key.0.checked_sub(Key::FIRST_OTHER)?;
        Some(&self.folded[self.others[index as usize].0.clone()])
    }

    /// The key in words: a syllable in lower case with the old tone placement, or the folded form.
    pub fn spell(&self, key: Key) -> String {
        match (key.syllable(), key.0.checked_sub(Key::FIRST_OTHER)) {
            (Some(syllable), _) => syllable.spell(super::ToneStyle::Old),
            (None, Some(index)) => self.folded[self.others[index as usize].0.clone()].to_owned(),
            (None, None) => String::new(),
        }
    }

    /// Number of forms.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether no form was interned yet.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

/// The place behind a blank that may stand at `at`, so that it need not be looked at as what may begin a token.
#[inline]
fn behind_blank(bytes: &[u8], at: usize) -> usize {
    at + usize::from(bytes.get(at) == Some(&b' '))
}

/// Lower case, NFC, one shape of quote, dash and ellipsis, without the stray blanks of `01 -KL/TW`.
fn fold_into(surface: &str, folded: &mut String) {
    if surface.is_ascii() {
        // Most forms that are no syllables: numbers, foreign words.
        folded.extend(surface.chars().filter(|&c| c != ' ').map(|c| match c {
            '`' => '\'',
            _ => c.to_ascii_lowercase(),
        }));
        return;
    }
    for c in surface.nfc().flat_map(char::to_lowercase) {
        match c {
            '“' | '”' | '„' | '«' | '»' | '″' => folded.push('"'),
            '‘' | '’' | '`' | '′' => folded.push('\''),
            '–' | '—' | '‐' | '‑' | '−' => folded.push('-'),
            '…' => folded.push_str("..."),
            ' ' | '\u{a0}' => {}
            _ => folded.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_as_keys() {
        let mut forms = Forms::new();
        for (a, b, kind) in [
            ("–", "-", Kind::Punctuation),
            ("…", "...", Kind::Punctuation),
            ("“", "\"", Kind::Punctuation),
            ("NTM", "ntm", Kind::Word),
            ("nghịêp", "NGHIỆP", Kind::Syllable),
        ] {
            assert_eq!(forms.key_of(a, kind), forms.key_of(b, kind), "{a} {b}");
        }
        assert_ne!(forms.key_of("đạo", Kind::Syllable), forms.key_of("đào", Kind::Syllable));
    }

    #[test]
    fn surfaces_of_every_length_stay_apart() {
        let text = "abcdefghijklmnopqrstuvwxyz".repeat(2);
        let mut forms = Forms::new();
        let mut seen = std::collections::BTreeSet::new();
        for start in 0..26 {
            for end in start..=52 {
                let surface = &text[start..end];
                let id = forms.intern(surface, Kind::Word);
                assert_eq!(forms.surface(id), surface);
                assert_eq!(seen.insert(surface), id.0 as usize + 1 == seen.len(), "{surface}");
            }
        }
        assert_eq!(forms.len(), seen.len());
    }

    #[test]
    fn hashes_do_not_depend_on_the_table() {
        let (mut a, mut b) = (Forms::new(), Forms::new());
        b.intern("QĐ-TTg", Kind::Code);
        for (surface, kind) in [("xã", Kind::Syllable), ("01-KL/TW", Kind::Code), ("1.000", Kind::Number)] {
            let (id_a, id_b) = (a.intern(surface, kind), b.intern(surface, kind));
            assert_eq!(a.hash(id_a), b.hash(id_b));
        }
    }

    #[test]
    fn shapes() {
        use Shape::*;
        for (surface, shape) in
            [("12", Uncased), ("xã", Lower), ("Xã", Title), ("Ở", Title), ("XÃ", Upper), ("QĐi", Mixed)]
        {
            assert_eq!(Shape::of(surface), shape, "{surface}");
        }
    }
}
