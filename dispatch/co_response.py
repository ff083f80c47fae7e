"""Co-response: police and a clinician who go as one. One thing with one clock, its legs beneath. Pure, over jobs."""

from collections.abc import Sequence
from typing import Any

from dispatch import ladder, lifecycles, wire
from dispatch.models import Assignment
from responders import kinds

ROLE = kinds.CO_RESPONSE


def of(jobs: Sequence[Assignment]) -> dict[str, Any] | None:
    """Return the joint response on an incident, None where there is none.

    Its legs are the units sent in that role and the primary they go with; a car with an officer and a clinician is
    one by itself. Its clock starts when the first leg was assigned; `together_at` is when the last of them was there.
    """
    there = [a for a in jobs if a.is_open]
    joint = [a for a in there if a.role == ROLE or kinds.CO_RESPONSE in a.unit.kinds]
    if not joint:
        return None
    alone = all(kinds.CO_RESPONSE in a.unit.kinds for a in joint)
    legs = joint if alone else [a for a in there if a in joint or a.role == "primary"]
    sent = [move.happened_at for a in legs for move in a.steps if move.state == lifecycles.ASSIGNED]
    came = [ladder.arrived_at(a) for a in legs]
    known = [moment for moment in came if moment]
    return {
        "legs": [a.unit.call_sign for a in legs],
        "since": wire.stamp(min(sent, default=legs[0].since)),
        "first_there_at": wire.stamp(min(known, default=None)),
        "together_at": wire.stamp(max(known)) if len(known) == len(legs) else None,
        "state": min((a.state for a in legs), key=lifecycles.JOB.index),
    }
