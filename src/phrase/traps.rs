//! Families whose own traps forbid one of their forms.

use super::file::{Checked, Mistake};
use super::matcher::{MatchScratch, Matcher};
use crate::syllable::Forms;
use crate::tokens::Tokens;

/// Reads every form as a text, and adds a mistake for each family whose form is no hit then.
///
/// Forms that need quotes or a context are left out, and so is all of a file with mistakes: a family that is missing may
/// be the one that makes a form what it is.
pub(super) fn looked_for(mut checked: Checked) -> Checked {
    let mut forms = Forms::new();
    let Ok(matcher) = Matcher::new(&checked.families, &mut forms) else { return checked };
    let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
    let mut mistakes = Vec::new();
    for (number, family) in checked.families.iter().enumerate() {
        let found = family.plain_forms().find_map(|form| {
            tokens.read(form, &mut forms);
            matcher.find(form, &tokens, &forms, &mut scratch, &mut hits);
            if hits.iter().any(|hit| hit.family as usize == number) {
                return None;
            }
            let misses = matcher.explain(&checked.families, form, &tokens, &forms, &mut scratch, &mut hits);
            Some((form, misses.into_iter().find(|miss| miss.family as usize == number)))
        });
        if let Some((form, miss)) = found {
            let reason = miss.map_or_else(|| "its words are read as others".into(), |miss| miss.reason);
            let reason = format!("family `{}`: “{form}” is never a hit: {reason}", family.id);
            mistakes.push(Mistake { line: family.line, column: 1, reason });
        }
    }
    checked.mistakes.extend(mistakes);
    checked
}
