"""Phrases, pages and copies: the cases of the Rust tests, and the truth of the demo corpus."""

import pickle

import pytest
from conftest import data, truth

import chinhluan
from chinhluan import Families, dedup, families, phrases, similar, structure


def unmarked(marked):
    """A text without its marks, and the marked hits in code points."""
    text, opened, hits, rest = "", [], set(), marked
    while rest:
        letter, rest = rest[0], rest[1:]
        if letter == "⟦":
            family, rest = rest.split(":", 1)
            opened.append((len(text), family))
        elif letter == "⟧":
            start, family = opened.pop()
            hits.add((start, len(text), family))
        else:
            text += letter
    return text, hits


def test_matching(tmp_path):
    cases = data("phrases/matching.toml")
    file = tmp_path / "families.toml"
    file.write_text(cases["families"], encoding="utf-8")
    # One column beside the other: texts are documents of their own.
    texts, expected = zip(*(unmarked(case["text"]) for case in cases["case"]))
    found = [set() for _ in texts]
    for hit in phrases(texts, families=file):
        text = texts[hit["document"]]
        sign = "~" * ("accentless" in hit["flags"]) + "!" * ("typo" in hit["flags"])
        found[hit["document"]].add((hit["start"], hit["end"], sign + hit["family"]))
        assert text[hit["start"] : hit["end"]] == hit["surface"]
        assert text.encode()[hit["byte_start"] : hit["byte_end"]].decode() == hit["surface"]
    assert found == list(expected)


def test_lines_of_newspapers():
    texts, expected = zip(*(unmarked(line) for line in data("phrases/newspaper.toml")["line"]))
    found = [set() for _ in texts]
    for hit in phrases(list(texts)):
        found[hit["document"]].add((hit["start"], hit["end"], hit["family"]))
    assert found == list(expected)


def test_demo_hits(demo):
    hits = [hit for hit in phrases(**demo) if hit["field"] == "text"]
    keys = ("document", "family", "byte_start", "byte_end", "surface", "region", "repeated", "nested_in")
    expected = [
        (h["document"], h["family"], h["start"], h["end"], h["surface"], h["region"], h["repeated"], sorted(h["nested_in"]))
        for h in truth("hits.jsonl")
    ]
    found = [tuple(sorted(hit[key]) if key == "nested_in" else hit[key] for key in keys) for hit in hits]
    assert len(expected) > 400 and sorted(found) == sorted(expected)
    text_of = dict(zip(demo["ids"], demo["texts"]))
    assert all(text_of[hit["document"]][hit["start"] : hit["end"]] == hit["surface"] for hit in hits)
    days = {row["document"]: row["published"] for row in truth("documents.jsonl")}
    assert all(hit["date"] == (days[hit["document"]] or "")[:10] or hit["date"] is None for hit in hits)


def test_counted_hits_add_up_to_the_truth(demo):
    counted = [hit["family"] for hit in phrases(**demo) if hit["counted"] and hit["field"] == "text"]
    # Of records whose text lacks its title, hits in the title count too; the truth has those of texts.
    expected = {r["family"]: r["count"] for r in truth("frequencies.jsonl") if r["period"] == "all"}
    in_titles = [hit["family"] for hit in phrases(**demo) if hit["counted"] and hit["field"] == "title"]
    assert {family: (counted + in_titles).count(family) for family in expected} == expected
    once = phrases(**demo, count="once-per-article")
    counted_once = [(hit["document"], hit["family"]) for hit in once if hit["counted"]]
    assert len(counted_once) == len(set(counted_once)) > 0


