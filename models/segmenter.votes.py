#!/usr/bin/env python3
"""Says, where two segmenters disagree, which of them joins.

    python3 segmenter.votes.py votes.txt.gz leaning.txt.gz

reads text with the votes of VnCoreNLP 1.2 and pyvi 0.1.1 (`_` both join, a space both part, `~` they disagree), asks
pyvi once more, and writes the same text with `^` or `|` for `~`: VnCoreNLP, the better one, joins or parts. Where a line
holds `^` or `|` already, they are taken out and its disputes stay as they are. Needs pyvi 0.1.1 (MIT).
"""

import gzip
import sys

from pyvi import ViTokenizer


def joined(words):
    """The numbers of letters behind which pyvi joins."""
    letters, gaps = 0, set()
    for c in words:
        if c == "_":
            gaps.add(letters)
        elif not c.isspace():
            letters += 1
    return gaps


def leaning(line):
    gaps = joined(ViTokenizer.tokenize(line.replace("_", " ").replace("~", " ")))
    letters, out = 0, []
    for c in line:
        if c == "~":
            c = "|" if letters in gaps else "^"
        elif c != "_" and not c.isspace():
            letters += 1
        out.append(c)
    return "".join(out)


def main(source, target):
    with gzip.open(source, "rt", encoding="utf-8", newline="\n") as votes:
        with gzip.open(target, "wt", encoding="utf-8", newline="\n", compresslevel=6) as out:
            for line in votes:
                if "^" in line or "|" in line:
                    out.write(line.replace("^", "").replace("|", ""))
                else:
                    out.write(leaning(line.rstrip("\n")) + "\n")


main(*sys.argv[1:])
