"""The recommendation for an incident: the ranking over the roster as it is now, in words for whoever decides."""

import hashlib
import time
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any, Final

from django.utils import timezone

from dispatch import backup, board, candidates, explaining, lifecycles, plans, rank, roles, wire
from dispatch.errors import NotFound
from dispatch.models import Assignment, Incident
from dispatch.principals import Principal
from dispatch.rank import Candidate, Judged, Need
from dispatch.travel import asking
from responders import agencies, kinds
from responders.models import Unit

OFFERED: Final = 12
THERE: Final = f"{lifecycles.ON_SCENE.replace('_', ' ')} on "  # how a candidate that is on scene says so
# For how many of the nearest that fit a routing server is asked: one request of this many rows.
MEASURED: Final = 40


def recommendation(by: Principal, number: str) -> dict[str, Any]:
    """Return the units that fit, best first with reasons, and every unit passed over with why not.

    `decides` says what puts the first before the second; `relax`, when nobody fits, which rule to relax and what
    that costs; `backup` the nearest armed unit for every unarmed team on scene. Outside the floor a viewer is
    told of their own units only, besides that backup.
    """
    with board.steady():
        incident = board.seen_incident(by, number)
        need, roster = candidates.need(incident), candidates.on_roster()
        plan = candidates.plan(incident)
    mine = roster if by.scope == roles.FLOOR else [c for c in roster if by.audience.sees_unit(c.call_sign, c.agency)]
    judged, way = _judged(need, mine)
    fits = [one for one in judged if not one.mask]
    units = [asdict(explaining.in_words(need, one, way.legs)) for one in fits[:OFFERED]]
    for offer in units:
        if says := _leaves_none(offer["unit"], mine):
            offer["cautions"] = [*offer["cautions"], says]
            offer["reasons"] = [*offer["reasons"], says]
    misses = [one for one in judged if one.mask and not one.mask & rank.KIND]
    seen = wire.canonical([number, incident.assessment_id, incident.override_id, [r["unit"] for r in units]])
    return {
        "incident": number,
        "rank": _token(seen, units[0]["unit"] if units else ""),
        "plan": _planned(plan, need, mine, number),
        "units": units,
        "not_offered": [asdict(explaining.in_words(need, one, way.legs)) for one in misses],
        "decides": _decides(need, fits),
        "passed_over": explaining.passed_over(need, [*fits[OFFERED:], *(one for one in judged if one.mask)]),
        "counts": {"roster": len(judged), "fit": len(fits), "of_kind": len(fits) + len(misses)},
        "relax": [] if fits else _relax(need, judged, number),
        "travel": {"source": way.source, "says": way.says},
        "backup": [_backup_at(incident.lat, incident.lon, team, roster, number) for team in _unarmed(roster, number)],
    }


def rehearse() -> int:
    """Rank the roster for a call that nobody made and put it into words; return how many units there are.

    A process's first answer is slower than all others: this one nobody waits for. No routing server is asked.
    """
    need = Need(kinds=kinds.ALL[:1], lat=None, lon=None)
    judged = rank.order(need, candidates.on_roster())
    fits = [one for one in judged if not one.mask]
    for one in judged[:OFFERED]:
        explaining.in_words(need, one, {})
    _decides(need, fits)
    explaining.passed_over(need, [one for one in judged if one.mask])
    return len(judged)


def backup_of(by: Principal, call_sign: str) -> dict[str, Any]:
    """Return the nearest armed backup of a unit the viewer sees: from its incident's place while it is there."""
    with board.steady():
        unit = Unit.objects.on_roster().filter(call_sign=call_sign).first()
        if unit is None or not by.audience.sees_unit(call_sign, agencies.of(unit.agency_id).code):
            raise NotFound(f"There is no unit {call_sign} on the roster.")
        at = _scene_of(unit)
        roster = candidates.on_roster()
    lat, lon = (at.lat, at.lon) if at else (unit.lat, unit.lon)
    asked = next(c for c in roster if c.call_sign == call_sign)
    return _backup_at(lat, lon, asked, roster, at.number if at else "")


def _leaves_none(call_sign: str, roster: list[Candidate]) -> str:
    """Return what sending a unit leaves behind, when it is the last free one of its kind in its area; it only warns."""
    unit = next(c for c in roster if c.call_sign == call_sign)
    kind, area = unit.kinds[0], unit.area
    others = [c for c in roster if c.area == area and c.call_sign != call_sign and kind in c.kinds]
    if not area or any(c.duty == "available" and not c.busy for c in others):
        return ""
    return f"▲ the last free {explaining.words(kind)} unit in {area}: none is left there when it goes"


KEPT_S: Final = 10  # how old the answer about all backups may be: it is asked for by every board


def backups(by: Principal) -> dict[str, Any]:
    """Return the nearest armed backup of every unarmed team on scene that the viewer sees, and as of when (`at`).

    By the built-in estimate, at most ten seconds old: so many boards ask at once that no routing server is.
    """
    at, found = _all_backups(int(time.monotonic() / KEPT_S))
    seen = [one for one in found if by.audience.sees_unit(one["team"], one["agency"])]
    return {"at": at, "results": seen, "next": None}


