"""Copies: the same relations, groups and survivors as on one machine, whatever the order and the partitions."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import chinhluan
import pytest
from chinhluan import spark as on_spark
from chinhluan.spark.stars import stars
from chinhluan.spark.steps import Steps
from conftest import FIELDS, columns, frame, of_spark, on_one_machine


@pytest.mark.parametrize("partitions", [1, 3, 40])
def test_demo(spark, demo, tmp_path, partitions):
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    found = on_spark.dedup(frame(spark, demo, partitions), work=str(tmp_path))
    assert of_spark(found) == on_one_machine(demo)
    assert found.groups.where("place = 0").count() == 7


def test_planted_copies_of_every_kind(spark, planted, tmp_path):
    kinds = {row["relation"] for row in chinhluan.dedup(**columns(planted)).relations}
    assert kinds == {"exact", "normalised", "near", "cut", "contains", "merges", "same_form", "shares_passage"}
    spark.conf.set("spark.sql.shuffle.partitions", "3")
    keep = [["Báo Trường Hà"], "earliest", "longest", "first"]
    found = on_spark.dedup(frame(spark, planted, 3), work=str(tmp_path), keep=keep)
    assert of_spark(found) == on_one_machine(planted, keep)
    assert on_one_machine(planted, keep)[2] != on_one_machine(planted)[2]


def test_a_rule_that_is_none(spark, demo, tmp_path):
    with pytest.raises(ValueError, match="no rule `best`"):
        on_spark.dedup(frame(spark, demo[:2], 1), work=str(tmp_path), keep=["best"])


def test_an_order_is_asked_for(spark, demo, tmp_path):
    with pytest.raises(ValueError, match="2 rows have the id"):
        on_spark.dedup(frame(spark, [*demo[:3], demo[0]], 1), work=str(tmp_path))


def test_stars(spark, tmp_path):
    chain = [(number, number + 1, 0.5) for number in range(7)]
    star = [(100, number, 0.9) for number in range(101, 140)]
    # 203 is a copy of two that stay, and closer to the second one.
    two = [(200, 201, 0.4), (200, 203, 0.4), (202, 203, 0.6), (201, 202, 0.9)]
    edges = spark.createDataFrame(chain + star + two, "a long, b long, jaccard double")
    found = {row.node: row.root for row in stars(edges, Steps(spark, str(tmp_path))).collect()}
    expected = {node: node - 1 for node in (1, 3, 5, 7)} | {node: 100 for node in range(101, 140)}
    assert found == expected | {201: 200, 203: 202}


@pytest.mark.skipif("CHINHLUAN_TEXTS" not in os.environ, reason="CHINHLUAN_TEXTS names a file of JSONL to compare on")
@pytest.mark.parametrize("partitions", [1, 3, 40])
def test_given_texts(spark, tmp_path, partitions):
    path = Path(os.environ["CHINHLUAN_TEXTS"])
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    rows = [{field: record.get(field) and str(record[field]) for field in FIELDS} for record in records]
    rows = [{**row, "id": f"{number:09}"} for number, row in enumerate(rows)]
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    found = on_spark.dedup(frame(spark, rows, partitions), work=str(tmp_path))
    assert of_spark(found) == on_one_machine(rows)
