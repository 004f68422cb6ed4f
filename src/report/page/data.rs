//! What the page is told, in the shape of `front/src/data.ts`, which documents every field.

mod filling;

use crate::article::Role;
use crate::phrase::FamilyKind;
use crate::read::FileRead;
use crate::report::{Resource, TermRow};
use serde::Serialize;

/// Changes whenever a page of an older version could not show the data.
const FORMAT: u32 = 1;
/// In the place of an index: no row.
const NONE: i64 = -1;

/// An index, or [`NONE`].
type Index = i64;
type Ends = Option<[f64; 2]>;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageData<'a> {
    format: u32,
    version: String,
    language: super::Language,
    site: bool,
    method: Method<'a>,
    summary: Summary<'a>,
    sources: Vec<&'a str>,
    roles: Vec<&'static str>,
    content_roles: Vec<bool>,
    date_origins: Vec<&'static str>,
    flags: Vec<&'static str>,
    families: Vec<Family<'a>>,
    variants: Vec<Variant<'a>>,
    periods: Vec<Period<'a>>,
    shares: Shares,
    documents: Documents<'a>,
    hits: Hits,
    found: Vec<FoundPhrase<'a>>,
    proposed: String,
    reference: Option<&'a str>,
    relations: Vec<Relation<'a>>,
    repeats: Vec<Repeat<'a>>,
    anachronisms: Vec<Anachronism<'a>>,
    numbers: Vec<DocumentNumber<'a>>,
    terms: &'a [TermRow],
    terms_of: usize,
    clusters: Vec<Cluster<'a>>,
    chunks: usize,
    sampled: Option<Sampled<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Method<'a> {
    command: &'a str,
    settings: &'a serde_json::Value,
    policy: String,
    policy_in_words: &'static str,
    period: crate::report::Period,
    seed: u64,
    model: &'a Resource,
    gazetteer: &'a Resource,
    inputs: &'a [FileRead],
    inputs_of: usize,
    skipped: Vec<String>,
    skipped_of: usize,
    lists: &'a [String],
    lists_of: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary<'a> {
    documents: usize,
    skipped: usize,
    lists: usize,
    undated: usize,
    first: Option<&'a str>,
    last: Option<&'a str>,
    sources: Vec<usize>,
    syllables: u64,
    syllables_unique: u64,
    bytes: u64,
    duplicate_groups: usize,
    copies: usize,
    repeating: usize,
    hits: usize,
    hits_repeated: usize,
    hits_aside: usize,
    hits_uncounted: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageRate {
    count: u64,
    articles: u64,
    per_million: f64,
    per_article: f64,
    interval: Ends,
    poisson: Ends,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageFrequency {
    all: PageRate,
    unique: PageRate,
    by_source: PageRate,
    sources: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Family<'a> {
    id: &'a str,
    name: &'a str,
    kind: FamilyKind,
    start: Option<&'a str>,
    documents: Vec<Founding<'a>>,
    note: Option<&'a str>,
    frequency: Option<PageFrequency>,
    repeated: u64,
    first: Option<&'a str>,
    last: Option<&'a str>,
    trend: Option<Trend<'a>>,
}

#[derive(Serialize)]
struct Founding<'a> {
    number: &'a str,
    date: Option<&'a str>,
    source: Option<&'a str>,
    verified: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trend<'a> {
    periods: u64,
    tau: f64,
    z: f64,
    p: f64,
    p_hamed_rao: Option<f64>,
    p_adjusted: f64,
    direction: Option<&'static str>,
    slope: f64,
    slope_interval: Ends,
    change: Option<&'a str>,
    change_p: f64,
    before: f64,
    after: f64,
}

#[derive(Serialize)]
struct Variant<'a> {
    family: usize,
    form: &'a str,
    frequency: Option<PageFrequency>,
    repeated: u64,
}

#[derive(Serialize)]
struct Period<'a> {
    name: &'a str,
    articles: u64,
    syllables: u64,
    families: Vec<PageFrequency>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Shares {
    period: Vec<usize>,
    variant: Vec<usize>,
    count: Vec<u64>,
    count_unique: Vec<u64>,
    share: Vec<Option<f64>>,
    low: Vec<Option<f64>>,
    high: Vec<Option<f64>>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Documents<'a> {
    id: Vec<&'a str>,
    title: Vec<Option<&'a str>>,
    source: Vec<Index>,
    date: Vec<Option<&'a str>>,
    date_from: Vec<Index>,
    period: Vec<Index>,
    syllables: Vec<u32>,
    length: Vec<u32>,
    unique: Vec<u8>,
    group: Vec<Index>,
    first_of_source: Vec<u8>,
    cluster: Vec<Index>,
    similarity: Vec<Option<f64>>,
    x: Vec<Option<f64>>,
    y: Vec<Option<f64>>,
    chunk: Vec<u32>,
    place: Vec<u32>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Hits {
    document: Vec<u32>,
    family: Vec<usize>,
    variant: Vec<usize>,
    region: Vec<usize>,
    start: Vec<u32>,
    end: Vec<u32>,
    in_title: Vec<u8>,
    flags: Vec<u32>,
    status: Vec<u8>,
    nested_in: Vec<Vec<usize>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FoundPhrase<'a> {
    phrase: &'a str,
    forms: &'a [String],
    words: usize,
    count: u32,
    documents: u32,
    range: u32,
    dispersion: Option<f64>,
    association: f64,
    score: f64,
    quoted: f64,
    log_ratio: Option<f64>,
    log_ratio_interval: Ends,
    is_bound: bool,
    g2: Option<f64>,
    p_adjusted: Option<f64>,
    articles: Vec<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Relation<'a> {
    a: u32,
    b: u32,
    relation: &'static str,
    jaccard: f64,
    containment_a: f64,
    containment_b: f64,
    decision: &'static str,
    reason: &'a str,
    /// First byte and end in `a`, the same in `b`, and the length in words.
    passages: Vec<[u32; 5]>,
}

#[derive(Serialize)]
struct Repeat<'a> {
    document: u32,
    line: usize,
    repeats: usize,
    how: &'a str,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Anachronism<'a> {
    hit: u32,
    founded: &'a str,
    founded_by: Option<&'a str>,
    verified: bool,
}

#[derive(Serialize)]
struct DocumentNumber<'a> {
    number: &'a str,
    date: Option<&'a str>,
    count: u64,
    articles: u64,
    families: Vec<usize>,
    documents: &'a [String],
    reading: &'static str,
}

#[derive(Serialize)]
struct Cluster<'a> {
    documents: usize,
    copies: usize,
    words: &'a [String],
    phrases: &'a [String],
    typical: Vec<u32>,
    first: Option<&'a str>,
    last: Option<&'a str>,
    sources: Vec<SourceShare>,
}

#[derive(Serialize)]
struct SourceShare {
    source: usize,
    documents: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sampled<'a> {
    kept: usize,
    of: usize,
    hits_kept: usize,
    hits_of: usize,
    why: &'a str,
}

/// The words around the hits of a chunk of articles.
#[derive(Default, Serialize)]
pub(super) struct Contexts<'a> {
    pub left: Vec<&'a str>,
    pub surface: Vec<&'a str>,
    pub right: Vec<&'a str>,
}

/// The lines of an article as columns.
#[derive(Default, Serialize)]
pub(super) struct ArticleLines {
    pub start: Vec<u32>,
    pub end: Vec<u32>,
    pub role: Vec<usize>,
    pub repeats: Vec<u32>,
    pub truncated: Vec<usize>,
}

/// The place of a role in the list of roles.
pub(super) fn role_index(role: Role) -> usize {
    role as usize
}
