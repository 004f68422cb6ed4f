//! Finding all hits of all families in one pass.

use super::accentless::{self, bare, could_be_syllable};
use super::boundary::Offices;
use super::explain::{Dropped, Why};
use super::family::{Families, FamilyKind, Place, Role};
use super::gap::{Between, Gaps, Mark};
use super::hit::{Flags, Hit};
use super::trie::{BETWEEN, FIRST, Symbol, Trie, UNKNOWN};
use super::verify::{Mode, Slip, View};
use super::vocabulary::{TooManyWords, Vocabulary};
use crate::syllable::{FormId, Forms, Key, Kind, Shape};
use crate::tokens::Tokens;
use crate::{Error, Result};
use std::ops::Range;

/// The families, ready to be found.
///
/// All hits are found: nested ones and those that overlap. Within one family only the longest of overlapping hits
/// stands. No hit crosses a sentence end.
///
/// Words are looked for without their marks; what is found is compared mark by mark. A phrase of three words or
/// more in which one mark of one syllable is lost or wrong is a hit too, flagged [`Flags::TYPO`], if the syllable that
/// the phrase has fits its neighbours far better than the one that is written.
///
/// ```
/// use chinhluan::phrase::{Families, MatchScratch, Matcher};
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let families = Families::embedded();
/// let mut forms = Forms::new();
/// let matcher = Matcher::new(&families, &mut forms).unwrap();
///
/// let text = "Phong trào thi đua yêu nước gắn với xây dựng nông thôn mới.";
/// let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
/// tokens.read(text, &mut forms);
/// matcher.find(text, &tokens, &forms, &mut scratch, &mut hits);
/// let found: Vec<_> = hits.iter().map(|hit| (families.family(hit.family).id.as_str(), hit.span.of(text))).collect();
/// assert_eq!(found, [
///     ("phong-trao-thi-dua-yeu-nuoc", "Phong trào thi đua yêu nước"),
///     ("phong-trao-thi-dua", "Phong trào thi đua"),
///     ("xay-dung-nong-thon-moi", "xây dựng nông thôn mới"),
/// ]);
/// assert_eq!(hits[1].nested_in, Some(0));
/// ```
#[derive(Debug)]
pub struct Matcher {
    pub(super) families: Vec<Behaviour>,
    pub(super) forms: Vec<MatchForm>,
    /// Of all forms, one after another.
    pub(super) words: Vec<Word>,
    trie: Trie,
    vocabulary: Vocabulary,
    pub(super) offices: Offices,
    and: Key,
    bare_and: Key,
}

/// What a family asks for beyond its forms.
#[derive(Debug)]
pub(super) struct Behaviour {
    pub(super) kind: FamilyKind,
    pub(super) not_before: Option<FamilyKind>,
    pub(super) not_in: Option<Place>,
    flags: Flags,
    /// Whether it has contexts or exceptions at all.
    pub(super) conditional: bool,
}

#[derive(Debug)]
pub(super) struct MatchForm {
    pub(super) family: u32,
    pub(super) role: Role,
    /// Number of its words.
    pub(super) len: u32,
    /// Its first word among the words of the matcher.
    pub(super) first: u32,
    /// Words that must be in capitals, a bit a word.
    pub(super) upper: u32,
    /// Words that must begin with a capital, a bit a word.
    pub(super) title: u32,
}

/// A word of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) key: Key,
    pub(super) symbol: Symbol,
    /// What may stand before it; nothing before the first.
    pub(super) before: Between,
}

/// Buffers of [`Matcher::find`], to be used again for one document after another.
///
/// A scratch belongs to one matcher and one [`Forms`] (which may grow between documents).
#[derive(Debug, Default)]
pub struct MatchScratch {
    symbols: Vec<Symbol>,
    pub(super) marks: Vec<Mark>,
    /// Whether a form could be a Vietnamese syllable without its marks; nothing for what is not a word of letters.
    bare: Vec<Option<bool>>,
    /// The lines without accents, as parts of sentences.
    accentless: Vec<Range<usize>>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) conditions: Vec<Candidate>,
    /// The last family that took a token, counted from 1.
    pub(super) taken: Vec<u32>,
    pub(super) open: Vec<u32>,
    letters: String,
    /// Candidates that were dropped, where somebody asks.
    pub(super) dropped: Option<Vec<Dropped>>,
}

#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) family: u32,
    pub(super) form: u32,
    pub(super) tokens: Range<u32>,
    pub(super) flags: Flags,
    /// The word whose marks are not those of the form, where that is a slip.
    pub(super) slip: u32,
}

/// No word has a slip.
pub(super) const NO_SLIP: u32 = u32::MAX;

