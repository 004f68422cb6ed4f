//! Finding all hits of all families in one pass.

use super::accentless::{bare, could_be_syllable};
use super::automaton::{Automaton, BETWEEN, Symbol, UNKNOWN};
use super::family::{Families, FamilyKind, Role};
use super::gap::{Gaps, Mark};
use crate::span::Span;
use crate::syllable::{Form, FormId, Forms, Key, Kind, Shape};
use crate::tokens::Tokens;
use crate::{Error, Result};
use std::cmp::Reverse;
use std::ops::Range;

/// What there is to say about a hit besides where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// Nothing to say.
    pub const NONE: Flags = Flags(0);
    /// Written without accents, in a line that has none.
    pub const ACCENTLESS: Flags = Flags(1);
    /// Of a family whose form is not enough to be certain.
    pub const BORDERLINE: Flags = Flags(2);
    /// An abbreviation in brackets behind the long form: `xây dựng nông thôn mới (XDNTM)`.
    pub const GLOSS: Flags = Flags(4);

    /// Whether all of `other` is said.
    pub fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags in words, as the outputs print them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all =
            [(Flags::ACCENTLESS, "accentless"), (Flags::BORDERLINE, "borderline"), (Flags::GLOSS, "gloss")];
        all.into_iter().filter(move |(flag, _)| self.contains(*flag)).map(|(_, name)| name)
    }

    fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// One occurrence of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which family, counted in the order of [`Families::iter`].
    pub family: u32,
    /// Which of the [`Family::variants`](super::Family::variants).
    pub variant: u32,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its bytes; with the closing bracket, where one was opened inside.
    pub span: Span,
    /// What else there is to say.
    pub flags: Flags,
    /// The shortest hit of another family around this one, as an index among the hits; that one may be nested itself.
    pub nested_in: Option<u32>,
}

/// The families, ready to be found.
///
/// All hits are found: nested ones and those that overlap. Within one family only the longest of overlapping hits
/// stands. No hit crosses a sentence end.
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
    families: Vec<Behaviour>,
    forms: Vec<MatchForm>,
    /// Of all forms, one after another.
    gaps: Vec<Gaps>,
    accented: Reader,
    accentless: Reader,
}

/// What a family asks for beyond its forms.
#[derive(Debug)]
struct Behaviour {
    kind: FamilyKind,
    not_before: Option<FamilyKind>,
    flags: Flags,
    /// Whether it has contexts or exceptions at all.
    conditional: bool,
}

#[derive(Debug)]
struct MatchForm {
    family: u32,
    role: Role,
    words: u32,
    /// First of its gaps.
    gaps: u32,
    /// Words that must be in capitals, a bit a word.
    upper: u32,
    /// Words that must begin with a capital, a bit a word.
    title: u32,
}

/// One way of reading tokens as words: with accents or without.
#[derive(Debug)]
struct Reader {
    automaton: Automaton,
    and: Key,
}

/// What a scratch keeps of one [`Reader`]: symbol and mark by form.
#[derive(Debug, Default)]
struct Reading {
    symbols: Vec<Symbol>,
    marks: Vec<Mark>,
}

