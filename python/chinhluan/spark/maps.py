"""What is said of one text without the others: words, phrases, parts of pages."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from .. import Families, Segmenter
from .. import _chinhluan as _native
from .arrow import beside, mapped, schema_of
from .columns import Texts, given

PLACES = [pa.field(name, pa.int32()) for name in ("start", "end", "byte_start", "byte_end")]
WORDS = {
    "spans": pa.list_(pa.struct([pa.field("text", pa.string()), *PLACES])),
    "words": pa.list_(pa.string()),
    "text": pa.string(),
}
HITS = pa.schema(
    [pa.field(name, pa.string()) for name in ("family", "variant", "surface")]
    + PLACES
    + [pa.field(name, pa.string()) for name in ("field", "region")]
    + [pa.field(name, pa.bool_()) for name in ("repeated", "counted")]
    + [pa.field(name, pa.list_(pa.string())) for name in ("flags", "nested_in")]
    + [pa.field("published", pa.string()), pa.field("source", pa.string())]
)
REPEATS = pa.struct(
    [pa.field("line", pa.int32()), pa.field("how", pa.string()), *PLACES]
    + [pa.field(f"of_{field.name}", pa.int32()) for field in PLACES]
)
PAGES = pa.schema(
    [
        pa.field(name, pa.string())
        for name in ("title", "published", "published_from", "page_clock", "lead", "byline", "source_credit")
    ]
    + [
        pa.field(
            "lines",
            pa.list_(
                pa.struct(
                    [pa.field("role", pa.string()), *PLACES]
                    + [pa.field("truncated", pa.bool_()), pa.field("repeats", pa.list_(REPEATS))]
                )
            ),
        )
    ]
)


def _of_month(date: Column, period: Column) -> Column:
    """The period of a date that names its month; none of one that names no more than its year."""
    return F.when(F.length(date) >= len("2012-05"), period)


PERIODS = {
    "year": lambda date: F.substring(date, 1, 4),
    "quarter": lambda date: _of_month(
        date,
        F.concat(F.substring(date, 1, 4), F.lit("-Q"), F.ceil(F.substring(date, 6, 2).cast("int") / 3)),
    ),
    "month": lambda date: _of_month(date, F.substring(date, 1, 7)),
}


def segment(
    df: DataFrame,
    text: str = "text",
    *,
    keys: Sequence[str] = ("id",),
    format: str = "words",
    segmenter: Segmenter | None = None,
) -> DataFrame:
    """Words of texts: the columns `keys` and `words`, in a format of `chinhluan.segment`.

    `words` is a list of strings, with `format="spans"` one of places, with `format="text"` a string; missing where there
    is no text.
    """
    if format not in WORDS:
        raise ValueError(f"format `{format}` is not known: it is one of {', '.join(WORDS)}")
    schema = _beside_keys(df, keys, pa.schema([pa.field("words", WORDS[format])]))
    rows = df.select(*keys, *Texts(text).of(df)[:1])
    return mapped(rows, partial(_segment, tuple(keys), format, segmenter), schema)


def phrases(
    df: DataFrame,
    text: str = "text",
    *,
    keys: Sequence[str] = ("id",),
    families: Families | str | os.PathLike[str] | None = None,
    count: str = "longest",
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> DataFrame:
    """Hits of phrase families, a row a hit: the columns `keys` and those of `chinhluan.phrases`, whose `date` is called
    `published` here. Columns `title`, `date`, `source`, `url` are taken where they are there."""
    schema = _beside_keys(df, keys, HITS)
    rows = df.select(*keys, *Texts(text, title, date, source, url).of(df))
    return mapped(rows, partial(_phrases, tuple(keys), _families(families), count), schema)


def structure(
    df: DataFrame,
    text: str = "text",
    *,
    keys: Sequence[str] = ("id",),
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> DataFrame:
    """The parts of news pages, a row a page: the columns `keys` and those of `chinhluan.structure`.

    Each page for itself, as `chinhluan.structure` reads one text: which lines recur over the pages of a site is not asked.
    """
    schema = _beside_keys(df, keys, PAGES)
    # A headline of the record and that of the page have one name.
    rows = df.select(*keys, *Texts(text, title, date, source, url).of(df))
    return mapped(rows, partial(_structure, tuple(keys)), schema)


def phrase_counts(
    df: DataFrame,
    text: str = "text",
    *,
    period: str = "year",
    by: Sequence[str] = ("source",),
    families: Families | str | os.PathLike[str] | None = None,
    count: str = "longest",
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> DataFrame:
    """How often phrase families stand in texts: the columns `period` (`2012`, `2012-Q2`, `2012-05`; missing where a text
    has no date, or one that does not say so much), those of `by`, `family`, `hits`, `articles`.

    `hits` are those that `chinhluan.phrases` marks as `counted`, which `chinhluan phrases --format table` sums up. The
    furniture of a site, which `chinhluan report` leaves out when all pages are read, is not asked for.
    """
    if period not in PERIODS:
        raise ValueError(f"period `{period}` is not known: it is one of {', '.join(PERIODS)}")
    found = pa.schema(
        [pa.field("family", pa.string()), pa.field("published", pa.string()), pa.field("hits", pa.int64())]
    )
    schema = _beside_keys(df, by, found)
    rows = df.select(*by, *Texts(text, title, date, source, url).of(df))
    counted = mapped(rows, partial(_count, tuple(by), _families(families), count), schema)
    dated: Column = PERIODS[period](F.col("published"))
    groups = [dated.alias("period"), *by, "family"]
    return counted.groupBy(*groups).agg(F.sum("hits").alias("hits"), F.count("*").alias("articles"))


def _beside_keys(df: DataFrame, keys: Sequence[str], made: pa.Schema) -> pa.Schema:
    both = set(keys) & set(made.names)
    if both:
        raise ValueError(f"a key is called as a column of the result is: {', '.join(sorted(both))}")
    return pa.schema([*schema_of(df, keys), *made])


def _families(families: Families | str | os.PathLike[str] | None) -> Families | None:
    # Files are read here: executors need not have them.
    return families if families is None or isinstance(families, Families) else Families(families)


def _segment(keys: Sequence[str], format: str, segmenter: Segmenter | None, batch: pa.RecordBatch) -> pa.Table:
    texts = batch.column("_text")
    words = pa.array((segmenter or _native).segment(texts, format))
    if format == "spans":
        words = _with_texts(texts, words)
    return beside(batch, pa.table({"words": words}), keys)


def _with_texts(texts: pa.Array, words: pa.Array) -> pa.Array:
    """Spans, and beside them what stands there."""
    inner = pc.list_flatten(words)
    of = pc.list_parent_indices(words)
    starts, ends = inner.field("start").to_pylist(), inner.field("end").to_pylist()
    strings = texts.to_pylist()
    surfaces = [strings[row][start:end] for row, start, end in zip(of.to_pylist(), starts, ends)]
    names = [field.name for field in inner.type]
    fields = pa.StructArray.from_arrays([pa.array(surfaces, pa.string()), *inner.flatten()], ["text", *names])
    return pa.LargeListArray.from_arrays(words.offsets, fields, mask=words.is_null())


def _phrases(keys: Sequence[str], families: Families | None, count: str, batch: pa.RecordBatch) -> pa.Table:
    hits = pa.table(_native.phrases(*given(batch), families, count))
    hits = hits.rename_columns({"document": "row", "date": "published"})
    return beside(batch, hits, keys)


def _count(by: Sequence[str], families: Families | None, count: str, batch: pa.RecordBatch) -> pa.Table:
    hits = pa.table(_native.phrases(*given(batch), families, count))
    counted = hits.filter(hits["counted"]).group_by(["document", "family", "date"]).aggregate([([], "count_all")])
    counted = counted.rename_columns({"document": "row", "date": "published", "count_all": "hits"})
    return beside(batch, counted, by)


def _structure(keys: Sequence[str], batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, pa.table(_native.page_structure(*given(batch))).drop_columns("document"), keys)
