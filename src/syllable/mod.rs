//! Syllables (tiếng): what text is made of before words are known.
//!
//! A syllable is an onset, a rime and a tone, packed into 16 bits. Two spellings of one syllable
//! (`hoá` and `hóa`, upper and lower case, precomposed and decomposed, a misplaced tone as in `nghịêp`)
//! have one id; the text itself is never rewritten unless [`ToneStyle::respell`] is asked to. [`scan`] finds tokens, [`Forms`] interns them.

mod cue;
mod forms;
mod letter;
mod neighbours;
mod rimes;
mod run;
mod scan;
mod style;

pub use cue::Cue;
pub use forms::{Form, FormId, Forms, Key, Shape};
pub use letter::Tone;
pub(crate) use letter::{split_tone, with_tone};
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
        let mut letters = ['\0'; 7];
        let mut count = 0;
        let mut tone = Tone::Ngang;
        let mut marked = 0;
        for c in surface.chars() {
            if let Some(mark) = Tone::of_mark(c) {
                if tone != Tone::Ngang || count == 0 {
                    return None;
                }
                (tone, marked) = (mark, count - 1);
                continue;
            }
            let c = match c {
                // A shape mark apart from its letter, as decomposed text has it.
                '\u{302}' | '\u{306}' | '\u{31b}' if count > 0 => {
                    count -= 1;
                    unicode_normalization::char::compose(letters[count], c)?
                }
                _ => c,
            };
            let (letter, mark) = split_tone(lower(c)?);
            if mark != Tone::Ngang {
                if tone != Tone::Ngang {
                    return None;
                }
                (tone, marked) = (mark, count);
            }
            *letters.get_mut(count)? = letter;
            count += 1;
        }
        let letters = &letters[..count];
        // `gịa` is the one syllable of `g` + `ia` in dictionaries: beside `giạ`, its mark is not misplaced.
        let longest = if letters == ['g', 'i', 'a'] && tone == Tone::Nang && marked == 1 { 1 } else { 3 };
        // Longest onset first; `gìn` falls back from `gi` to `g`.
        let spelled = pack(letters)?;
        (0..=letters.len().min(longest)).rev().find_map(|split| {
            let onset = onset_number(&letters[..split])?;
            let rime = rime_number(spelled >> (5 * split))?;
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

/// Lower case, for the letters that Vietnamese is written with; `None` for any other.
fn lower(c: char) -> Option<char> {
    let mut lowered = c.to_lowercase();
    let first = lowered.next()?;
    (lowered.next().is_none()).then_some(first)
}

/// Number of a toneless letter, from 1; 5 bits.
fn letter_number(letter: char) -> Option<u64> {
    const LETTERS: &str = "abcdeghiklmnopqrstuvxyăâêôơưđ";
    Some(match letter {
        'a'..='z' | 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư' | 'đ' => {
            LETTERS.chars().position(|known| known == letter)? as u64 + 1
        }
        _ => return None,
    })
}

/// Letters as one number, 5 bits a letter, the first letter lowest.
fn pack(letters: &[char]) -> Option<u64> {
    letters.iter().rev().try_fold(0, |packed, &letter| Some(packed << 5 | letter_number(letter)?))
}

fn onset_number(letters: &[char]) -> Option<u16> {
    ONSETS.iter().position(|onset| onset.chars().eq(letters.iter().copied())).map(|index| index as u16)
}

fn rime_number(packed: u64) -> Option<u16> {
    static SORTED: LazyLock<Vec<(u64, u16)>> = LazyLock::new(|| {
        let mut rimes: Vec<_> = RIMES
            .iter()
            .enumerate()
            .filter_map(|(index, (rime, _))| Some((pack(&rime.chars().collect::<Vec<_>>())?, index as u16)))
            .collect();
        rimes.sort_unstable();
        rimes
    });
    SORTED.binary_search_by_key(&packed, |&(key, _)| key).ok().map(|found| SORTED[found].1)
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
