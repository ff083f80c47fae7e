"""The recommendation for an incident: the ranking over the roster as it is now."""

import hashlib
from dataclasses import asdict
from typing import Any

from dispatch import board, candidates, rank, wire
from dispatch.principals import Principal

OFFERED = 12
NOT_OFFERED = 8


def recommendation(by: Principal, number: str) -> dict[str, Any]:
    """Return the units that fit, best first with reasons, and the nearest misses with why not."""
    with board.steady():
        incident = board.seen_incident(by, number)
        ranked = rank.rank(candidates.need(incident), candidates.on_roster())
    fits = [asdict(r) for r in ranked if r.fits][:OFFERED]
    misses = [r for r in ranked if not r.fits and "triage does not ask for its kind" not in r.why_not]
    seen = wire.canonical([number, incident.assessment_id, incident.override_id, [r["unit"] for r in fits]])
    return {
        "incident": number,
        "rank": hashlib.sha256(seen.encode()).hexdigest()[:16],
        "units": fits,
        "not_offered": [asdict(r) for r in misses[:NOT_OFFERED]],
    }
