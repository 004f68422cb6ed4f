"""Tables from files and back, on any file system that Spark reads."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from .. import _chinhluan as _native

FORMATS = ("parquet", "jsonl", "files")
RECORD = pa.schema([pa.field(name, pa.string()) for name in ("id", "text", "title", "date", "source", "url")])


def read(spark: SparkSession, path: str, format: str | None = None) -> DataFrame:
    """Texts of a path: a folder of Parquet, of JSONL (`.jsonl`, `.json`, also `.gz`), or `files` that chinhluan reads, told
    by their names: WARC and WET, web pages, texts, CSV.

    Of `files` each is one task, and its bytes stand in memory while it is read: under 2 GB. The format is told from the
    name of the path where it is not given. What markup says of the lines of a web page does not go into a table.
    """
    match format or _format(path):
        case "parquet":
            return spark.read.parquet(path)
        case "jsonl":
            return spark.read.option("recursiveFileLookup", True).json(path)
        case "files":
            files = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(path)
            return files.select("path", "content").mapInArrow(_records, from_arrow_schema(RECORD))
    raise ValueError(f"format `{format}` is not known: it is one of {', '.join(FORMATS)}")


def write(df: DataFrame, path: str, format: str | None = None) -> None:
    """Writes a table: Parquet, or JSONL where the name says so."""
    if (format or _format(path)) == "jsonl":
        df.write.json(path)
    else:
        df.write.parquet(path)


def _format(path: str) -> str:
    endings = [ending.lower() for ending in PurePosixPath(path.rstrip("/")).suffixes]
    if {".jsonl", ".json", ".ndjson"} & set(endings):
        return "jsonl"
    return "files" if {".warc", ".wet", ".html", ".htm", ".txt", ".csv", ".tsv"} & set(endings) else "parquet"


def _records(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for path, content in zip(batch.column("path").to_pylist(), batch.column("content")):
            # Formats are told from names.
            with TemporaryDirectory() as folder:
                file = Path(folder) / PurePosixPath(path).name
                file.write_bytes(memoryview(content.as_buffer()))
                yield from _documents(path, str(file))


def _documents(path: str, file: str) -> Iterator[pa.RecordBatch]:
    records = _native.Records(file)
    for table in records:
        table = pa.table(table)
        # What is called by its file is called by the one that was asked for.
        ids = pc.replace_substring(table["id"], file, path)
        yield from table.set_column(0, "id", ids).cast(RECORD).to_batches()
    for fault in records.skipped:
        warnings.warn(fault.replace(file, path), stacklevel=2)
