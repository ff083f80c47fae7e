"""The ranking in words: why a unit, why not, what decides between two, and which rule could be relaxed.

Pure, and made only for what somebody reads. Words follow the same tables as the points (`ranking.WEIGHTS`).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dispatch import rank as ranking
from dispatch.rank import Candidate, Judged, Need, Ranked
from dispatch.travel import estimate
from dispatch.travel.estimate import Leg

# A unit whose position is old may be elsewhere by now: metres a second, at most, assumptions.
DRIFT_M_S: Final = 5.0
DRIFT_MOST_M: Final = 8_000
NOT_ASKED: Final = "triage does not ask for its kind"
LANGUAGES: Final = {
    "es": "Spanish", "ko": "Korean", "hy": "Armenian", "fa": "Farsi", "zh": "Chinese", "tl": "Tagalog",
    "vi": "Vietnamese", "ru": "Russian", "ja": "Japanese", "ar": "Arabic", "th": "Thai", "km": "Khmer",
    "ase": "American Sign Language",
}  # fmt: skip
CAPABILITIES: Final = {
    "can_hold": "may write a 5150 hold",
    "can_transport": "can transport",
    "medical_level": "has medical training",
    "minor_trained": "is trained for minors",
    "armed": "is armed",
}


def rank(need: Need, candidates: Iterable[Candidate], legs: Mapping[str, Leg] | None = None) -> list[Ranked]:
    """Return every candidate in words, those that fit first, best first, whatever the order they are given in."""
    return [in_words(need, judged, legs or {}) for judged in ranking.order(need, candidates, legs)]


def in_words(need: Need, judged: Judged, legs: Mapping[str, Leg]) -> Ranked:
    """Return one unit's place in the ranking with every reason for and against it."""
    unit, leg = judged.unit, legs.get(judged.call_sign)
    road = leg.metres if leg else round(judged.metres * estimate.DETOUR)
    seconds = judged.seconds
    cautions = _cautions(need, judged)
    return Ranked(
        unit.call_sign,
        unit.agency,
        unit.kinds,
        round(-judged.minus_score, 2),
        road if seconds is not None else None,
        round(seconds) if seconds is not None else None,
        not judged.mask,
        [*_merits(need, unit), *_way(judged, road), *cautions],
        why_not(need, judged),
        cautions,
        leg.source if leg else estimate.SOURCE,
        None if unit.position_age_s is None else round(unit.position_age_s),
        _uncertain(unit),
    )


def _uncertain(unit: Candidate) -> int | None:
    """Return by how many metres a unit may be elsewhere: what its position was told to be wrong by, and its age."""
    if unit.position_age_s is None:
        return round(unit.accuracy_m) or None
    return round(unit.accuracy_m + min(DRIFT_MOST_M, DRIFT_M_S * unit.position_age_s))


def _longer(need: Need, unit: Candidate) -> float:
    """Return by how many seconds the way may be longer, because the position is not exact."""
    mode = estimate.mode_for(need.priority, unit.on_foot)
    return unit.accuracy_m * estimate.DETOUR / estimate.speed(mode, need.hour)


def why_not(need: Need, judged: Judged) -> list[str]:
    """Return everything that speaks against sending a unit at all; empty when it fits."""
    mask, unit = judged.mask, judged.unit
    said = []
    if mask & ranking.KIND:
        said.append(NOT_ASKED)
    if mask & ranking.CAPABILITY:
        said += [f"nobody on it {CAPABILITIES.get(n, words(n))}" for n in sorted(need.requires) if not getattr(unit, n)]
    if mask & ranking.AREA:
        said.append(f"its programme does not serve {need.area}")
    if mask & ranking.CONTRACT:
        said.append(unit.contract)
    if mask & ranking.HOURS:
        said.append(unit.programme_hours)
    if mask & ranking.SCOPE:
        said.append(f"its programme does not take calls of the type {need.call_type_says or words(need.call_type)}")
    if mask & ranking.BUSY:
        said.append(unit.busy if unit.free_in_s is None else f"{unit.busy}, {_free(unit.free_in_s)}")
    if mask & ranking.DUTY:
        said.append(words(unit.duty))
    if mask & ranking.SHIFT:
        said.append(f"leaves in {minutes(unit.leaves_in_s or 0)}, the way alone needs {minutes(judged.seconds or 0)}")
    return said


def decides(need: Need, first: Judged, second: Judged) -> list[str]:
    """Return what puts the first before the second, the heaviest first; what speaks for the second says so."""
    ours, theirs = _points(need, first), _points(need, second)
    differ = {name: ours.get(name, 0.0) - theirs.get(name, 0.0) for name in {**ours, **theirs}}
    heavy = sorted((name for name in differ if abs(differ[name]) >= 0.05), key=lambda n: (-abs(differ[n]), n))
    if not heavy:
        return [f"equal in everything that counts; {first.call_sign} comes first by call sign or by metres"]
    return [_differs(need, name, *((first, second) if differ[name] > 0 else (second, first))) for name in heavy]


