"""Which units to recommend for an incident, and in which order: pure code over plain values.

Weights are a table, so that a supervisor can argue with them. A unit that cannot do the job is never ranked
higher by being near: each thing that speaks against it is a bit of its mask, and only a unit without any is
offered. The words for all of it are made in `explaining`, for those that somebody will look at. 10,000 units
take under 50 ms: what follows from what a unit is (not from where it is now) is worked out once per sort of unit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple

from dispatch.travel import estimate
from dispatch.travel.estimate import Leg, metres
from responders import kinds as response

UNKNOWN_PLACE_M: Final = 8_000

WEIGHTS: Final = {
    "primary_kind": 50.0,  # it is what triage asked for first
    "also_kind": 25.0,  # it is what triage asked for as well
    "plan": 10.0,  # of an agency that the response plan prefers
    "language": 12.0,  # speaks the person's language
    "own_area": 8.0,  # works in this area
    "minor_trained": 6.0,  # a child is involved
    "can_hold": 4.0,  # may write a 5150 hold when one is likely
    "per_minute": -1.0,  # each minute of travel
    "per_minute_over": -0.2,  # each minute that the job would run past the end of its shift
    "per_minute_stale": -0.2,  # each minute that its position is older than FRESH_S, up to an hour of it
    "vague": -2.0,  # its position may be wrong by more than VAGUE_M, as much as one that is a quarter of an hour old
    "unreported": -2.0,  # where it is follows from its station, not from a report
    "silent": -3.0,  # nothing was heard of it for SILENT_S
    "just_cleared": -2.0,  # it came off its last job less than REST_S ago
    "long_shift": -4.0,  # on duty for longer than LONG_S
}
_STALE_PER_S: Final = WEIGHTS["per_minute_stale"] / 60
_VAGUE: Final = WEIGHTS["vague"]
_UNREPORTED: Final = WEIGHTS["unreported"]
_SILENT: Final = WEIGHTS["silent"]
_JUST_CLEARED: Final = WEIGHTS["just_cleared"]
_LONG_SHIFT: Final = WEIGHTS["long_shift"]
_PER_S: Final = WEIGHTS["per_minute"] / 60
_OVER_PER_S: Final = WEIGHTS["per_minute_over"] / 60

# Assumptions, seconds unless said.
FRESH_S: Final = 5 * 60
STALE_MOST_S: Final = 60 * 60
SILENT_S: Final = 2 * 3600
VAGUE_M: Final = 500.0  # metres: what a phone tells from masts alone, another assumption
REST_S: Final = 15 * 60
LONG_S: Final = 10 * 3600
# How long a unit is bound once it is there: scene, paper, and the way to a clinic where a hold is likely.
JOB_S: Final = {response.POLICE: 30 * 60, response.MEDICAL: 40 * 60, response.CO_RESPONSE: 60 * 60}
JOB_OTHER_S: Final = 45 * 60
HOLD_S: Final = 30 * 60

# What speaks against a unit. Those before CAPABILITY could be relaxed by somebody; see `explaining`.
BUSY, DUTY, SHIFT, AREA, CONTRACT, HOURS, SCOPE, CAPABILITY, KIND = (1 << i for i in range(9))


@dataclass(frozen=True, slots=True)
class Need:
    """What the incident asks for. Positions WGS 84, `kinds` in triage's order, the first is the primary.

    `requires`: capabilities without which a unit is not sent (fields of `Candidate`);
    `agencies`: those that the response plan prefers; `hour`: the local hour.
    """

    kinds: tuple[str, ...]
    lat: float | None
    lon: float | None
    area: str = ""
    language: str = "en"
    priority: str = "P3"
    minor: bool = False
    hold_likely: bool = False
    unarmed_alone_is_safe: bool = False
    requires: frozenset[str] = frozenset()
    agencies: tuple[str, ...] = ()
    hour: int | None = None
    call_type: str = ""
    call_type_says: str = ""  # what the centre calls it


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit as the ranking sees it. `serves` empty means the whole city, `call_types` empty all of them;
    `busy` says with what, `job` is that incident's number.

    Times are seconds as of the moment of asking, None when not known: `free_in_s` until a busy unit is expected
    free, `leaves_in_s` until its shift ends, since its position was reported, since anything was heard of it,
    since its last job ended, since it came on duty. `contract` and `programme_hours` say why its programme does
    not work now, empty when it does. `accuracy_m`: by how many metres its position may be wrong, 0 when not told.
    """

    call_sign: str
    agency: str
    kinds: tuple[str, ...]
    lat: float | None
    lon: float | None
    area: str = ""
    serves: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset({"en"})
    minor_trained: bool = False
    can_hold: bool = False
    duty: str = "available"
    busy: str = ""
    job: str = ""
    armed: bool = False
    can_transport: bool = False
    medical_level: str = ""
    on_foot: bool = False
    contract: str = ""
    programme_hours: str = ""
    free_in_s: float | None = None
    leaves_in_s: float | None = None
    reported: bool = True
    position_age_s: float | None = None
    accuracy_m: float = 0.0
    silent_s: float | None = None
    idle_s: float | None = None
    on_duty_s: float | None = None
    call_types: frozenset[str] = frozenset()


