//! Where tone marks stand: old and new placement, and what is misplaced under both.

use super::{Kind, Syllable, scan};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Where the tone mark stands in an open syllable in *oa, oe, uy*: `hóa` or `hoá`. All other syllables are written
/// alike in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ToneStyle {
    /// Kiểu cũ: on the first of the two letters, `hóa`, `thủy`.
    Old,
    /// Kiểu mới: on the second, `hoá`, `thuỷ`.
    New,
}

impl ToneStyle {
    /// A word or a whole text with the tone marks where this style puts them; also marks that are misplaced in both
    /// (`nghịêp`, `qủa`) go where they belong.
    ///
    /// Nothing else is changed: case, white space, foreign words, addresses and decomposed letters stay, and a text
    /// that has nothing to change is borrowed. The letters of a changed syllable are precomposed (NFC). A foreign word
    /// that could be a syllable, `Noé`, is taken for one.
    ///
    /// ```
    /// use chinhluan::syllable::ToneStyle;
    /// let text = "Văn HÓA xã Thủy Hòa, quý khách, café; nghịêp vụ: www.hoà.vn";
    /// assert_eq!(ToneStyle::New.respell(text), "Văn HOÁ xã Thuỷ Hoà, quý khách, café; nghiệp vụ: www.hoà.vn");
    /// assert_eq!(ToneStyle::Old.respell("hoà thuận"), "hòa thuận");
    /// ```
    pub fn respell(self, text: &str) -> Cow<'_, str> {
        let mut respelled = String::new();
        let mut done = 0;
        scan(text, |start, end, kind| {
            let surface = &text[start..end];
            if kind != Kind::Syllable || surface.is_ascii() {
                return;
            }
            let Some(syllable) = Syllable::parse(surface) else { return };
            let spelled = syllable.spell_like(surface, self);
            if !spelled.chars().eq(surface.nfc()) {
                respelled.push_str(&text[done..start]);
                respelled.push_str(&spelled);
                done = end;
            }
        });
        if done == 0 {
            return Cow::Borrowed(text);
        }
        respelled.push_str(&text[done..]);
        Cow::Owned(respelled)
    }
}

impl Syllable {
    /// The spelling with the tone mark where `style` puts it and the capitals of `surface`, letter by letter.
    ///
    /// ```
    /// use chinhluan::syllable::{Syllable, ToneStyle};
    /// let hoa = Syllable::parse("Hóa").unwrap();
    /// assert_eq!(hoa.spell_like("Hóa", ToneStyle::New), "Hoá");
    /// assert_eq!(hoa.spell_like("HOÁ", ToneStyle::Old), "HÓA");
    /// ```
    pub fn spell_like(self, surface: &str, style: ToneStyle) -> String {
        let mut capitals = surface.chars().filter(|&c| !is_combining_mark(c)).map(char::is_uppercase);
        let mut spelled = String::new();
        for letter in self.spell(style).chars() {
            if capitals.next() == Some(true) {
                spelled.extend(letter.to_uppercase());
            } else {
                spelled.push(letter);
            }
        }
        spelled
    }
}
