"""The main job."""

import json
import os
import subprocess

import pytest
from conftest import ROOT, truth

import chinhluan
from chinhluan import Segmenter, report

DEMO = ROOT / "corpora" / "demo"


def test_tables_are_those_of_the_truth(tmp_path):
    out = tmp_path / "report"
    made = report(DEMO, out=out)
    assert (made.summary["documents"], made.summary["copies"], made.skipped) == (74, 7, [])
    counts = {row["family"]: row["count"] for row in made.table("families")}
    expected = {row["family"]: row["count"] for row in truth("frequencies.jsonl") if row["period"] == "all"}
    assert {family: count for family, count in counts.items() if count} == expected
    assert {"families", "phrases_by_period", "documents", "hits"} <= set(made.tables)
    with pytest.raises(chinhluan.Error, match="table `none` is not known"):
        made.table("none")
    lines = (out / "hits.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == made.table("hits")
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["verb"] == "report" and manifest["documents"] == 74
    assert not list(out.glob(".*"))


@pytest.mark.skipif("CHINHLUAN_BINARY" not in os.environ, reason="no command line to compare with")
def test_files_are_those_of_the_command_line(tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    report(DEMO, out=ours, period="month", count="all", topics=5, seed=3)
    command = [os.environ["CHINHLUAN_BINARY"], "report", str(DEMO), "--out", str(theirs)]
    subprocess.run([*command, "--period", "month", "--count", "all", "--topics", "5", "--seed", "3"], check=True)
    names = sorted(file.name for file in theirs.iterdir())
    assert names == sorted(file.name for file in ours.iterdir()) and len(names) > 15
    for name in names:
        if name != "manifest.json":
            assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    ours, theirs = (json.loads((folder / "manifest.json").read_text()) for folder in (ours, theirs))
    for key in ("settings", "model", "families", "inputs"):
        assert ours[key] == theirs[key], key


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="no-such-folder"):
        report(tmp_path / "no-such-folder")
    (tmp_path / "a.jsonl").write_text('{"text": "Xã họp."}\nno json\n')
    assert "a.jsonl:2" in report(tmp_path).skipped[0]
    with pytest.raises(chinhluan.Error, match="period `day` is not known"):
        report(tmp_path, period="day")
    assert report([tmp_path], segmenter=Segmenter(["xã họp"])).summary["documents"] == 1