class Judged(NamedTuple):
    """One unit's place in the ranking before any words: sorts best first, `mask` 0 fits.

    `metres` is the straight line, `seconds` the way there, None when a place is not known.
    """

    severity: int
    minus_score: float
    metres: float
    call_sign: str
    mask: int
    seconds: float | None
    unit: Candidate


@dataclass
class Ranked:
    """One unit's place in the ranking, with the reasons for and against in words."""

    unit: str
    agency: str
    kinds: tuple[str, ...]
    score: float
    distance_m: int | None
    eta_s: int | None
    fits: bool
    reasons: list[str] = field(default_factory=list)
    why_not: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    travel: str = estimate.SOURCE
    position_age_s: int | None = None
    uncertain_m: int | None = None


_PLACE: Final = itemgetter(0, 1, 2, 3)


class Profile(NamedTuple):
    """What follows from what a unit is, whatever it does now and wherever it is."""

    mask: int
    points: float
    job_s: float


def order(need: Need, candidates: Iterable[Candidate], legs: Mapping[str, Leg] | None = None) -> list[Judged]:
    """Return every candidate, best first: those that fit, those one could relax a rule for, those that cannot.

    `legs` are measured ways by call sign; a unit without one gets the estimate. Ties go to the nearer, then by
    call sign, so that the same question always gets the same answer.
    """
    known: dict[tuple[object, ...], Profile] = {}
    lat, lon, legs = need.lat, need.lon, legs or {}
    per_s = estimate.DETOUR / estimate.speed(estimate.mode_for(need.priority), need.hour)
    per_s_foot = estimate.DETOUR / estimate.speed(estimate.FOOT)
    far = UNKNOWN_PLACE_M / estimate.DETOUR
    found = []
    for unit in candidates:
        sort = (unit.agency, unit.kinds, unit.serves, unit.area, unit.languages, unit.minor_trained, unit.can_hold,
                unit.armed, unit.can_transport, unit.medical_level, unit.call_types)  # fmt: skip
        profile = known.get(sort)
        if profile is None:
            profile = known[sort] = profile_of(need, unit)
        mask, points, job_s = profile
        if unit.busy:
            mask |= BUSY
        elif unit.duty != "available":
            mask |= DUTY
        if unit.contract:
            mask |= CONTRACT
        if unit.programme_hours:
            mask |= HOURS
        if mask & KIND:  # never offered: where it is does not matter
            found.append(Judged(3, -points, 0.0, unit.call_sign, mask, None, unit))
            continue
        leg = legs.get(unit.call_sign) if legs else None
        if leg is not None:
            away, seconds = leg.metres / estimate.DETOUR, leg.seconds
        elif lat is None or lon is None or unit.lat is None or unit.lon is None:
            away, seconds = far, None
        else:
            away = metres(lat, lon, unit.lat, unit.lon)
            seconds = away * (per_s_foot if unit.on_foot else per_s)
        travel = seconds if seconds is not None else far * per_s
        leaves = unit.leaves_in_s
        if leaves is not None and leaves < travel + job_s:
            if leaves <= travel:
                mask |= SHIFT
            points += _OVER_PER_S * (travel + job_s - leaves)
        points += _PER_S * travel + _strain(unit)
        severity = 0 if not mask else 2 if mask & CAPABILITY else 1
        found.append(Judged(severity, -points, away, unit.call_sign, mask, seconds, unit))
    found.sort(key=_PLACE)
    return found


