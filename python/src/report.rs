//! `report`: the main job.

use crate::failure::{Error, raised, unknown};
use crate::phrases::{Families, policy};
use crate::pool;
use crate::words::{Segmenter, given_or_embedded};
use chinhluan::read::Inputs;
use chinhluan::report::{
    Export, Models, Output, Period, Pipeline, Report as Tables, Resource, RunSettings, Settings, TableFormat,
    outputs,
};
use pyo3::prelude::*;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::{Builder, NamedTempFile};

/// What the main job found: tables by name, the collection in figures.
#[pyclass(frozen, module = "chinhluan")]
pub struct Report {
    report: Tables,
}

/// Tables as `json.loads` reads them, a row a line.
fn lines() -> impl Iterator<Item = (String, Box<dyn Output>)> {
    let export = Export { tables: vec![TableFormat::Jsonl], ..Export::default() };
    outputs(&export).into_iter().filter_map(|output| {
        let name = output.file_name().strip_suffix(".jsonl")?.to_owned();
        Some((name, output))
    })
}

#[pymethods]
impl Report {
    /// Names of the tables.
    #[getter]
    fn tables(&self) -> Vec<String> {
        lines().map(|(name, _)| name).collect()
    }

    /// A table: a list of `dict`, one a row.
    fn table<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let mut rows = Vec::new();
        let written = py.detach(|| {
            let output = lines().find(|(known, _)| known == name);
            output.map(|(_, output)| output.write(&self.report, &mut rows))
        });
        match written {
            Some(written) => written.map_err(|error| Error::new_err(error.to_string()))?,
            None => {
                let known = self.tables();
                return Err(unknown("table", name, &known.iter().map(String::as_str).collect::<Vec<_>>()));
            }
        }
        let loads = py.import("json")?.getattr("loads")?;
        rows.split(|&byte| byte == b'\n')
            .filter(|row| !row.is_empty())
            .map(|row| loads.call1((row,)))
            .collect()
    }

    /// The collection in figures.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let summary =
            serde_json::to_string(&self.report.summary).map_err(|error| Error::new_err(error.to_string()))?;
        py.import("json")?.call_method1("loads", (summary,))
    }

    /// What was left out, and why.
    #[getter]
    fn skipped(&self) -> Vec<String> {
        self.report.skipped.iter().map(ToString::to_string).collect()
    }

    fn __repr__(&self) -> String {
        let summary = &self.report.summary;
        format!("<chinhluan.Report: {} articles, {} phrase hits>", summary.documents, summary.hits)
    }
}

/// Reads files and folders, and makes the tables of `chinhluan report`; with `out` it writes them there too.
#[pyfunction]
#[pyo3(signature = (paths, out=None, *, families=None, segmenter=None, topics=None, seed=1, period="year", count="longest"))]
#[expect(clippy::too_many_arguments, reason = "keywords of a Python function")]
pub fn report(
    py: Python<'_>,
    paths: &Bound<'_, PyAny>,
    out: Option<PathBuf>,
    families: Option<&Bound<'_, PyAny>>,
    segmenter: Option<&Bound<'_, Segmenter>>,
    topics: Option<usize>,
    seed: u64,
    period: &str,
    count: &str,
) -> PyResult<Report> {
    let paths: Vec<PathBuf> = match paths.extract::<PathBuf>() {
        Ok(path) => vec![path],
        Err(_) => paths.try_iter()?.map(|path| path?.extract()).collect::<PyResult<_>>()?,
    };
    let period = match period {
        "year" => Period::Year,
        "quarter" => Period::Quarter,
        "month" => Period::Month,
        _ => return Err(unknown("period", period, &["year", "quarter", "month"])),
    };
    let settings = Settings { topics, seed, period, count: policy(count)?, ..Settings::default() };
    let segmenter = given_or_embedded(py, segmenter)?;
    let (model, resource) = segmenter.get().resource();
    let families = Families::given_or_embedded(py, families)?;
    let (gazetteer, name, text) = families.get().gazetteer();
    let gazetteer = (gazetteer.clone(), Resource::of(name, text.as_bytes()));
    let done = pool::run(py, move |stop| -> chinhluan::Result<Tables> {
        let started = Instant::now();
        let mut documents = Inputs { paths, output: out.clone(), ..Inputs::default() }.open()?;
        if let Some(out) = &out {
            fs::create_dir_all(out)
                .and_then(|()| temporary(out).map(drop))
                .map_err(|error| at(out, error))?;
        }
        let pipeline = Pipeline::new(Models::new((*model).clone(), gazetteer.0)?, settings.clone());
        let finished = pipeline.run(&mut stop.ends(&mut documents), |_| ())?;
        let Some(out) = &out else { return Ok(finished.report) };
        if stop.is_said() {
            return Ok(finished.report);
        }
        let export = Export::default();
        for output in outputs(&export) {
            let path = out.join(output.file_name());
            whole(&path, |to| output.write(&finished.report, to)).map_err(|error| at(&path, error))?;
        }
        let settings = RunSettings::of(settings, export);
        let manifest = finished.manifest(started, settings, resource, gazetteer.1, &documents);
        let path = out.join("manifest.json");
        let written = whole(&path, |to| {
            serde_json::to_writer_pretty(&mut *to, &manifest)?;
            to.write_all(b"\n")
        });
        written.map_err(|error| at(&path, error))?;
        Ok(finished.report)
    })?;
    Ok(Report { report: done.map_err(raised)? })
}

fn at(path: &Path, error: io::Error) -> chinhluan::Error {
    chinhluan::Error::io(path.display().to_string(), error)
}

/// Writes a file that is there whole or not at all.
fn whole(path: &Path, write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(temporary(path.parent().unwrap_or(Path::new(".")))?);
    write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".chinhluan-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As an ordinary new file, less what the user's mask takes away; the default is for secrets.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
