//! Syllables (tiếng): what text is made of before words are known.
//!
//! A syllable is an onset, a rime and a tone, packed into 16 bits. Two spellings of one syllable
//! (`hoá` and `hóa`, upper and lower case, precomposed and decomposed, a misplaced tone as in `nghịêp`)
//! have one id; the text itself is never rewritten unless [`ToneStyle::respell`] is asked to. [`scan`] finds tokens, [`Forms`] interns them.

mod cue;
mod forms;
mod letter;
mod merged;
mod neighbours;
mod rimes;
mod run;
mod scan;
mod style;

pub use cue::Cue;
pub(crate) use forms::Found;
pub use forms::{Form, FormId, Forms, Key, Shape};
pub use letter::Tone;
pub(crate) use letter::{split_tone, with_tone};
pub(crate) use merged::Merged;
pub(crate) use scan::DOCUMENT_KINDS;
pub use scan::{Kind, scan};
pub use style::ToneStyle;

use rimes::RIMES;
use std::sync::LazyLock;

/// Onsets (phụ âm đầu) in the order of the syllable id: the order is part of the
/// model format.
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// A Vietnamese syllable as a number: `onset << 11 | rime << 3 | tone`.
///
/// ```
/// use chinhluan::syllable::{Syllable, ToneStyle};
/// let hoa = Syllable::parse("hoá").unwrap();
/// assert_eq!(Syllable::parse("Hóa"), Some(hoa));
/// assert_eq!(hoa.spell(ToneStyle::Old), "hóa");
/// assert_eq!(Syllable::parse("nghịêp"), Syllable::parse("nghiệp"));
/// assert_eq!(Syllable::parse("strong"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(u16);

impl Syllable {
    /// The syllable that `surface` writes, in any case, normalisation form and tone placement;
    /// `None` where it is not a possible Vietnamese syllable.
    pub fn parse(surface: &str) -> Option<Self> {
        Self::read(surface).filter(|syllable| syllable.is_legal())
    }

    /// The syllables that `surface` may stand for where it is none because its tone is lost: those that end in a stop
    /// have the rising or the heavy tone.
    ///
    /// ```
    /// use chinhluan::syllable::{Syllable, ToneStyle};
    /// let toned = Syllable::with_lost_tone("tâp").unwrap();
    /// assert_eq!(toned.map(|syllable| syllable.spell(ToneStyle::Old)), ["tấp", "tập"]);
    /// assert_eq!(Syllable::with_lost_tone("tập"), None);
    /// ```
    pub fn with_lost_tone(surface: &str) -> Option<[Self; 2]> {
        let toneless = Self::read(surface).filter(|read| read.tone() == Tone::Ngang && !read.is_legal())?;
        Some([Tone::Sac, Tone::Nang].map(|tone| Self(toneless.0 | tone as u16)))
    }

    /// The syllable that the letters write, whether or not it may have this tone.
    fn read(surface: &str) -> Option<Self> {
        // The longest syllable, `nghiêng`, has seven letters.
        const MOST: u32 = 7;
        let mut letters = Letters::default();
        let mut tone = Tone::Ngang;
        let mut marked = 0;
        for c in surface.chars() {
            if let Some(mark) = Tone::of_mark(c) {
                if tone != Tone::Ngang || letters.count == 0 {
                    return None;
                }
                (tone, marked) = (mark, letters.count - 1);
                continue;
            }
            let c = match c {
                // A shape mark apart from its letter, as decomposed text has it.
                '\u{302}' | '\u{306}' | '\u{31b}' if letters.count > 0 => {
                    unicode_normalization::char::compose(letters.pop(), c)?
                }
                _ => c,
            };
            let (letter, mark) = letter::numbered(c)?;
            if mark != Tone::Ngang {
                if tone != Tone::Ngang {
                    return None;
                }
                (tone, marked) = (mark, letters.count);
            }
            if letters.count == MOST {
                return None;
            }
            letters.push(letter);
        }
        // `gịa` is the one syllable of `g` + `ia` in dictionaries: beside `giạ`, its mark is not misplaced.
        let longest = if letters.packed == *GIA && tone == Tone::Nang && marked == 1 { 1 } else { 3 };
        // Longest onset first; `gìn` falls back from `gi` to `g`.
        (0..=letters.count.min(longest)).rev().find_map(|split| {
            let (onset, rime) = letters.split(split);
            let onset = number(&SORTED_ONSETS, onset)?;
            let rime = number(&SORTED_RIMES, rime)?;
            Some(Self((onset << 11 | rime << 3) | tone as u16))
        })
    }

    /// Stopped syllables have the rising or the heavy tone.
    fn is_legal(self) -> bool {
        let stopped = self.rime().ends_with(['c', 'p', 't']) || self.rime().ends_with("ch");
        !stopped || matches!(self.tone(), Tone::Sac | Tone::Nang)
    }

    /// The 16-bit id.
    pub fn id(self) -> u16 {
        self.0
    }

    /// The syllable with this id; `None` where no syllable has it.
    pub fn from_id(id: u16) -> Option<Self> {
        let syllable = Self(id);
        let known = syllable.onset_index() < ONSETS.len()
            && syllable.rime_index() < RIMES.len()
            && ((id & 7) as usize) < Tone::ALL.len();
        known.then_some(syllable)
    }

