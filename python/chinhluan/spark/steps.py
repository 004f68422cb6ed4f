"""Tables between the steps of a long job."""

from __future__ import annotations

from pyspark.sql import DataFrame, SparkSession


class Steps:
    """Tables between steps, as Parquet in a folder that all executors reach.

    What stands there is made once and outlives the executor that made it: `localCheckpoint` keeps it on the executor, and
    a job whose executor is killed cannot go on. What is read again are the columns that are asked for.
    """

    def __init__(self, spark: SparkSession, folder: str) -> None:
        self.spark, self.folder = spark, folder.rstrip("/")

    def keep(self, name: str, df: DataFrame) -> DataFrame:
        """The rows of `df`, from the disk."""
        df.write.mode("overwrite").parquet(f"{self.folder}/{name}")
        return self.spark.read.schema(df.schema).parquet(f"{self.folder}/{name}")

    def drop(self, name: str) -> None:
        """Frees the disk of what is no longer asked for."""
        jvm = self.spark.sparkContext._jvm
        path = jvm.org.apache.hadoop.fs.Path(f"{self.folder}/{name}")
        path.getFileSystem(self.spark.sparkContext._jsc.hadoopConfiguration()).delete(path, True)
