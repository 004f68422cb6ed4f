//! The tables of a report, as plain data. Field names are the column names of the CSV files.

use super::Evidence;
use super::word::{self, Word};
use crate::article::Role;
use crate::counts::Counts;
use crate::discover::Phrase;
use crate::error::LeftOut;
use crate::phrase::{CountPolicy, FamilyKind, Flags, Nested};
use crate::statistics::interval::Interval;
use serde::{Deserialize, Serialize};

/// Everything that one run found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The collection in figures.
    pub summary: Summary,
    /// One row a phrase family, the most frequent first.
    pub families: Vec<FamilyRow>,
    /// One row a family and variant.
    pub phrases: Vec<PhraseRow>,
    /// One row a period and family.
    pub periods: Vec<PeriodRow>,
    /// One row a period and form, in the periods in which the family occurs.
    pub variants: Vec<VariantRow>,
    /// One row a family that stands in five dated articles or more, where eight periods or more have articles.
    pub trends: Vec<TrendRow>,
    /// Counted hits in articles older than the family, in the order of documents.
    pub anachronisms: Vec<AnachronismRow>,
    /// One row a number of a party or state document, the most cited first.
    pub numbers: Vec<NumberRow>,
    /// Every hit, counted or not, in the order of documents.
    pub hits: Vec<HitRow>,
    /// Phrases that recur, whether a family covers them or not, the best first.
    pub discovered: Vec<Phrase>,
    /// Name of the collection that these phrases are held against.
    pub reference: String,
    /// Pairs of documents that repeat each other.
    pub duplicates: Vec<DuplicateRow>,
    /// Passages that one article prints more than once.
    pub repeats: Vec<RepeatRow>,
    /// One row a document.
    pub documents: Vec<DocumentRow>,
    /// One row a cluster.
    pub clusters: Vec<ClusterRow>,
    /// One row a term, the most frequent first.
    pub terms: Vec<TermRow>,
    /// How often each word stands in each of the documents.
    pub words: WordCounts,
    /// What was left out, and why.
    pub skipped: Vec<LeftOut>,
    /// Web pages that are lists of articles, by id: home pages and pages of a section. They are no articles.
    pub lists: Vec<String>,
    /// The articles themselves, for the page.
    #[serde(skip)]
    pub evidence: Evidence,
}

/// The collection in figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Documents analysed.
    pub documents: usize,
    /// Documents left out because something is wrong with them.
    pub skipped: usize,
    /// Web pages left out because they are lists of articles.
    pub lists: usize,
    /// Documents without a publication date.
    pub undated: usize,
    /// First and last publication date.
    pub period: Option<(String, String)>,
    /// Distinct sources, with their number of documents.
    pub sources: Vec<(String, usize)>,
    /// Syllables of titles, leads, bodies and captions, passages printed twice counted once.
    pub syllables: u64,
    /// The same over one document per duplicate group.
    pub syllables_unique: u64,
    /// Bytes of text.
    pub bytes: u64,
    /// Groups of two or more documents that are copies of each other.
    pub duplicate_groups: usize,
    /// Documents that are a copy of one that is kept.
    pub copies: usize,
    /// Documents that print a passage twice.
    pub repeating: usize,
    /// Hits left out of the counts because the article prints the passage twice.
    pub hits_repeated: usize,
    /// Hits left out because they stand outside title, lead, body and caption.
    pub hits_aside: usize,
    /// Hits left out by the policy: inside a longer hit, a gloss, borderline, in text without accents.
    pub hits_uncounted: usize,
    /// Hits counted.
    pub hits: usize,
    /// Which hits count.
    pub policy: CountPolicy,
}

/// How often something occurs, counted three times: ten copies of one agency story are ten articles, one story, and as
/// many sources as printed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Frequency {
    /// In all documents.
    pub all: Rate,
    /// In one document per duplicate group.
    pub unique: Rate,
    /// In one document per duplicate group and source: what two newspapers print counts twice, what one newspaper prints
    /// twice counts once. Without intervals.
    pub by_source: Rate,
    /// Sources with a hit; documents that name none are one source.
    pub sources: u64,
}

/// A count and its rates, pooled: all hits over all syllables, not a mean of the documents' rates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rate {
    /// Hits.
    pub count: u64,
    /// Documents with a hit.
    pub articles: u64,
    /// Hits per million syllables; 0 where there are none.
    pub per_million: f64,
    /// Hits per document, of those without a hit too.
    pub per_article: f64,
    /// 95 % interval of `per_million` by [`Bootstrap`](crate::statistics::interval::Bootstrap) over duplicate groups;
    /// none where there are fewer than two.
    pub interval: Option<Interval>,
    /// Exact 95 % interval of `per_million` if hits were independent ([`poisson_exact`]); none where there are no
    /// syllables.
    ///
    /// [`poisson_exact`]: crate::statistics::interval::poisson_exact
    pub poisson: Option<Interval>,
}

