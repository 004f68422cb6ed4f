"""Words for spaCy: ``pip install chinhluan[spacy]``.

    import spacy
    import chinhluan.spacy
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "chinhluan.Tokenizer.v1"}}})
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from ._chinhluan import Segmenter

__all__ = ["Tokenizer"]


class Tokenizer:
    """A tokenizer of spaCy: every word a token, white space that is more than a blank a token of its own."""

    def __init__(self, vocab: Vocab, lexicon: str | list[str] | None = None) -> None:
        self.vocab = vocab
        self.segmenter = Segmenter(lexicon)

    def __call__(self, text: str) -> Doc:
        words, spaces = get_words_and_spaces([word.text for word in self.segmenter.segment(text)], text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: the pipeline's configuration says all."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> Tokenizer:
        """The same tokenizer."""
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Nothing: the pipeline's configuration says all."""

    def from_disk(self, path: str | Path, **_: Any) -> Tokenizer:
        """The same tokenizer."""
        return self


@spacy.registry.tokenizers("chinhluan.Tokenizer.v1")
def create(lexicon: str | list[str] | None = None) -> Callable[[Language], Tokenizer]:
    """The tokenizer with words of your own: the path of a file, or a list."""
    return lambda nlp: Tokenizer(nlp.vocab, lexicon)
