//! Matrices as files: Matrix Market, NumPy's arrays, SciPy's sparse matrices.

use chinhluan::tfidf::Vectors;
use npyz::{AutoSerialize, DType, Serialize, WriteOptions, WriterBuilder};
use serde_json::json;
use std::io::{self, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Matrix Market, coordinate, real; rows and columns from 1.
pub fn write_mtx(vectors: &Vectors, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "%%MatrixMarket matrix coordinate real general")?;
    writeln!(to, "% rows: documents.txt, columns: vocabulary.txt, numbered from 1")?;
    writeln!(to, "{} {} {}", vectors.documents(), vectors.columns(), vectors.stored())?;
    for row in 0..vectors.documents() {
        for (column, weight) in vectors.row(row) {
            writeln!(to, "{} {} {weight}", row + 1, column + 1)?;
        }
    }
    Ok(())
}

/// What `scipy.sparse.load_npz` opens as compressed sparse rows.
pub fn write_npz(vectors: &Vectors, to: &mut impl Write) -> io::Result<()> {
    // The archive is made in memory: its directory needs to go back, and a temporary file cannot be both.
    let mut npz = ZipWriter::new(io::Cursor::new(Vec::new()));
    let name = DType::Plain("|S3".parse().map_err(io::Error::other)?);
    let format = WriteOptions::new().dtype(name).shape(&[]);
    begin(&mut npz, "format")?;
    let mut array = format.writer(&mut npz).begin_nd()?;
    array.push(b"csr".as_slice())?;
    array.finish()?;
    let shape = [vectors.documents() as i64, vectors.columns() as i64];
    let starts = [0].into_iter().chain(vectors.ends().iter().map(|&end| end as i64));
    member(&mut npz, "shape", 2, shape.into_iter())?;
    member(&mut npz, "indptr", vectors.documents() + 1, starts)?;
    member(
        &mut npz,
        "indices",
        vectors.stored(),
        vectors.column_numbers().iter().map(|&column| i64::from(column)),
    )?;
    member(&mut npz, "data", vectors.stored(), vectors.values().iter().copied())?;
    to.write_all(&npz.finish()?.into_inner())
}

fn begin<W: Write + io::Seek>(npz: &mut ZipWriter<W>, name: &str) -> io::Result<()> {
    // The time of a member is not ours to tell: equal runs give equal bytes.
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .large_file(true);
    Ok(npz.start_file(format!("{name}.npy"), options)?)
}

fn member<W: Write + io::Seek, T: AutoSerialize>(
    npz: &mut ZipWriter<W>,
    name: &str,
    length: usize,
    values: impl Iterator<Item = T>,
) -> io::Result<()> {
    begin(npz, name)?;
    write_npy(&[length as u64], values, npz)
}

/// A NumPy array of this shape, the last axis fastest.
pub fn write_npy<T: AutoSerialize + Serialize>(
    shape: &[u64],
    values: impl Iterator<Item = T>,
    to: &mut impl Write,
) -> io::Result<()> {
    let mut array = WriteOptions::new().default_dtype().shape(shape).writer(to).begin_nd()?;
    array.extend(values)?;
    array.finish()
}

/// The `top` heaviest terms of each document, one object a line.
pub fn write_heaviest(
    vectors: &Vectors,
    documents: &[String],
    labels: &[&str],
    top: usize,
    to: &mut impl Write,
) -> io::Result<()> {
    for (row, document) in documents.iter().enumerate() {
        let mut terms: Vec<(u32, f64)> = vectors.row(row).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let terms: Vec<_> = terms
            .into_iter()
            .take(top)
            .map(|(column, weight)| json!([labels[column as usize], weight]))
            .collect();
        serde_json::to_writer(&mut *to, &json!({ "document": document, "terms": terms }))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
