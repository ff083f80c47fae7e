"""Alarms: raised, escalated and ended by the product when it finds their cause; acknowledged by a named person."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from dispatch import alert_cards, annunciation, cards, causes, centre_cards, inputs, lifecycles, overriding, wire
from dispatch.annunciation import Way
from dispatch.causes import Cause
from dispatch.centre import reading
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Alarm, Assignment, Callback, FollowUp, Heartbeat, Ringing
from responders.models import Unit


class Job(NamedTuple):
    """An open assignment as the causes look at it."""

    call_sign: str
    kinds: list[str]
    state: str
    since: Any
    checked_at: Any
    because: list[str]


@command("alarm_raised", inputs.RaiseAlarm)
def raise_alarm(*, act: Act, kind: str, about: str, incident: str = "") -> Entry:
    """Raise an alarm for a cause that holds now. Refused when it does not, or an alarm stands for it already.

    Three times in a minute from one source is chatter: then it stays and is silent. When the floor hears more than
    it can answer, alarms of a kind are grouped into one.
    """
    scene = Scene.open(act, incident) if incident else None
    cause = next((c for c in _causes(scene, act) if (c.kind, c.source) == (kind, about)), None)
    if cause is None:
        raise Refused("not_due", f"Nothing is due about {about}.")
    last = _last(about)
    if (last and last.ended_at is None) or _group_with(kind, about):
        raise Refused("already_raised", f"There is an alarm about {about} already.")
    way = annunciation.way(
        kind=kind, source=about, priority=reading.alarms()[kind]["priority"], before=_heard(act), now=act.now
    )
    if way.grouped:
        found = _into_group(act, cause, way)
    elif last and (way.chatters or last.is_shown):
        found = _again(act, last, cause, way)
    else:
        found = _new(act, cause, scene)
    return _entry(found, {"about": about, "sounds": way.sounds})


@command("alarm_escalated", inputs.OnAlarm)
def escalate_alarm(*, act: Act, alarm: UUID) -> Entry:
    """Pass an alarm that nobody has taken in its time to the next in the phone tree."""
    found = locked(alarm)
    if found.acknowledged_at or not found.due_at or found.due_at > act.now or not found.is_shown:
        raise Refused("not_due", "This alarm was taken, or its time is not over.")
    spec = reading.alarms()[found.kind]
    to = reading.to_call(found.escalated_to["then"] if found.escalated_to else spec["escalates_to"])
    found.escalated_to, found.escalated_at = to, act.now
    found.due_at = act.now + timedelta(seconds=spec["time_allowed"]) if to["then"] else None
    act.writes.change(found)
    return _entry(found, {"to": to["name"], "number": to["number"]})


@command("alarm_ended", inputs.EndAlarm)
def end_alarm(*, act: Act, alarm: UUID, about: str) -> Entry:
    """End an alarm whose cause is gone. A high one stays shown until somebody acknowledges it."""
    found = locked(alarm)
    if found.kind not in causes.BY_THEMSELVES:
        raise Refused("by_a_person", "An emergency ends only by a named person.")
    if found.ended_at or (about != found.source and about not in found.members):
        raise Refused("already_ended", f"The alarm about {about} has ended already.")
    if found.chattering and act.now - found.last_at < annunciation.CHATTER:
        raise Refused("chatters", "It comes and goes: it stays until it has been quiet for a minute.")
    found.members = [member for member in found.members if member != about]
    if found.members:
        found.says = annunciation.says(found.kind, found.members)
    else:
        end(found, act, "its cause is gone")
    act.writes.change(found)
    return _entry(found, {"about": about})


@command("alarm_acknowledged", inputs.OnAlarm)
def acknowledge_alarm(*, act: Act, alarm: UUID) -> Entry:
    """Take an alarm: from now on it has a named owner, makes no sound and does not escalate."""
    scene = scene_of(act, Alarm.objects.filter(ref=alarm).values_list("incident__number", "alert_n").first())
    found = locked(alarm)
    if not found.is_shown:
        raise NotFound("This alarm has ended.")
    take(found, act, scene)
    return entry_with(scene, found, {})


def scene_of(act: Act, row: tuple[str, int] | None) -> Scene | None:
    """Lock the incident that an emergency alerts on, before its alarm is locked; None for all other alarms."""
    return Scene.of(act, row[0]) if row and row[0] and row[1] else None


def locked(ref: UUID) -> Alarm:
    """Lock an alarm; 404 when there is none."""
    found = Alarm.objects.select_related("incident", "unit").select_for_update(of=("self",)).filter(ref=ref).first()
    if found is None:
        raise NotFound("There is no such alarm.")
    return found


def take(alarm: Alarm, act: Act, scene: Scene | None) -> None:
    """Make the actor its owner; refuse when it has one. The floor has then seen the alert on the incident too."""
    if alarm.acknowledged_at:
        seconds = int((act.now - alarm.acknowledged_at).total_seconds())
        raise Refused("already_acknowledged", f"{alarm.acknowledged_by} took it {seconds} s ago.")
    alarm.acknowledged_by, alarm.acknowledged_at, alarm.due_at = act.by.username, act.at, None
    act.writes.change(alarm)
    alerts = scene.incident.alerts_raised if scene else []
    for alert in alerts:
        if alert.kind == lifecycles.EMERGENCY and alert.n <= alarm.alert_n and not alert.by_floor:
            seen = {"by": act.by.username, "at": str(wire.stamp(act.at))}
            alert.acknowledgements = [*alert.acknowledgements, seen]
            act.writes.change(alert)


def end(alarm: Alarm, act: Act, how: str) -> None:
    alarm.ended_at, alarm.ended_by, alarm.ended_how = act.now, act.by.username, how
    if alarm.acknowledged_at or alarm.priority not in annunciation.STAYS:
        alarm.due_at = None


def sounds(alarm: Alarm, act: Act) -> None:
    """Call for attention, now: nobody has it any more, and its time begins again."""
    alarm.sounded = [*alarm.sounded, str(wire.stamp(act.now))][-20:]
    alarm.acknowledged_by, alarm.acknowledged_at = "", None
    alarm.escalated_at, alarm.escalated_to = None, {}
    alarm.due_at = act.now + timedelta(seconds=reading.alarms()[alarm.kind]["time_allowed"])


def made(act: Act, kind: str, source: str, says: str) -> Alarm:
    """Return a new alarm of a kind, as the registry has it now, that calls for attention."""
    spec = reading.alarms()[kind]
    new = Alarm(
        ref=uuid4(),
        kind=kind,
        source=source,
        priority=spec["priority"],
        tone=spec["tone"],
        says=says,
        action=spec["action"],
        raised_at=act.now,
        last_at=act.now,
    )
    sounds(new, act)
    act.writes.add(new)
    return new


def entry_with(scene: Scene | None, alarm: Alarm, facts: dict[str, Any]) -> Entry:
    """Return the entry of an alarm, with its incident's card when the incident changed too."""
    alone = _entry(alarm, facts)
    if scene is None:
        return alone
    deck = cards.Deck()
    if scene.incident.status != lifecycles.CLOSED:
        scene.show(deck)
    _show(deck, alarm)
    entry = scene.said("common", alone.bodies["common"]["facts"], deck)
    return Entry(entry.incidents, entry.bodies, {**entry.sight, **alone.sight})