/// A phrase family in the whole collection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyRow {
    /// Id of the family.
    pub family: String,
    /// Its official name.
    pub name: String,
    /// Campaign, slogan or set phrase.
    pub kind: FamilyKind,
    /// How often.
    pub frequency: Frequency,
    /// Hits left out of the counts because the article prints the passage twice.
    pub repeated: u64,
    /// Date of the earliest dated hit.
    pub first: Option<String>,
    /// Date of the latest dated hit.
    pub last: Option<String>,
}

/// One form of a family.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhraseRow {
    /// Id of the family.
    pub family: String,
    /// The form, as the family's description writes it.
    pub variant: String,
    /// How often.
    pub frequency: Frequency,
    /// Hits left out of the counts because the article prints the passage twice.
    pub repeated: u64,
}

/// A family in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodRow {
    /// `2013`, `2013-Q2` or `2013-05`; `undated` of articles without a date, or with one that does not say so much.
    pub period: String,
    /// Id of the family.
    pub family: String,
    /// How often, per million syllables of the period.
    pub frequency: Frequency,
    /// Documents of the period.
    pub period_articles: u64,
    /// Syllables of the period.
    pub period_syllables: u64,
}

/// A form's share of its family in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VariantRow {
    /// As in [`PeriodRow::period`].
    pub period: String,
    /// Id of the family.
    pub family: String,
    /// The form, as the family's description writes it.
    pub variant: String,
    /// Hits in all documents of the period.
    pub count: u64,
    /// Hits in one document per duplicate group.
    pub count_unique: u64,
    /// `count_unique` by that of the whole family; none where that is 0.
    pub share: Option<f64>,
    /// Wilson's 95 % interval of the share.
    pub interval: Option<Interval>,
}

/// What the rate of a family does over the periods: hits per million syllables, one document per duplicate group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendRow {
    /// Id of the family.
    pub family: String,
    /// Dated periods with articles.
    pub periods: u64,
    /// Kendall's τ of rate and time.
    pub tau: f64,
    /// Standard score of the Mann-Kendall test.
    pub z: f64,
    /// Its two-sided p-value.
    pub p: f64,
    /// Standard score corrected for autocorrelation (Hamed and Rao); none where the correction fails.
    pub z_hamed_rao: Option<f64>,
    /// Its p-value.
    pub p_hamed_rao: Option<f64>,
    /// The larger of the two p-values, adjusted for the number of families (Benjamini and Hochberg).
    pub p_adjusted: f64,
    /// Which way, where `p_adjusted` is at most 0.05.
    pub direction: Option<Direction>,
    /// Sen's slope, hits per million syllables a year.
    pub slope: f64,
    /// Its 95 % interval.
    pub slope_interval: Interval,
    /// First period behind the likeliest change (Pettitt's test).
    pub change: Option<String>,
    /// P-value of that change, not adjusted.
    pub change_p: f64,
    /// Pooled rate of the periods before the change.
    pub before: f64,
    /// Pooled rate from the change on.
    pub after: f64,
}

/// Where a series goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Up.
    Rising,
    /// Down.
    Falling,
}

impl Direction {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Rising => "rising",
            Direction::Falling => "falling",
        }
    }
}

/// A hit in an article that is older than the family's first document: the date of the article is wrong, the phrase is
/// older than its campaign, or the form says something else.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnachronismRow {
    /// Id of the document.
    pub document: String,
    /// Its publication date.
    pub date: String,
    /// Where the date was found.
    pub date_from: Option<&'static str>,
    /// Id of the family.
    pub family: String,
    /// The text as the article has it.
    pub surface: String,
    /// First byte in the input text.
    pub start: u32,
    /// One past the last byte in the input text.
    pub end: u32,
    /// Since when there is the family: `2006-11-07`, `2006-11` or `2006`.
    pub founded: String,
    /// The document of that date; none where the date is the family's own start.
    pub founded_by: Option<String>,
    /// Whether that document was read by who described the family.
    pub verified: bool,
}

/// A document that articles cite by its number: `05-CT/TW`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NumberRow {
    /// The number in one spelling, `TƯ`, `T.Ư` and `T.W` as `TW`.
    pub number: String,
    /// The date beside it, where that tells which document it is, or that it is none of these.
    pub date: Option<String>,
    /// Citations, in all documents.
    pub count: u64,
    /// Documents that cite it.
    pub articles: u64,
    /// Families whose founding documents have this number; more than one where it is ambiguous.
    pub families: Vec<String>,
    /// The documents that it may be, with their dates: `Chỉ thị 03-CT/TW (2011-05-14)`; those that it is not, where its
    /// own date is another one.
    pub documents: Vec<String>,
    /// The name of a [`Certainty`](crate::phrase::Certainty).
    pub reading: &'static str,
}

