"""Counts of words over a collection: document frequencies, TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from .. import Segmenter
from .. import _chinhluan as _native
from .arrow import beside, mapped, schema_of
from .columns import Texts

COUNTED = [pa.field("term", pa.string()), pa.field("count", pa.int64())]


def term_counts(
    df: DataFrame,
    text: str = "text",
    *,
    keys: Sequence[str] = ("id",),
    segmenter: Segmenter | None = None,
    ngram_range: tuple[int, int] = (1, 1),
    stop_words: Sequence[str] = (),
) -> DataFrame:
    """How often each term stands in each text: the columns `keys`, `term`, `count`.

    A term is called by its key, in small letters with tone marks in one place, its syllables joined by `_`: as
    `ChinhluanVectorizer` calls it, and the same whatever texts are beside.
    """
    schema = pa.schema([*schema_of(df, keys), *COUNTED])
    rows = df.select(*keys, *Texts(text).of(df)[:1])
    return mapped(rows, partial(_count, tuple(keys), segmenter, ngram_range, list(stop_words)), schema)


def document_frequency(df: DataFrame, text: str = "text", **settings: object) -> DataFrame:
    """In how many texts each term stands, `documents`, and how often, `count`; settings are those of `term_counts`."""
    counts = term_counts(df, text, keys=(), **settings)
    return counts.groupBy("term").agg(F.count("*").alias("documents"), F.sum("count").alias("count"))


def tfidf(df: DataFrame, text: str = "text", *, keys: Sequence[str] = ("id",), **settings: object) -> DataFrame:
    """TF-IDF of each term in each text: the columns `keys`, which name a text, `term`, `weight`.

    The weights of `ChinhluanVectorizer` and scikit-learn: count times ln((1 + n) / (1 + df)) + 1, rows of length 1. The
    first pass counts the texts that hold a term, the second weighs; the last digit of a weight is the JVM's.
    """
    counts = term_counts(df, text, keys=keys, **settings)
    texts = df.count()
    documents = document_frequency(df, text, **settings).select("term", "documents")
    idf = F.log((1 + F.lit(texts)) / (1 + F.col("documents"))) + 1
    weighed = counts.join(documents, "term").withColumn("weight", F.col("count") * idf)
    lengths = weighed.groupBy(*keys).agg(F.sqrt(F.sum(F.col("weight") * F.col("weight"))).alias("length"))
    return weighed.join(lengths, list(keys)).select(*keys, "term", (F.col("weight") / F.col("length")).alias("weight"))


def _count(
    keys: Sequence[str],
    segmenter: Segmenter | None,
    ngram_range: tuple[int, int],
    stop_words: list[str],
    batch: pa.RecordBatch,
) -> pa.Table:
    texts = batch.column("_text")
    ends, columns, counts, labels = _native.count_terms(texts, segmenter, ngram_range, stop_words, None)
    ends = pa.Array.from_buffers(pa.int64(), len(texts) + 1, [None, pa.py_buffer(ends)])
    columns = pa.Array.from_buffers(pa.int32(), len(columns) // 4, [None, pa.py_buffer(columns)])
    rows = pa.LargeListArray.from_arrays(ends, columns)
    made = {
        "row": rows.value_parent_indices(),
        "term": pa.array(labels, pa.string()).take(columns),
        "count": pa.Array.from_buffers(pa.int64(), len(counts) // 8, [None, pa.py_buffer(counts)]),
    }
    return beside(batch, pa.table(made), keys)