def _entry(alarm: Alarm, facts: dict[str, Any]) -> Entry:
    deck = cards.Deck()
    _show(deck, alarm)
    told = {"alarm": str(alarm.ref), "kind": alarm.kind, "priority": alarm.priority, "says": alarm.says}
    if alarm.unit:
        told["unit"] = alarm.unit.call_sign
    bodies = {c: {"facts": told | facts, "cards": kinds} for c, kinds in deck.bodies.items()}
    incidents = [alarm.incident.number] if alarm.incident else []
    return Entry(incidents, bodies, {str(alarm.ref): _sight(alarm)} if alarm.kind == "emergency" else {})


def _sight(alarm: Alarm) -> dict[str, dict[str, str]]:
    """Return who sees an emergency besides the floor: its unit and that unit's agency, while it stands."""
    unit = centre_cards.alarm(alarm)["common"]
    seen = {unit["unit"]: unit["agency"]}
    return {"was": seen, "is": seen if alarm.is_shown else {}}


def _show(deck: cards.Deck, alarm: Alarm) -> None:
    if alarm.is_shown:
        deck.add("alarms", str(alarm.ref), centre_cards.alarm(alarm))
    else:
        deck.drop("alarms", str(alarm.ref))


def _causes(scene: Scene | None, act: Act) -> list[Cause]:
    limits = reading.limits()
    if scene is None:
        beats = dict(Heartbeat.objects.values_list("name", "at"))
        rings, callbacks = Ringing.objects.filter(state=lifecycles.RINGS), Callback.objects.open()
        tasks = FollowUp.objects.due_to_tell(act.now)
        return [
            *causes.of_silence(beats, limits, act.now),
            *causes.of_lines(rings, callbacks, limits, act.now),
            *causes.of_follow_ups(tasks, limits, act.now),
        ]
    jobs = [job_of(scene, a) for a in scene.assignments if a.is_open]
    alerts = [
        causes.Alert(alert_cards.alert_key(scene.number, a), a.raised_at, a.says)
        for a in scene.incident.alerts_raised
        if not a.by_floor and a.kind not in lifecycles.HAVE_ALARMS
    ]
    leads = overriding.kinds_of(overriding.response(scene.incident))
    level = scene.incident.assessment.result.get("level") if scene.incident.assessment else None
    slow = causes.ages_in_hours(leads[0] if leads else "", level)
    return causes.of_incident(scene.incident, jobs, alerts, limits, act.now, slow=slow)


