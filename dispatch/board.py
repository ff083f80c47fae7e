"""The reads: the board's snapshot, one incident, its timeline, search. They change nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from dispatch import (
    arrivals,
    cards,
    centre_cards,
    commands,
    follow_ups,
    lifecycles,
    log,
    message_cards,
    part_cards,
    parts,
    roles,
    wire,
)
from dispatch.audience import Audience
from dispatch.centre import reading
from dispatch.errors import NotFound
from dispatch.models import Alarm, Assignment, BiasFlag, Call, Caution, Incident, Message, Note, Transfer
from dispatch.principals import Principal
from responders import agencies, areas, kinds
from responders.models import Area, Unit

Cards = dict[str, dict[str, Any]]


class OpenJob(NamedTuple):
    """An open assignment as a unit's card shows it; rows, because a board has hundreds of them."""

    unit_id: int
    role: str
    state: str
    since: datetime
    incident: str


@contextmanager
def steady() -> Iterator[None]:
    """One REPEATABLE READ transaction: everything read inside it is of the same moment."""
    if connection.in_atomic_block:  # a test that rolls back: one connection, nobody else can write to it
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def snapshot(by: Principal) -> dict[str, Any]:
    """Return `{log, seq, me, lifecycles, cards, …}`: what a board needs to start following from `seq`."""
    with steady():
        head = log.head()
        return {
            "log": str(head.log),
            "seq": head.seq,
            "me": by.as_card(),
            "verbs": sorted(v for v in commands.COMMANDS if roles.may(by.role, v)),
            "lifecycles": {name: life.as_dict() for name, life in lifecycles.ALL.items()},
            "dispositions": reading.dispositions(),
            "emergency_ends": list(lifecycles.EMERGENCY_ENDS),
            "settings": {n: v for n, v in reading.values().items() if by.audience.sees_setting(n)},
            "outcomes": list(lifecycles.OUTCOMES),
            "override_reasons": list(lifecycles.OVERRIDE_REASONS),
            "determinations": list(lifecycles.DETERMINATIONS),
            "kinds": list(kinds.ALL),
            "cards": open_cards(by.audience),
            **_map(),
            "drill": settings.DRILL,
        }


def _map() -> dict[str, Any]:
    known = list(Area.objects.order_by("number"))
    return {
        "areas": [{"area": a.number, "name": a.name, "bureau": a.bureau, "lat": a.lat, "lon": a.lon} for a in known],
        "areas_approximate": areas.approximate(known),
    }


def shapes() -> list[dict[str, Any]]:
    """Return the areas with their boundaries (GeoJSON, WGS 84), null until real ones are imported."""
    return [{"area": a.number, "name": a.name, "boundary": a.boundary} for a in Area.objects.order_by("number")]


def open_cards(audience: Audience) -> Cards:
    """Return the cards of open incidents, their calls and notes, and of all units on the roster in sight."""
    jobs: dict[int, list[Assignment]] = defaultdict(list)
    seen = _in_sight(Incident.objects.open(), audience)
    incidents = {i.pk: i for i in seen.looked_at()}
    parts.load(incidents.values())
    for job in Assignment.objects.looked_at().filter(incident__in=seen):
        jobs[job.incident_id].append(job)
    found = {i.number: audience.joined(cards.incident(i, jobs[i.pk])) for i in incidents.values()}
    calls, notes = _words(audience, incidents, seen)
    everything: Cards = {"incidents": found, "units": _units(audience), "calls": calls, "notes": notes}
    everything |= arrivals.open_cards(audience)
    everything |= {"transfers": _transfers(audience, incidents), "messages": _messages(audience)}
    everything["cautions"] = _cautions(audience)
    everything[follow_ups.KIND] = follow_ups.open_cards(audience)
    everything |= {"alarms": _alarms(audience), "settings": _settings(audience)}
    return {kind: {k: c for k, c in those.items() if c is not None} for kind, those in everything.items()}


def _in_sight(incidents: Any, audience: Audience) -> Any:
    """Narrow a queryset of incidents to those the audience sees: the rule of `Audience.sees_units`."""
    if audience.scope == roles.FLOOR:
        return incidents
    on_it = Q(unit__agency__code=audience.agency)
    if audience.scope == roles.UNIT:
        on_it = Q(unit__call_sign=audience.unit)
    return incidents.filter(pk__in=Assignment.objects.open().filter(on_it).values("incident"))


def _words(
    audience: Audience, incidents: dict[int, Incident], within: Iterable[Incident]
) -> tuple[dict[str, Any], dict[str, Any]]:
    calls, notes = {}, {}
    for call in Call.objects.filter(incident__in=within).defer("narrative", "answers"):
        partials = cards.call(call, incidents[call.incident_id].number)
        calls[str(call.ref)] = audience.joined(partials)
    for note in Note.objects.filter(incident__in=within).select_related("by"):
        number = incidents[note.incident_id].number
        notes[f"{number}/{note.n}"] = audience.joined(cards.note(note, number, str(note.by)))
    return calls, notes


def _transfers(audience: Audience, incidents: dict[int, Incident]) -> dict[str, Any]:
    some = [pk for pk, incident in incidents.items() if incident.transfers_count]
    found = Transfer.objects.filter(incident__in=some).select_related("call") if some else []
    named = [(incidents[t.incident_id].number, t) for t in found]
    return {f"{number}/T{t.n}": audience.joined(part_cards.transfer(t, number)) for number, t in named}


def _messages(audience: Audience) -> dict[str, Any]:
    found = {m: audience.joined(message_cards.message(m)) for m in Message.objects.shown().select_related("incident")}
    return {str(m.ref): card for m, card in found.items() if card and audience.sees_message(card)}


