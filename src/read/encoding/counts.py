#!/usr/bin/env python3
"""Makes lost.tsv and viqr.tsv, the counts behind two decisions of the decoder.

    counts.py FOLDER CORPUS.jsonl.gz...      (records with a field `text`)

The files that stand were made from open_prose (Vietnamese Wikipedia, laws, government papers) and the politics section of
the VNTC news corpus: 36 million words. What a line means stands at the head of each file.
"""
import collections
import gzip
import json
import math
import re
import sys
import unicodedata

WORD = re.compile(r"[^\W\d_]+|[^\s\w]|\d+")
SHAPE = re.compile(r"[a-zà-ỹđ]{2,7}")


def bare(word):
    return word.replace("ư", "") or word


LOST = """\
# Vietnamese syllables that lose an ư, and what they look like then. A line: the form without ư, the syllable, ten
# times the log odds of the syllable against the form as it stands, then (where both are words) the neighbours before
# it and behind it that change the odds, `neighbour=tenths`; `0` is any number, `|` the end of the line. Counted by
# counts.py in 36 million words: Vietnamese Wikipedia (CC BY-SA), laws and government papers, newspapers (VNTC).
"""
VIQR = """\
# Open syllables that VIQR may follow with a dot or a question mark: is it the tone or the end of the sentence?
# Ten times the log of (count of the syllable with nặng, with hỏi) to (count of the syllable at the end of a
# sentence). Counted by counts.py in the same text as lost.tsv.
"""


def main(folder, *paths):
    words, before, after = collections.Counter(), collections.Counter(), collections.Counter()
    for path in paths:
        with gzip.open(path, "rt") as lines:
            for record in lines:
                for line in unicodedata.normalize("NFC", json.loads(record)["text"]).split("\n"):
                    row = [word.lower() if not word[0].isdigit() else "0" for word in WORD.findall(line)]
                    around = ["|", *map(bare, row), "|"]
                    for at, word in enumerate(row):
                        words[word] += 1
                        before[word, around[at]] += 1
                        after[word, around[at + 2]] += 1
    write_lost(f"{folder}/lost.tsv", words, before, after)
    write_viqr(f"{folder}/viqr.tsv", words, after)


def write_lost(out, words, before, after):
    forms = {}
    for word, count in words.items():
        # Fewer than 30 in 36 million words are misspellings.
        if "ư" in word and count >= 30 and SHAPE.fullmatch(word) and len(bare(word)) < len(word):
            form = bare(word)
            forms[form] = max(forms.get(form, word), word, key=lambda w: (words[w], w))
    # One form with two syllables: ưng and ngư are both `ng`, the commoner one is taken.
    by_word = collections.defaultdict(lambda: (collections.Counter(), collections.Counter()))
    for index, table in enumerate((before, after)):
        for (word, neighbour), count in table.items():
            by_word[word][index][neighbour] = count
    lines = []
    for form, word in sorted(forms.items()):
        there, as_is = words[word], words[form]
        odds = round(10 * math.log((there + 0.5) / (as_is + 0.5)))
        fields = [form, word, str(odds)]
        if as_is * 300 > there:
            for index in (0, 1):
                found, other = by_word[word][index], by_word[form][index]
                weights = []
                for neighbour in set(found) | set(other):
                    a, b = found[neighbour], other[neighbour]
                    weight = round(10 * math.log((a + 0.5) / (there + 1) / ((b + 0.5) / (as_is + 1))))
                    if a + b >= 8 and abs(weight) >= 10 and "=" not in neighbour:
                        weights.append((abs(weight) * math.sqrt(a + b), neighbour, weight))
                weights.sort(key=lambda row: (-row[0], row[1]))
                fields.append(" ".join(f"{n}={w}" for _, n, w in weights[:80]))
        lines.append("\t".join(fields))
    with open(out, "w") as file:
        file.write(LOST + "\n".join(lines) + "\n")


def write_viqr(out, words, after):
    lines = []
    for word, count in sorted(words.items()):
        if not re.fullmatch("[a-zăâđêôơư]{0,5}[aăâeêioôơuưy]", word) or count < 5:
            continue
        toned = [words[unicodedata.normalize("NFC", word + mark)] for mark in "\u0323\u0309"]
        if max(toned) >= 5:
            odds = [math.log((n + 0.5) / (after[word, end] + 0.5)) for n, end in zip(toned, ".?")]
            lines.append("\t".join([word, *(str(round(10 * x)) for x in odds)]))
    with open(out, "w") as file:
        file.write(VIQR + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
