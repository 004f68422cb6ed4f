"""Finds the copies in a collection with chinhluan, rensa, datasketch and gaoya, one after the other, and scores
the pairs that each of them names.

    pip install rensa==0.5.0 datasketch==2.0.0 gaoya==0.2.2
    python3 benches/peers/duplicates.py DOCS.jsonl[.gz] [--families FAM.tsv] [--kinds TRUTH.tsv] [--only TOOL,...]

What is a copy of what: records with the same `cluster`, or FAM.tsv with lines `id TAB family,family`; two records
that share a family are a pair. TRUTH.tsv, lines `id TAB id TAB kind`, adds recall by kind. Records without a family
are left out of the score, as FAM.tsv names every record.

Seconds are those of one process on one thread, from the file to the pairs. Peers see what their users would give
them: the text as it is (rensa's README), or NFC, lower case, in rows of five words, with every candidate checked by
its true Jaccard index.
"""

import argparse
import collections
import gzip
import itertools
import json
import pathlib
import subprocess
import tempfile
import time
import unicodedata

ROOT = pathlib.Path(__file__).parents[2]
# The settings that gave the best F1 on dedup10k of those tried: thresholds .3, .5, .7, with and without a check.
LSH, VERIFIED, PERMUTATIONS = 0.5, 0.35, 128


def records(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def grams(text, n=5):
    words = unicodedata.normalize("NFC", text).lower().split()
    return {" ".join(words[at : at + n]) for at in range(max(1, len(words) - n + 1))}


def jaccard(a, b):
    return len(a & b) / max(1, len(a | b))


def verified(candidates, sets):
    return {pair for pair in candidates if jaccard(sets[pair[0]], sets[pair[1]]) >= VERIFIED}


def pair(a, b):
    return (a, b) if a < b else (b, a)


def chinhluan(path):
    binary = ROOT / "target" / "release" / "chinhluan"
    with tempfile.TemporaryFile("w+") as out:
        command = [binary, "dedup", path, "--format", "pairs", "--threads", "1"]
        subprocess.run(command, stdout=out, check=False)
        out.seek(0)
        return {pair(*line.split()) for line in out}


def rensa_readme(path):
    import rensa

    index, hashes = rensa.RMinHashLSH(threshold=0.8, num_perm=PERMUTATIONS, num_bands=16), []
    ids, found = [], set()
    for number, record in enumerate(records(path)):
        ids.append(str(record["id"]))
        sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(record["text"].split())
        for other in index.query(sketch):
            if sketch.jaccard(hashes[other]) >= 0.85:
                found.add(pair(ids[other], ids[number]))
        index.insert(number, sketch)
        hashes.append(sketch)
    return found


def rensa_verified(path):
    import rensa

    index = rensa.RMinHashLSH(threshold=LSH, num_perm=PERMUTATIONS, num_bands=32)
    sets, candidates, ids = {}, set(), []
    for number, record in enumerate(records(path)):
        ids.append(str(record["id"]))
        sets[ids[-1]] = grams(record["text"])
        sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(sorted(sets[ids[-1]]))
        candidates |= {pair(ids[other], ids[-1]) for other in index.query(sketch)}
        index.insert(number, sketch)
    return verified(candidates, sets)


def datasketch(path):
    from datasketch import MinHash, MinHashLSH

    index, sets, candidates = MinHashLSH(threshold=LSH, num_perm=PERMUTATIONS), {}, set()
    for record in records(path):
        name = str(record["id"])
        sets[name] = grams(record["text"])
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([gram.encode() for gram in sets[name]])
        candidates |= {pair(other, name) for other in index.query(sketch)}
        index.insert(name, sketch)
    return verified(candidates, sets)


def gaoya(path):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=LSH,
        num_bands=42,
        band_size=3,
        num_hashes=126,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
    )
    sets, candidates, ids = {}, set(), []
    for number, record in enumerate(records(path)):
        ids.append(str(record["id"]))
        text = unicodedata.normalize("NFC", record["text"])
        sets[ids[-1]] = grams(text)
        candidates |= {pair(ids[other], ids[-1]) for other in index.query(text)}
        index.insert_document(number, text)
    return verified(candidates, sets)


TOOLS = {
    "chinhluan": chinhluan,
    "rensa, README": rensa_readme,
    "rensa, five words, verified": rensa_verified,
    "datasketch, five words, verified": datasketch,
    "gaoya, five words, verified": gaoya,
}


def families(path, table):
    """Families of each record."""
    if table:
        lines = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
        return {fields[0]: fields[1].split(",") for fields in lines}
    return {str(record["id"]): [record["cluster"]] for record in records(path) if record.get("cluster")}


def pairs(of):
    members = collections.defaultdict(list)
    for name, names in of.items():
        for family in names:
            members[family].append(name)
    return {pair(*two) for group in members.values() for two in itertools.combinations(group, 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=pathlib.Path)
    parser.add_argument("--families", type=pathlib.Path)
    parser.add_argument("--kinds", type=pathlib.Path)
    parser.add_argument("--only", help="some of the tools, by the beginning of their names")
    args = parser.parse_args()

    of = families(args.docs, args.families)
    truth = pairs(of)
    size = sum(len(record["text"].encode()) for record in records(args.docs))
    kinds = collections.defaultdict(set)
    if args.kinds:
        for line in args.kinds.read_text(encoding="utf-8").splitlines():
            a, b, kind = line.split("\t")
            kinds[kind].add(pair(a, b))

    print(f"{size / 1e6:.1f} MB of text, {len(of)} records, {len(truth)} pairs")
    for name, find in TOOLS.items():
        if args.only and not name.startswith(tuple(args.only.split(","))):
            continue
        start = time.perf_counter()
        found = find(args.docs)
        seconds = time.perf_counter() - start
        found = {two for two in found if all(one in of for one in two)}
        right = len(found & truth)
        precision, recall = right / max(1, len(found)), right / max(1, len(truth))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name}: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}; ", end="")
        print(f"{seconds:.2f} s, {size / 1e6 / seconds:.1f} MB/s")
        for kind, wanted in sorted(kinds.items()):
            print(f"  {kind} {len(found & wanted) / len(wanted):.3f}", end="")
        print(flush=True)


if __name__ == "__main__":
    main()
