//! The texts of the articles in compressed chunks, so that a large collection never stands in memory whole.

use super::pack::gzip;
use rayon::prelude::*;

/// Bytes of JSON in a chunk: one click in the page unpacks so many, in a few milliseconds; much smaller ones would
/// compress worse.
const CHUNK: usize = 250_000;

/// Chunks that wait to be compressed at once, for every thread.
const WAITING: usize = 2;

/// Texts in the order in which they come.
#[derive(Default)]
pub(in crate::report) struct Texts {
    /// A JSON list without its end.
    open: String,
    full: Vec<String>,
    packed: Vec<Vec<u8>>,
    /// The number of the first article of each chunk.
    firsts: Vec<u32>,
    articles: u32,
}

/// All chunks, and which articles each has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::report) struct Chunks {
    /// JSON lists of articles, gzip.
    pub packed: Vec<Vec<u8>>,
    /// The number of the first article of each.
    pub firsts: Vec<u32>,
}

impl Texts {
    /// Takes the next article, a JSON object.
    pub fn add(&mut self, article: &str) {
        if self.open.is_empty() {
            self.firsts.push(self.articles);
            self.open.push('[');
        } else {
            self.open.push(',');
        }
        self.open.push_str(article);
        self.articles += 1;
        if self.open.len() >= CHUNK {
            self.close();
        }
        if self.full.len() >= WAITING * rayon::current_num_threads() {
            self.pack();
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.open.push(']');
            self.full.push(std::mem::take(&mut self.open));
        }
    }

    fn pack(&mut self) {
        let full = std::mem::take(&mut self.full);
        self.packed.par_extend(full.into_par_iter().map(|chunk| gzip(chunk.as_bytes())));
    }

    pub fn finish(mut self) -> Chunks {
        self.close();
        self.pack();
        Chunks { packed: self.packed, firsts: self.firsts }
    }
}

impl Chunks {
    /// The chunk that holds an article, and its place there.
    pub fn place(&self, article: u32) -> (u32, u32) {
        let chunk = self.firsts.partition_point(|&first| first <= article).saturating_sub(1);
        (chunk as u32, article - self.firsts.get(chunk).copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;

    #[test]
    fn every_article_is_where_its_place_says() {
        let article = |number: usize| serde_json::to_string(&"x".repeat(number * 997 % 60_000)).unwrap();
        let mut texts = Texts::default();
        (0..100).for_each(|number| texts.add(&article(number)));
        let chunks = texts.finish();
        assert!(chunks.packed.len() > 5);
        let unpacked: Vec<Vec<String>> = chunks
            .packed
            .iter()
            .map(|packed| serde_json::from_reader(GzDecoder::new(&packed[..])).unwrap())
            .collect();
        for number in 0..100 {
            let (chunk, place) = chunks.place(number);
            assert_eq!(unpacked[chunk as usize][place as usize].len(), number as usize * 997 % 60_000);
        }
    }
}
