"""Words, campaign phrases, duplicates and topics in Vietnamese political prose (văn chính luận).

One text gives Python objects; many texts (a list, a generator, a column of pandas, polars or Arrow) give a `Column` or
a `Table`, which Python reads as a sequence and Arrow's readers take without a copy. Places are code points, as Python
counts; those in bytes of UTF-8 stand beside them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from . import _chinhluan as _native
from ._chinhluan import (
    Column,
    Error,
    Families,
    Report,
    Segmenter,
    Table,
    clean,
    decode,
    guess_encoding,
    report,
    segment,
    tokens,
)
from ._types import Family, Guess, Token, Word

__version__ = _native.__version__

__all__ = [
    "Column",
    "Duplicates",
    "Error",
    "Families",
    "Family",
    "Guess",
    "Report",
    "Segmenter",
    "Table",
    "Token",
    "Word",
    "clean",
    "decode",
    "dedup",
    "families",
    "guess_encoding",
    "phrases",
    "report",
    "segment",
    "similar",
    "structure",
    "tokens",
    "word_tokenize",
]


def word_tokenize(
    sentence: str,
    format: str | None = None,
    use_token_normalize: bool = True,
    fixed_words: Iterable[str] | None = None,
) -> list[str] | str:
    """Words of a text, called as underthesea's function of this name is.

    A list of words, their syllables parted by blanks; with ``format="text"`` one string, words parted by blanks,
    their syllables by ``_``. ``fixed_words`` are cut out as they are. Without ``use_token_normalize`` words stand as the
    text has them, faults of its encoding included.
    """
    if format not in (None, "text"):
        raise Error(f"format `{format}` is not known: it is one of None, text")
    segmenter = Segmenter(fixed_words) if fixed_words else _native
    if use_token_normalize:
        words = segmenter.segment(sentence, "words")
    else:
        words = [" ".join(word.text.split()) for word in segmenter.segment(sentence)]
    return " ".join(word.replace(" ", "_") for word in words) if format == "text" else words


def families(file: str | os.PathLike[str] | None = None, *, add: str | os.PathLike[str] | None = None) -> Families:
    """The phrase families that come with the package, or those of `file`; with `add` those of another file too."""
    return Families(file, add=add)


def phrases(
    texts: Any,
    *,
    families: Families | str | os.PathLike[str] | None = None,
    count: str = "longest",
    ids: Any = None,
    titles: Any = None,
    dates: Any = None,
    sources: Any = None,
    urls: Any = None,
) -> Table:
    """Hits of phrase families in texts, a row a hit.

    Columns: ``document`` (the text's id, or its number), ``family``, ``variant``, ``surface``, ``start``, ``end``,
    ``byte_start``, ``byte_end``, ``field`` (``text`` or ``title``), ``region`` (role of the line), ``repeated``,
    ``counted`` (by the policy ``count``: ``longest``, ``all`` or ``once-per-article``), ``flags``, ``nested_in``,
    ``date``, ``source``. ``ids`` and so on are columns as long as ``texts``.
    """
    return _native.phrases(texts, _beside(ids, titles, dates, sources, urls), families, count)


def structure(
    texts: Any, *, ids: Any = None, titles: Any = None, dates: Any = None, sources: Any = None, urls: Any = None
) -> Table | dict[str, Any]:
    """The parts of news pages: title, dates, lead, byline, and the role of every line.

    One text gives a ``dict``, many a table. Lines that recur over twenty pages of a site (its source, else the host of
    its URL) are its furniture.
    """
    table = _native.structure(texts, _beside(ids, titles, dates, sources, urls))
    return table[0] if isinstance(texts, str) else table


class Duplicates(NamedTuple):
    """How texts are related."""

    relations: Table
    """A row a relation: ``a``, ``b`` (ids, or numbers), ``relation``, ``jaccard``, ``containment_a``,
    ``containment_b``, ``decision``, ``reason``."""
    groups: list[list[int]]
    """A text and its copies, by number: the one that stands for them, with most words, first."""
    kept: list[int]
    """Numbers of the texts that are kept, in order: one of each group, and all that are in none."""


def dedup(
    texts: Any,
    *,
    keep: str | Iterable[str | Iterable[str]] = (),
    ids: Any = None,
    titles: Any = None,
    dates: Any = None,
    sources: Any = None,
    urls: Any = None,
) -> Duplicates:
    """Which texts are copies, cuts, mergers of which others.

    ``keep`` is the rule for which text of a group is kept, of those of which all others are copies, or rules in the order
    in which they are asked: ``earliest``, ``longest``, ``first``, or a list of sources, the best one first. Without a rule it
    is the first one of the group.
    """
    asked = [keep] if isinstance(keep, str) else keep
    rules = [rule if isinstance(rule, str) else list(rule) for rule in asked]
    return Duplicates(*_native.dedup(texts, _beside(ids, titles, dates, sources, urls), rules))


def similar(
    texts: Any,
    to: str | int,
    n: int = 10,
    *,
    segmenter: Segmenter | None = None,
    ids: Any = None,
    titles: Any = None,
    dates: Any = None,
    sources: Any = None,
    urls: Any = None,
) -> Table:
    """The ``n`` texts most like ``to`` (a text, or the number of one of them): ``document`` and ``similarity``, the
    cosine of their TF-IDF vectors."""
    return _native.similar(texts, to, _beside(ids, titles, dates, sources, urls), n, segmenter)


def _beside(ids: Any, titles: Any, dates: Any, sources: Any, urls: Any) -> dict[str, Any]:
    return {"ids": ids, "titles": titles, "dates": dates, "sources": sources, "urls": urls}
