"""Spark on this machine, and texts with planted copies."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chinhluan
import pytest
from pyspark.sql import DataFrame, SparkSession

ROOT = Path(__file__).resolve().parents[3]
FIELDS = ("id", "text", "title", "date", "source", "url")
SCHEMA = ", ".join(f"{field} string" for field in FIELDS)
RELATION = ("a", "b", "relation", "jaccard", "containment_a", "containment_b", "decision", "reason")

# Workers are the Python of the tests, wherever they are started.
os.environ["PYSPARK_PYTHON"] = sys.executable

Row = dict[str, Any]


def builder(master: str, partitions: int = 4) -> SparkSession.Builder:
    """A session that asks for little."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "1g",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.sql.session.timeZone": "UTC",
    }
    made = SparkSession.builder.master(master)
    for name, value in settings.items():
        made = made.config(name, value)
    return made


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = builder("local[2]").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def demo() -> list[Row]:
    """The demo corpus, in the order of ids."""
    rows: list[Row] = []
    for file in sorted((ROOT / "corpora" / "demo").iterdir()):
        if file.suffix == ".jsonl":
            rows += [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        elif file.suffix == ".csv":
            with file.open(encoding="utf-8", newline="") as lines:
                rows += list(csv.DictReader(lines))
        else:
            for page in sorted(file.iterdir()):
                with page.open(encoding="utf-8", newline="") as text:
                    rows.append({"id": f"{file.name}/{page.name}", "text": text.read(), "source": file.name})
    return sorted(({field: row.get(field) for field in FIELDS} for row in rows), key=lambda row: row["id"])


@pytest.fixture(scope="session")
def planted(demo: list[Row]) -> list[Row]:
    """Texts of random words with copies of every kind among them, stock sentences, and an article that many print."""
    pick = random.Random(9)
    words = sorted({word for row in demo for word in row["text"].lower().split() if word.isalpha()})
    texts: list[str] = []

    def sentence() -> str:
        return " ".join(pick.choices(words, k=pick.randint(12, 20))).capitalize() + "."

    def article(sentences: int) -> list[str]:
        return [sentence() for _ in range(sentences)]

    def retyped(text: str, share: float) -> str:
        return " ".join(pick.choice(words) if pick.random() < share else word for word in text.split(" "))

    def unmarked(text: str) -> str:
        letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
        return "".join(letter for letter in letters if not unicodedata.combining(letter))

    def form() -> str:
        names = pick.sample(["Văn Hải", "Đức Lan", "Minh Sơn", "Xuân Hà", "Thanh Bình", "Ngọc Tuấn"], 4)
        figures = (str(pick.randint(2, 9999)) for _ in range(1000))
        filled = " ".join(
            names[number % 4] if word == "tên" else next(figures) if word == "số" else word
            for number, word in enumerate(template)
        )
        return filled

    template = [word for _ in range(14) for word in (*pick.choices(words, k=9), "số", *pick.choices(words, k=5), "tên")]
    stock = [sentence() + " " + sentence() for _ in range(3)]
    texts += [" ".join([*article(8), *stock, *article(8)]) for _ in range(20)]
    texts += [" ".join(stock), " ".join(stock[:2]), " ".join(reversed(stock))]
    for number in range(12):
        one, other, third = article(14), article(12), article(20)
        whole = " ".join(one)
        texts += [whole, whole, whole.upper(), retyped(whole, 0.03), retyped(whole, 0.06)]
        texts += [" ".join(one[:6])[:-8] + "...", " ".join(one[:3]), " ".join(one + third)]
        texts += [" ".join(one + other), " ".join(other), " ".join(article(10) + one[4:9] + article(16))]
        texts += [unmarked("Bản in. " + whole)]
        first = " ".join(article(6))
        second = " ".join([retyped(first, 0.6), retyped(first, 0.6)])
        texts += [first + " " + second, first, second]
        texts += [" ".join(article(2)) for _ in range(number)]
    texts += [form() for _ in range(5)]
    printed = " ".join(article(18))
    texts += [printed] * 12 + [printed.upper()] * 9
    texts += [retyped(printed, 0.02) for _ in range(75)]
    texts += ["", "  \n", "Xã.", "xã.", "Chi bộ họp."]
    pick.shuffle(texts)
    sources = ("Báo Vân Sơn", "Báo Trường Hà", None)
    return [
        {
            **dict.fromkeys(FIELDS),
            "id": f"{number:05}",
            "text": text,
            "source": pick.choice(sources),
            "date": pick.choice([None, f"{pick.randint(2005, 2020)}-03-0{pick.randint(1, 9)}"]),
        }
        for number, text in enumerate(texts)
    ]


def columns(rows: list[Row]) -> dict[str, list[Any]]:
    """Rows as the functions of one machine take them."""
    return {field + "s": [row[field] for row in rows] for field in FIELDS}


def frame(spark: SparkSession, rows: list[Row], partitions: int) -> DataFrame:
    """Rows in no order, in so many partitions."""
    shuffled = random.Random(partitions).sample(rows, len(rows))
    return spark.createDataFrame([tuple(row[field] for field in FIELDS) for row in shuffled], SCHEMA).repartition(
        partitions
    )


def digest(rows: Any) -> str:
    """The checksum of rows in order."""
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def on_one_machine(rows: list[Row], keep: Any = ()) -> tuple[str, str, str]:
    """Checksums of relations, of groups, of what is kept."""
    found = chinhluan.dedup(**columns(rows), keep=keep)
    ids = [row["id"] for row in rows]
    groups = [(ids[group[0]], place, ids[member]) for group in found.groups for place, member in enumerate(group)]
    return (
        digest(tuple(row[name] for name in RELATION) for row in found.relations),
        digest(groups),
        digest(ids[row] for row in found.kept),
    )


def of_spark(found: Any) -> tuple[str, str, str]:
    """The same of Spark's tables."""
    return (
        digest(tuple(row) for row in found.relations.select(*RELATION).collect()),
        digest(tuple(row) for row in found.groups.select("group", "place", "id").collect()),
        digest(row.id for row in found.kept.where("id = kept").collect()),
    )