def _cautions(audience: Audience) -> dict[str, Any]:
    """Return the active premise cautions, for the floor; others read those of their incident on its card."""
    if audience.scope != roles.FLOOR:
        return {}
    return {str(c.ref): audience.joined(cards.caution(c)) for c in Caution.objects.active()}


def _units(audience: Audience) -> dict[str, Any]:
    open_jobs = Assignment.objects.open().values_list(*OpenJob._fields[:-1], "incident__number")
    jobs = {job.unit_id: job for job in map(OpenJob._make, open_jobs)}
    return {
        unit.call_sign: audience.joined(
            cards.unit(unit, jobs.get(unit.pk), jobs[unit.pk].incident if unit.pk in jobs else "")
        )
        for unit in Unit.objects.on_roster()
        if audience.sees_unit(unit.call_sign, agencies.of(unit.agency_id).code)
    }


def _alarms(audience: Audience) -> dict[str, Any]:
    shown = {str(alarm.ref): audience.joined(centre_cards.alarm(alarm)) for alarm in Alarm.objects.shown()}
    return {ref: card for ref, card in shown.items() if card and audience.sees_alarm(card)}


def _settings(audience: Audience) -> dict[str, Any]:
    return {
        name: audience.joined(centre_cards.setting(name, found.version, found.value))
        for name, found in reading.newest().items()
        if audience.sees_setting(name)
    }


def incident(by: Principal, number: str) -> dict[str, Any]:
    """Return one incident's card, open or closed, with its calls and notes. 404 out of sight."""
    with steady():
        found = seen_incident(by, number)
        jobs = list(found.assignments.looked_at())
        calls, notes = _words(by.audience, {found.pk: found}, [found])
        return {
            **(by.audience.joined(cards.incident(found, jobs)) or {}),
            "calls": {k: c for k, c in calls.items() if c},
            "notes": {k: c for k, c in notes.items() if c},
            "transfers": _transfers(by.audience, {found.pk: found}),
        }


def seen_incident(by: Principal, number: str) -> Incident:
    """Return an incident the viewer sees; 404 otherwise, whether or not it exists."""
    found: Incident | None = _in_sight(Incident.objects.looked_at(), by.audience).filter(number=number).first()
    if found is None:
        raise NotFound(f"There is no incident {number}.")
    return found


def timeline(by: Principal, number: str, after: int = 0, limit: int = 200) -> dict[str, Any]:
    """Return what happened to an incident, oldest first, as this viewer may know it."""
    seen_incident(by, number)
    lines = log.of_incident(number, after, limit)
    gone = _expired_flags(number)
    results = [
        {key: value for key, value in view.items() if key != "cards"}
        for view in (line.view(by.audience) for line in lines)
        if "kind" in view and view["facts"].get("flag") not in gone
    ]
    return {"results": results, "next": lines[-1].seq if len(lines) == limit else None}


def _expired_flags(number: str) -> set[str]:
    """Return the references of dismissed flags whose time is over: they show nowhere any more."""
    expired = BiasFlag.objects.filter(incident__number=number, state=lifecycles.EXPIRED)
    return {flag.ref for flag in expired.select_related("incident")}


def search(by: Principal, filters: dict[str, Any], after: str = "", limit: int = 50) -> dict[str, Any]:
    """Return incident cards, newest first, that match; `next` is the number to continue after."""
    found = _in_sight(Incident.objects.looked_at(), by.audience)
    if text := filters.get("q"):
        words = Q(number__icontains=text) | Q(address__icontains=text)
        found = found.filter(words | Q(assessment__narrative__icontains=text) | Q(assessment__notes__icontains=text))
    for name in ("status", "priority", "call_type"):
        if filters.get(name):
            found = found.filter(**{name: filters[name]})
    if after:
        found = found.filter(number__lt=after)
    page = list(found.order_by("-number")[: limit + 1])
    parts.load(page)
    jobs = _jobs_of(page[:limit])
    results = [by.audience.joined(cards.incident(i, jobs[i.pk])) for i in page[:limit]]
    return {"results": results, "next": page[limit - 1].number if len(page) > limit else None}


def unverified(by: Principal, after: str = "", limit: int = 50) -> dict[str, Any]:
    """Return open incidents whose place nobody has confirmed, newest first."""
    found = _in_sight(Incident.objects.open().filter(place_verified=False).looked_at(), by.audience)
    if after:
        found = found.filter(number__lt=after)
    page = list(found.order_by("-number")[: limit + 1])
    jobs = _jobs_of(page[:limit])
    results = [by.audience.joined(cards.incident(i, jobs[i.pk])) for i in page[:limit]]
    return {"results": results, "next": page[limit - 1].number if len(page) > limit else None}


def _jobs_of(incidents: Iterable[Incident]) -> dict[int, list[Assignment]]:
    jobs: dict[int, list[Assignment]] = defaultdict(list)
    for job in Assignment.objects.looked_at().filter(incident__in=list(incidents)):
        jobs[job.incident_id].append(job)
    return jobs


def events(by: Principal, since: int, limit: int) -> dict[str, Any]:
    """Return `{events, head}`: what came after `since`, `{seq}` alone for what this viewer may not see."""
    lines = log.since(since, limit)
    return {"events": [line.view(by.audience) for line in lines], "head": log.head().seq}


def position_cards(units: Iterable[Unit]) -> list[dict[str, Any]]:
    return [{"unit": u.call_sign, "lat": u.lat, "lon": u.lon, "at": wire.stamp(u.position_at)} for u in units]
