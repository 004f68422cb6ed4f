//! The grammar of a variant: reading it, and writing out the forms that it accepts.

use super::gap::{Between, Gaps};
use crate::syllable::{Kind, scan};

/// The most forms that the variants of one family may accept.
///
/// Without a limit `[a|b] [c|d] …` twenty times over asks for more memory than there is.
pub const MAX_FORMS: usize = 4096;

/// The most words in a form: the matcher keeps one bit a word.
const MAX_WORDS: usize = 32;

/// Brackets deeper than this are a mistake, and would exhaust the stack if there were enough of them.
const MAX_DEPTH: usize = 16;

/// Any order of five parts would be 120 forms for one pair of braces.
const MAX_PARTS: usize = 4;

/// The most free words that a gap may ask for: with more, a form holds half a sentence and says nothing of it.
const MAX_FREE: u8 = 5;

/// What is wrong in a pattern.
#[derive(Debug, PartialEq)]
pub(super) struct Fault {
    /// Byte of the pattern.
    pub(super) at: usize,
    pub(super) reason: String,
}

/// One form that a pattern accepts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expansion {
    /// The words, `và` apart.
    pub(super) words: Vec<(String, Kind)>,
    /// What may stand between one word and the next, one less than the words.
    pub(super) gaps: Vec<Between>,
    /// The form as the pattern writes it.
    pub(super) name: String,
}

/// All forms that `pattern` accepts, in the order in which it names them.
pub(super) fn expand(pattern: &str) -> Result<Vec<Expansion>, Fault> {
    let mut reader = Reader { pattern, at: 0 };
    let node = reader.sequence(Stop::End, 0)?;
    let fault = |reason: &str| Fault { at: 0, reason: reason.to_owned() };
    let forms = node.forms().ok_or_else(|| fault(&too_many()))?;
    forms.iter().map(|parts| written(parts).map_err(fault)).collect()
}

/// What is said of a family with more forms than [`MAX_FORMS`].
pub(super) fn too_many() -> String {
    format!(
        "more than {MAX_FORMS} forms: every bracket doubles them or more; take alternatives away, or make two families"
    )
}