/// Buffers of [`Matcher::find`], to be used again for one document after another.
///
/// A scratch belongs to one matcher and one [`Forms`] (which may grow between documents).
#[derive(Debug, Default)]
pub struct MatchScratch {
    accented: Reading,
    accentless: Reading,
    /// Whether a form could be a Vietnamese syllable without its marks; nothing for what is not a word of letters.
    bare: Vec<Option<bool>>,
    candidates: Vec<Candidate>,
    conditions: Vec<Candidate>,
    /// The last family that took a token, counted from 1.
    taken: Vec<u32>,
    open: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Candidate {
    family: u32,
    form: u32,
    tokens: Range<u32>,
    flags: Flags,
}

impl Matcher {
    /// Prepares families, and adds their words to `forms`.
    ///
    /// Workers search with clones of `forms` as it is afterwards.
    ///
    /// # Errors
    /// [`Error::Settings`] where the families have more than 65,000 different words.
    pub fn new(families: &Families, forms: &mut Forms) -> Result<Matcher> {
        let and = [forms.key_of("và", Kind::Syllable), forms.key_of("va", Kind::Syllable)];
        let (mut accented, mut accentless) = (Vec::new(), Vec::new());
        let (mut match_forms, mut gaps) = (Vec::new(), Vec::new());
        for (family, rules) in families.iter().map(|family| &family.rules).enumerate() {
            for (expansion, role) in &rules.forms {
                let index = match_forms.len() as u32;
                let keys: Vec<_> =
                    expansion.words.iter().map(|(word, kind)| forms.key_of(word, *kind)).collect();
                let bare_keys: Vec<_> = expansion
                    .words
                    .iter()
                    .map(|(word, _)| forms.key_of(&bare(word), Kind::Syllable))
                    .collect();
                let bits = |asks: &dyn Fn(&str) -> bool| {
                    let words = expansion.words.iter().enumerate();
                    words.filter(|(_, (word, _))| asks(word)).fold(0, |bits, (at, _)| bits | 1 << at)
                };
                let title = bits(&|word| rules.capitals.iter().any(|capital| capital == word));
                match_forms.push(MatchForm {
                    family: family as u32,
                    role: *role,
                    words: keys.len() as u32,
                    gaps: gaps.len() as u32,
                    upper: bits(&|word| Shape::of(word) == Shape::Upper),
                    title,
                });
                gaps.extend_from_slice(&expansion.gaps);
                // Text without accents has no capitals to tell `Bác Tư` by.
                let condition = role.variant().is_none();
                if bare_keys != keys && !(condition && title != 0) {
                    accentless.push((index, bare_keys));
                }
                accented.push((index, keys));
            }
        }
        let reader = |forms: Vec<(u32, Vec<Key>)>, and| {
            let automaton = Automaton::new(&forms, and).map_err(|_| {
                Error::Settings("the phrase families have more than 65,000 different words".into())
            })?;
            Ok::<_, Error>(Reader { automaton, and })
        };
        let families = families.iter().map(|family| Behaviour {
            kind: family.kind,
            not_before: family.rules.not_before,
            flags: if family.rules.borderline { Flags::BORDERLINE } else { Flags::NONE },
            conditional: family.rules.forms.iter().any(|(_, role)| !matches!(role, Role::Variant(_))),
        });
        Ok(Matcher {
            families: families.collect(),
            forms: match_forms,
            gaps,
            accented: reader(accented, and[0])?,
            accentless: reader(accentless, and[1])?,
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
        let MatchScratch { accented, accentless, bare, candidates, conditions, .. } = scratch;
        let mut keep = |candidate: Candidate| match self.role(&candidate).variant() {
            Some(_) => candidates.push(candidate),
            None => conditions.push(candidate),
        };
        for sentence in tokens.sentences() {
            self.accented.each_end(accented, tokens, sentence.clone(), |form, end| {
                if let Some(start) = self.verify(form, end, sentence.start, accented, tokens)
                    && self.capitals_stand(form, start, tokens, forms, accented)
                {
                    let family = self.forms[form as usize].family;
                    let flags = self.families[family as usize].flags;
                    keep(Candidate { family, form, tokens: start..end as u32 + 1, flags });
                }
            });
        }
        for part in accentless_parts(text, tokens, bare) {
            self.accentless.each_end(accentless, tokens, part.clone(), |form, end| {
                if let Some(start) = self.verify(form, end, part.start, accentless, tokens) {
                    let family = self.forms[form as usize].family;
                    let flags = self.families[family as usize].flags.with(Flags::ACCENTLESS);
                    keep(Candidate { family, form, tokens: start..end as u32 + 1, flags });
                }
            });
        }
        if scratch.candidates.is_empty() {
            return;
        }
        self.apply_conditions(tokens, scratch);
        self.keep_longest(tokens, scratch);
        let marks = &scratch.accented.marks;
        hits.extend(scratch.candidates.iter().filter_map(|candidate| {
            Some(Hit {
                family: candidate.family,
                variant: self.role(candidate).variant()?,
                tokens: candidate.tokens.clone(),
                span: with_closing_bracket(&candidate.tokens, text, tokens, forms, marks),
                flags: candidate.flags,
                nested_in: None,
            })
        }));
        hits.sort_unstable_by_key(|hit| (hit.tokens.start, Reverse(hit.tokens.end), hit.family));
        self.drop_heads_of_names(text, tokens, forms, marks, hits);
        flag_glosses(tokens, forms, marks, hits);
        nest(hits, &mut scratch.open);
    }

    /// The first token of the form that may end with token `end`, if what stands between its words is right.
    fn verify(&self, form: u32, end: usize, first: usize, reading: &Reading, tokens: &Tokens) -> Option<u32> {
        let form = &self.forms[form as usize];
        let mark = |at: usize| reading.marks[tokens.forms[at].0 as usize];
        let mut at = end;
        for gap in (0..form.words - 1).rev() {
            let mut before = at;
            while before > first && mark(before - 1) != Mark::Word {
                before -= 1;
            }
            if before == first {
                return None;
            }
            let between = (before..at).fold(Gaps::BLANK, |gaps, at| gaps.then(mark(at)));
            if !self.gaps[(form.gaps + gap) as usize].overlap(between) {
                return None;
            }
            at = before - 1;
        }
        Some(at as u32)
    }

    fn capitals_stand(
        &self,
        form: u32,
        start: u32,
        tokens: &Tokens,
        forms: &Forms,
        reading: &Reading,
    ) -> bool {
        let form = &self.forms[form as usize];
        if form.upper | form.title == 0 {
            return true;
        }
        let words = (start as usize..).filter(|&at| reading.marks[tokens.forms[at].0 as usize] == Mark::Word);
        (0..form.words).zip(words).all(|(word, at)| {
            let shape = tokens.form(at, forms).shape;
            let asks = |bits: u32| bits >> word & 1 == 1;
            (!asks(form.upper) || shape == Shape::Upper)
                && (!asks(form.title) || matches!(shape, Shape::Title | Shape::Upper))
        })
    }

    /// Drops candidates that share a word with an exception, and ambiguous ones without quotes or context.
    fn apply_conditions(&self, tokens: &Tokens, scratch: &mut MatchScratch) {
        let MatchScratch { accented, candidates, conditions, .. } = scratch;
        conditions.sort_unstable_by_key(|it| (it.family, it.tokens.start, it.tokens.end));
        let quote = |at: Option<usize>| {
            at.and_then(|at| tokens.forms.get(at))
                .is_some_and(|form| accented.marks[form.0 as usize] == Mark::Quote)
        };
        candidates.retain(|candidate| {
            if !self.families[candidate.family as usize].conditional {
                return true;
            }
            let Range { start, end } = candidate.tokens;
            let upto =
                conditions.partition_point(|it| (it.family, it.tokens.start) < (candidate.family, end));
            let near = conditions[..upto].iter().rev();
            let mut near =
                near.take_while(|it| it.family == candidate.family && it.tokens.start + MAX_REACH >= start);
            let excepted = near.clone().any(|it| self.role(it) == Role::Except && it.tokens.end > start);
            let ambiguous = matches!(self.role(candidate), Role::Ambiguous(_));
            let quoted = || quote((start as usize).checked_sub(1)) && quote(Some(end as usize));
            let mut in_context = || {
                near.any(|it| {
                    self.role(it) == Role::Context && it.tokens.start <= start && it.tokens.end >= end
                })
            };
            !excepted && (!ambiguous || quoted() || in_context())
        });
    }

    fn role(&self, candidate: &Candidate) -> Role {
        self.forms[candidate.form as usize].role
    }

    /// Within a family, keeps the longest of overlapping candidates, the first of equally long ones.
    fn keep_longest(&self, tokens: &Tokens, scratch: &mut MatchScratch) {
        let MatchScratch { candidates, taken, .. } = scratch;
        candidates.sort_unstable_by_key(|it| {
            (it.family, Reverse(it.tokens.end - it.tokens.start), it.tokens.start, it.form)
        });
        taken.clear();
        taken.resize(tokens.len(), 0);
        candidates.retain(|candidate| {
            let mine = &mut taken[candidate.tokens.start as usize..candidate.tokens.end as usize];
            let free = mine.iter().all(|&family| family != candidate.family + 1);
            if free {
                mine.fill(candidate.family + 1);
            }
            free
        });
    }

    /// Drops the hits of head nouns (`cuộc vận động`) that the name of a campaign follows.
    fn drop_heads_of_names(
        &self,
        text: &str,
        tokens: &Tokens,
        forms: &Forms,
        marks: &[Mark],
        hits: &mut Vec<Hit>,
    ) {
        let named = |hit: &Hit, kind: FamilyKind| {
            let Some(next) = following(hit, text, tokens, forms, marks) else { return false };
            let from = hits.partition_point(|other| other.tokens.start < next.token);
            let starts = hits[from..].iter().take_while(|other| other.tokens.start == next.token);
            let is_name = |other: &Hit| self.families[other.family as usize].kind == kind;
            next.begins_name || starts.into_iter().any(is_name)
        };
        let stays: Vec<bool> = hits
            .iter()
            .map(|hit| !self.families[hit.family as usize].not_before.is_some_and(|kind| named(hit, kind)))
            .collect();
        let mut stays = stays.into_iter();
        hits.retain(|_| stays.next().unwrap_or(true));
    }
}

/// No form reaches over more tokens: 32 words with up to three marks in each gap.
const MAX_REACH: u32 = 128;

impl Reader {
    /// Calls `end(form, token)` where the words of a form end, whatever stands between them.
    #[inline]
    fn each_end(
        &self,
        reading: &Reading,
        tokens: &Tokens,
        range: Range<usize>,
        mut end: impl FnMut(u32, usize),
    ) {
        let mut state = 0;
        for (token, form) in range.clone().zip(&tokens.forms[range]) {
            match reading.symbols[form.0 as usize] {
                UNKNOWN => state = 0,
                BETWEEN => {}
                symbol => {
                    state = self.automaton.step(state, symbol);
                    if self.automaton.reports(state) {
                        self.automaton.ends(state).for_each(|form| end(form, token));
                    }
                }
            }
        }
    }

    fn read(&self, form: Form, surface: &str) -> (Symbol, Mark) {
        if form.key == self.and {
            return (BETWEEN, Mark::And);
        }
        match Mark::of(form, surface) {
            Mark::Word => (self.automaton.symbol(form.key), Mark::Word),
            Mark::Break => (UNKNOWN, Mark::Break),
            mark => (BETWEEN, mark),
        }
    }
}

impl MatchScratch {
    /// Looks at the forms that are new since the last document.
    fn learn(&mut self, matcher: &Matcher, forms: &Forms) {
        for id in self.bare.len()..forms.len() {
            let id = FormId(id as u32);
            let (form, surface) = (forms.form(id), forms.surface(id));
            for (reader, reading) in
                [(&matcher.accented, &mut self.accented), (&matcher.accentless, &mut self.accentless)]
            {
                let (symbol, mark) = reader.read(form, surface);
                reading.symbols.push(symbol);
                reading.marks.push(mark);
            }
            let letters = surface.bytes().all(|byte| byte.is_ascii_alphabetic());
            self.bare.push(letters.then(|| could_be_syllable(surface)));
        }
    }
}

/// The parts of sentences that stand in a line of Vietnamese without any mark.
///
/// A line is taken for that if it is ASCII and four of five of its words could be syllables without marks: fewer, and
/// English lines are searched as well; more, and a foreign name hides a line.
fn accentless_parts<'a>(
    text: &'a str,
    tokens: &'a Tokens,
    bare: &'a [Option<bool>],
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut start = 0;
    let lines = text.split('\n').filter_map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        (line.len() > 3 && line.is_ascii()).then_some(range)
    });
    lines.flat_map(move |line| {
        let first = tokens.starts.partition_point(|&at| (at as usize) < line.start);
        let end = tokens.starts.partition_point(|&at| (at as usize) < line.end);
        let words = tokens.forms[first..end].iter().filter_map(|form| bare[form.0 as usize]);
        let (known, all) = words.fold((0, 0), |(known, all), could| (known + usize::from(could), all + 1));
        let vietnamese = all >= 2 && known * 5 >= all * 4;
        let cuts = tokens.sentences.partition_point(|&at| at as usize <= first);
        let cuts = tokens.sentences[cuts..].iter().map(|&at| at as usize);
        let mut from = first;
        let end = if vietnamese { end } else { first };
        cuts.take_while(move |&at| at < end).chain([end]).filter_map(move |to| {
            let part = from..to;
            from = to;
            (!part.is_empty()).then_some(part)
        })
    })
}

