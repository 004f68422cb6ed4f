"""Faults of encodings: the cases of the Rust tests."""

import pytest
from conftest import data

import chinhluan
from chinhluan import clean, decode, guess_encoding


@pytest.mark.parametrize("case", data("unicode.toml")["case"], ids=lambda case: case["name"])
def test_clean(case):
    expected = case["expected"] if case["kind"] == "rewrite" else case["input"]
    assert clean(case["input"]) == expected


def test_encodings():
    text = "Đảng bộ huyện lãnh đạo nhân dân xây dựng nông thôn mới, đời sống văn hóa ở khu dân cư."
    for name in ("UTF-8", "UTF-16LE"):
        guess = guess_encoding(text.encode(name))
        assert (guess.encoding, decode(text.encode(name))) == (name, text)
    misread = guess_encoding("§¶ng Céng s¶n ViÖt Nam".encode())
    assert (misread.encoding, misread.misread) == ("TCVN3 (ABC)", True)
    tcvn3 = bytes("§¶ng Céng s¶n ViÖt Nam", "latin-1")
    assert decode(tcvn3, "tcvn3 (abc)") == "Đảng Cộng sản Việt Nam"
    with pytest.raises(chinhluan.Error, match="encoding `EBCDIC` is not known"):
        decode(b"", "EBCDIC")
