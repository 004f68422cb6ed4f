//! Which articles a page holds.

use crate::report::Report;

/// Compressed bytes of texts in one page: as base64 four thirds of it, so that a page of 13,000 articles of three
/// kilobytes holds all and stays under 25 MB, which browsers open in a second or two.
const TEXTS: usize = 15 << 20;

/// Articles in one page. More make tables of a hundred megabytes, which a phone cannot hold.
const ARTICLES: usize = 60_000;

/// Why a page does not hold every article.
const WHY: &str = "The collection is larger than one page can hold. It has every n-th block of articles; the tables beside the page have all.";

/// The articles that a page holds: all, or every n-th chunk.
pub(super) struct Sample {
    /// The chunks that are kept, ascending.
    chunks: Vec<usize>,
    /// For each document its number in the page.
    here: Vec<Option<u32>>,
    /// For each document its chunk in the page and its place there.
    places: Vec<(u32, u32)>,
}

impl Sample {
    /// Every article.
    pub fn all(report: &Report) -> Self {
        Self::of(report, (0..report.evidence.chunks.packed.len()).collect())
    }

    /// As many as one page holds.
    pub fn for_one_page(report: &Report) -> Self {
        Self::within(report, TEXTS, ARTICLES)
    }

    /// Chunks in even steps, so many that about `texts` bytes and `articles` articles are kept.
    pub(super) fn within(report: &Report, texts: usize, articles: usize) -> Self {
        let chunks = &report.evidence.chunks.packed;
        let bytes: usize = chunks.iter().map(Vec::len).sum();
        let step = bytes.div_ceil(texts).max(report.documents.len().div_ceil(articles)).max(1);
        Self::of(report, (0..chunks.len()).step_by(step).collect())
    }

    fn of(report: &Report, chunks: Vec<usize>) -> Self {
        let (mut here, mut places) = (Vec::new(), Vec::new());
        let mut next = 0;
        for document in 0..report.documents.len() as u32 {
            let (chunk, place) = report.evidence.chunks.place(document);
            let kept = chunks.binary_search(&(chunk as usize)).ok();
            // A report without texts is one of tables alone.
            let is_kept = kept.is_some() || report.evidence.chunks.packed.is_empty();
            here.push(is_kept.then_some(next));
            next += u32::from(is_kept);
            places.push((kept.unwrap_or(0) as u32, place));
        }
        Self { chunks, here, places }
    }

    /// The number in the page of a document of the report.
    pub fn here(&self, document: u32) -> Option<u32> {
        self.here.get(document as usize).copied().flatten()
    }

    /// The documents of the report that the page holds, in order.
    pub fn documents(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.here).filter(|(_, here)| here.is_some()).map(|(document, _)| document)
    }

    /// The chunk in the page that has a document's text, and its place there.
    pub fn place(&self, document: u32) -> (u32, u32) {
        self.places[document as usize]
    }

    /// Number of chunks in the page.
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The chunks of the report that the page holds, in order.
    pub fn kept(&self) -> &[usize] {
        &self.chunks
    }

    /// Why something is missing; none where nothing is.
    pub fn why(&self) -> Option<&'static str> {
        self.here.iter().any(Option::is_none).then_some(WHY)
    }
}
