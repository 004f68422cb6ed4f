//! One file a verb.

pub mod archive;
pub mod bench;
pub mod cluster;
pub mod convert;
pub mod dedup;
pub mod diff;
pub mod evaluate;
pub mod phrases;
pub mod report;
pub mod restore;
pub mod segment;
pub mod shell;
pub mod similar;
pub mod structure;
pub mod train;
pub mod vectors;