def job_of(scene: Scene, job: Assignment) -> Job:
    """Return an assignment as the causes look at it."""
    result = scene.incident.assessment.result if scene.incident.assessment else {}
    warned = bool(result.get("hazards") or scene.incident.cautions.get("common"))
    known = causes.because(job.unit.kinds, job.unit.members_count, result.get("level"), warned=warned)
    return Job(job.unit.call_sign, job.unit.kinds, job.state, job.since, job.checked_at, known)


def _last(source: str) -> Alarm | None:
    known = Alarm.objects.select_related("incident", "unit").select_for_update(of=("self",))
    return known.filter(source=source).order_by("-pk").first()


def _group_with(kind: str, about: str) -> bool:
    return Alarm.objects.open().filter(source=annunciation.group(kind), members__contains=about).exists()


def _heard(act: Act) -> list[annunciation.Call]:
    """Return the calls for attention of the last ten minutes, those of emergencies apart."""
    recent = Alarm.objects.filter(last_at__gt=act.now - annunciation.FLOOD).exclude(kind="emergency")
    return [call for alarm in recent for call in alarm.calls()]


def _new(act: Act, cause: Cause, scene: Scene | None) -> Alarm:
    new = made(act, cause.kind, cause.source, cause.says)
    if scene:
        new.incident = scene.incident
        new.unit = next((a.unit for a in scene.assignments if a.unit.call_sign == cause.unit), None)
    return new


def _again(act: Act, alarm: Alarm, cause: Cause, way: Way) -> Alarm:
    """The same source again while its last alarm is still there: one row, counted."""
    alarm.times, alarm.last_at, alarm.says = alarm.times + 1, act.now, cause.says
    alarm.ended_at, alarm.ended_by, alarm.ended_how = None, "", ""
    alarm.chattering = way.chatters
    if way.sounds:
        sounds(alarm, act)
    act.writes.change(alarm)
    return alarm


def _into_group(act: Act, cause: Cause, way: Way) -> Alarm:
    source = annunciation.group(cause.kind)
    group = _last(source)
    if group is None or group.ended_at:
        group = made(act, cause.kind, source, "")
        if not way.sounds:
            group.sounded = []
    else:
        group.times += 1
        act.writes.change(group)
        if way.sounds:
            sounds(group, act)
    group.members = [*group.members, cause.source]
    group.says, group.last_at = annunciation.says(cause.kind, group.members), act.now
    return group


def unit_named(act: Act, call_sign: str) -> Unit:
    """Return a unit on the roster that the actor may name; 404 otherwise."""
    found = Unit.objects.on_roster().select_related("agency").filter(call_sign=call_sign).first()
    if found is None or not act.by.audience.sees_unit(call_sign, found.agency.code):
        raise NotFound(f"There is no unit {call_sign}.")
    return found
