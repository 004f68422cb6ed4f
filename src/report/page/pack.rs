//! Data as the page carries it.

use flate2::{Compression, GzBuilder};
use std::io::Write;

/// Compressed without a time or a name: equal data, equal bytes.
pub(super) fn gzip(data: &[u8]) -> Vec<u8> {
    let mut packed = GzBuilder::new().write(Vec::with_capacity(data.len() / 3), Compression::default());
    // Writing into memory cannot fail.
    let _ = packed.write_all(data);
    packed.finish().unwrap_or_default()
}
