//! A tool that reads lines and writes lines, as a process of its own.

use super::memory::watched;
use super::sample::Sample;
use crate::args::Bench as Args;
use crate::failure::{Failure, Outcome};
use chinhluan::segment::score::Scores;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};
use tempfile::NamedTempFile;

pub struct Peer {
    name: String,
    program: String,
    arguments: Vec<String>,
    times: Vec<Duration>,
    loads: Vec<Duration>,
    peak_bytes: u64,
    output: Option<NamedTempFile>,
}

impl Peer {
    /// Our own `segment`, as a process like the others, on the threads that were asked for or one.
    pub fn ours(args: &Args) -> Outcome<Self> {
        let program = env::current_exe()
            .map_err(|error| Failure::new(format!("cannot find this program: {error}")))?
            .display()
            .to_string();
        let threads = args.input.threads.unwrap_or(1).to_string();
        let mut arguments: Vec<String> =
            ["segment", "--input-format", "txt", "--threads", &threads].map(String::from).to_vec();
        for (flag, file) in [("--model", &args.models.model), ("--lexicon", &args.models.lexicon)] {
            if let Some(file) = file {
                arguments.extend([flag.to_owned(), file.display().to_string()]);
            }
        }
        Ok(Self::new(format!("chinhluan segment --threads {threads}"), program, arguments))
    }

    /// A command line for the system's shell.
    pub fn command(command: &str) -> Self {
        let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
        Self::new(command.to_owned(), shell.to_owned(), vec![flag.to_owned(), command.to_owned()])
    }

    fn new(name: String, program: String, arguments: Vec<String>) -> Self {
        Self { name, program, arguments, times: Vec::new(), loads: Vec::new(), peak_bytes: 0, output: None }
    }

    /// Feeds it one line, then all.
    pub fn run(&mut self, sample: &Sample) -> Outcome<()> {
        let (load, _, _) = self.feed(sample.one_line.path())?;
        let (time, peak, output) = self.feed(sample.file.path())?;
        self.loads.push(load);
        self.times.push(time);
        self.peak_bytes = self.peak_bytes.max(peak);
        self.output = Some(output);
        Ok(())
    }

    /// Time from start to end, peak memory, and what it wrote.
    fn feed(&self, input: &Path) -> Outcome<(Duration, u64, NamedTempFile)> {
        let failed = |error: std::io::Error| Failure::new(format!("cannot run `{}`: {error}", self.name));
        let output = NamedTempFile::new().map_err(failed)?;
        let start = Instant::now();
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(fs::File::open(input).map_err(failed)?)
            .stdout(output.reopen().map_err(failed)?)
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(failed)?;
        let ((status, time), peak) = watched(child.id(), || (child.wait(), start.elapsed()));
        let status = status.map_err(failed)?;
        if !status.success() {
            return Err(Failure::new(format!("`{}` ended with {status}", self.name)));
        }
        Ok((time, peak, output))
    }

    /// Drops what was measured so far; what it wrote stays.
    pub fn forget(&mut self) {
        self.times.clear();
        self.loads.clear();
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn times(&self) -> &[Duration] {
        &self.times
    }

    /// The shortest time for one line.
    pub fn load(&self) -> Duration {
        self.loads.iter().min().copied().unwrap_or_default()
    }

    pub fn peak_bytes(&self) -> Option<u64> {
        (self.peak_bytes > 0).then_some(self.peak_bytes)
    }

    /// What it wrote last.
    pub fn words(&self) -> Outcome<Vec<u8>> {
        let Some(output) = &self.output else { return Ok(Vec::new()) };
        fs::read(output.path())
            .map_err(|error| Failure::new(format!("cannot read what `{}` wrote: {error}", self.name)))
    }

    /// Why it did not do what was asked of it: a line for a line.
    pub fn unlike(&self, sample: &Sample) -> Outcome<Option<String>> {
        let lines = |text: &[u8]| text.iter().filter(|&&byte| byte == b'\n').count();
        let (read, written) = (lines(sample.text.as_bytes()), lines(self.words()?.trim_ascii()) + 1);
        Ok((read != written).then(|| format!("wrote {written} lines for {read}")))
    }

    /// F1 of its words against `ours`, in percent; the reason, where it did not write the text it read.
    pub fn agreement(&self, ours: &[u8]) -> Outcome<Result<f64, String>> {
        let scores = Scores::of(ours, self.words()?.as_slice());
        Ok(scores.map(|scores| 100.0 * scores.total().f1()).map_err(|error| error.in_words()))
    }
}
