"""Fitting: logistic regression over the features that the engine itself computes, one for each score."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from training.targets import targets, weights
from triage import people, words
from triage.features import features, is_status, of_bias
from triage.reading import read
from triage.scoring import BLIND, SCALE

RARE = 2  # a feature in fewer narratives than this teaches nothing
KNOWN = 2  # a word in as many narratives is taken to be spelled right
STRENGTH = 0.3  # inverse of the regularisation
SMALLEST = 2  # hundredths; smaller weights are left out
NEVER = -8.0  # where a score starts that no label ever asked for
# An answer that reassures never raises what it reassures about, however often it was ticked on such calls.
REASSURING = {
    "conscious_breathing=yes": ("medical", "also medical"),
    "injury=no": ("medical", "also medical"),
    "weapons=no": ("unsafe", "police", "co_response", "also police", "also co_response"),
    "violence_now=no": ("unsafe", "police", "co_response", "also police", "also co_response"),
    "threat_to_others=no": ("unsafe", "police", "co_response", "also police", "also co_response"),
}
PROPER = 0.6  # a word that is written with a capital inside sentences this often is a name


def fit(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the weights file's content for these items."""
    known = known_words(items)
    rows = [evidence(item, known) for item in items]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, n in counts.items() if n >= RARE)
    matrix = _matrix(rows, names)
    starts, columns = [], []
    counts_for = weights(items)
    for score, labels in targets(items).items():
        labels = [(label, w * c) for (label, w), c in zip(labels, counts_for, strict=True)]
        start, column = _one(score, labels, matrix, names)
        starts.append(start)
        columns.append(column)
    table = np.round(np.array(columns).T * SCALE).astype(int)
    kept = {
        name: [int(w) for w in row] for name, row in zip(names, table, strict=True) if np.abs(row).max() >= SMALLEST
    }
    return {
        "names": list(targets(items)),
        "starts": [round(float(s), 4) for s in starts],
        "features": kept,
        "known": " ".join(sorted(known)),
    }


def evidence(item: dict[str, Any], known: frozenset[str]) -> set[str]:
    """Return the names of an item's features, those of bias among them."""
    reading = read(item["narrative"], known)
    return set(features(reading, item.get("answers", {})).places) | set(of_bias(reading))


def known_words(items: list[dict[str, Any]]) -> frozenset[str]:
    """Return the words that are spelled right: in several narratives, and not names of people or places."""
    counts: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for item in items:
        text = item["narrative"]
        begins, seen = True, set()
        for word in words.split(text):
            if word.is_stop:
                begins = word.text in ".!?\n"
                continue
            same = people.neutral_word(word.text)
            if same and same not in seen:
                seen.add(same)
                counts[same] += 1
                capitals[same] += (
                    text[word.start].isupper() and not begins and not text[word.start : word.end].isupper()
                )
            begins = False
    return frozenset(w for w, n in counts.items() if n >= KNOWN and capitals[w] / n < PROPER)


def _matrix(rows: list[set[str]], names: list[str]) -> csr_matrix:
    index = {name: i for i, name in enumerate(names)}
    indptr, indices = [0], []
    for row in rows:
        indices += sorted(index[name] for name in row if name in index)
        indptr.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), len(names)))


def _one(score: str, labels: list[tuple[int, float]], matrix: csr_matrix, names: list[str]) -> tuple[float, Any]:
    """Return the start and the weights of one score. Only the score for bias sees who somebody is."""
    seen = np.array([_sees(score, name) for name in names], dtype=float)
    y, weight = np.array([label for label, _ in labels]), np.array([w for _, w in labels])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, solver="liblinear", random_state=0)
    if len(set(y)) == 1:
        return (NEVER if not y[0] else -NEVER), np.zeros(len(names))
    model.fit(matrix.multiply(seen).tocsr(), y, sample_weight=weight)
    column = model.coef_[0] * seen
    for i, name in enumerate(names):
        if any(name == f"a:{answer}" and score in those for answer, those in REASSURING.items()):
            column[i] = min(column[i], 0.0)
    return float(model.intercept_[0]), column


def _sees(score: str, name: str) -> bool:
    if name.startswith("t:"):
        return score == "bias"
    if score == "unsafe" and name.endswith(" denied"):
        return False
    return not (is_status(name) and score in BLIND)


def write(path: Path, content: dict[str, Any]) -> None:
    """Write the weights; the same content gives the same bytes."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
