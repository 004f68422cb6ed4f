"""The data of the Rust tests, and the demo corpus."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]


def data(name: str) -> dict:
    """A file of cases."""
    return tomllib.loads((ROOT / "tests" / "data" / name).read_text(encoding="utf-8"))


def truth(name: str) -> list[dict]:
    """What is in the demo corpus."""
    lines = (ROOT / "corpora" / "truth" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def demo() -> dict[str, list]:
    """The demo corpus as columns, named as the functions name them."""
    folder = ROOT / "corpora" / "demo"
    fields = {"ids": "id", "texts": "text", "titles": "title", "dates": "date", "sources": "source", "urls": "url"}
    rows = []
    for file in sorted(folder.iterdir()):
        if file.suffix == ".jsonl":
            rows += [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        elif file.suffix == ".csv":
            with file.open(encoding="utf-8", newline="") as lines:
                rows += list(csv.DictReader(lines))
        else:
            for page in sorted(file.iterdir()):
                with page.open(encoding="utf-8", newline="") as text:
                    rows.append({"id": f"{file.name}/{page.name}", "text": text.read(), "source": file.name})
    return {column: [row.get(field) for row in rows] for column, field in fields.items()}
