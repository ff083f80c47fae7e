"""What a unit can do follows from who is on it: certificates and what each gives. Pure.

Sources: Welfare and Institutions Code 5150 (who may place an adult in custody for assessment) and 5585.50 (the same
for minors); Health and Safety Code 1797.80 and 1797.84 (EMT, paramedic). Which licence counts where is the agency's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

LANGUAGE: Final = "language"
CERTIFICATES: Final = (
    "hold_5150",
    "hold_5585",
    "first_aid",
    "emt",
    "paramedic",
    "clinician",
    LANGUAGE,
    "minor_trained",
    "peer_support",
)
HOLDS: Final = frozenset({"hold_5150", "hold_5585"})
MINORS: Final = frozenset({"minor_trained", "hold_5585"})
MEDICAL: Final = {"first_aid": "first_aid", "emt": "bls", "paramedic": "als"}
LEVELS: Final = ("", "first_aid", "bls", "als")

# The columns of a unit that follow from its crew.
FOLLOWING: Final = ("languages", "can_hold", "medical_level", "minor_trained", "members_count")


@dataclass(frozen=True)
class Held:
    """A certificate that somebody holds; `expires_on` is the last local day on which it counts."""

    kind: str
    detail: str = ""
    expires_on: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.expires_on is None or day <= self.expires_on


def capabilities(crew: Iterable[tuple[Iterable[str], Iterable[Held]]], day: date) -> dict[str, Any]:
    """Return the values of `FOLLOWING` for a crew on a local day: of each its declared languages and certificates."""
    people = [(set(languages), [one for one in held if one.counts_on(day)]) for languages, held in crew]
    kinds = {one.kind for _, held in people for one in held}
    spoken = {"en"}.union(*(languages for languages, _ in people))
    spoken |= {one.detail for _, held in people for one in held if one.kind == LANGUAGE and one.detail}
    levels = [MEDICAL[kind] for kind in kinds if kind in MEDICAL]
    return {
        "languages": sorted(spoken, key=lambda code: (code != "en", code)),
        "can_hold": bool(kinds & HOLDS),
        "medical_level": max(levels, key=LEVELS.index, default=""),
        "minor_trained": bool(kinds & MINORS),
        "members_count": len(people),
    }
