"""Texts in Python beside the same texts in Rust: `python speed.py CHINHLUAN FILE.jsonl[.gz]`.

CHINHLUAN is the release build of the command line, FILE has a field `text`. Both work on the same 10,000 texts with as
many threads, in turns; the best of five counts. Of the command line its own start and reading of the file is taken off
by a run over one text only and one that reads all and does least (`--families` with none).
"""
