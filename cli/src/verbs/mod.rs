//! One file a verb.

pub mod archive;
pub mod bench;
pub mod classify;
pub mod cluster;
pub mod concordance;
pub mod convert;
pub mod dedup;
pub mod diff;
pub mod discover;
pub mod evaluate;
pub mod families;
pub mod index;
pub mod keyness;
pub mod merge;
pub mod passages;
pub mod phrases;
pub mod report;
pub mod restore;
pub mod segment;
pub mod serve;
pub mod shell;
pub mod similar;
pub mod structure;
pub mod train;
pub mod vectors;
