"""How well topics agree with the sections of labelled news, copies left out: mean over seeds.

    pip install scikit-learn==1.9.1
    python3 -P benches/peers/clusters.py CHINHLUAN topics.jsonl.gz              seeds 0 to 9
    python3 -P benches/peers/clusters.py CHINHLUAN topics.jsonl.gz 0 30         seeds 0 to 29
                                                     (-P: html.py, beside it, is not the module)

Reads `label` of each record. In one run, over the same articles: words and pairs (the default), words alone, and
scikit-learn's MiniBatchKMeans over syllables, over their TF-IDF as it is and where it does best of what was tried,
syllables and pairs on latent dimensions.
"""

import gzip
import json
import statistics
import subprocess
import sys

from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score
from sklearn.preprocessing import normalize

binary, path = sys.argv[1:3]
first, last = map(int, sys.argv[3:5] or (0, 10))
seeds = range(first, last)
records = [json.loads(line) for line in gzip.open(path)]
label = {record["id"]: record["label"] for record in records}
topics = len(set(label.values()))


def clusters(seed, *more):
    command = [binary, "cluster", path, "--topics", str(topics), "--seed", str(seed), *more]
    rows = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [json.loads(row) for row in rows]
    return {row["document"]: row["cluster"] for row in rows if row["copy_of"] is None}


def weights(documents, **settings):
    texts = [record["text"] for record in records if record["id"] in documents]
    return TfidfVectorizer(token_pattern=r"[^\W\d_]+", sublinear_tf=True, **settings).fit_transform(texts)


def mini_batches(seed, documents, matrix, **settings):
    found = MiniBatchKMeans(topics, random_state=seed, n_init=10, **settings).fit_predict(matrix)
    return dict(zip((record["id"] for record in records if record["id"] in documents), found))


def say(name, runs):
    scores = []
    for run in runs:
        gold = [label[document] for document in run]
        found = [-1 if cluster is None else cluster for cluster in run.values()]
        scores.append((v_measure_score(gold, found), adjusted_rand_score(gold, found)))
    figures = [f"{statistics.mean(of):.3f} (sd {statistics.pstdev(of):.3f})" for of in zip(*scores)]
    print(f"| {name} | {figures[0]} | {figures[1]} |", flush=True)


print(f"| terms, seeds {first} to {last - 1} | V-measure | adjusted Rand index |\n| --- | --- | --- |")
runs = [clusters(seed) for seed in seeds]
documents = set(runs[0])
say("words and pairs (default)", runs)
say("words alone", (clusters(seed, "--ngram-range", "1") for seed in seeds))
plain = weights(documents, min_df=5, max_df=0.5)
say("syllables, MiniBatchKMeans", (mini_batches(seed, documents, plain) for seed in seeds))
pairs = weights(documents, min_df=5, max_df=0.5, ngram_range=(1, 2), max_features=50_000)
latent = (normalize(TruncatedSVD(100, random_state=seed).fit_transform(pairs)) for seed in seeds)
best = (mini_batches(seed, documents, places, batch_size=4096) for seed, places in zip(seeds, latent))
say("syllables and pairs on 100 dimensions, MiniBatchKMeans", best)
print(f"\n{len(records) - len(documents)} of {len(records)} articles are copies and were left out.")