/// The bytes of the tokens, and the closing bracket behind them if one was opened among them.
fn with_closing_bracket(
    range: &Range<u32>,
    text: &str,
    tokens: &Tokens,
    forms: &Forms,
    marks: &[Mark],
) -> Span {
    let range = range.start as usize..range.end as usize;
    let span = tokens.span(range.clone(), forms);
    let opened = tokens.forms[range.clone()].iter().any(|form| marks[form.0 as usize] == Mark::Open);
    let closed = opened && text[span.end as usize..].starts_with([')', ']']);
    Span { end: span.end + u32::from(closed), ..span }
}

/// What comes after a head noun.
struct Following {
    token: u32,
    /// Whether it is capitalised as names are.
    begins_name: bool,
}

/// The word after a hit in its sentence, with nothing but quotes and a colon between.
fn following(hit: &Hit, text: &str, tokens: &Tokens, forms: &Forms, marks: &[Mark]) -> Option<Following> {
    let last = hit.tokens.end - 1;
    let sentence = tokens.sentences.partition_point(|&start| start <= last);
    let sentence_end = tokens.sentences.get(sentence).map_or(tokens.len(), |&start| start as usize);
    let mut opened = false;
    for token in hit.tokens.end as usize..sentence_end {
        let id = tokens.forms[token];
        match marks[id.0 as usize] {
            Mark::Word => {
                let shape = forms.form(id).shape;
                // Outside quotes, capitals all over are those of a headline; `Ở` is no larger than its first letter.
                let title = shape == Shape::Title && (opened || forms.surface(id).chars().nth(1).is_some());
                let begins_name = title || opened && matches!(shape, Shape::Upper | Shape::Mixed);
                return Some(Following { token: token as u32, begins_name });
            }
            // A straight quote opens if there is white space before it.
            Mark::Quote => {
                opened |= match forms.surface(id) {
                    "“" | "„" | "«" | "‘" => true,
                    "\"" | "'" => text[..tokens.starts[token] as usize].ends_with(char::is_whitespace),
                    _ => false,
                }
            }
            Mark::Break if forms.surface(id) == ":" => {}
            _ => return None,
        }
    }
    None
}

