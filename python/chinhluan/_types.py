"""What results are made of."""

from __future__ import annotations

from typing import Any, NamedTuple


class Word(NamedTuple):
    """A word of a text: ``text[start:end]``."""

    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int


class Token(NamedTuple):
    """A token of a text: ``text[start:end]``."""

    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int
    kind: str
    """``syllable``, ``word``, ``number``, ``code``, ``address``, ``punctuation`` or ``symbol``."""
    sentence: int
    """Number of its sentence, from 0."""


class Guess(NamedTuple):
    """The likeliest encoding of some bytes."""

    encoding: str
    score: float
    """How Vietnamese they are in it: above 0.3 they are, other languages stay below 0.15."""
    misread: bool
    """Whether they are UTF-8 of what was taken for Latin letters."""


class Family(NamedTuple):
    """A campaign, slogan or set phrase in all its forms."""

    id: str
    name: str
    kind: str
    """``campaign``, ``slogan`` or ``set-phrase``."""
    start: str | None
    status: str | None
    variants: list[str]
    documents: list[dict[str, Any]]
    """Documents that founded or continued it: ``number``, ``date``, ``source``, ``verified``."""
    note: str | None
