//! The page: one self-contained HTML file that researchers look at, check and quote.
//!
//! Rust gives it data, as JSON that is compressed and in base64, so that nothing that an article says is ever read as
//! markup; the front end in `front/`, built and committed, shows it. Its script and style are named by their hashes in
//! the page's security policy, and nothing else runs or loads.

mod article;
mod data;
mod pack;
mod sample;
#[cfg(test)]
mod tests;
mod texts;
mod utf16;

pub(super) use article::{ArticleView, HitView, LineView};
pub(super) use texts::{Chunks, Texts};

use super::{Output, Period, Report, Resource};
use crate::read::FileRead;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use data::{ArticleLines, Contexts, PageData, role_index};
use maud::{DOCTYPE, PreEscaped, html};
use pack::gzip;
use rayon::prelude::*;
use sample::Sample;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const SCRIPT: &str = include_str!("front/dist/page.js");
const STYLE: &str = include_str!("front/dist/page.css");

/// The language that a page begins in; its reader can change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Vietnamese.
    #[serde(rename = "vi")]
    Vietnamese,
}

impl Language {
    fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Vietnamese => "vi",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Language::English => "Phrases, copies and topics – chinhluan",
            Language::Vietnamese => "Cụm từ, bài trùng lặp và chủ đề – chinhluan",
        }
    }

    fn without_script(self) -> &'static str {
        match self {
            Language::English => {
                "This page needs JavaScript, which it holds itself: it loads nothing. The same figures stand in the CSV \
                 files beside it."
            }
            Language::Vietnamese => {
                "Trang này cần JavaScript (có sẵn trong trang, không tải gì từ bên ngoài). Các số liệu cũng có trong \
                 những tệp CSV nằm cùng thư mục."
            }
        }
    }
}

/// What the page says of how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct RunNotes {
    /// The command that repeats the run.
    pub command: String,
    /// All settings, as the manifest has them.
    pub settings: serde_json::Value,
    /// What rates over time are counted by.
    pub period: Period,
    /// Seed of the random choices.
    pub seed: u64,
    /// The segmentation model.
    pub model: Resource,
    /// The phrase families.
    pub gazetteer: Resource,
    /// Every input file.
    pub inputs: Vec<FileRead>,
}

/// `report.html`.
pub struct Page {
    /// The language it begins in.
    pub language: Language,
    /// How it was made.
    pub run: RunNotes,
    /// Whether the articles are files beside the page: see [`Page::files`].
    pub site: bool,
}

impl Output for Page {
    fn file_name(&self) -> String {
        "report.html".into()
    }

    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        let sample = if self.site { Sample::all(report) } else { Sample::for_one_page(report) };
        let mut parts = vec![("data".to_owned(), packed(&PageData::of(report, self, &sample))?)];
        if !self.site {
            parts.extend(articles(report, &sample)?);
        }
        let parts: Vec<(String, String)> =
            parts.into_par_iter().map(|(name, data)| (name, STANDARD.encode(&data))).collect();
        to.write_all(self.html(&parts).as_bytes())
    }
}

impl Page {
    /// Whether the page has every article, and not a sample.
    pub fn holds_all(&self, report: &Report) -> bool {
        self.site || Sample::for_one_page(report).why().is_none()
    }

    /// The files of a site besides the page: names, and contents that are compressed with gzip.
    ///
    /// # Errors
    /// If the data cannot be written as JSON, which is a fault of this library.
    pub fn files(&self, report: &Report) -> io::Result<Vec<(String, Vec<u8>)>> {
        let named = |(name, data)| (format!("{name}.json.gz"), data);
        Ok(articles(report, &Sample::all(report))?.into_iter().map(named).collect())
    }

    /// Whether a file is called as one of those of a site is, of this one or of another.
    pub fn is_file_of_site(name: &str) -> bool {
        let stem = name.strip_suffix(".json.gz").and_then(|name| name.split_once('-'));
        stem.is_some_and(|(kind, number)| {
            CHUNKED.contains(&kind) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    fn html(&self, parts: &[(String, String)]) -> String {
        let markup = html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(self.policy());
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.language.title()) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    div id="page" { noscript { p { (self.language.without_script()) } } }
                    @for (name, data) in parts {
                        script type="application/octet-stream" id=(name) { (PreEscaped(data)) }
                    }
                    script type="module" { (PreEscaped(SCRIPT)) }
                }
            }
        };
        markup.into_string()
    }

    /// Nothing runs or loads but what is named here; a site may also fetch its own files.
    fn policy(&self) -> String {
        let hash = |asset: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(asset)));
        let connect = if self.site { "connect-src 'self'; " } else { "" };
        format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; {connect}base-uri 'none'; form-action 'none'",
            hash(SCRIPT),
            hash(STYLE)
        )
    }
}

fn packed(data: &impl Serialize) -> io::Result<Vec<u8>> {
    Ok(gzip(&serde_json::to_vec(data)?))
}

/// What is parted into chunks, as it is called.
const CHUNKED: [&str; 3] = ["articles", "lines", "contexts"];

/// Texts, lines and contexts of the chunks of a sample.
fn articles(report: &Report, sample: &Sample) -> io::Result<Vec<(String, Vec<u8>)>> {
    let evidence = &report.evidence;
    let chunks = &evidence.chunks;
    let part = |(here, &chunk): (usize, &usize)| {
        let first = chunks.firsts[chunk];
        let end = chunks.firsts.get(chunk + 1).copied().unwrap_or(report.documents.len() as u32);
        let lines: Vec<ArticleLines> = (first..end).map(|document| lines(report, document)).collect();
        let hit = |document: u32| evidence.hits.partition_point(|hit| hit.document < document);
        let mut contexts = Contexts::default();
        for at in hit(first)..hit(end) {
            contexts.left.push(&evidence.hits[at].view.left);
            contexts.surface.push(&report.hits[at].surface);
            contexts.right.push(&evidence.hits[at].view.right);
        }
        let name = |kind: usize| format!("{}-{here}", CHUNKED[kind]);
        Ok([
            (name(0), chunks.packed[chunk].clone()),
            (name(1), packed(&lines)?),
            (name(2), packed(&contexts)?),
        ])
    };
    let parts: io::Result<Vec<_>> = sample.kept().par_iter().enumerate().map(part).collect();
    Ok(parts?.into_iter().flatten().collect())
}

fn lines(report: &Report, document: u32) -> ArticleLines {
    let mut columns = ArticleLines::default();
    for (number, line) in report.evidence.lines_of(document as usize).iter().enumerate() {
        columns.start.push(line.start);
        columns.end.push(line.end);
        columns.role.push(role_index(line.role));
        columns.repeats.push(line.repeats);
        if line.truncated {
            columns.truncated.push(number + 1);
        }
    }
    columns
}
