"""The examples of the documentation give what they say."""

import doctest

import pytest
from conftest import ROOT

pytest.importorskip("sklearn")
pytest.importorskip("spacy")


def test_the_page_on_python():
    page = ROOT / "docs" / "python.md"
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried > 15 and failed == 0