/// Flags abbreviations in brackets that follow a hit of their own family at once.
fn flag_glosses(tokens: &Tokens, forms: &Forms, marks: &[Mark], hits: &mut [Hit]) {
    // Where each family's last hit ended is among the few hits just before.
    const BEFORE: usize = 8;
    for index in 1..hits.len() {
        let Range { start, end } = hits[index].tokens;
        if end - start > 3 || start < 2 || marks[tokens.forms[start as usize - 1].0 as usize] != Mark::Open {
            continue;
        }
        let upper = tokens.form(start as usize, forms).shape == Shape::Upper;
        let mut before = hits[index.saturating_sub(BEFORE)..index].iter();
        if upper && before.any(|it| it.family == hits[index].family && it.tokens.end == start - 1) {
            hits[index].flags = hits[index].flags.with(Flags::GLOSS);
        }
    }
}

/// Finds for each hit the shortest one around it. Hits of one family never overlap, so few are open at a time.
fn nest(hits: &mut [Hit], open: &mut Vec<u32>) {
    open.clear();
    for index in 0..hits.len() {
        let Range { start, end } = hits[index].tokens;
        open.retain(|&outer| hits[outer as usize].tokens.end > start);
        let around = open.iter().map(|&outer| (outer, hits[outer as usize].tokens.clone()));
        let longer = around.filter(|(_, outer)| outer.end >= end && outer.len() > (end - start) as usize);
        hits[index].nested_in =
            longer.min_by_key(|(index, outer)| (outer.len(), *index)).map(|(index, _)| index);
        open.push(index as u32);
    }
}
