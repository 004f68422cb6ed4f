"""For code written for pyvi: ``from chinhluan.pyvi import ViTokenizer``."""

from __future__ import annotations

from ._chinhluan import segment


class ViTokenizer:
    """Words of a text in pyvi's words."""

    @staticmethod
    def tokenize(text: str) -> str:
        """The text with its words parted by blanks and their syllables by ``_``, a line for a line."""
        return segment(text, "text")
