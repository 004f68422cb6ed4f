"""What Spark says of one text, and sums of it: the same as on one machine."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import chinhluan
import pytest
from chinhluan import spark as on_spark
from conftest import columns, frame

KNOWN = ("titles", "dates", "sources", "urls")


def known(rows):
    return {name: column for name, column in columns(rows).items() if name in KNOWN}


@pytest.mark.parametrize("format", ["words", "text", "spans"])
def test_words(spark, demo, format):
    rows = [*demo, {**demo[0], "id": "none", "text": None}]
    found = {row.id: row.words for row in on_spark.segment(frame(spark, rows, 3), format=format).collect()}
    expected = chinhluan.segment([row["text"] for row in rows], format).to_pylist()
    if format == "spans":
        found = {id: words and [tuple(word) for word in words] for id, words in found.items()}
        for row, words in zip(rows, expected):
            places = words and [(word["start"], word["end"], word["byte_start"], word["byte_end"]) for word in words]
            assert found[row["id"]] == (words and [(row["text"][place[0] : place[1]], *place) for place in places])
    else:
        assert found == {row["id"]: words for row, words in zip(rows, expected)}
    with pytest.raises(ValueError, match="it is one of spans, words, text"):
        on_spark.segment(frame(spark, demo, 1), format="json")


def test_phrases(spark, demo):
    hits = on_spark.phrases(frame(spark, demo, 3), keys=["id"])
    expected = chinhluan.phrases(
        [row["text"] for row in demo], ids=[row["id"] for row in demo], **known(demo)
    ).to_pylist()
    names = [name for name in expected[0] if name not in ("document", "date")]
    found = sorted(repr([row.id, row.published, *(row[name] for name in names)]) for row in hits.collect())
    assert len(found) > 400
    assert found == sorted(repr([hit["document"], hit["date"], *(hit[name] for name in names)]) for hit in expected)
    with pytest.raises(ValueError, match="called as a column of the result is: source"):
        on_spark.phrases(frame(spark, demo, 1), keys=["id", "source"])


def test_pages_one_at_a_time(spark, demo):
    pages = {row.id: row.asDict(recursive=True) for row in on_spark.structure(frame(spark, demo, 3)).collect()}
    assert len(pages) == len(demo)
    for row in demo:
        beside = {name: [row[name[:-1]]] for name in KNOWN}
        expected = chinhluan.structure([row["text"]], **beside)[0]
        del expected["document"]
        found = pages[row["id"]]
        del found["id"]
        assert found == expected


@pytest.mark.parametrize(("period", "digits"), [("year", 4), ("month", 7)])
def test_phrase_counts(spark, demo, period, digits):
    counted = on_spark.phrase_counts(frame(spark, demo, 3), period=period)
    found = {(row.period, row.source, row.family): (row.hits, row.articles) for row in counted.collect()}
    hits, articles = Counter(), {}
    for hit in chinhluan.phrases([row["text"] for row in demo], **known(demo)):
        if hit["counted"]:
            group = (hit["date"] and hit["date"][:digits], hit["source"], hit["family"])
            hits[group] += 1
            articles.setdefault(group, set()).add(hit["document"])
    assert found == {group: (count, len(articles[group])) for group, count in hits.items()}


def test_quarters(spark, demo):
    years = {row["period"] for row in on_spark.phrase_counts(frame(spark, demo, 1), period="quarter", by=[]).collect()}
    assert (
        None in years
        and "2012-Q2" in years
        and all(year is None or year[4:6] == "-Q" and year[6] in "1234" for year in years)
    )


def test_terms(spark, demo):
    from chinhluan.sklearn import ChinhluanVectorizer

    texts = [row["text"] for row in demo]
    vectorizer = ChinhluanVectorizer()
    weights = vectorizer.fit_transform(texts).tocoo()
    names = vectorizer.get_feature_names_out()
    expected = {
        (demo[row]["id"], names[term]): weight for row, term, weight in zip(weights.row, weights.col, weights.data)
    }
    df = frame(spark, demo, 3)
    found = {(row.id, row.term): row.weight for row in on_spark.tfidf(df).collect()}
    assert found.keys() == expected.keys()
    assert all(math.isclose(weight, expected[key], rel_tol=1e-12) for key, weight in found.items())
    documents = {row.term: row.documents for row in on_spark.document_frequency(df).collect()}
    assert documents == Counter(term for _, term in expected)


def test_files(spark, demo, tmp_path):
    rows = demo[:9]
    for name in ("texts.parquet", "texts.jsonl"):
        path = str(tmp_path / name)
        on_spark.write(frame(spark, rows, 2), path)
        back = on_spark.read(spark, path)
        assert sorted((row.id, row.text) for row in back.collect()) == [(row["id"], row["text"]) for row in rows]
    files = tmp_path / "pages"
    files.mkdir()
    record = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
    archive = b""
    for number, row in enumerate(rows):
        text = row["text"].encode()
        archive += (
            record.format(url=f"https://baovanson.example/{number}", length=len(text)).encode() + text + b"\r\n\r\n"
        )
    (files / "pages.warc.wet").write_bytes(archive)
    (files / "more.txt").write_text("Xã đạt chuẩn nông thôn mới.", encoding="utf-8")
    found = on_spark.read(spark, str(files), "files").collect()
    assert sorted(row.text for row in found) == sorted([row["text"] for row in rows] + ["Xã đạt chuẩn nông thôn mới."])
    assert {row.url for row in found} == {None, *(f"https://baovanson.example/{number}" for number in range(9))}
    assert (files / "more.txt").as_uri().replace("file://", "file:") in {row.id for row in found}


def test_command(spark, demo, tmp_path, monkeypatch):
    from chinhluan.spark.__main__ import main

    monkeypatch.setattr(
        "sys.argv",
        ["chinhluan.spark", "segment", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--format", "jsonl"],
    )
    (tmp_path / "in.jsonl").mkdir()
    (tmp_path / "in.jsonl" / "a.jsonl").write_text("\n".join(json.dumps(row) for row in demo[:5]), encoding="utf-8")
    main()
    lines = [
        line
        for part in Path(tmp_path / "out.jsonl").glob("part-*")
        for line in part.read_text(encoding="utf-8").splitlines()
    ]
    assert {json.loads(line)["id"] for line in lines} == {row["id"] for row in demo[:5]}
