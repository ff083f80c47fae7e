"""Scores: how much the words of a call read like labelled calls of one sort. They add; they never take a danger away.

Each score is a sum of weights, one per feature that the call has, through the logistic function: 0..1. The weights
were fitted on the working part of the labelled corpus (`training/`), and are data of the engine's revision.
"""

import gzip
import hashlib
import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from triage.features import Evidence, is_status

FILE = Path(__file__).parent / "weights" / "los_angeles.json.gz"
BLIND = frozenset({"unsafe", "criminal", "police", "co_response", "also police", "also co_response"})
# Words that may weigh something and mean nothing to a reader who asks why.
SAYS_LITTLE = frozenset(
    """
    a an the of to in on at for and or but is are was be been it this that with from by as i my me we they them you
    person reporting says say said wants want asks has have had no not so just now here there out up off if abt about
    does do did will can would could what when where who how very all one two three
    """.split()  # noqa: SIM905 - one list of words reads better than eighty strings
)
SCALE = 100.0  # weights are stored as whole hundredths


@dataclass(frozen=True)
class Weights:
    """Weights by feature, one for each of the `names` of scores; where each score starts; the words known."""

    names: tuple[str, ...]
    starts: tuple[float, ...]
    of: dict[str, tuple[int, ...]]
    known: frozenset[str]
    revision: str

    @property
    def unsafe(self) -> int:
        """The column of the score for danger."""
        return self.names.index("unsafe")


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the packaged weights."""
    packed = FILE.read_bytes()
    given = json.loads(gzip.decompress(packed))
    return Weights(
        tuple(given["names"]),
        tuple(given["starts"]),
        {name: tuple(those) for name, those in given["features"].items()},
        frozenset(given["known"].split()),
        hashlib.sha256(packed).hexdigest()[:12],
    )


def _tells(feature: str, place: tuple[int, int]) -> bool:
    """Return whether a feature is words that tell a reader something; answers are told apart."""
    said = feature.partition(":")[2].split()
    return place[0] >= 0 and not (feature[0] in "wps" and all(word in SAYS_LITTLE for word in said))


@dataclass(frozen=True)
class Scores:
    """Every score of a call, and which features made it.

    `blind` sums leave out housing status and language: whether police go is decided by them alone.
    """

    sums: dict[str, float]
    blind: dict[str, float]
    evidence: Evidence

    def __getitem__(self, name: str) -> float:
        return logistic(self.blind[name] if name in BLIND else self.sums[name])

    def blind_to_status(self, name: str) -> float:
        """Return a score as if housing status and language were not known."""
        return logistic(self.blind[name])

    def driven_by(self, name: str, most: int = 3) -> list[tuple[str, int, int]]:
        """Return the features that raised a score most, with the words behind them (start, end)."""
        table = weights()
        column = table.names.index(name)
        raised = [(table.of[f][column], f, place) for f, place in self.evidence.places.items() if f in table.of]
        raised = sorted((r for r in raised if r[0] > 0 and _tells(r[1], r[2])), key=lambda r: (-r[0], r[1]))
        return [(feature, *place) for _, feature, place in raised[:most]]


def logistic(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def score(evidence: Evidence) -> Scores:
    """Return the scores of a call with these features."""
    table = weights()
    totals, status = [0] * len(table.names), [0] * len(table.names)
    for feature in evidence.places:
        if those := table.of.get(feature):
            into = status if is_status(feature) else totals
            for i, weight in enumerate(those):
                into[i] += weight
    totals[table.unsafe] = _danger(table, evidence)
    status[table.unsafe] = 0
    return Scores(_sums(table, [t + s for t, s in zip(totals, status, strict=True)]), _sums(table, totals), evidence)


def _danger(table: Weights, evidence: Evidence) -> int:
    """Return what speaks for danger: the worst sentence, and every other one that speaks for it.

    A sentence that is added can then never make a call look safer, in whatever order they stand.
    """
    answered = sum(table.of[f][table.unsafe] for f in evidence.places if f.startswith("a:") and f in table.of)
    each = sorted(_of_sentence(table, names) for names in evidence.sentences)
    return answered + (each[-1] if each else 0) + sum(s for s in each[:-1] if s > 0)


def _of_sentence(table: Weights, names: set[str]) -> int:
    return sum(table.of[name][table.unsafe] for name in names if name in table.of and not is_status(name))


def _sums(table: Weights, totals: list[int]) -> dict[str, float]:
    return {n: start + t / SCALE for n, start, t in zip(table.names, table.starts, totals, strict=True)}


def answered(scores: Scores, question: str, answer: str) -> Scores:
    """Return the scores as they would be with one more answer; the text is not read again."""
    those = weights().of.get(f"a:{question}={answer}")
    if those is None:
        return scores
    more = dict(zip(weights().names, those, strict=True))
    sums = {name: total + more[name] / SCALE for name, total in scores.sums.items()}
    if question == "language":
        return Scores(sums, scores.blind, scores.evidence)
    return Scores(sums, {name: total + more[name] / SCALE for name, total in scores.blind.items()}, scores.evidence)
