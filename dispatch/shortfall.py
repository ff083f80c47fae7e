"""Why no team could come, and what is next best: pure code over the same values as the ranking.

New York could not say why thousands of eligible calls got no team. Here the roster as it was at the limit
answers, with counts, and the answer is kept.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from dispatch import explaining
from dispatch.rank import Candidate, Need, Ranked

OFFERS: Final = 3
OUT_OF_AREA: Final = "out of its area"
# What is tried instead when no team of the kinds asked for can come, and what sending it costs.
INSTEAD: Final = (
    ("mental_health", "another kind of unarmed team"),
    ("homeless_outreach", "another kind of unarmed team"),
    ("mediation", "another kind of unarmed team"),
    ("co_response", "a police officer comes along"),
    ("medical", "an ambulance crew"),
    ("police", "a police car"),
)


@dataclass(frozen=True)
class Shortfall:
    """`why` is an outcome of the ledger, or empty when a team is free and was not sent. Counts narrow down."""

    why: str
    says: str
    teams: int
    serving_the_area: int
    on_shift: int
    free: int


@dataclass(frozen=True)
class Offer:
    """A unit that could be sent instead: why it, and what it costs. `costs` is empty for a team as asked for."""

    unit: str
    kind: str
    reason: str
    costs: str
    eta_s: int | None


def why_no_team(need: Need, teams: tuple[str, ...], candidates: Iterable[Candidate]) -> Shortfall:
    """Return why no unit of the kinds `teams` was sent: the first of area, shift, jobs that leaves nobody."""
    all_ = [c for c in candidates if set(teams) & set(c.kinds)]
    serving = [c for c in all_ if _serves(need, c)]
    on_shift = [c for c in serving if c.duty != "off_duty"]
    free = [c for c in on_shift if c.duty == "available" and not c.busy]
    if not serving:
        why, says = "none_in_area", f"no team serves {need.area or 'this place'}"
    elif not on_shift:
        why, says = "none_on_shift", f"{_count(len(serving), 'team serves', 'teams serve')} the area, none is on shift"
    elif not free:
        why, says = "all_committed", f"{_count(len(on_shift), 'team is', 'teams are')} on shift, none is free"
    else:
        why, says = "", f"{_count(len(free), 'team is', 'teams are')} free and none was sent"
    return Shortfall(why, says, len(all_), len(serving), len(on_shift), len(free))


def next_best(need: Need, teams: tuple[str, ...], candidates: Iterable[Candidate]) -> list[Offer]:
    """Return the next best units, best first: as asked for, then from outside their area, then other kinds."""
    free = [c for c in candidates if c.duty == "available" and not c.busy]
    offers: list[Offer] = []
    inside = [c for c in free if _serves(need, c)]
    offers += _of(need, teams, inside, "")
    offers += _of(need, teams, [c for c in free if not _serves(need, c)], OUT_OF_AREA)
    for kind, costs in INSTEAD:
        known = {offer.unit for offer in offers}
        offers += _of(need, (kind,), [c for c in inside if c.call_sign not in known], costs)[:1]
    return offers[:OFFERS]


def as_facts(short: Shortfall, offers: list[Offer]) -> dict[str, Any]:
    """Return both as they stand in the event and on the alert."""
    counts = {k: v for k, v in asdict(short).items() if k not in ("why", "says")}
    return {"why": short.why, "counts": counts, "next_best": offered(offers)}


def offered(offers: list[Offer]) -> list[dict[str, Any]]:
    """Return offers as an alert holds them."""
    return [asdict(offer) for offer in offers]


def _serves(need: Need, unit: Candidate) -> bool:
    return not unit.serves or not need.area or need.area in unit.serves


def _of(need: Need, wanted: tuple[str, ...], units: list[Candidate], costs: str) -> list[Offer]:
    fit = [c for c in units if set(wanted) & set(c.kinds)]
    asked = Need(wanted, need.lat, need.lon, need.area, need.language, need.priority, need.minor, need.hold_likely)
    return [_offer(r, wanted, costs) for r in sorted(explaining.rank(asked, fit), key=lambda r: (-r.score, r.unit))]


def _offer(ranked: Ranked, wanted: tuple[str, ...], costs: str) -> Offer:
    kind = next(k for k in wanted if k in ranked.kinds)
    reasons = [r for r in ranked.reasons if "triage asks for" not in r]
    return Offer(ranked.unit, kind, "; ".join(reasons) or "free", costs, ranked.eta_s)


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
