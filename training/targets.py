"""What is fitted: one yes-or-no target per score, taken from the labels."""

from collections import Counter
from typing import Any

from triage.protocol import ARMED, KINDS

Item = dict[str, Any]
# How often each sort of call is meant to count, whatever the corpus holds of it: mental health and crisis calls
# are what the product exists for. Shares of the labelled set that the scores are measured against.
SHARES = {
    "mental_health": 14, "crisis_with_danger": 8, "suicide": 9, "welfare_check": 6, "substance_use": 5, "medical": 11,
    "homelessness": 9, "dispute": 11, "domestic_violence": 6, "juvenile": 4, "assault_weapons": 9, "property_crime": 7,
    "suspicious_bias": 9, "missing": 2, "traffic": 4, "misc": 6,
}  # fmt: skip
MOST, LEAST = 4.0, 0.5  # by which a sort of call is made to count at the most and at the least
SECONDS = ("police", "co_response", "medical", "mental_health", "homeless_outreach")


def targets(items: list[Item]) -> dict[str, list[tuple[int, float]]]:
    """Return score -> one (label 0 or 1, weight) per item."""
    return {
        "unsafe": [_unsafe(i["expected"]) for i in items],
        "criminal": [_criminal(i["expected"]) for i in items],
        **{kind: [_acceptable(i["expected"], kind) for i in items] for kind in KINDS},
        **{f"also {kind}": [_also(i["expected"], kind) for i in items] for kind in SECONDS},
        "bias": [(int(i["expected"]["bias_flag_reasonable"]), 1.0) for i in items],
    }


def weights(items: list[Item]) -> list[float]:
    """Return one weight per item, so that the sorts of calls count by their shares."""
    held, all_shares = Counter(item["category"] for item in items), sum(SHARES.values())
    wanted = {c: SHARES[c] / all_shares / (n / len(items)) for c, n in held.items()}
    return [min(MOST, max(LEAST, wanted[item["category"]])) for item in items]


def _unsafe(expected: Item) -> tuple[int, float]:
    """Missing a danger costs more than a false one."""
    return (1, 1.5) if expected["unsafe_to_send_unarmed"] else (0, 1.0)


def _criminal(expected: Item) -> tuple[int, float]:
    """What two careful people could decide differently teaches nothing."""
    return int(expected["determination"] == "criminal"), 0.2 if expected["determination_either"] else 1.0


def _acceptable(expected: Item, kind: str) -> tuple[int, float]:
    """The first kind counts whole; what a reviewer would also accept counts less."""
    if expected["response"][0] == kind:
        return 1, 1.0
    if kind in expected["also_acceptable"]:
        return 1, 0.4
    return 0, 1.0


def _also(expected: Item, kind: str) -> tuple[int, float]:
    """A kind that goes as well; for armed kinds either will do."""
    further = expected["response"][1:]
    if kind in ARMED:
        return int(kind in further), 1.0
    return int(kind in further), 1.0
