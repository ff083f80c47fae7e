"""A unit on a job that is not heard: the miss is recorded, the police are called by itself, its end is told.

The dispatcher and the supervisor hear of it by the alarms (`check_in_due`, `silent_on_scene`). The one rule: only
being heard stops the chain. Nobody's acknowledging does, and a P1 that was opened is closed by a named person.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dispatch import alert_cards, annunciation, causes, inputs, lifecycles, overriding, triaging, trips, wire
from dispatch.centre import reading
from dispatch.commands import alarms, moves, placing
from dispatch.commands.alerts import raise_alert
from dispatch.commands.calls import numbered
from dispatch.commands.joining import tie
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene, several, together
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Alarm, Assignment, Call, Incident, MissedCheckIn, Override
from dispatch.models.missed_check_in import CHECKED_IN, LEFT, MOVED_ON
from responders import kinds

SILENT_ALARM = "silent_on_scene"
POLICE_FIRST = "A unit that nobody can reach is looked for by the police: the centre's rule, not triage's reading."


@dataclass(frozen=True)
class Silence:
    """How long a unit has been unheard on its job, and which limits count for it."""

    job: Assignment
    heard_at: datetime
    because: list[str]

    @classmethod
    def of(cls, scene: Scene, unit: str) -> "Silence":
        job = scene.job(unit)
        if job.state not in causes.UNHEARD:
            raise Refused("not_due", f"{unit} is {moves.words(job.state)}: no check-in is due.")
        return cls(job, causes.heard_at(job.since, job.checked_at), alarms.job_of(scene, job).because)


@command("check_in_missed", inputs.OnJob)
def report_missed_check_in(*, act: Act, incident: str, unit: str) -> Entry:
    """Record that a check-in was missed. Refused while none is due, or this silence is recorded already."""
    scene = Scene.open(act, incident)
    silence = Silence.of(scene, unit)
    due_at = silence.heard_at + reading.limits().check_in(silence.because)
    if due_at > act.now:
        raise Refused("not_due", f"{unit} was heard at {wire.stamp(silence.heard_at)}: its check-in is not due.")
    if _known(silence):
        raise Refused("already_reported", f"This silence of {unit} is recorded already.")
    act.writes.add(MissedCheckIn(assignment=silence.job, heard_at=silence.heard_at, due_at=due_at, noticed_at=act.now))
    heard = {"heard_at": wire.stamp(silence.heard_at), "due_at": wire.stamp(due_at)}
    return scene.entry({"unit": unit, "because": silence.because, **heard})


@command("police_called_for_unit", inputs.OnJob)
def call_police_for_unit(*, act: Act, incident: str, unit: str) -> Entry:
    """Open a P1 for the police at a silent unit's last known place, with the dangers known there. Once per silence."""
    placing.lock(act)
    scene = Scene.open(act, incident)
    silence = Silence.of(scene, unit)
    if act.now < silence.heard_at + reading.limits().police(silence.because):
        raise Refused("not_due", f"{unit} was heard at {wire.stamp(silence.heard_at)}: others are called first.")
    missed = _known(silence)
    if missed is None:
        raise Refused("not_reported", f"This silence of {unit} is not recorded yet.")
    if missed.police_id:
        raise Refused("already_called", f"The police are called to {unit} already.")
    made = _opened(act, scene, silence)
    missed.police_at, missed.police = act.now, made.incident
    missed.supervisor_at = _told_supervisor(missed, scene.number, unit)
    act.writes.change(missed)
    says = f"{unit} is not heard since {_clock(silence.heard_at)}: {made.number}, a P1 for the police, is open."
    heard_at = wire.stamp(silence.heard_at)
    raise_alert(scene, lifecycles.UNIT_SILENT, says, {"unit": unit, "police": made.number, "heard_at": heard_at})
    told = {"unit": unit, "heard_at": heard_at, "opened": made.number}
    return together(scene.entry(told), made.entry({}, calls=made.calls))


@command("missed_check_in_ended", inputs.EndMissedCheckIn)
def end_missed_check_in(*, act: Act, missed: UUID) -> Entry:
    """End the record of a silence: the unit was heard, or left the job. A P1 opened for it stays open and is told."""
    found = MissedCheckIn.objects.select_related("assignment__unit", "assignment__incident", "police")
    row = found.filter(ref=missed).first()
    if row is None:
        raise NotFound(f"There is no missed check-in {missed}.")
    numbers = [row.assignment.incident.number, *([row.police.number] if row.police else [])]
    scenes = several(act, *numbers)
    row = found.select_for_update(of=("self",)).get(pk=row.pk)
    if row.ended_at:
        raise Refused("already_ended", "This silence has ended already.")
    unit = row.assignment.unit.call_sign
    row.ended_at, row.ended_how = _how_it_ended(row)
    row.supervisor_at = row.supervisor_at or _told_supervisor(row, numbers[0], unit)
    act.writes.change(row)
    told = {"unit": unit, "how": row.ended_how, "heard_at": wire.stamp(row.ended_at)}
    for opened in scenes[1:]:
        if opened.incident.status != lifecycles.CLOSED:
            says = (
                f"{unit}: {moves.words(row.ended_how)} at {_clock(row.ended_at)}. A person makes sure and closes this."
            )
            raise_alert(opened, lifecycles.UNIT_HEARD, says, told)
    entry = scenes[0].entry(told)
    return together(entry, *(opened.entry({}) for opened in scenes[1:]))


