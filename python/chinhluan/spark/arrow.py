"""Batches of rows through the native code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

Work = Callable[[pa.RecordBatch], pa.Table]


def mapped(df: DataFrame, work: Work, schema: pa.Schema) -> DataFrame:
    """The rows that `work` makes of every batch of `df`, as `schema` has them; it may make of a row none, or several."""

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # Spark runs a task a core: threads of a task would only be in the way of the next.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        for batch in batches:
            yield from work(batch).select(schema.names).cast(schema).to_batches()

    return df.mapInArrow(rows, from_arrow_schema(schema))


def beside(batch: pa.RecordBatch, made: Any, columns: Sequence[str]) -> pa.Table:
    """What the native code made of a batch, beside columns of the batch: row by row, or by the numbers in `row`."""
    table = pa.table(made)
    taken = batch.select(list(columns))
    if "row" in table.column_names:
        taken = taken.take(table["row"].combine_chunks())
    for name in columns:
        table = table.append_column(name, taken[name])
    return table


def schema_of(df: DataFrame, columns: Sequence[str]) -> pa.Schema:
    """The columns of `df` as Arrow has them."""
    return to_arrow_schema(df.select(*columns).schema)
