//! Text reduced to what two spellings of it have in common.

use unicode_normalization::UnicodeNormalization;

/// Lower case without accents, everything but letters and digits one blank: `Từ khóa:` is `tu khoa`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.nfkd() {
        let char = match char {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            char => char,
        };
        if char.is_alphanumeric() {
            folded.extend(char.to_lowercase());
        } else if !is_mark(char) && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Combining marks and what has no width: they part no words.
fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Number of letters, digits and signs: neither white space nor marks, so that composed and decomposed
/// text weigh the same, nor what has no width.
pub(super) fn weight(text: &str) -> u32 {
    text.chars().filter(|&char| !char.is_whitespace() && !is_mark(char)).count() as u32
}

/// The last letter of a text, without the marks on it.
pub(super) fn last_letter(text: &str) -> Option<char> {
    text.chars().rev().find(|&char| !is_mark(char))
}

/// The beginning of a text, at most `bytes` long.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// White space collapsed to single blanks, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_fold_together() {
        assert_eq!(fold("  Từ khóa: "), "tu khoa");
        assert_eq!(fold("Đảng bộ"), fold("Ða\u{309}ng b\u{f4}\u{323}"));
        assert_eq!(fold("nông\u{200b} thôn"), "nong thon");
    }
}
