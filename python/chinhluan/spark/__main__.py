"""`python -m chinhluan.spark VERB INPUT OUTPUT`, or the same behind `spark-submit`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pyspark.sql import SparkSession

from chinhluan.spark import dedup, document_frequency, phrase_counts, phrases, read, segment, structure, tfidf, write


def main() -> None:
    parser = argparse.ArgumentParser(prog="chinhluan.spark", description=__doc__)
    verbs = {
        "segment": "words of texts",
        "phrases": "hits of phrase families",
        "structure": "the parts of news pages",
        "phrase-counts": "hits by period and source",
        "document-frequency": "in how many texts a term stands",
        "tfidf": "weights of terms",
        "dedup": "OUTPUT/relations, OUTPUT/groups, OUTPUT/kept",
    }
    commands = parser.add_subparsers(dest="verb", required=True)
    for verb, told in verbs.items():
        command = commands.add_parser(verb, help=told)
        command.add_argument("input", help="Parquet, JSONL, WARC or other files, on any file system that Spark reads")
        command.add_argument(
            "output", help="a folder that is not there yet; JSONL where its name ends so, else Parquet"
        )
        command.add_argument("--format", choices=("parquet", "jsonl", "files"), help="of the input")
        command.add_argument("--text", default="text", help="the column of the text")
        if verb in ("segment", "phrases", "structure", "tfidf"):
            command.add_argument("--keys", default="id", help="columns that name a text, parted by commas")
        if verb in ("phrases", "phrase-counts"):
            command.add_argument("--families", help="a file in place of the families that come with chinhluan")
            command.add_argument("--count", default="longest", choices=("longest", "all", "once-per-article"))
        if verb == "phrase-counts":
            command.add_argument("--period", default="year", choices=("year", "quarter", "month"))
            command.add_argument("--by", default="source", help="columns to group by, parted by commas")
        if verb == "dedup":
            command.add_argument("--work", required=True, help="a folder for tables between steps, for all executors")
            command.add_argument("--id", default="id", help="the column of the id")
            command.add_argument("--order", help="the column that orders equal texts: the id, if not given")
            command.add_argument("--keep", default="", help="earliest, longest, first, source:FILE, parted by commas")
    arguments = vars(parser.parse_args())
    spark = SparkSession.builder.appName(f"chinhluan {arguments['verb']}").getOrCreate()
    verb, output = arguments.pop("verb"), arguments.pop("output")
    df = read(spark, arguments.pop("input"), arguments.pop("format"))
    for name in {"keys", "by"} & arguments.keys():
        arguments[name] = arguments[name].split(",")
    if verb == "dedup":
        arguments["keep"] = [_rule(rule) for rule in arguments["keep"].split(",") if rule]
        for name, table in dedup(df, **arguments)._asdict().items():
            write(table, f"{output.rstrip('/')}/{name}", "parquet")
        return
    work = {
        "segment": segment,
        "phrases": phrases,
        "structure": structure,
        "phrase-counts": phrase_counts,
        "document-frequency": document_frequency,
        "tfidf": tfidf,
    }
    write(work[verb](df, **arguments), output)


def _rule(rule: str) -> str | list[str]:
    """A rule, or the lines of the file that lists sources."""
    name, is_file, path = rule.strip().partition("source:")
    if not is_file:
        return name
    lines = (line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


if __name__ == "__main__":
    main()