impl Matcher {
    /// Prepares families, and adds their words to `forms`.
    ///
    /// Workers search with clones of `forms` as it is afterwards.
    ///
    /// # Errors
    /// [`Error::Settings`] where the families have more than 65,000 different words.
    pub fn new(families: &Families, forms: &mut Forms) -> Result<Matcher> {
        let and = forms.key_of("và", Kind::Syllable);
        let bare_and = forms.key_of("va", Kind::Syllable);
        let (mut match_forms, mut words, mut letters) = (Vec::new(), Vec::new(), Vec::new());
        for (family, rules) in families.iter().map(|family| &family.rules).enumerate() {
            for (expansion, role) in &rules.forms {
                let bits = |asks: &dyn Fn(&str) -> bool| {
                    let words = expansion.words.iter().enumerate();
                    words.filter(|(_, (word, _))| asks(word)).fold(0, |bits, (at, _)| bits | 1 << at)
                };
                match_forms.push(MatchForm {
                    family: family as u32,
                    role: *role,
                    len: expansion.words.len() as u32,
                    first: words.len() as u32,
                    upper: bits(&|word| Shape::of(word) == Shape::Upper),
                    title: bits(&|word| rules.capitals.iter().any(|capital| capital == word)),
                });
                let before = [Between::Marks(Gaps::NONE)].into_iter().chain(expansion.gaps.iter().copied());
                for ((word, kind), before) in expansion.words.iter().zip(before) {
                    let key = forms.key_of(word, *kind);
                    letters.push(bare(&forms.spell(key)));
                    words.push(Word { key, symbol: UNKNOWN, before });
                }
            }
        }
        let vocabulary =
            Vocabulary::new(letters.iter().map(String::as_str), FIRST).map_err(|TooManyWords| {
                Error::Settings("the phrase families have more than 65,000 different words".into())
            })?;
        for (word, letters) in words.iter_mut().zip(&letters) {
            word.symbol = vocabulary.symbol(letters);
        }
        let symbols = |(number, form): (usize, &MatchForm)| {
            let words = &words[form.first as usize..(form.first + form.len) as usize];
            // What stands before a gap of free words is looked for from behind it.
            let tail = words.iter().rposition(|word| matches!(word.before, Between::Words(_))).unwrap_or(0);
            (number as u32, words[tail..].iter().map(|word| word.symbol).collect())
        };
        let tails: Vec<_> = match_forms.iter().enumerate().map(symbols).collect();
        let families = families.iter().map(|family| Behaviour {
            kind: family.kind,
            not_before: family.rules.not_before,
            not_in: family.rules.not_in,
            flags: if family.rules.borderline { Flags::BORDERLINE } else { Flags::NONE },
            conditional: family.rules.forms.iter().any(|(_, role)| !matches!(role, Role::Variant(_))),
        });
        Ok(Matcher {
            families: families.collect(),
            trie: Trie::new(&tails, vocabulary.len()),
            forms: match_forms,
            words,
            vocabulary,
            offices: Offices::new(forms),
            and,
            bare_and,
        })
    }

    /// Replaces `hits` by the hits of one document, in the order of their first byte, the longer first.
    ///
    /// `forms` is the table that `tokens` were read with: the one of [`Matcher::new`] or a clone of it.
    pub fn find(
        &self,
        text: &str,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &mut MatchScratch,
        hits: &mut Vec<Hit>,
    ) {
        hits.clear();
        scratch.candidates.clear();
        scratch.conditions.clear();
        scratch.learn(self, forms);
        let MatchScratch { symbols, marks, bare, accentless, candidates, conditions, .. } = scratch;
        accentless.clear();
        accentless.extend(accentless::parts(text, tokens, bare));
        let view = |mode| View { tokens, forms, marks, symbols, mode };
        let mut keep = |candidate: Candidate| match self.role(&candidate).variant() {
            Some(_) => candidates.push(candidate),
            None => conditions.push(candidate),
        };
        let accented = view(Mode::Accented);
        for sentence in tokens.sentences() {
            self.each_end(
                symbols,
                tokens,
                sentence.clone(),
                |_| false,
                |number, end| {
                    let form = &self.forms[number as usize];
                    let Ok(stand) = self.verify(form, end, sentence.start, &accented) else { return };
                    let flags = self.families[form.family as usize].flags;
                    let tokens = stand.start..end as u32 + 1;
                    match stand.differs {
                        None => keep(Candidate {
                            family: form.family,
                            form: number,
                            tokens,
                            flags,
                            slip: NO_SLIP,
                        }),
                        Some(Slip { token, word })
                            if !lies_in(accentless, token)
                                && self.is_slip(form, word, token as usize, &sentence, &accented) =>
                        {
                            let flags = flags.with(Flags::TYPO);
                            keep(Candidate { family: form.family, form: number, tokens, flags, slip: token });
                        }
                        Some(_) => {}
                    }
                },
            );
        }
        let unaccented = view(Mode::Accentless);
        let is_and = |form: FormId| marks[form.0 as usize] == Mark::BareAnd;
        for part in accentless.iter() {
            self.each_end(symbols, tokens, part.clone(), is_and, |number, end| {
                let form = &self.forms[number as usize];
                let Ok(stand) = self.verify(form, end, part.start, &unaccented) else { return };
                // What has no marks by nature was found above. There are no capitals to tell `Bác Tư` by.
                if stand.differs.is_none() || form.role.variant().is_none() && form.title != 0 {
                    return;
                }
                let flags = self.families[form.family as usize].flags.with(Flags::ACCENTLESS);
                let tokens = stand.start..end as u32 + 1;
                keep(Candidate { family: form.family, form: number, tokens, flags, slip: NO_SLIP });
            });
        }
        if !scratch.candidates.is_empty() {
            self.settle(text, tokens, forms, scratch, hits);
        }
    }

