//! `proposed.toml`: phrases that recur and that no family covers, as families to be read and accepted.

use super::{Output, Report};
use crate::discover::propose;
use std::io::{self, Write};

pub(super) struct Proposed;

impl Output for Proposed {
    fn file_name(&self) -> String {
        "proposed.toml".into()
    }

    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(propose(&report.discovered).as_bytes())
    }
}
