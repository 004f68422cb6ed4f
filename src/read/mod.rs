//! (being built)

pub mod html;
