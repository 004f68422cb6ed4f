"""Connected components by large-star and small-star (Kiveris et al. 2014, *Connected components in MapReduce and
beyond*)."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from .steps import Steps


def components(edges: DataFrame, steps: Steps) -> DataFrame:
    """What is joined by `edges`, the columns `a` and `b` of numbers: for each that is not the least of its component, the
    columns `node` and `root`, the least.

    A round is two joins with the least neighbour of each; a component as long as a chain of n takes log n rounds.
    """
    edges = edges.select(F.greatest("a", "b").alias("node"), F.least("a", "b").alias("root"))
    edges = steps.keep("edges-0", edges.where("node != root").distinct())
    before, rounds = None, 0
    while (now := _seen(edges)) != before:
        before, rounds = now, rounds + 1
        edges = steps.keep(f"edges-{rounds}", _small_star(_large_star(edges)))
        if rounds > 1:
            steps.drop(f"edges-{rounds - 2}")
    return edges


def _large_star(edges: DataFrame) -> DataFrame:
    """Joins each neighbour above a node to the least of its neighbours."""
    turned = edges.select(F.col("root").alias("node"), F.col("node").alias("root"))
    both = edges.unionByName(turned)
    least = both.groupBy("node").agg(F.least(F.min("root"), F.col("node")).alias("least"))
    above = both.where("root > node").join(least, "node")
    return above.select(F.col("root").alias("node"), F.col("least").alias("root")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Joins a node and each neighbour below it to the least of these."""
    least = edges.groupBy("node").agg(F.min("root").alias("least"))
    below = edges.join(least, "node").where("root > least")
    moved = below.select(F.col("root").alias("node"), F.col("least").alias("root"))
    return moved.unionByName(least.withColumnRenamed("least", "root")).distinct()


def _seen(edges: DataFrame) -> tuple[int, int]:
    """A number for a set of edges, whatever their order."""
    row = edges.agg(F.count("*").alias("count"), F.bit_xor(F.xxhash64("node", "root")).alias("hash")).first()
    return row["count"], row["hash"]
