"""Multinomial naive Bayes as scikit-learn has it: tests/data/classify.json.

    pip install scikit-learn==1.9.1
    python3 tests/oracles/classify.py > tests/data/classify.json
"""

import json

import numpy
from sklearn.naive_bayes import MultinomialNB

random = numpy.random.default_rng(7)
cases = []
for documents, terms, labels, alpha in [(12, 9, 2, 1.0), (30, 40, 4, 1.0), (25, 15, 3, 0.05), (9, 60, 2, 10.0)]:
    counts = random.poisson(0.7, (documents, terms))
    counts[:, 0] += 1  # every term number up to the last is seen, and no document is empty
    counts[0] += 1
    label = numpy.concatenate([numpy.arange(labels), random.integers(0, labels, documents - labels)])
    fitted = MultinomialNB(alpha=alpha).fit(counts, label)
    asked = random.poisson(1.0, (6, terms))
    cases.append({
        "alpha": alpha,
        "labels": labels,
        "counts": counts.tolist(),
        "label": label.tolist(),
        "asked": asked.tolist(),
        "log_probabilities": fitted.predict_log_proba(asked).tolist(),
    })
print(json.dumps(cases))