/// One hit of a phrase family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitRow {
    /// Id of the document.
    pub document: String,
    /// Id of the family.
    pub family: String,
    /// The form.
    pub variant: String,
    /// The text as the article has it.
    pub surface: String,
    /// First byte in the input text.
    pub start: u32,
    /// One past the last byte in the input text.
    pub end: u32,
    /// What the bytes are counted in: `text`, or `title` for the title field of a record whose text does not have it.
    #[serde(deserialize_with = "word::field")]
    pub field: Word,
    /// Role of the line it stands in.
    pub region: Role,
    /// Whether another copy of the passage in the same article is the one that counts.
    pub repeated: bool,
    /// What else is to be said of it.
    #[serde(deserialize_with = "word::flags")]
    pub flags: Vec<Word>,
    /// Families whose hits hold this one.
    pub nested_in: Vec<String>,
    /// Publication date of the document.
    pub date: Option<String>,
    /// Source of the document.
    pub source: Option<String>,
    /// Topic cluster of the document; none before clustering.
    pub cluster: Option<u32>,
    /// The document that this one is a copy of.
    pub copy_of: Option<String>,
}

impl HitRow {
    /// Whether the hit stands in what the author wrote: title, lead, body or caption. Only such hits are counted.
    pub fn is_content(&self) -> bool {
        self.region.is_content()
    }

    /// Whether the policy counts it, the second printings of a passage apart; `nested` is its family's.
    pub fn counts(&self, policy: CountPolicy, nested: Nested) -> bool {
        self.is_content() && policy.counts(Flags::of_names(&self.flags), !self.nested_in.is_empty(), nested)
    }
}

/// A pair of documents that repeat each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DuplicateRow {
    /// Id of the fuller document.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// `exact`, `normalised`, `near`, `contains`, `merges`, `cut`, `same_form`, `shares_passage`.
    pub relation: &'static str,
    /// Shared over all distinct shingles.
    pub jaccard: f64,
    /// Share of the shingles of `a` that `b` has.
    pub containment_a: f64,
    /// Share of the shingles of `b` that `a` has.
    pub containment_b: f64,
    /// What becomes of `b`: `copy` where it is counted as one, else `kept`.
    pub decision: &'static str,
    /// The same in words.
    pub reason: String,
}

/// A passage that an article prints again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatRow {
    /// Id of the document.
    pub document: String,
    /// The line that repeats, from 1.
    pub line: usize,
    /// The line it repeats, from 1.
    pub repeats: usize,
    /// `exact`, `prefix`, `cut` or `folded`.
    #[serde(deserialize_with = "word::how")]
    pub how: Word,
    /// First byte of the passage in `line`, in the input text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The beginning of the passage.
    pub text: String,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentRow {
    /// Its id.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Newspaper, site or collection.
    pub source: Option<String>,
    /// Publication date.
    pub date: Option<String>,
    /// Where the date was found.
    pub date_from: Option<&'static str>,
    /// Syllables of title, lead, body and captions.
    pub syllables: u32,
    /// Topic cluster.
    pub cluster: Option<u32>,
    /// Cosine with the centroid of the cluster.
    pub similarity: Option<f64>,
    /// Its place on the plane of the first two principal components, where it has a topic: a sketch, see
    /// [`crate::cluster::plane`].
    pub x: Option<f64>,
    /// The other coordinate.
    pub y: Option<f64>,
    /// The document that this one is a copy of.
    pub copy_of: Option<String>,
}

/// One group of articles: a topic, or an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClusterRow {
    /// Its number, by size.
    pub cluster: u32,
    /// Documents, copies left out.
    pub documents: usize,
    /// Their copies.
    pub copies: usize,
    /// The words and word pairs that tell it from the rest, the most telling first.
    pub words: Vec<String>,
    /// Names of the phrase families that do.
    pub phrases: Vec<String>,
    /// Ids of the most typical documents.
    pub typical: Vec<String>,
    /// Its first day, `2012-05-14`, of the documents that have one.
    pub first: Option<String>,
    /// Its last day.
    pub last: Option<String>,
    /// Its sources with their number of documents, the largest first.
    pub sources: Vec<(String, usize)>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermRow {
    /// The word as it is written most often.
    pub term: String,
    /// Occurrences, one document per duplicate group.
    pub count: u64,
    /// Documents, one per duplicate group.
    pub documents: u32,
    /// Inverse document frequency, `ln((1 + n) / (1 + df)) + 1`.
    pub idf: f64,
    /// Mean TF-IDF weight over all documents: what the collection is about. 0 for words in one document, or in more
    /// than half of them.
    pub weight: f64,
}

/// How often each word stands in each document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WordCounts {
    /// Documents × words, the rows in the order of [`Report::documents`].
    pub counts: Counts,
    /// Each column's word as it is written most often.
    pub labels: Vec<String>,
}