def _known(silence: Silence) -> MissedCheckIn | None:
    rows = MissedCheckIn.objects.select_for_update().filter(assignment=silence.job, heard_at=silence.heard_at)
    return rows.first()


def _how_it_ended(row: MissedCheckIn) -> tuple[datetime, str]:
    """Return when and how, from the job as it is: no time is invented. Refused while nothing has changed."""
    job = row.assignment
    if not job.is_open:
        return job.since, LEFT
    if job.since > row.heard_at:
        return job.since, MOVED_ON
    if job.checked_at and job.checked_at > row.heard_at:
        return job.checked_at, CHECKED_IN
    raise Refused("not_due", f"{job.unit.call_sign} was not heard since.")


def _told_supervisor(row: MissedCheckIn, number: str, unit: str) -> datetime | None:
    """Return when the alarm about this silence was passed on, by itself or in its group."""
    source = f"{SILENT_ALARM} {unit} {number}"
    grouped = Q(source=annunciation.group(SILENT_ALARM), members__contains=source)
    alarm = Alarm.objects.filter(Q(source=source) | grouped, escalated_at__gte=row.due_at).order_by("pk").last()
    return alarm.escalated_at if alarm else None


def _opened(act: Act, scene: Scene, silence: Silence) -> Scene:
    """Return the P1: where the unit was last, what is known to be dangerous there, the police first."""
    narrative = _narrative(scene, silence)
    new = Incident(since=act.now, opened_at=act.now, source="other", status=lifecycles.WAITING)
    new.alerts_raised = []
    placing.put(new, _where(scene.incident, silence.job))
    new.priority, new.priority_set_by_hand = "P1", True
    keys = trips.ask(trips.next_key(Override, Call))[0][0]
    assessment_key = numbered(act, new)
    call = Call(pk=keys[1], incident=new, source="other", taken_at=act.now, by_id=act.by.id, narrative=narrative)
    act.writes.add(call)
    result = triaging.assess(narrative, {})
    act.writes.add(triaging.kept(act.now, assessment_key, new, result, narrative, {}))
    new.eligible, new.eligible_at = False, None  # no call that a team could have taken: one that a team needs
    new.override = _police(act, new, keys[0])
    act.writes.add(new.override)
    moves.row(act, incident=new, state=new.status)
    made = Scene(act, new, [], [call])
    tie(made, "related", scene, "a unit there is silent")
    return made


def _police(act: Act, new: Incident, key: int) -> Override:
    recommended = overriding.kinds_of(overriding.recommended(new))
    return Override(
        pk=key,
        incident=new,
        n=1,
        state=lifecycles.IN_FORCE,
        since=act.now,
        direction=overriding.direction(recommended, [kinds.POLICE]),
        response=[kinds.POLICE],
        was=recommended,
        recommended=recommended,
        known=overriding.known(new),
        reason_code="agency_policy",
        words=POLICE_FIRST,
        at=act.now,
        by=act.by.username,
    )


def _where(incident: Incident, job: Assignment) -> dict[str, object]:
    """Return where to look: the incident's place, for a unit under way with somebody its own last position."""
    unit = job.unit
    if job.state == lifecycles.TRANSPORTING and unit.lat is not None:
        return {"address": f"Last position of {unit.call_sign}", "lat": unit.lat, "lon": unit.lon}
    names = ("address", "lat", "lon", "apartment", "gate", "municipality", "cross_street", "uncertainty_m")
    return {name: getattr(incident, name) for name in (*names, "place_verified")}


def _narrative(scene: Scene, silence: Silence) -> str:
    unit, incident = silence.job.unit, scene.incident
    who = f"{unit.call_sign} ({', '.join(moves.words(kind) for kind in unit.kinds)}, {unit.members_count} on it)"
    dangers = list(overriding.known(incident)["hazards"])
    dangers += [caution["text"] for caution in incident.cautions.get("common", [])]
    known = f" Known there: {'; '.join(dangers)}." if dangers else " No danger is known there."
    there = sorted(sign for sign in alert_cards.sight(scene.assignments) if sign != unit.call_sign)
    beside = f" Also there: {', '.join(there)}." if there else ""
    return (
        f"Unit in trouble? {who} does not answer and was last heard at {_clock(silence.heard_at)}, "
        f"{moves.words(silence.job.state)} on {scene.number} at {incident.address}.{known}{beside}"
    )


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M:%S}"
