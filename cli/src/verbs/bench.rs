//! `bench`: how fast every stage and other tools are on the user's own text, and how far they agree.

mod memory;
mod peer;
mod sample;
mod stage;

use crate::args::{Bench as Args, BenchFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::to_stdout;
use crate::terminal::{Skipped, say, table};
use peer::Peer;
use sample::Sample;
use serde::Serialize;
use stage::Stages;
use std::io::{self, Write};
use std::time::Duration;

/// What was measured of one stage or tool. Megabytes are 10⁶ bytes of text.
#[derive(Serialize)]
struct Row {
    name: String,
    /// Megabytes a second: median, slowest and fastest run, without the time to load; none where `note` says why.
    mb_per_s: Option<f64>,
    slowest: Option<f64>,
    fastest: Option<f64>,
    syllables_per_s: Option<f64>,
    /// Seconds from start to end on a text of one line.
    load_s: Option<f64>,
    /// Peak resident memory.
    peak_mb: Option<f64>,
    /// How many times as fast our `segment` is, of median and median.
    ours_is_times: Option<f64>,
    /// F1 of its words against ours, in percent: 100 where both segment alike.
    agreement: Option<f64>,
    /// What could not be measured, and why.
    note: Option<String>,
}

/// Seconds below which what is measured of a stage, or of a process, is noise.
const STAGE: f64 = 1e-3;
const PROCESS: f64 = 0.05;

pub fn run(args: &Args) -> Outcome<Completeness> {
    if args.megabytes.is_nan() || args.megabytes <= 0.0 {
        return Err(Failure::new("--megabytes must be more than 0"));
    }
    models::use_threads(&args.input)?;
    let mut skipped = Skipped::default();
    let sample = Sample::read(&args.input, args.megabytes, &mut skipped)?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let mut stages = Stages::new(&sample, &segmenter)?;
    let mut peers = vec![Peer::ours(args)?];
    peers.extend(args.against.iter().map(|command| Peer::command(command)));

    say(&format!(
        "{:.2} MB, {} syllables, {} runs each",
        sample.megabytes(),
        stages.syllables(),
        args.repeat
    ));
    // The first round warms up. Within a round all take turns, so that what slows the machine slows all.
    for round in 0..=args.repeat {
        stages.run(&sample);
        for peer in &mut peers {
            peer.run(&sample)?;
        }
        if round == 0 {
            stages.forget();
            peers.iter_mut().for_each(Peer::forget);
        }
    }
    let rows = rows(&sample, &stages, &peers)?;
    to_stdout(|out| write(&rows, args.format, out))?;
    Ok(skipped.conclude())
}

fn rows(sample: &Sample, stages: &Stages, peers: &[Peer]) -> Outcome<Vec<Row>> {
    let syllables = stages.syllables() as f64;
    let measured = |name: &str, mut seconds: Vec<f64>, note: Option<String>| {
        seconds.sort_by(f64::total_cmp);
        let [median, longest, shortest] = [seconds.len() / 2, seconds.len() - 1, 0].map(|at| seconds[at]);
        let speed = |of: f64, seconds: f64| note.is_none().then(|| of / seconds);
        Row {
            name: name.to_owned(),
            mb_per_s: speed(sample.megabytes(), median),
            slowest: speed(sample.megabytes(), longest),
            fastest: speed(sample.megabytes(), shortest),
            syllables_per_s: speed(syllables, median),
            load_s: None,
            peak_mb: None,
            ours_is_times: None,
            agreement: None,
            note,
        }
    };
    let noise = |seconds: &[f64], least: f64, what: &str| {
        let is_noise = seconds.iter().any(|&seconds| seconds < least);
        is_noise.then(|| format!("takes {what}: give more text"))
    };
    let of_stage = |(name, times): (&str, &[Duration])| {
        let seconds: Vec<f64> = times.iter().map(Duration::as_secs_f64).collect();
        let note = noise(&seconds, STAGE, "under a millisecond");
        measured(name, seconds, note)
    };
    let mut rows: Vec<Row> = stages.times().map(of_stage).collect();
    let ours = peers[0].words()?;
    for peer in peers {
        let load = peer.load().as_secs_f64();
        let working: Vec<f64> = peer.times().iter().map(|time| time.as_secs_f64() - load).collect();
        let no_speed = peer.unlike(sample)?.or_else(|| {
            let least = "no longer than to load, or under a twentieth of a second";
            noise(&working, load.max(PROCESS), least)
        });
        let (agreement, incomparable) = match peer.agreement(&ours)? {
            Ok(agreement) => (Some(agreement), None),
            Err(reason) => (None, Some(format!("cannot be compared with ours: {reason}"))),
        };
        let mut row = measured(peer.name(), working, no_speed);
        row.load_s = Some(load);
        row.peak_mb = peer.peak_bytes().map(|bytes| bytes as f64 / 1e6);
        row.agreement = agreement;
        row.note = row.note.or(incomparable);
        rows.push(row);
    }
    let speed_of_ours = rows[rows.len() - peers.len()].mb_per_s;
    for row in &mut rows {
        row.ours_is_times = speed_of_ours.zip(row.mb_per_s).map(|(ours, other)| ours / other);
        if let Some(note) = &row.note {
            say(&format!("`{}`: {note}", row.name));
        }
    }
    Ok(rows)
}

fn write(rows: &[Row], format: BenchFormat, out: &mut impl Write) -> io::Result<()> {
    match format {
        BenchFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, rows)?;
            writeln!(out)
        }
        BenchFormat::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            rows.iter().try_for_each(|row| csv.serialize(row))?;
            csv.flush()
        }
        BenchFormat::Table => {
            let or_none = |value: Option<f64>, decimals: usize| {
                value.map_or_else(String::new, |value| format!("{value:.decimals$}"))
            };
            let header = [
                "",
                " MB/s",
                " slowest",
                " fastest",
                " syllables/s",
                " load s",
                " peak MB",
                " ours is ×",
                " agreement",
            ];
            let rows = rows.iter().map(|row| {
                vec![
                    row.name.clone(),
                    or_none(row.mb_per_s, 1),
                    or_none(row.slowest, 1),
                    or_none(row.fastest, 1),
                    or_none(row.syllables_per_s, 0),
                    or_none(row.load_s, 3),
                    or_none(row.peak_mb, 0),
                    or_none(row.ours_is_times, 2),
                    or_none(row.agreement, 2),
                ]
            });
            writeln!(out, "{}", table(&header, rows))
        }
    }
}