    /// The syllable with `i` where its rime is `y` alone: `lý` and `lí`, `quý` and `quí` are two spellings of one word.
    #[inline]
    pub(crate) fn with_i(self) -> Self {
        const I: u16 = rimes::of_letter(b'i');
        const Y: u16 = rimes::of_letter(b'y');
        match self.0 >> 3 & 0xff {
            Y => Self(self.0 ^ (I ^ Y) << 3),
            _ => self,
        }
    }

    fn onset_index(self) -> usize {
        (self.0 >> 11) as usize
    }

    fn rime_index(self) -> usize {
        (self.0 >> 3 & 0xff) as usize
    }

    /// The consonant before the vowel, empty where there is none.
    pub fn onset(self) -> &'static str {
        ONSETS[self.onset_index()]
    }

    /// Vowel and final consonant, without tone.
    pub fn rime(self) -> &'static str {
        RIMES[self.rime_index()].0
    }

    /// The tone.
    pub fn tone(self) -> Tone {
        Tone::ALL[(self.0 & 7) as usize]
    }

    /// Lower-case spelling with the tone mark where `style` puts it.
    pub fn spell(self, style: ToneStyle) -> String {
        let (rime, new_position) = RIMES[self.rime_index()];
        let old = style == ToneStyle::Old && matches!(rime, "oa" | "oe" | "uy") && self.onset() != "qu";
        let position = if old { 0 } else { usize::from(new_position) };
        let toned = rime.chars().enumerate();
        self.onset()
            .chars()
            .chain(toned.map(|(i, c)| if i == position { with_tone(c, self.tone()) } else { c }))
            .collect()
    }
}

/// Letters as one number, 5 bits a letter, the first letter lowest.
#[derive(Clone, Copy, Default)]
struct Letters {
    packed: u64,
    count: u32,
}

impl Letters {
    fn of(letters: &str) -> Option<u64> {
        let mut all = Self::default();
        letters.chars().try_for_each(|c| letter::numbered(c).map(|(letter, _)| all.push(letter)))?;
        Some(all.packed)
    }

    fn push(&mut self, letter: u8) {
        self.packed |= u64::from(letter) << (5 * self.count);
        self.count += 1;
    }

    /// Takes the last letter out.
    fn pop(&mut self) -> char {
        self.count -= 1;
        let (rest, last) = self.split(self.count);
        self.packed = rest;
        letter::of_number(last as u8)
    }

    fn split(self, at: u32) -> (u64, u64) {
        (self.packed & ((1 << (5 * at)) - 1), self.packed >> (5 * at))
    }
}

/// Spellings with their numbers, sorted.
type Numbers = LazyLock<Vec<(u64, u16)>>;

static SORTED_ONSETS: Numbers = LazyLock::new(|| sorted(ONSETS.into_iter()));
static SORTED_RIMES: Numbers = LazyLock::new(|| sorted(RIMES.into_iter().map(|(rime, _)| rime)));
static GIA: LazyLock<u64> = LazyLock::new(|| Letters::of("gia").unwrap_or_default());

fn sorted(spellings: impl Iterator<Item = &'static str>) -> Vec<(u64, u16)> {
    let mut sorted: Vec<_> =
        spellings.zip(0..).filter_map(|(spelling, number)| Some((Letters::of(spelling)?, number))).collect();
    sorted.sort_unstable();
    sorted
}

fn number(numbers: &[(u64, u16)], spelled: u64) -> Option<u16> {
    numbers.binary_search_by_key(&spelled, |&(known, _)| known).ok().map(|found| numbers[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_spells_itself() {
        for id in 0..=u16::MAX {
            let Some(syllable) = Syllable::from_id(id) else { continue };
            // Written alike: `g` + `ia` and `gi` + `a`, `gi` + `i` and `g` + `i`. Parsing gives one of the two.
            let two_ways = matches!(syllable.onset(), "g" | "gi") && syllable.rime().starts_with('i');
            let stopped = syllable.rime().ends_with(['c', 'p', 't']) || syllable.rime().ends_with("ch");
            let legal = !stopped || matches!(syllable.tone(), Tone::Sac | Tone::Nang);
            let expected = (legal && !two_ways).then_some(syllable);
            for style in [ToneStyle::Old, ToneStyle::New] {
                let parsed = Syllable::parse(&syllable.spell(style));
                assert!(two_ways || parsed == expected, "{}", syllable.spell(style));
            }
        }
    }

    #[test]
    fn not_syllables() {
        for foreign in ["", "w", "strong", "tât", "café", "ééa", "nghiêngg", "\u{301}a", "đđ", "Привет"]
        {
            assert_eq!(Syllable::parse(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn decomposed_and_capital() {
        for (a, b) in
            [("tie\u{302}\u{301}ng", "TIẾNG"), ("gìn", "Gi\u{300}n"), ("quốc", "QUỐC"), ("giếng", "Giếng")]
        {
            assert!(Syllable::parse(a).is_some(), "{a}");
            assert_eq!(Syllable::parse(a), Syllable::parse(b));
        }
    }
}
