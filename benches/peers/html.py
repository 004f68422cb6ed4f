"""Reads the pages of tests/data/html with chinhluan, trafilatura, readability-lxml and justext and counts
what each found of the truth files beside them.

    pip install trafilatura readability-lxml justext lxml_html_clean
    python3 benches/peers/html.py [--details] [--prefix d|t] [--command COMMAND...]

COMMAND reads the pages and prints the lines of examples/page.rs; by default it is that example, built in
release mode. Times are the fastest of five readings of each page, summed over the pages and divided by
their number.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import time
import tomllib
import unicodedata

# This file's own name would stand before the standard library's `html`.
sys.path.pop(0)

import justext
import readability
import trafilatura
from lxml import html as lxml_html

PAGES = pathlib.Path(__file__).parents[2] / "tests" / "data" / "html"
RUNS = 5


def same(text):
    """Text with everything taken away in which two faithful extractions may differ."""
    text = unicodedata.normalize("NFC", text or "")
    text = re.sub("[\u200b-\u200f\u00ad\u2060\ufeff]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def day(text):
    """The day of a date, as YYYY-MM-DD."""
    text = text or ""
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found:
        return found.group(0)
    found = re.search(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text)
    return "%s-%02d-%02d" % (found[3], int(found[2]), int(found[1])) if found else None


def run_chinhluan(paths, command):
    done = subprocess.run(command + [str(path) for path in paths], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        page = json.loads(line)
        blocks = page["blocks"]
        yield {
            "text": "\n".join(b["text"] for b in blocks if b["content"]),
            "lead": " ".join(b["text"] for b in blocks if b["role"] == "lead"),
            "captions": [b["text"] for b in blocks if b["role"] == "caption"],
            "headings": [b["text"] for b in blocks if b["role"] == "body"],
            "credits": [b["text"] for b in blocks if b["role"] == "source_credit"],
            "title": page["title"],
            "date": page["published_day"],
            "byline": page["byline"],
            "source": page["source"],
            "is_article": page["is_article"],
            "ms": page["ms"],
        }


def timed(read, raw):
    fastest, result = 1e9, None
    for _ in range(RUNS):
        start = time.perf_counter()
        result = read(raw)
        fastest = min(fastest, (time.perf_counter() - start) * 1e3)
    result["ms"] = fastest
    return result


def run_trafilatura(raw):
    found = trafilatura.bare_extraction(raw, with_metadata=True, favor_recall=True, include_comments=False)
    if found is None:
        return {"text": "", "is_article": False}
    found = found.as_dict()
    return {
        "text": found.get("text") or "",
        "title": found.get("title"),
        "date": found.get("date"),
        "byline": found.get("author"),
        "source": found.get("sitename"),
    }


def run_readability(raw):
    document = readability.Document(raw)
    body = lxml_html.fromstring(document.summary())
    return {"text": "\n".join(body.itertext()), "title": document.short_title(), "byline": document.author()}


def run_justext(raw):
    # By default a text needs a paragraph of 200 characters to be found at all; these articles are shorter.
    paragraphs = justext.justext(
        raw.encode(), justext.get_stoplist("Vietnamese"), length_low=30, length_high=80, encoding="utf-8"
    )
    return {"text": "\n".join(p.text for p in paragraphs if not p.is_boilerplate)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--details", action="store_true", help="name every miss of chinhluan")
    arguments.add_argument("--prefix", default="", help="only the pages whose name begins so")
    arguments.add_argument(
        "--command",
        nargs="+",
        default=["cargo", "run", "--quiet", "--release", "--example", "page", "--"],
    )
    arguments = arguments.parse_args()
    paths = sorted(PAGES.glob(arguments.prefix + "*.html"))
    truths = [tomllib.loads(path.with_suffix(".toml").read_text("utf-8")) for path in paths]
    raws = [path.read_bytes().decode("utf-8") for path in paths]
    results = {
        "chinhluan": list(run_chinhluan(paths, arguments.command)),
        "trafilatura": [timed(run_trafilatura, raw) for raw in raws],
        "readability-lxml": [timed(run_readability, raw) for raw in raws],
        "justext": [timed(run_justext, raw) for raw in raws],
    }
    fields = ["wanted", "unwanted", "headings", "captions", "lead", "title", "date", "byline", "source", "article"]
    print(f"{'':18}" + "".join(f"{field:>12}" for field in fields) + f"{'ms a page':>12}")
    for name, found in results.items():
        count = {field: [0, 0] for field in fields}

        def mark(field, right, path, what):
            count[field][1] += 1
            count[field][0] += bool(right)
            if not right and arguments.details and name == "chinhluan":
                print(f"  {path.name} {field}: {what}")

        for path, truth, result in zip(paths, truths, found):
            text = same(result["text"])
            for field, inside in (("wanted", True), ("headings", True), ("captions", True), ("unwanted", False)):
                for fragment in truth.get(field, []):
                    mark(field, (same(fragment) in text) == inside, path, fragment)
            # A page that is no article should yield none; the others have no notion of it but an empty text.
            is_article = result.get("is_article", bool(text))
            mark("article", is_article == truth["is_article"], path, is_article)
            if not truth["is_article"]:
                continue
            lead = same(truth["lead"])
            mark("lead", lead in text, path, lead)
            if name == "chinhluan":
                # Roles are held to as well, which the others do not have.
                if same(result["lead"]) != lead and arguments.details:
                    print(f"  {path.name} lead role: {result['lead']!r}")
                for field in ("captions", "headings"):
                    for fragment in truth.get(field, []):
                        if not any(same(fragment) in same(block) for block in result[field]) and arguments.details:
                            print(f"  {path.name} {field} role: {fragment}")
                if len(result["captions"]) != len(truth.get("captions", [])) and arguments.details:
                    print(f"  {path.name} captions: {result['captions']}")
                if len(result["headings"]) != len(truth.get("headings", [])) and arguments.details:
                    print(f"  {path.name} headings: {result['headings']}")
            mark("title", same(result.get("title")) == same(truth["title"]), path, result.get("title"))
            mark("date", day(result.get("date")) == truth["date"], path, result.get("date"))
            for field in ("byline", "source"):
                if field in truth:
                    mark(field, same(result.get(field)) == same(truth[field]), path, result.get(field))
                elif field == "byline":
                    mark(field, not result.get(field), path, result.get(field))
        ms = sum(result["ms"] for result in found) / len(found)
        print(f"{name:18}" + "".join(f"{c[0]:>7} /{c[1]:>3}" for c in count.values()) + f"{ms:>12.2f}")


if __name__ == "__main__":
    main()
