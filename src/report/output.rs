//! One file of a report's output folder.

use super::{Report, csv, hits, html};
use std::io::{self, Write};

/// Writes one file of the output folder.
pub trait Output {
    /// Name of the file in the output folder.
    fn file_name(&self) -> &'static str;

    /// Writes the file.
    ///
    /// # Errors
    /// When `to` fails.
    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()>;
}

/// Every file of the output folder except the manifest, which is not the same for two equal runs.
pub fn outputs() -> Vec<Box<dyn Output>> {
    let mut outputs: Vec<Box<dyn Output>> = vec![Box::new(html::Page), Box::new(hits::Hits)];
    outputs.extend(csv::TABLES.into_iter().map(|table| Box::new(table) as Box<dyn Output>));
    outputs
}
