//! (being built)

pub mod encoding;