def relax(need: Need, judged: Iterable[Judged], at_most: int = 5) -> list[dict[str, Any]]:
    """Return which rule to relax so that a unit could go, with what that costs; the nearest unit for each rule.

    Never that an unarmed team goes where triage asks for the police only, nor a unit without what is required.
    A unit against which one thing speaks comes before one against which several do.
    """
    best: dict[int, tuple[float, str, Judged]] = {}
    unknown, cannot = _unknown_way(need), ranking.KIND | ranking.CAPABILITY
    for one in judged:
        mask = one.mask
        if not mask or mask & cannot:
            continue
        cost = one.seconds if one.seconds is not None else unknown
        if mask & ranking.BUSY:
            cost += one.unit.free_in_s or 0
        if mask not in best or (cost, one.call_sign) < best[mask][:2]:
            best[mask] = cost, one.call_sign, one
    found = [(_rules(mask), cost, one) for mask, (cost, _, one) in best.items()]
    found.sort(key=lambda f: (len(f[0]), f[1], f[2].call_sign))
    return [_suggestion(need, rules, one) for rules, _, one in found[:at_most]]


def passed_over(need: Need, judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Return every unit that was not chosen, in groups of `{why_not, units}`: the same words, told once.

    Of a kind that nobody asked for that alone is said, whatever else the unit does.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    kind_only = groups.setdefault((NOT_ASKED,), [])
    for one in judged:
        if one.mask & ranking.KIND:
            kind_only.append(one.call_sign)
        else:
            groups.setdefault(tuple(why_not(need, one)) or ("fits, others rank before it",), []).append(one.call_sign)
    return [{"why_not": list(why), "units": sorted(units)} for why, units in groups.items() if units]


RULES: Final = {
    ranking.AREA: "area",
    ranking.CONTRACT: "contract",
    ranking.HOURS: "hours",
    ranking.SCOPE: "call_type",
    ranking.BUSY: "busy",
    ranking.DUTY: "duty",
    ranking.SHIFT: "shift_end",
}
COSTS: Final = {
    "area": "outside its contract area",
    "contract": "outside its contract's dates",
    "hours": "outside its programme's hours",
    "call_type": "a type of call that its programme does not take",
    "busy": "taken off or queued behind its job",
    "duty": "not available: somebody has to ask it",
    "shift_end": "it works past the end of its shift",
}


def _rules(mask: int) -> list[str]:
    return [name for bit, name in RULES.items() if mask & bit]


def _suggestion(need: Need, rules: list[str], one: Judged) -> dict[str, Any]:
    wait = (one.unit.free_in_s or 0) if one.mask & ranking.BUSY else 0
    eta = None if one.seconds is None else round(one.seconds + wait)
    far = "the way is not known" if eta is None else minutes(eta)
    costs = "; ".join(COSTS[rule] for rule in rules)
    says = f"{one.call_sign} ({'; '.join(why_not(need, one))}): relax {' and '.join(map(words, rules))}, {far}"
    return {"unit": one.call_sign, "relax": rules, "costs": costs, "eta_s": eta, "says": says}


def another_kind(one: Judged) -> dict[str, Any]:
    """Return the suggestion to send a unit of a kind that nobody asked for."""
    eta = None if one.seconds is None else round(one.seconds)
    far = "the way is not known" if eta is None else minutes(eta)
    says = f"{one.call_sign} ({words(one.unit.kinds[0])}): relax kind, {far}"
    costs = "another kind than asked for: needs a reason on the record"
    return {"unit": one.call_sign, "relax": ["kind"], "costs": costs, "eta_s": eta, "says": says}


def _points(need: Need, one: Judged) -> dict[str, float]:
    """Return a unit's points by name of the weight; together they are its score."""
    points = {name: ranking.WEIGHTS[name] for name in ranking.merits(need, one.unit)} | dict(ranking.strains(one.unit))
    travel = one.seconds if one.seconds is not None else _unknown_way(need)
    points["per_minute"] = ranking.WEIGHTS["per_minute"] * travel / 60
    leaves = one.unit.leaves_in_s
    if leaves is not None and (over := ranking.job_seconds(need, one.unit) + travel - leaves) > 0:
        points["per_minute_over"] = ranking.WEIGHTS["per_minute_over"] * over / 60
    return points


def _unknown_way(need: Need) -> float:
    return ranking.UNKNOWN_PLACE_M / estimate.speed(estimate.mode_for(need.priority), need.hour)


def _differs(need: Need, name: str, better: Judged, worse: Judged) -> str:
    if name == "per_minute":
        if better.seconds is None or worse.seconds is None:
            return f"the way of {worse.call_sign} is not known"
        return f"{better.call_sign} is {minutes(worse.seconds - better.seconds)} nearer"
    says = {
        "primary_kind": f"{better.call_sign} is what triage asks for first",
        "also_kind": f"{better.call_sign} is what triage asks for as well",
        "plan": f"{better.call_sign} is of an agency that the response plan prefers",
        "language": f"{better.call_sign} speaks {language(need.language)}",
        "own_area": f"{better.call_sign} works in {need.area}",
        "minor_trained": f"{better.call_sign} is trained for minors",
        "can_hold": f"{better.call_sign} may write a 5150 hold",
        "per_minute_over": f"{worse.call_sign} would work longer past the end of its shift",
        "per_minute_stale": f"the position of {worse.call_sign} is older",
        "vague": f"the position of {worse.call_sign} is only known within ±{worse.unit.accuracy_m:.0f} m",
        "unreported": f"the position of {worse.call_sign} was never reported",
        "silent": f"{worse.call_sign} has said nothing for {minutes(worse.unit.silent_s or 0)}",
        "just_cleared": f"{worse.call_sign} came off its last job {minutes(worse.unit.idle_s or 0)} ago",
        "long_shift": f"{worse.call_sign} is on duty for {(worse.unit.on_duty_s or 0) / 3600:.0f} h",
    }
    return says[name]


def _merits(need: Need, unit: Candidate) -> list[str]:
    kind = next((k for k in need.kinds if k in unit.kinds), "")
    says = {
        "primary_kind": f"{words(kind)}: what triage asks for first",
        "also_kind": f"{words(kind)}: what triage asks for as well",
        "own_area": f"works in {need.area}",
        "plan": "preferred by the response plan",
        "language": f"speaks {language(need.language)}",
        "minor_trained": "trained for minors",
        "can_hold": "may write a 5150 hold",
    }
    return [says[name] for name in ranking.merits(need, unit)]


def _way(judged: Judged, road: int) -> list[str]:
    return [] if judged.seconds is None else [f"{judged.seconds / 60:.0f} min away ({road / 1000:.1f} km)"]


def _cautions(need: Need, judged: Judged) -> list[str]:
    """Return what to know before sending a unit that fits: none of it forbids it."""
    unit, said = judged.unit, []
    if judged.seconds is None:
        said.append("how far it is away is not known")
    elif unit.position_age_s is not None and unit.position_age_s > ranking.FRESH_S:
        said.append(f"position {minutes(unit.position_age_s)} old")
    elif not unit.reported:
        said.append("place assumed, never reported")
    if judged.seconds is not None and unit.accuracy_m > ranking.VAGUE_M:
        longer = minutes(_longer(need, unit))
        said.append(f"position within ±{unit.accuracy_m:.0f} m: the way may be {longer} longer")
    needs = ranking.job_seconds(need, unit) + (judged.seconds or 0)
    if unit.leaves_in_s is not None and unit.leaves_in_s < needs:
        said.append(f"leaves in {minutes(unit.leaves_in_s)}, the job needs {minutes(needs)}")
    if need.language != "en" and need.language not in unit.languages:
        said.append(f"does not speak {language(need.language)}")
    if unit.serves and not need.area:
        said.append("the area is not known: check that its programme serves the place")
    if unit.silent_s is not None and unit.silent_s > ranking.SILENT_S:
        said.append(f"not heard of for {minutes(unit.silent_s)}: call it first")
    if unit.idle_s is not None and unit.idle_s < ranking.REST_S:
        said.append(f"came off its last job {minutes(unit.idle_s)} ago")
    if unit.on_duty_s is not None and unit.on_duty_s > ranking.LONG_S:
        said.append(f"on duty for {unit.on_duty_s / 3600:.0f} h")
    return said


def _free(seconds: float) -> str:
    return f"free in about {minutes(seconds)}" if seconds >= 60 else "due to be free"


def language(code: str) -> str:
    """Return a language's English name; the code where we have none."""
    return LANGUAGES.get(code, code)


def minutes(seconds: float) -> str:
    """Return a length of time as people on the radio say it: `40 s`, `14 min`, `3 h 10 min`."""
    if seconds < 59.5:
        return f"{max(0, round(seconds))} s"
    whole = round(seconds / 60)
    return f"{whole} min" if whole < 120 else f"{whole // 60} h {whole % 60} min".replace(" 0 min", "")


def words(name: str) -> str:
    return name.replace("_", " ")
