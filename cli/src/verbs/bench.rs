//! `bench`: how fast every stage and other tools are on the user's own text, and how far they agree.

mod memory;
mod peer;
mod sample;
mod stage;

use crate::args::{Bench as Args, BenchFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
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
    /// Megabytes a second: median, slowest and fastest run, without the time to load.
    mb_per_s: f64,
    slowest: f64,
    fastest: f64,
    syllables_per_s: f64,
    /// Seconds from start to end on a text of one line.
    load_s: Option<f64>,
    /// Peak resident memory.
    peak_mb: Option<f64>,
    /// How many times as fast our `segment` is, of median and median.
    ours_is_times: Option<f64>,
    /// F1 of its words against ours, in percent: 100 where both segment alike.
    agreement: Option<f64>,
}

pub fn run(args: &Args) -> Outcome<Completeness> {
    if args.repeat == 0 {
        return Err(Failure::new("--repeat must be at least 1"));
    }
    models::use_threads(&args.input)?;
    let mut skipped = Skipped::default();
    let sample = Sample::read(&args.input, args.megabytes, &mut skipped)?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let mut stages = Stages::new(&sample, &segmenter)?;
    let mut peers = vec![Peer::ours(args)?];
    peers.extend(args.against.iter().map(|command| Peer::command(command)));

    say(&format!(
        "{:.1} MB, {} syllables, {} runs each",
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
    write(&rows, args.format)?;
    Ok(skipped.conclude())
}

fn rows(sample: &Sample, stages: &Stages, peers: &[Peer]) -> Outcome<Vec<Row>> {
    let syllables = stages.syllables() as f64;
    let row = |name: &str, times: &[Duration], load: Option<Duration>| {
        let mut seconds: Vec<f64> = times
            .iter()
            .map(|time| time.saturating_sub(load.unwrap_or_default()).as_secs_f64().max(1e-9))
            .collect();
        seconds.sort_by(f64::total_cmp);
        let median = seconds[seconds.len() / 2];
        Row {
            name: name.to_owned(),
            mb_per_s: sample.megabytes() / median,
            slowest: sample.megabytes() / seconds[seconds.len() - 1],
            fastest: sample.megabytes() / seconds[0],
            syllables_per_s: syllables / median,
            load_s: load.map(|load| load.as_secs_f64()),
            peak_mb: None,
            ours_is_times: None,
            agreement: None,
        }
    };
    let mut rows: Vec<Row> = stages.times().map(|(name, times)| row(name, times, None)).collect();
    let ours = peers[0].words()?;
    for peer in peers {
        rows.push(Row {
            peak_mb: peer.peak_bytes().map(|bytes| bytes as f64 / 1e6),
            agreement: peer.agreement(&ours)?,
            ..row(peer.name(), peer.times(), Some(peer.load()))
        });
    }
    let speed_of_ours = rows[rows.len() - peers.len()].mb_per_s;
    rows.iter_mut().for_each(|row| row.ours_is_times = Some(speed_of_ours / row.mb_per_s));
    Ok(rows)
}

fn write(rows: &[Row], format: BenchFormat) -> Outcome<()> {
    let mut out = io::stdout().lock();
    match format {
        BenchFormat::Json => {
            serde_json::to_writer_pretty(&mut out, rows)?;
            writeln!(out)?;
        }
        BenchFormat::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            for row in rows {
                csv.serialize(row).map_err(|error| Failure::new(format!("standard output: {error}")))?;
            }
            csv.flush()?;
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
                    format!("{:.1}", row.mb_per_s),
                    format!("{:.1}", row.slowest),
                    format!("{:.1}", row.fastest),
                    format!("{:.0}", row.syllables_per_s),
                    or_none(row.load_s, 3),
                    or_none(row.peak_mb, 0),
                    or_none(row.ours_is_times, 2),
                    or_none(row.agreement, 2),
                ]
            });
            writeln!(out, "{}", table(&header, rows))?;
        }
    }
    Ok(())
}
