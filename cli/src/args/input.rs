//! What is read, and how.

use chinhluan::read::{Fields, Format, Inputs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What is read, and how.
#[derive(Args)]
pub struct Input {
    /// Files or folders; `-` or none is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Format of the input, where the file name does not tell
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Field that holds the id
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// Field that holds the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// Field that holds the headline
    #[arg(long, value_name = "NAME", default_value = "title")]
    title_field: String,
    /// Field that holds the publication date
    #[arg(long, value_name = "NAME", default_value = "date")]
    date_field: String,
    /// Field that holds the newspaper or site
    #[arg(long, value_name = "NAME", default_value = "source")]
    source_field: String,
    /// Field that holds the address
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,
    /// Threads to work on; all cores if not given
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
enum InputFormat {
    /// One document a file
    Txt,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated, with a header line
    Csv,
    /// Tab-separated, with a header line
    Tsv,
    /// One web page a file
    Html,
    /// A web archive, WARC or WET
    Warc,
    /// An Apache Parquet table
    Parquet,
}

impl Input {
    /// Other files or folders, read in the same way.
    pub fn others(&self, paths: &[PathBuf]) -> Inputs {
        Inputs { paths: paths.to_vec(), ..self.inputs() }
    }

    /// Files and folders that were named.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Name of the field that holds the text of a record.
    pub fn text_field(&self) -> &str {
        &self.text_field
    }

    /// Whether any path was given.
    pub fn is_named(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Bytes there are to read, where files lie as they are: of compressed ones nobody knows before.
    pub fn bytes(&self) -> Option<u64> {
        const PACKED: [&str; 4] = ["gz", "zst", "parquet", "warc"];
        let files = self.paths.iter().flat_map(walkdir::WalkDir::new);
        let size = |file: walkdir::Result<walkdir::DirEntry>| {
            let file = file.ok()?;
            let ending = file.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if PACKED.contains(&ending) {
                return None;
            }
            let metadata = file.metadata().ok()?;
            Some(if metadata.is_file() { metadata.len() } else { 0 })
        };
        files.map(size).sum::<Option<u64>>().filter(|&bytes| bytes > 0)
    }

    /// The inputs as the library opens them.
    pub fn inputs(&self) -> Inputs {
        let format = self.input_format.map(|format| match format {
            InputFormat::Txt => Format::Text,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
            InputFormat::Html => Format::Html,
            InputFormat::Warc => Format::Warc,
            InputFormat::Parquet => Format::Parquet,
        });
        let paths = if self.paths.is_empty() { vec!["-".into()] } else { self.paths.clone() };
        let fields = Fields {
            id: self.id_field.clone(),
            text: self.text_field.clone(),
            title: self.title_field.clone(),
            date: self.date_field.clone(),
            source: self.source_field.clone(),
            url: self.url_field.clone(),
        };
        Inputs { paths, format, fields, ..Inputs::default() }
    }
}
