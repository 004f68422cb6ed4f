//! The intern tables of several workers as one.

use super::{FormId, Forms};

/// One table of what several have, with forms numbered in the order in which they are met here: where documents come in
/// their order, that is the same whichever worker met a form first.
#[derive(Default)]
pub(crate) struct Merged {
    /// The table.
    pub forms: Forms,
    /// For each of the others, the form here of each form there; [`UNMET`] before it was met.
    here: Vec<Vec<FormId>>,
}

const UNMET: FormId = FormId(u32::MAX);

impl Merged {
    /// Replaces forms of table `number`, which is `theirs`, by those of this one.
    pub fn renumber<'a>(&mut self, ids: impl Iterator<Item = &'a mut FormId>, number: usize, theirs: &Forms) {
        if self.here.len() <= number {
            self.here.resize(number + 1, Vec::new());
        }
        let here = &mut self.here[number];
        here.resize(theirs.len(), UNMET);
        for id in ids {
            let met = &mut here[id.0 as usize];
            if *met == UNMET {
                *met = self.forms.intern(theirs.surface(*id), theirs.form(*id).kind);
            }
            *id = *met;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::Kind;

    #[test]
    fn forms_are_numbered_as_they_are_met() {
        let (mut first, mut second) = (Forms::new(), Forms::new());
        for word in ["xã", "huyện"] {
            first.intern(word, Kind::Syllable);
        }
        for word in ["tỉnh", "huyện", "xã"] {
            second.intern(word, Kind::Syllable);
        }
        let mut merged = Merged::default();
        let mut ids = [1, 2, 0].map(FormId);
        merged.renumber(ids.iter_mut(), 1, &second);
        assert_eq!(ids, [0, 1, 2].map(FormId));
        let mut ids = [0, 1].map(FormId);
        merged.renumber(ids.iter_mut(), 0, &first);
        assert_eq!(ids.map(|id| merged.forms.surface(id)), ["xã", "huyện"]);
        assert_eq!(merged.forms.len(), 3);
    }
}
