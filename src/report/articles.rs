//! A collection as far as topics and events need it.

use crate::cluster::Terms;
use crate::counts::{Counts, NgramRange};

/// A collection as counts of terms, with what a table of groups says of their articles.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// The articles, the rows of the counts.
    pub articles: Vec<ArticleRow>,
    /// Their words and phrases.
    pub terms: Terms,
    /// How each word is written most often.
    pub words: Vec<String>,
    /// Documents × phrase families, the families in the order of [`super::Models::families`].
    pub families: Counts,
    /// What was left out, and why.
    pub skipped: Vec<String>,
    /// Web pages that are lists of articles, by id.
    pub lists: Vec<String>,
}

/// What is known of an article besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its id.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Newspaper, site or collection.
    pub source: Option<String>,
    /// Day of publication, `2012-05-14`.
    pub date: Option<String>,
    /// The same in days since 1970-01-01.
    pub day: Option<i32>,
    /// The row of the article that this one is a copy of.
    pub copy_of: Option<u32>,
}

impl Articles {
    /// What topics are told by best: `docs/vectors.md` has the figures.
    pub const WORDS_AND_PAIRS: NgramRange = NgramRange(1, 2);

    /// The rows that are no copies.
    pub fn originals(&self) -> Vec<usize> {
        (0..self.articles.len()).filter(|&row| self.articles[row].copy_of.is_none()).collect()
    }

    /// Words as they are printed, they and their syllables parted by blanks.
    pub fn written(&self, words: &[u32]) -> String {
        words.iter().map(|&word| self.words[word as usize].as_str()).collect::<Vec<_>>().join(" ")
    }
}
