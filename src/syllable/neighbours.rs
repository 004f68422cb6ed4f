//! Syllables that differ in one mark.

use super::rimes::RIMES;
use super::{ONSETS, Syllable, Tone};
use std::sync::LazyLock;

/// The other rimes of the same letters when shape marks are taken off: `uc` and `ưc`.
static SAME_LETTERS: LazyLock<Vec<Vec<u16>>> = LazyLock::new(|| {
    let bare = |rime: &str| -> String { rime.chars().map(without_shape).collect() };
    let others = |rime: &str| {
        let same = |other: &str| other != rime && bare(other) == bare(rime);
        (0..).zip(RIMES).filter(|(_, (other, _))| same(other)).map(|(index, _)| index).collect()
    };
    RIMES.iter().map(|(rime, _)| others(rime)).collect()
});

fn without_shape(letter: char) -> char {
    match letter {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        _ => letter,
    }
}

impl Syllable {
    /// The syllables that another tone, another shape of the vowel letters, or the bar of `đ` makes of this one: what
    /// it may stand for where one mark was lost or mistyped.
    ///
    /// ```
    /// use chinhluan::syllable::{Syllable, ToneStyle};
    /// let others: Vec<String> =
    ///     Syllable::parse("búc").unwrap().one_mark_away().map(|other| other.spell(ToneStyle::Old)).collect();
    /// assert_eq!(others, ["bục", "bức"]);
    /// ```
    pub fn one_mark_away(self) -> impl Iterator<Item = Syllable> {
        let (onset, rime, tone) = (self.onset_index() as u16, self.rime_index() as u16, self.tone() as u16);
        let other_tones = Tone::ALL.map(|tone| (onset, rime, tone as u16));
        let other_rimes = SAME_LETTERS[rime as usize].iter().map(move |&rime| (onset, rime, tone));
        let barred = match self.onset() {
            "d" => Some("đ"),
            "đ" => Some("d"),
            _ => None,
        };
        let other_onset = barred.and_then(|other| ONSETS.iter().position(|&onset| onset == other));
        other_tones
            .into_iter()
            .chain(other_rimes)
            .chain(other_onset.map(|onset| (onset as u16, rime, tone)))
            .map(|(onset, rime, tone)| Syllable(onset << 11 | rime << 3 | tone))
            .filter(move |&other| other != self && other.is_legal())
    }
}
