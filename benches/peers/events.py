"""How well `cluster --events` finds events whose truth is known: reports made of one long article each.

    pip install scikit-learn==1.9.1
    python3 -P benches/peers/events.py CHINHLUAN articles.jsonl.gz EVENTS REPORTS    (-P: see clusters.py)

There is no public set of Vietnamese news events with labels. Two sentences at a time, a long article is dealt out to
REPORTS reports, at least 130 syllables each on the average: they share names and places, but no sentence. The same
articles give the same sets.
"""

import gzip
import json
import random
import re
import subprocess
import sys
import tempfile

from sklearn.metrics import adjusted_rand_score

SYLLABLES = 130  # a report of less says too little to be found by anyone
binary, path, events, reports = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def sentences(text):
    parts = re.split(r"(?<=[.!?…”\"])\s+|\n+", text)
    return [part for part in parts if len(part.split()) > 5]


def dealt(text):
    """The reports of an article; none where it is too short for them, or a book."""
    parts = sentences(text)
    syllables = sum(len(part.split()) for part in parts)
    if syllables < reports * SYLLABLES or not 4 * reports <= len(parts) <= 40 * reports:
        return []
    hands = [[] for _ in range(reports)]
    for place, part in enumerate(parts):
        hands[place // 2 % reports].append(part)
    return ["\n".join(hand) for hand in hands]


random.seed(7)
articles = [json.loads(line) for line in gzip.open(path)]
random.shuffle(articles)
made = [hands for hands in (dealt(article["text"]) for article in articles) if hands][:events]
with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
    for event, hands in enumerate(made):
        for number, text in enumerate(hands):
            file.write(json.dumps({"id": f"{event}-{number}", "text": text}, ensure_ascii=False) + "\n")
    file.flush()
    command = [binary, "cluster", file.name, "--events"]
    rows = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

found = {}
for row in map(json.loads, rows):
    # An article that shares its event with no other is an event of its own.
    cluster = row["cluster"] if row["cluster"] is not None else row["document"]
    found[row["document"]] = str(cluster)
gold = [document.split("-")[0] for document in found]
print(f"| {len(made)} events of {reports} | {adjusted_rand_score(gold, list(found.values())):.3f} |")
