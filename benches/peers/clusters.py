"""How well topics agree with the sections of labelled news, ten seeds, copies left out.

    pip install scikit-learn==1.9.1
    python3 -P benches/peers/clusters.py CHINHLUAN topics.jsonl.gz    (-P: html.py, beside it, is not the module)

Reads `label` of each record. Words and pairs (the default), words alone, and scikit-learn's MiniBatchKMeans over
syllables, in one run.
"""

import gzip
import json
import statistics
import subprocess
import sys

from sklearn.cluster import MiniBatchKMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score

binary, path = sys.argv[1:]
records = [json.loads(line) for line in gzip.open(path)]
label = {record["id"]: record["label"] for record in records}
topics = len(set(label.values()))


def clusters(seed, *more):
    command = [binary, "cluster", path, "--topics", str(topics), "--seed", str(seed), *more]
    rows = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [json.loads(row) for row in rows]
    return {row["document"]: row["cluster"] for row in rows if row["copy_of"] is None}


def syllables(seed, documents):
    texts = [record["text"] for record in records if record["id"] in documents]
    weights = TfidfVectorizer(token_pattern=r"[^\W\d_]+", sublinear_tf=True, min_df=2, max_df=0.5)
    found = MiniBatchKMeans(topics, random_state=seed, n_init=10).fit_predict(weights.fit_transform(texts))
    return dict(zip((record["id"] for record in records if record["id"] in documents), found))


def say(name, runs):
    scores = []
    for run in runs:
        gold = [label[document] for document in run]
        found = [-1 if cluster is None else cluster for cluster in run.values()]
        scores.append((v_measure_score(gold, found), adjusted_rand_score(gold, found)))
    figures = [f"{statistics.mean(of):.3f} (sd {statistics.stdev(of):.3f})" for of in zip(*scores)]
    print(f"| {name} | {figures[0]} | {figures[1]} |", flush=True)


print("| terms | V-measure | adjusted Rand index |\n| --- | --- | --- |")
runs = [clusters(seed) for seed in range(10)]
documents = set(runs[0])
say("words and pairs (default)", runs)
say("words alone", [clusters(seed, "--ngram-range", "1") for seed in range(10)])
say("syllables, MiniBatchKMeans of scikit-learn", [syllables(seed, documents) for seed in range(10)])
print(f"\n{len(records) - len(documents)} of {len(records)} articles are copies and were left out.")
