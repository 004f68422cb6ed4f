"""scikit-learn."""

import pickle

import numpy as np
import pytest

pytest.importorskip("sklearn")
from conftest import truth
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

import chinhluan
from chinhluan.sklearn import ChinhluanTokenizer, ChinhluanVectorizer, PhraseCounter


@parametrize_with_checks([ChinhluanVectorizer(), ChinhluanVectorizer(ngram_range=(1, 2), lexicon=["làm theo"]), PhraseCounter()])
def test_estimators(estimator, check):
    check(estimator)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"ngram_range": (1, 3), "min_df": 2, "max_df": 0.5},
        {"stop_words": ["và", "của", "Nhân dân"], "max_features": 100},
        {"sublinear_tf": True, "norm": "l1", "smooth_idf": False},
        {"binary": True, "use_idf": False, "norm": None, "dtype": np.float32},
        {"vocabulary": ["nông_thôn", "bác", "no_such_word"]},
    ],
    ids=str,
)
def test_matrices_are_those_of_scikit_learn(demo, settings):
    ours = ChinhluanVectorizer(**settings)
    # The same words through the parent's own counting.
    words = TfidfVectorizer(**(settings | {"stop_words": None}), analyzer=ours.build_analyzer())
    matrix, expected = ours.fit_transform(demo["texts"]), words.fit_transform(demo["texts"])
    assert list(ours.get_feature_names_out()) == list(words.get_feature_names_out())
    assert matrix.dtype == expected.dtype and matrix.format == "csr"
    assert abs(matrix - expected).max() < 1e-6
    assert abs(ours.transform(demo["texts"][:5]) - expected[:5]).max() < 1e-6
    assert abs(pickle.loads(pickle.dumps(ours)).transform(demo["texts"]) - matrix).max() == 0


def test_terms_are_words_in_one_spelling():
    vectorizer = ChinhluanVectorizer(norm=None, use_idf=False)
    matrix = vectorizer.fit_transform(["Văn hoá và VĂN HÓA, 2012.", None or "nông thôn"])
    counts = dict(zip(vectorizer.get_feature_names_out(), matrix.toarray()[0]))
    assert counts == {"nông_thôn": 0, "văn_hóa": 2, "và": 1}
    with pytest.raises(ValueError, match="empty vocabulary"):
        clone(vectorizer).fit(["2012", ""])
    with pytest.raises(ValueError, match="string object received"):
        vectorizer.fit("một chuỗi")
    own = ChinhluanVectorizer(lexicon=["xã nông thôn"]).fit(["xã nông thôn"])
    assert list(own.get_feature_names_out()) == ["xã_nông_thôn"]


def test_tokenizer():
    vectorizer = TfidfVectorizer(tokenizer=ChinhluanTokenizer(), token_pattern=None, lowercase=False)
    vectorizer.fit(["Hồ Chí Minh học tập."])
    assert list(vectorizer.get_feature_names_out()) == [".", "học_tập", "hồ_chí_minh"]
    pickle.loads(pickle.dumps(vectorizer)).transform(["học tập"])
    assert ChinhluanTokenizer(lowercase=False)("Hồ Chí Minh") == ["Hồ_Chí_Minh"]


def test_phrase_counter(demo):
    counter = PhraseCounter()
    matrix = counter.fit_transform(demo["texts"])
    assert matrix.shape == (74, len(chinhluan.families())) and matrix.format == "csr"
    row = dict(zip(counter.get_feature_names_out(), matrix.toarray()[demo["ids"].index("2009-07-21-tieng-keng-lang-bong")]))
    expected = [hit for hit in truth("hits.jsonl") if hit["document"] == "2009-07-21-tieng-keng-lang-bong"]
    assert sum(row.values()) == len([hit for hit in expected if not hit["nested_in"] and not hit["repeated"]])
    assert (counter.transform(text for text in demo["texts"]) != matrix).nnz == 0
    assert pickle.loads(pickle.dumps(counter)).transform(demo["texts"][:2]).shape == (2, matrix.shape[1])


def test_in_a_pipeline(demo):
    topics = [row["topic"] for row in truth("documents.jsonl")]
    text_of = dict(zip(demo["ids"], demo["texts"]))
    texts = [text_of[row["document"]] for row in truth("documents.jsonl")]
    pipeline = make_pipeline(ChinhluanVectorizer(sublinear_tf=True), LogisticRegression(C=100, max_iter=1000))
    assert pipeline.fit(texts, topics).score(texts, topics) > 0.9
