"""chinhluan on Apache Spark: the same words, phrases, pages and copies, from tables that do not fit one machine.

Functions take a DataFrame and give DataFrames; columns go by their names. `python -m chinhluan.spark VERB INPUT OUTPUT`
does the same for files. Executors need this package: `docs/scale.md` says how it is shipped to them.
"""

from .dedup import Duplicates, dedup
from .files import read, write
from .maps import phrase_counts, phrases, segment, structure
from .terms import document_frequency, term_counts, tfidf

__all__ = [
    "Duplicates",
    "dedup",
    "document_frequency",
    "phrase_counts",
    "phrases",
    "read",
    "segment",
    "structure",
    "term_counts",
    "tfidf",
    "write",
]
