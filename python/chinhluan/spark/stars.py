"""Which of a collection stay, and which of these each of the others is a copy of."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from .steps import Steps


def stars(edges: DataFrame, steps: Steps) -> DataFrame:
    """What goes, in the column `node`, and beside it, as `root`, the closest of those that stay. `edges` has a row where
    `b` is a copy of `a`, which is less, and how close the two are, as `jaccard`.

    Of the least upwards each one stays that is no copy of one that stays. A round settles all whose elders are settled: a
    chain of n takes n / 2 rounds, a star one.
    """
    left = steps.keep("edges-0", edges)
    copies, rounds = left.select(F.col("b").alias("node")).limit(0), 0
    while left.first() is not None:
        rounds += 1
        elders = left.select("a").join(left.select(F.col("b").alias("a")), "a", "left_anti").distinct()
        gone = steps.keep(f"gone-{rounds}", left.join(elders, "a").select(F.col("b").alias("node")).distinct())
        copies = copies.unionByName(gone)
        for side in ("a", "b"):
            left = left.join(gone.withColumnRenamed("node", side), side, "left_anti")
        left = steps.keep(f"edges-{rounds}", left)
        steps.drop(f"edges-{rounds - 1}")
    staying = edges.join(copies.withColumnRenamed("node", "a"), "a", "left_anti")
    closest = F.min(F.struct((-F.col("jaccard")).alias("distance"), "a")).alias("best")
    found = staying.groupBy("b").agg(closest)
    return steps.keep("stars", found.select(F.col("b").alias("node"), F.col("best.a").alias("root")))
