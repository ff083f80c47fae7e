"""Suggesting a review for bias: never set by the software, never changing what is sent (domain 2.7)."""

from typing import Any

from triage.facts import Facts
from triage.features import ACTS, of_bias, traits
from triage.scoring import SCALE, Scores, logistic, weights

LIKELY = 0.3


def suggested(facts: Facts, scores: Scores) -> dict[str, Any] | None:
    """Return why a review may be asked for, with the quoted words; None when nothing suggests it.

    Suspicion that rests on who somebody is, and no act: a trait is in the words, and the call reads like those
    that careful people flagged.
    """
    marked = traits(facts.reading)
    if not marked or _likelihood(facts, scores) < LIKELY:
        return None
    acts = facts.now(*ACTS)
    reasons = ["trait_given_as_reason", "act_contradicted" if acts else "no_act_described"]
    quotes = [facts.text[w.start : w.end] for w in marked[:3]]
    quotes += [facts.text[m.start : m.end] for m in facts.said("suspicious", "retracted")[:2]]
    return {"reasons": reasons, "quotes": list(dict.fromkeys(quotes))}


def _likelihood(facts: Facts, scores: Scores) -> float:
    table = weights()
    column = table.names.index("bias")
    more = sum(table.of[f][column] for f in of_bias(facts.reading) if f in table.of)
    return logistic(scores.blind["bias"] + more / SCALE)
