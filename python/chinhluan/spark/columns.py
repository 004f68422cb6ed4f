"""Which columns of a table hold what is known of a text."""

from __future__ import annotations

from typing import Any, NamedTuple

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

KNOWN = ("title", "date", "source", "url")
"""What may be known of a text beside it."""


class Texts(NamedTuple):
    """Names of columns; None: the column of this name, where there is one."""

    text: str = "text"
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None

    def of(self, df: DataFrame) -> list[Column]:
        """The text as `_text`, what is known of it as `_title` and so on; strings all."""
        columns = [F.col(self.text).cast("string").alias("_text")]
        for known in KNOWN:
            name = getattr(self, known) or (known if known in df.columns else None)
            column = F.lit(None) if name is None else F.col(name)
            columns.append(column.cast("string").alias("_" + known))
        return columns


def given(batch: pa.RecordBatch) -> tuple[pa.Array, dict[str, Any]]:
    """Texts of a batch, and what is known of them, as the native code takes them."""
    known = {f"{name}s": batch.column(f"_{name}") for name in KNOWN}
    return batch.column("_text"), {"ids": None, **known}