@lru_cache(maxsize=1)
def _all_backups(moment: int) -> tuple[Any, list[dict[str, Any]]]:
    with board.steady():
        roster = candidates.on_roster()
        teams = [c for c in roster if c.busy.startswith(THERE) and backup.is_unarmed(c)]
        numbers = {c.job for c in teams}
        places = {i.number: (i.lat, i.lon) for i in Incident.objects.filter(number__in=numbers)}
    free = [c for c in roster if not backup.is_unarmed(c) and c.duty == "available" and not c.busy]
    found = []
    for team in teams:
        with_it = sorted(c.call_sign for c in roster if c.busy == f"{THERE}{team.job}" and not backup.is_unarmed(c))
        nearest = backup.nearest(backup.need_at(*places.get(team.job, (None, None))), free)
        about = {"team": team.call_sign, "agency": team.agency, "incident": team.job, "armed_on_scene": with_it}
        told = {"backup": nearest.as_dict() if nearest else None, "says": _backup_says(nearest, with_it)}
        found.append(about | told)
    return wire.stamp(timezone.now()), found


def _judged(need: Need, roster: list[Candidate]) -> tuple[list[Judged], asking.Answer]:
    """Rank by the estimate; where a routing server is set, ask it about the best and rank those anew by it."""
    judged = rank.order(need, roster)
    worth = [one.unit for one in judged if not one.mask & (rank.KIND | rank.CAPABILITY)][:MEASURED]
    way = asking.ways(need, worth)
    return (rank.order(need, roster, way.legs) if way.legs else judged), way


def _token(seen: str, first: str) -> str:
    """Return what `assign_unit` is told as `rank_seen`: which answer was looked at, and who was first in it."""
    return f"{hashlib.sha256(seen.encode()).hexdigest()[:16]}.{first}"


def _planned(plan: plans.Plan, need: Need, roster: list[Candidate], number: str) -> dict[str, Any]:
    """Return the plan, how many are on the call and how many are missing, and the best unit for each missing leg."""
    on_it = [c for c in roster if c.job == number]
    whole = any(kinds.CO_RESPONSE in c.kinds for c in on_it)  # an officer and a clinician in one car
    missing = [] if whole else [leg for leg in plan.legs if not any(leg in c.kinds for c in on_it)]
    return {
        "name": plan.name,
        "minimum": plan.minimum,
        "sent": len(on_it),
        "missing": max(0, plan.minimum - len(on_it)),
        "legs": [{"kind": leg, "unit": _best(replace(need, kinds=(leg,)), roster)} for leg in missing],
    }


def _best(need: Need, roster: list[Candidate]) -> str | None:
    first = rank.order(need, roster)[:1]
    return first[0].call_sign if first and not first[0].mask else None


def _decides(need: Need, fits: list[Judged]) -> dict[str, Any] | None:
    if len(fits) < 2:
        return None
    first, second = fits[:2]
    says = explaining.decides(need, first, second)
    return {"first": first.call_sign, "second": second.call_sign, "says": says}


def _relax(need: Need, judged: list[Judged], number: str) -> list[dict[str, Any]]:
    """Return the rules to relax; the last one is sending somebody armed instead of a team that nobody has."""
    found = explaining.relax(need, [one for one in judged if one.unit.job != number])
    if not set(need.kinds) & set(kinds.FIELD):
        return found
    others = tuple(kind for kind in kinds.ARMED[::-1] if kind not in need.kinds)
    instead = [o for o in rank.order(replace(need, kinds=others), [o.unit for o in judged]) if not o.mask]
    return [*found, *(explaining.another_kind(one) for one in instead[:1])]


def _unarmed(roster: list[Candidate], number: str) -> list[Candidate]:
    there = f"{lifecycles.ON_SCENE.replace('_', ' ')} on {number}"
    return [c for c in roster if c.busy == there and backup.is_unarmed(c)]


def _backup_at(
    lat: float | None, lon: float | None, team: Candidate, roster: list[Candidate], number: str
) -> dict[str, Any]:
    there = f"{lifecycles.ON_SCENE.replace('_', ' ')} on {number}"
    with_it = sorted(c.call_sign for c in roster if number and c.busy == there and not backup.is_unarmed(c))
    need = backup.need_at(lat, lon)
    ranked = rank.order(need, [c for c in roster if not backup.is_unarmed(c) and c.duty == "available" and not c.busy])
    way = asking.ways(need, [one.unit for one in ranked[:MEASURED]])
    found = backup.nearest(need, [one.unit for one in ranked], way.legs)
    return {
        "team": team.call_sign,
        "armed_on_scene": with_it,
        "backup": found.as_dict() if found else None,
        "says": _backup_says(found, with_it),
    }


def _backup_says(found: backup.Backup | None, with_it: list[str]) -> str:
    if with_it:
        return f"{', '.join(with_it)} on scene with it"
    if found is None:
        return "no armed unit is free"
    if found.eta_s is None:
        return f"{found.unit}, how far it is away is not known"
    return f"{found.unit}, {explaining.minutes(found.eta_s)} ({found.travel})"


def _scene_of(unit: Unit) -> Incident | None:
    job = Assignment.objects.open().filter(unit=unit, state=lifecycles.ON_SCENE).select_related("incident").first()
    return job.incident if job else None
