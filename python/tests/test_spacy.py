"""spaCy."""

import pytest

spacy = pytest.importorskip("spacy")

import chinhluan.spacy  # noqa: E402  registers the tokenizer

TEXT = "Xã  nông thôn mới,\nĐảng bộ họp (TP. HCM)."


def blank(**settings):
    tokenizer = {"@tokenizers": "chinhluan.Tokenizer.v1", **settings}
    return spacy.blank("vi", config={"nlp": {"tokenizer": tokenizer}})


def test_words_and_the_text():
    doc = blank()(TEXT)
    assert doc.text == TEXT
    words = [token.text for token in doc if not token.is_space]
    assert words == [word.text for word in chinhluan.segment(TEXT)]
    assert all(TEXT[token.idx :].startswith(token.text) for token in doc)


def test_own_words_and_a_saved_pipeline(tmp_path):
    nlp = blank(lexicon=["xã nông thôn"])
    assert "xã nông thôn" in [token.text for token in nlp("một xã nông thôn")]
    nlp.to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path)("một xã nông thôn")] == ["một", "xã nông thôn"]
    assert [len(doc) for doc in nlp.pipe([TEXT, TEXT])] == [len(nlp(TEXT))] * 2