    pub(super) fn role(&self, candidate: &Candidate) -> Role {
        self.forms[candidate.form as usize].role
    }

    /// The words of a form.
    pub(super) fn words_of(&self, form: &MatchForm) -> &[Word] {
        &self.words[form.first as usize..(form.first + form.len) as usize]
    }

    /// Calls `end(form, token)` where the words of a form end, whatever stands between them.
    #[inline]
    fn each_end(
        &self,
        symbols: &[Symbol],
        tokens: &Tokens,
        range: Range<usize>,
        is_between: impl Fn(FormId) -> bool,
        end: impl FnMut(u32, usize),
    ) {
        let read = |token: usize| {
            let form = tokens.forms[token];
            if is_between(form) { BETWEEN } else { symbols[form.0 as usize] }
        };
        self.trie.each_end(range, read, end);
    }

    /// What stands in the text as the words of a form, and why it is no hit all the same.
    pub(super) fn each_near_end(
        &self,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &MatchScratch,
        mut near: impl FnMut(u32, usize, Why),
    ) {
        let MatchScratch { symbols, marks, .. } = scratch;
        let view = View { tokens, forms, marks, symbols, mode: Mode::Accented };
        let is_mark = |form: FormId| !scratch.is_word(form);
        self.each_end(symbols, tokens, 0..tokens.len(), is_mark, |number, end| {
            let form = &self.forms[number as usize];
            if form.role.variant().is_none() {
                return;
            }
            match self.verify(form, end, 0, &view) {
                Err(why) => near(number, end, why),
                Ok(stand) => match stand.differs {
                    Some(Slip { token, .. }) => near(number, end, Why::Marks { token }),
                    None => {
                        let next = tokens.sentences.partition_point(|&first| first <= stand.start);
                        if let Some(&first) =
                            tokens.sentences.get(next).filter(|&&first| first as usize <= end)
                        {
                            near(number, end, Why::SentenceEnd { token: first });
                        }
                    }
                },
            }
        });
    }

    fn read(&self, id: FormId, forms: &Forms, letters: &mut String) -> (Symbol, Mark) {
        let form = forms.form(id);
        if form.key == self.and {
            return (BETWEEN, Mark::And);
        }
        let mark = if form.key == self.bare_and { Mark::BareAnd } else { Mark::of(form, forms.surface(id)) };
        match mark {
            Mark::Word | Mark::BareAnd => (self.vocabulary.symbol_of(form.key, forms, letters), mark),
            Mark::Break => (UNKNOWN, mark),
            _ => (BETWEEN, mark),
        }
    }
}

/// Whether a token lies in one of the ranges, which are in order.
fn lies_in(ranges: &[Range<usize>], token: u32) -> bool {
    let behind = ranges.partition_point(|range| range.start <= token as usize);
    ranges[..behind].last().is_some_and(|range| range.end > token as usize)
}

impl MatchScratch {
    pub(super) fn is_word(&self, form: FormId) -> bool {
        matches!(self.marks[form.0 as usize], Mark::Word | Mark::BareAnd)
    }

    /// Looks at the forms that are new since the last document.
    fn learn(&mut self, matcher: &Matcher, forms: &Forms) {
        for id in self.bare.len()..forms.len() {
            let id = FormId(id as u32);
            let (symbol, mark) = matcher.read(id, forms, &mut self.letters);
            self.symbols.push(symbol);
            self.marks.push(mark);
            let surface = forms.surface(id);
            let letters = surface.bytes().all(|byte| byte.is_ascii_alphabetic());
            self.bare.push(letters.then(|| could_be_syllable(surface)));
        }
    }
}
