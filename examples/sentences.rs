//! How well sentence ends are found in treebank sentences, six at a time joined by a blank.
//!
//!     cargo run --release --example sentences -- vtb.train.txt vtb.dev.txt
//!
//! The files hold a sentence a line, words parted by a space, syllables by `_` (UD Vietnamese-VTB). Each is measured
//! as it stands, with blanks before marks, and as a newspaper would print it; beside ours, the rules of UAX #29.

use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use std::collections::BTreeSet;
use std::io::Write;
use unicode_segmentation::UnicodeSegmentation;

/// How many sentences are joined.
const JOINED: usize = 6;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "file\ttext\trules\tprecision\trecall")?;
    for path in std::env::args().skip(1) {
        let gold = std::fs::read_to_string(&path)?;
        let lines: Vec<&str> = gold.lines().filter(|line| !line.trim().is_empty()).collect();
        for (name, spell) in [("as it stands", as_it_stands as fn(&str) -> String), ("printed", printed)] {
            let sentences: Vec<String> = lines.iter().map(|line| spell(line)).collect();
            for (rules, begins) in [("ours", ours as fn(&str) -> BTreeSet<usize>), ("UAX #29", unicode)] {
                let (mut found, mut right, mut all) = (0, 0, 0);
                for group in sentences.chunks(JOINED) {
                    let text = group.join(" ");
                    let ends = group.iter().scan(0, |at, sentence| {
                        *at += sentence.len() + 1;
                        Some(*at)
                    });
                    let gold: BTreeSet<usize> = ends.take(group.len() - 1).collect();
                    let begins = begins(&text);
                    (found, right, all) =
                        (found + begins.len(), right + begins.intersection(&gold).count(), all + gold.len());
                }
                let share = |of: usize| right as f64 / of as f64;
                writeln!(out, "{path}\t{name}\t{rules}\t{:.4}\t{:.4}", share(found), share(all))?;
            }
        }
    }
    Ok(())
}

/// First bytes of all sentences but the first.
fn ours(text: &str) -> BTreeSet<usize> {
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    tokens.read(text, &mut forms);
    tokens.sentences.iter().skip(1).map(|&token| tokens.starts[token as usize] as usize).collect()
}

fn unicode(text: &str) -> BTreeSet<usize> {
    text.split_sentence_bound_indices().skip(1).map(|(at, _)| at).collect()
}

fn as_it_stands(line: &str) -> String {
    line.trim().replace('_', " ")
}

/// Marks at the words they belong to; every second `"` closes.
fn printed(line: &str) -> String {
    let mut text = String::new();
    let (mut quoted, mut tight) = (false, true);
    // `25_._000`; the treebank's brackets.
    let line = line.trim().replace("_._", ".").replace('_', " ").replace("LBKT", "(").replace("RBKT", ")");
    for token in line.split(' ') {
        let (opens, closes) = match token {
            "\"" => {
                quoted = !quoted;
                (quoted, !quoted)
            }
            "(" | "[" | "“" | "‘" => (true, false),
            "," | "." | ":" | ";" | "?" | "!" | "..." | "…" | ")" | "]" | "”" | "’" | "%" => {
                (false, true)
            }
            _ => (false, false),
        };
        if !tight && !closes {
            text.push(' ');
        }
        text.push_str(token);
        tight = opens;
    }
    text
}