def test_families(tmp_path):
    embedded = families()
    assert len(embedded) == len(list(embedded)) > 70
    family = embedded["tu-tuong-dao-duc-phong-cach-ho-chi-minh"]
    assert family.documents[0]["number"] == "Chỉ thị 05-CT/TW" and family.kind == "campaign"
    assert family.id in embedded and "no-such" not in embedded
    with pytest.raises(KeyError):
        embedded["no-such"]
    file = tmp_path / "own.toml"
    file.write_text(
        '[[family]]\nid = "hai-tot"\nname = "Hai tốt"\nkind = "slogan"\nvariants = ["{dạy tốt, học tốt}"]\n',
        encoding="utf-8",
    )
    both = families(add=file)
    assert len(both) == len(embedded) + 1 and len(families(file)) == 1
    for own in (Families(file), pickle.loads(pickle.dumps(Families(file))), str(file), pickle.loads(pickle.dumps(both))):
        assert [hit["surface"] for hit in phrases(["thi đua học tốt, dạy tốt"], families=own) if hit["family"] == "hai-tot"] == [
            "học tốt, dạy tốt"
        ]
    file.write_text('[[family]]\nid = "a"\nname = "a"\nkind = "slogan"\nvariants = ["a|b"]\n', encoding="utf-8")
    with pytest.raises(chinhluan.Error, match=r"own\.toml: .*write \(a\|b\)"):
        Families(file)
    with pytest.raises(FileNotFoundError):
        Families(tmp_path / "none.toml")
    with pytest.raises(chinhluan.Error, match="count `some` is not known: it is one of longest, all, once-per-article"):
        phrases([], count="some")


def test_demo_structure(demo):
    pages = structure(**demo)
    text_of = dict(zip(demo["ids"], demo["texts"]))
    expected = {(line["document"], line["line"]): line["role"] for line in truth("lines.jsonl")}
    found, repeats = {}, 0
    for page in pages:
        text = text_of[page["document"]]
        for number, line in enumerate(page["lines"], 1):
            if line["role"] != "blank":
                found[page["document"], number] = line["role"]
            assert text.split("\n")[number - 1].rstrip("\r") == text[line["start"] : line["end"]].rstrip("\r")
            for repeat in line["repeats"]:
                repeats += 1
                assert line["start"] <= repeat["start"] < repeat["end"] <= line["end"]
                of = page["lines"][repeat["line"]]
                assert of["start"] <= repeat["of_start"] < repeat["of_end"] <= of["end"]
    assert found == expected
    assert repeats >= 13
    days = {row["document"]: row["published"] for row in truth("documents.jsonl")}
    assert {page["document"]: page["published"] and page["published"][:10] for page in pages} == {
        document: day and day[:10] for document, day in days.items()
    }
    one = structure(demo["texts"][0], **{name: column[:1] for name, column in demo.items() if name != "texts"})
    assert one == pages[0]


def test_demo_copies(demo):
    found = dedup(**demo)
    pairs = {
        (frozenset((row["a"], row["b"])), row["relation"])
        for row in found.relations
        if row["relation"] != "shares_passage"
    }
    assert pairs == {(frozenset((row["a"], row["b"])), row["relation"]) for row in truth("duplicates.jsonl")}
    assert len(found.groups) == 7 and len(found.kept) == 67
    assert sorted(found.kept + [copy for group in found.groups for copy in group[1:]]) == list(range(74))
    by_number = dedup(demo["texts"] + [None])
    assert {type(row["a"]) for row in by_number.relations} == {int}
    assert by_number.kept[-1] == 74


def test_similar(demo):
    found = similar(**demo, to="tiếng kẻng báo trộm ở bản", n=3)
    # What the README's command prints.
    assert [row["document"] for row in found] == [
        "bao-van-son/2020-09-18-tieng-keng-o-lao-san.txt",
        "2009-07-21-tieng-keng-lang-bong",
        "2015-05-18-tieng-keng-bon-gio-chieu",
    ]
    assert [round(row["similarity"], 3) for row in found] == [0.265, 0.167, 0.139]
    row = similar(demo["texts"], demo["ids"].index("2009-07-21-tieng-keng-lang-bong"), n=1)[0]
    assert demo["ids"][row["document"]] != "2009-07-21-tieng-keng-lang-bong" and 0 < row["similarity"] < 1
    with pytest.raises(IndexError):
        similar(["xã"], 1)