def profile_of(need: Need, unit: Candidate) -> Profile:
    """Return what speaks for and against units like this one, with how long the job would bind it."""
    mask = 0 if set(need.kinds) & set(unit.kinds) else KIND
    if not all(getattr(unit, name) for name in need.requires):
        mask |= CAPABILITY
    if unit.serves and need.area and need.area not in unit.serves:
        mask |= AREA
    if unit.call_types and need.call_type and need.call_type not in unit.call_types:
        mask |= SCOPE
    points = sum(WEIGHTS[name] for name in merits(need, unit))
    return Profile(mask, points, job_seconds(need, unit))


def merits(need: Need, unit: Candidate) -> list[str]:
    """Return what speaks for units like this one, as names of `WEIGHTS`."""
    found = []
    if need.kinds and need.kinds[0] in unit.kinds:
        found.append("primary_kind")
    elif set(need.kinds) & set(unit.kinds):
        found.append("also_kind")
    if found and unit.agency in need.agencies:
        found.append("plan")
    if need.area and (need.area in unit.serves or (unit.area == need.area and not unit.serves)):
        found.append("own_area")
    if need.language != "en" and need.language in unit.languages:
        found.append("language")
    if need.minor and unit.minor_trained:
        found.append("minor_trained")
    if need.hold_likely and unit.can_hold:
        found.append("can_hold")
    return found


def job_seconds(need: Need, unit: Candidate) -> float:
    """Return how long the job is expected to bind a unit of this kind once it is there."""
    asked = next((kind for kind in need.kinds if kind in unit.kinds), "")
    return JOB_S.get(asked, JOB_OTHER_S) + (HOLD_S if need.hold_likely else 0)


def strains(unit: Candidate) -> list[tuple[str, float]]:
    """Return what speaks against a unit as it is now, `(name of the weight, points)`; none of it excludes it."""
    found = []
    if not unit.reported:
        found.append(("unreported", WEIGHTS["unreported"]))
    if unit.position_age_s is not None and unit.position_age_s > FRESH_S:
        over = min(unit.position_age_s, STALE_MOST_S) - FRESH_S
        found.append(("per_minute_stale", WEIGHTS["per_minute_stale"] * over / 60))
    if unit.accuracy_m > VAGUE_M:
        found.append(("vague", WEIGHTS["vague"]))
    if unit.silent_s is not None and unit.silent_s > SILENT_S:
        found.append(("silent", WEIGHTS["silent"]))
    if unit.idle_s is not None and unit.idle_s < REST_S:
        found.append(("just_cleared", WEIGHTS["just_cleared"]))
    if unit.on_duty_s is not None and unit.on_duty_s > LONG_S:
        found.append(("long_shift", WEIGHTS["long_shift"]))
    return found


def _strain(unit: Candidate) -> float:
    """Return the sum of `strains`: the same rules without a list for each unit (a test holds the two together)."""
    points = 0.0
    age, silent, idle, on_duty = unit.position_age_s, unit.silent_s, unit.idle_s, unit.on_duty_s
    if age is not None and age > FRESH_S:
        points += _STALE_PER_S * ((age if age < STALE_MOST_S else STALE_MOST_S) - FRESH_S)
    if unit.accuracy_m > VAGUE_M:
        points += _VAGUE
    if not unit.reported:
        points += _UNREPORTED
    if silent is not None and silent > SILENT_S:
        points += _SILENT
    if idle is not None and idle < REST_S:
        points += _JUST_CLEARED
    if on_duty is not None and on_duty > LONG_S:
        points += _LONG_SHIFT
    return points
