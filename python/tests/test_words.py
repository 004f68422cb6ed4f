"""Words of texts: the cases of the Rust tests, and what holds on any text."""

import pickle
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT, data

import chinhluan
from chinhluan import Segmenter, clean, segment, tokens, word_tokenize
from chinhluan.pyvi import ViTokenizer

CASES = data("segment.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case):
    if "words" in case:
        words = [word.text for word in segment(case["text"])]
        assert ["_".join(word.split()) for word in words] == case["words"].split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_spans_are_of_the_text(case):
    # Decomposed, and with a letter outside the first 65,536 code points before it.
    for text in (case["text"], "😀 " + unicodedata.normalize("NFD", case["text"])):
        end = 0
        for word in segment(text):
            assert text[word.start : word.end] == word.text
            assert text.encode()[word.byte_start : word.byte_end].decode() == word.text
            assert not clean(text[end : word.start]).strip()
            end = word.end
        assert not clean(text[end:]).strip()


def test_formats_agree():
    texts = [case["text"] for case in CASES]
    spans, words, lines = (segment(texts, format) for format in ("spans", "words", "text"))
    assert len(spans) == len(words) == len(lines) == len(texts)
    for row, text in enumerate(texts):
        assert [word._asdict() | {"text": None} for word in segment(text)] == [
            span | {"text": None} for span in spans[row]
        ]
        assert segment(text, "words") == words[row]
        assert segment(text, "text") == lines[row]
        assert [part for word in words[row] for part in word.split()] == lines[row].replace("_", " ").split() or "_" in text


def test_word_tokenize_is_called_as_underthesea_is():
    text = "Đảng bộ xã học tập và làm theo\nHồ Chí Minh."
    words = ["Đảng bộ", "xã", "học tập", "và", "làm", "theo", "Hồ Chí Minh", "."]
    assert word_tokenize(text) == words
    assert word_tokenize(text, format="text") == "Đảng_bộ xã học_tập và làm theo Hồ_Chí_Minh ."
    assert word_tokenize("", format="text") == "" and word_tokenize("") == []
    assert "làm theo" in word_tokenize(text, fixed_words=["làm theo"])
    decomposed = unicodedata.normalize("NFD", text)
    assert word_tokenize(decomposed) == words
    assert word_tokenize(decomposed, use_token_normalize=False) == [unicodedata.normalize("NFD", w) for w in words]
    assert ViTokenizer.tokenize(text) == "Đảng_bộ xã học_tập và làm theo\nHồ_Chí_Minh ."


def test_lexicons(tmp_path):
    text = "Xã An Bình là một điểm sáng."
    file = tmp_path / "từ.txt"
    file.write_text("# lời\nđiểm sáng\t20\n", encoding="utf-8")
    for lexicon in (["điểm sáng"], {"điểm sáng": 20}, {"điểm sáng": None}, str(file), file):
        assert "điểm sáng" in Segmenter(lexicon).segment(text, "words"), lexicon
    assert "An Bình" in segment(text, "words")
    assert "An Bình" not in Segmenter({"an bình": -50}).segment(text, "words")


def test_errors_have_the_words_of_the_library(tmp_path):
    with pytest.raises(chinhluan.Error, match="lexicon:1: the user word `_` has no token"):
        Segmenter(["_"])
    with pytest.raises(ValueError, match="is more than one sentence"):
        Segmenter({"Một câu. Hai câu.": 1})
    with pytest.raises(FileNotFoundError, match="no-such-file"):
        Segmenter(tmp_path / "no-such-file")
    broken = tmp_path / "model"
    broken.write_bytes(b"no model")
    with pytest.raises(chinhluan.Error, match="model"):
        Segmenter(model=broken)
    with pytest.raises(chinhluan.Error, match="format `conllu` is not known"):
        segment("xã", "conllu")
    with pytest.raises(TypeError):
        segment(None)
    with pytest.raises(UnicodeEncodeError):
        segment("\ud800")


def test_pickle():
    text = "một điểm sáng của tỉnh"
    own = Segmenter({"điểm sáng": 20})
    again = pickle.loads(pickle.dumps(own))
    assert again.segment(text, "words") == own.segment(text, "words") != segment(text, "words")
    model = ROOT / "models" / "segmenter.clm"
    again = pickle.loads(pickle.dumps(Segmenter(model=model)))
    assert again.segment(text) == segment(text) and again.trained_on == Segmenter().trained_on


def test_threads_share_a_segmenter():
    texts = [case["text"] for case in CASES] * 20
    segmenter = Segmenter(["nông thôn mới"])
    alone = [segmenter.segment(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(segmenter.segment, texts)) == alone
        batches = list(threads.map(lambda _: segmenter.segment(texts, "words").to_pylist(), range(8)))
    assert all(batch == batches[0] for batch in batches)
    assert batches[0] == [segmenter.segment(text, "words") for text in texts]


def test_tokens():
    text = "Thực hiện 05-CT/TW. Xã họp."
    found = tokens(text)
    assert [(token.text, token.kind, token.sentence) for token in found] == [
        ("Thực", "syllable", 0),
        ("hiện", "syllable", 0),
        ("05-CT/TW", "code", 0),
        (".", "punctuation", 0),
        ("Xã", "syllable", 1),
        ("họp", "syllable", 1),
        (".", "punctuation", 1),
    ]
    assert all(text[token.start : token.end] == token.text for token in found)