#[derive(Clone, Debug)]
enum Part {
    Word(String, Kind),
    And(String),
    /// Up to so many words of any kind.
    Free(u8),
    /// A soft joint, as it is shown.
    Joint(&'static str),
}

enum Node {
    Part(Part),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    AnyOrder(Vec<Node>),
}

impl Node {
    /// The forms, `None` where there are more than [`MAX_FORMS`].
    fn forms(&self) -> Option<Vec<Vec<Part>>> {
        match self {
            Node::Part(part) => Some(vec![vec![part.clone()]]),
            Node::Sequence(nodes) => {
                let forms = nodes.iter().map(Node::forms).collect::<Option<Vec<_>>>()?;
                product(&forms.iter().collect::<Vec<_>>(), None)
            }
            Node::Choice(nodes) => {
                let mut all = Vec::new();
                for node in nodes {
                    all.extend(node.forms()?);
                }
                (all.len() <= MAX_FORMS).then_some(all)
            }
            Node::AnyOrder(nodes) => {
                let forms = nodes.iter().map(Node::forms).collect::<Option<Vec<_>>>()?;
                let mut all = Vec::new();
                for order in orders(forms.len()) {
                    let ordered: Vec<_> = order.iter().map(|&index| &forms[index]).collect();
                    all.extend(product(&ordered, Some(Part::Joint(", ")))?);
                }
                (all.len() <= MAX_FORMS).then_some(all)
            }
        }
    }
}

/// One of each, with `between` in between.
fn product(parts: &[&Vec<Vec<Part>>], between: Option<Part>) -> Option<Vec<Vec<Part>>> {
    let mut forms = vec![Vec::new()];
    for (index, choices) in parts.iter().enumerate() {
        if forms.len() * choices.len() > MAX_FORMS {
            return None;
        }
        let joint = between.as_ref().filter(|_| index > 0);
        forms = forms
            .iter()
            .flat_map(|begun: &Vec<Part>| {
                choices.iter().map(move |choice| begun.iter().chain(joint).chain(choice).cloned().collect())
            })
            .collect();
    }
    Some(forms)
}

/// The orders of `0..count`, the given one first.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        all = all
            .iter()
            .flat_map(|begun: &Vec<usize>| {
                (0..count)
                    .filter(|index| !begun.contains(index))
                    .map(|index| [begun.as_slice(), &[index]].concat())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

fn written(parts: &[Part]) -> Result<Expansion, &'static str> {
    let mut form = Expansion { words: Vec::new(), gaps: Vec::new(), name: String::new() };
    let (mut and, mut joint, mut free) = (None, None, None);
    for part in parts {
        match part {
            Part::Free(_) if form.words.is_empty() => {
                return Err("a form begins with a gap: write the words that stand before it");
            }
            Part::Free(words) => free = Some(*words),
            Part::Joint(shown) => joint = joint.or(Some(*shown)),
            Part::And(_) if form.words.is_empty() => {
                return Err(
                    "a form begins with “và”: put “và” and the word before it into one bracket, [học tập và]",
                );
            }
            Part::And(shown) => and = Some(shown),
            Part::Word(word, kind) => {
                if !form.words.is_empty() {
                    form.gaps.push(match (free, &and, joint) {
                        (Some(words), ..) => Between::Words(words),
                        (None, Some(_), _) => Between::Marks(Gaps::WITH_AND),
                        (None, None, Some(_)) => Between::Marks(Gaps::JOINT),
                        (None, None, None) => Between::Marks(Gaps::BLANK),
                    });
                    form.name.push_str(joint.unwrap_or(" "));
                    if let Some(words) = free {
                        form.name.push_str(&format!("…{words} "));
                    }
                }
                if let Some(shown) = and {
                    form.name.push_str(shown);
                    form.name.push(' ');
                }
                form.name.push_str(word);
                form.words.push((word.clone(), *kind));
                (and, joint, free) = (None, None, None);
            }
        }
    }
    if and.is_some() {
        Err("a form ends with “và”: put “và” and the word behind it into one bracket, [và làm theo]")
    } else if free.is_some() {
        Err("a form ends with a gap: write the words that stand behind it")
    } else if form.words.is_empty() {
        Err("accepts a phrase without words: leave one word at least outside the square brackets")
    } else if form.words.len() > MAX_WORDS {
        Err("a form of more than 32 words: cut it where it is certain already")
    } else {
        Ok(form)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Stop {
    End,
    Bracket(char),
    /// A part of `{a, b}`, where the comma parts the parts.
    Brace,
}

struct Reader<'a> {
    pattern: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn fault<T>(&self, at: usize, reason: impl Into<String>) -> Result<T, Fault> {
        Err(Fault { at, reason: reason.into() })
    }

    fn next_char(&self) -> Option<char> {
        self.pattern[self.at..].chars().next()
    }

    /// Reads up to what ends it, which is left for the caller.
    fn sequence(&mut self, stop: Stop, depth: usize) -> Result<Node, Fault> {
        let mut nodes = Vec::new();
        if depth > MAX_DEPTH {
            return self.fault(self.at, format!("brackets more than {MAX_DEPTH} deep"));
        }
        loop {
            let at = self.at;
            match (self.next_char(), stop) {
                (None, Stop::End) | (Some('|'), Stop::Bracket(_)) | (Some(',' | '}'), Stop::Brace) => {
                    return Ok(Node::Sequence(nodes));
                }
                (None, _) => return self.fault(at, "a bracket is not closed: write its “]”, “)” or “}”"),
                (Some(c), Stop::Bracket(close)) if c == close => return Ok(Node::Sequence(nodes)),
                (Some('|'), _) => {
                    return self.fault(
                        at,
                        "alternatives stand in brackets: write (a|b), or [a|b] where none will do as well",
                    );
                }
                (Some(c @ (']' | ')' | '}')), _) => {
                    let advice = "write the opening one before it, or take this one away";
                    return self.fault(at, format!("“{c}” without its opening bracket: {advice}"));
                }
                (Some(c), _) if c.is_whitespace() => self.at += c.len_utf8(),
                (Some(',' | ';'), _) => {
                    self.at += 1;
                    nodes.push(Node::Part(Part::Joint(", ")));
                }
                (Some('['), _) => {
                    let mut choices = self.alternatives(']', depth)?;
                    choices.push(Node::Sequence(Vec::new()));
                    nodes.push(Node::Choice(choices));
                }
                (Some('('), _) => nodes.push(Node::Choice(self.alternatives(')', depth)?)),
                (Some('{'), _) => nodes.push(self.any_order(depth)?),
                (Some('…' | '.'), _) if self.gap_follows() => nodes.push(self.free()?),
                (Some(_), _) => self.word(&mut nodes)?,
            }
        }
    }

    fn alternatives(&mut self, close: char, depth: usize) -> Result<Vec<Node>, Fault> {
        let mut choices = Vec::new();
        loop {
            self.at += 1;
            choices.push(self.sequence(Stop::Bracket(close), depth + 1)?);
            if self.next_char() == Some(close) {
                self.at += 1;
                return Ok(choices);
            }
        }
    }

    fn any_order(&mut self, depth: usize) -> Result<Node, Fault> {
        let start = self.at;
        let mut parts = Vec::new();
        loop {
            self.at += 1;
            parts.push(self.sequence(Stop::Brace, depth + 1)?);
            if self.next_char() == Some('}') {
                self.at += 1;
                break;
            }
        }
        if parts.len() > MAX_PARTS {
            let advice = "write the orders that occur as variants";
            return self.fault(start, format!("more than {MAX_PARTS} parts in any order: {advice}"));
        }
        Ok(Node::AnyOrder(parts))
    }

    fn gap_follows(&self) -> bool {
        let rest = &self.pattern[self.at..];
        rest.starts_with('…') || rest.starts_with("...")
    }

    /// `…3`: up to three words of any kind.
    fn free(&mut self) -> Result<Node, Fault> {
        let start = self.at;
        let rest = &self.pattern[start..];
        let behind = rest.trim_start_matches(['…', '.']);
        let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        self.at += rest.len() - behind.len() + digits;
        match behind[..digits].parse() {
            Ok(words @ 1..=MAX_FREE) => Ok(Node::Part(Part::Free(words))),
            _ => {
                self.fault(start, format!("a gap says how many words it may hold, 1 to {MAX_FREE}: write …3"))
            }
        }
    }

    fn word(&mut self, nodes: &mut Vec<Node>) -> Result<(), Fault> {
        let start = self.at;
        let rest = &self.pattern[start..];
        let len = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '|' | ',' | ';' | '…')
            })
            .unwrap_or(rest.len());
        let word = &rest[..len];
        self.at += len;
        let alone = matches!(word, "-" | "–" | "—" | "/");
        let mut wrong = None;
        scan(word, |from, to, kind| {
            let token = &word[from..to];
            nodes.push(Node::Part(match (kind, token) {
                (Kind::Punctuation, "-" | "–" | "—") => Part::Joint(if alone { " - " } else { "-" }),
                (Kind::Punctuation, "/") => Part::Joint(if alone { " / " } else { "/" }),
                (Kind::Punctuation, "&") => Part::Joint("&"),
                (Kind::Punctuation | Kind::Symbol, _) => {
                    wrong = wrong.or(Some(from));
                    return;
                }
                _ if token.to_lowercase() == "và" => Part::And(token.to_owned()),
                _ => Part::Word(token.to_owned(), kind),
            }));
        });
        match wrong {
            Some(at) => {
                let advice = "a variant has words, blanks, commas, hyphens and brackets; quotes are found without being written";
                self.fault(start + at, format!("“{word}” cannot stand in a variant: {advice}"))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(pattern: &str) -> Vec<String> {
        expand(pattern).unwrap().into_iter().map(|form| form.name).collect()
    }

    #[test]
    fn forms_in_words() {
        for (pattern, expected) in [
            ("nông thôn mới", &["nông thôn mới"][..]),
            ("[xây dựng] nông thôn mới", &["xây dựng nông thôn mới", "nông thôn mới"]),
            ("kinh tế - xã hội", &["kinh tế - xã hội"]),
            (
                "trong sạch, vững mạnh [tiêu biểu]",
                &["trong sạch, vững mạnh tiêu biểu", "trong sạch, vững mạnh"],
            ),
            ("(học|học [tập]) và làm", &["học và làm", "học tập và làm", "học và làm"]),
            (
                "trường học thân thiện[, học sinh]",
                &["trường học thân thiện, học sinh", "trường học thân thiện"],
            ),
            ("{a, b c}", &["a, b c", "b c, a"]),
            ("CNH-HĐH", &["CNH-HĐH"]),
            ("01-KL/TW", &["01-KL/TW"]),
            ("học …2 Bác", &["học …2 Bác"]),
            ("a [...3 b] c", &["a …3 b c", "a c"]),
        ] {
            assert_eq!(names(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn mistakes_are_placed() {
        for (pattern, at) in [
            ("", 0),
            ("[a]", 0),
            ("[a", 2),
            ("a|b", 1),
            ("a) b", 1),
            ("và a", 0),
            ("a [và]", 0),
            ("a : b", 2),
            ("x {a, b, c, d, e}", 2),
            ("a … b", 2),
            ("a …9 b", 2),
            ("a …2", 0),
            ("…2 a", 0),
        ] {
            assert_eq!(expand(pattern).map_err(|fault| fault.at), Err(at), "{pattern}");
        }
        assert!(expand(&"[a|b] ".repeat(20)).unwrap_err().reason.contains("4096"));
        assert!(expand(&"[".repeat(100_000)).unwrap_err().reason.contains("deep"));
    }

    proptest! {
        #[test]
        fn never_panics(pattern in "[ab và,|()\\[\\]{}đ“…3-]{0,24}|\\PC*") {
            if let Ok(forms) = expand(&pattern) {
                prop_assert!(forms.iter().all(|form| form.gaps.len() + 1 == form.words.len()));
            }
        }
    }
}
