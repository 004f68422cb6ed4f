"""scikit-learn's ways to words and phrases: ``pip install chinhluan[sklearn]``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

from . import _chinhluan as _native
from . import phrases
from ._chinhluan import Families, Segmenter

__all__ = ["ChinhluanTokenizer", "ChinhluanVectorizer", "PhraseCounter"]


class ChinhluanTokenizer:
    """Words of a text as a list, syllables joined by ``_``: for the parameter ``tokenizer`` of a vectorizer.

    Words are found by capitals too, so give the vectorizer ``lowercase=False`` (and ``token_pattern=None``); words come
    in small letters nevertheless, unless ``lowercase=False`` is said here.
    """

    def __init__(
        self, lexicon: str | Mapping[str, float] | Iterable[str] | None = None, *, lowercase: bool = True
    ) -> None:
        self.segmenter = Segmenter(lexicon)
        self.lowercase = lowercase

    def __call__(self, text: str) -> list[str]:
        words = [word.replace(" ", "_") for word in self.segmenter.segment(text, "words")]
        return [word.lower() for word in words] if self.lowercase else words


class ChinhluanVectorizer(TfidfVectorizer):
    """scikit-learn's ``TfidfVectorizer`` over Vietnamese words, counted on all cores.

    A term is a word in small letters with its syllables joined by ``_`` and tone marks in one place (``văn_hóa`` for
    ``Văn hoá``); numbers and punctuation are no terms. The parameters are those of ``TfidfVectorizer``, with `lexicon`
    (words of your own) in place of those on how text is cut up.
    """

    # What the parent's methods ask for and this class decides.
    input = "content"
    encoding = "utf-8"
    decode_error = "strict"
    strip_accents = None
    preprocessor = None
    tokenizer = None
    token_pattern = None
    analyzer = "word"
    lowercase = True

    def __init__(
        self,
        *,
        lexicon: Any = None,
        ngram_range: tuple[int, int] = (1, 1),
        stop_words: list[str] | None = None,
        max_df: float | int = 1.0,
        min_df: float | int = 1,
        max_features: int | None = None,
        vocabulary: Any = None,
        binary: bool = False,
        dtype: Any = np.float64,
        norm: str | None = "l2",
        use_idf: bool = True,
        smooth_idf: bool = True,
        sublinear_tf: bool = False,
    ) -> None:
        self.lexicon = lexicon
        self.ngram_range = ngram_range
        self.stop_words = stop_words
        self.max_df = max_df
        self.min_df = min_df
        self.max_features = max_features
        self.vocabulary = vocabulary
        self.binary = binary
        self.dtype = dtype
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.sublinear_tf = sublinear_tf

    def _count_vocab(self, raw_documents: Any, fixed_vocab: bool) -> tuple[dict[str, int], sp.csr_matrix]:
        segmenter = None if self.lexicon is None else Segmenter(self.lexicon)
        fixed = dict(self.vocabulary_) if fixed_vocab else None
        ends, columns, counts, terms = _native.count_terms(
            raw_documents, segmenter, tuple(self.ngram_range), list(self.stop_words or []), fixed
        )
        vocabulary = {term: number for number, term in enumerate(terms)} if fixed is None else fixed
        if fixed is None and not vocabulary:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        ends = np.frombuffer(ends, np.int64)
        values = np.frombuffer(counts, np.int64).astype(self.dtype)
        columns = np.frombuffer(columns, np.int32).copy()
        shape = (len(ends) - 1, len(vocabulary))
        # int32 as scikit-learn has it, unless the matrix is too large for it.
        ends = ends.astype(np.int32) if ends[-1] < np.iinfo(np.int32).max else ends.copy()
        return vocabulary, sp.csr_matrix((values, columns, ends), shape=shape, dtype=self.dtype)

    def build_analyzer(self):
        """A function from a text to its terms."""
        lexicon, ngram_range, stop_words = self.lexicon, tuple(self.ngram_range), list(self.stop_words or [])
        segmenter = None if lexicon is None else Segmenter(lexicon)

        def analyze(text: str) -> list[str]:
            _, columns, counts, terms = _native.count_terms([text], segmenter, ngram_range, stop_words, None)
            found = zip(np.frombuffer(columns, np.int32), np.frombuffer(counts, np.int64))
            return [terms[column] for column, count in found for _ in range(count)]

        return analyze


class PhraseCounter(TransformerMixin, BaseEstimator):
    """How often each phrase family counts in each text: texts × families as compressed sparse rows.

    `families` is a `chinhluan.Families`, the path of a file, or ``None`` for those of the package; `count` the policy
    (``longest``, ``all``, ``once-per-article``).
    """

    def __init__(self, *, families: Any = None, count: str = "longest") -> None:
        self.families = families
        self.count = count

    def fit(self, X: Any, y: Any = None) -> PhraseCounter:
        """Reads the families; texts teach nothing."""
        families = self.families
        self.families_ = families if isinstance(families, Families) else Families(families)
        return self

    def transform(self, X: Any) -> sp.csr_matrix:
        """Counts the families in texts."""
        check_is_fitted(self)
        if isinstance(X, str):
            raise ValueError("Iterable over raw text documents expected, string object received.")
        texts = X if hasattr(X, "__len__") else _Counting(X)
        found = phrases(texts, families=self.families_, count=self.count)
        column_of = {family: number for number, family in enumerate(self.get_feature_names_out())}
        counted = np.array(found["counted"].to_pylist(), dtype=bool)
        rows = np.array(found["document"].to_pylist(), dtype=np.int64)[counted]
        columns = np.array([column_of[family] for family in found["family"]], dtype=np.int64)[counted]
        ones = np.ones(len(rows), dtype=np.int64)
        return sp.csr_matrix((ones, (rows, columns)), shape=(len(texts), len(column_of)))

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """Ids of the families, in the order of the columns."""
        check_is_fitted(self)
        return np.array([family.id for family in self.families_], dtype=object)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags


class _Counting:
    """Texts of which nobody knows how many there are until they were read."""

    def __init__(self, texts: Any) -> None:
        self._texts = texts
        self._read = 0

    def __iter__(self):
        for text in self._texts:
            self._read += 1
            yield text

    def __len__(self) -> int:
        return self._read
