"""What happens to an incident itself: priority, hold, outcome, close, reopen."""

from datetime import datetime
from typing import Any

from dispatch import inputs, ledger, lifecycles, wire
from dispatch.centre import reading
from dispatch.commands import moves, placing, retriage
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry


@command("priority_set", inputs.SetPriority)
def set_priority(*, act: Act, incident: str, priority: str, reason: str) -> Entry:
    """Set the priority by hand; triage no longer changes it."""
    scene = Scene.open(act, incident)
    was = scene.incident.priority
    scene.incident.priority, scene.incident.priority_set_by_hand = priority, True
    act.writes.change(scene.incident)
    return scene.entry({"was": was, "priority": priority, "reason": reason})


@command("incident_held", inputs.HoldIncident)
def hold_incident(*, act: Act, incident: str, reason: str, until: datetime | None = None) -> Entry:
    """Keep a waiting incident from being worked, with a reason, until somebody releases it."""
    scene = Scene.open(act, incident)
    if scene.incident.status == lifecycles.WORKING:
        raise Refused("working", f"{incident} has units on it: it cannot be held.")
    scene.incident.hold_reason, scene.incident.hold_until = reason, until
    moves.incident(act, scene.incident, lifecycles.HELD)
    return scene.entry({"reason": reason})


@command("hold_released", inputs.OnIncident)
def release_hold(*, act: Act, incident: str) -> Entry:
    """Return a held incident to those that wait for a unit."""
    scene = Scene.open(act, incident)
    if scene.incident.status != lifecycles.HELD:
        raise Refused("not_held", f"{incident} is not held.")
    _release(scene)
    return scene.entry({})


@command("hold_ended", inputs.OnIncident)
def end_hold(*, act: Act, incident: str) -> Entry:
    """Return an incident whose hold is over to those that wait. Refused before: so it may be asked twice."""
    scene = Scene.open(act, incident)
    until = scene.incident.hold_until
    if scene.incident.status != lifecycles.HELD or until is None or until > act.now:
        raise Refused("not_due", f"{incident} is not held, or its time has not come.")
    reason = scene.incident.hold_reason
    _release(scene)
    return scene.entry({"reason": reason, "until": wire.stamp(until)})


def _release(scene: Scene) -> None:
    """A scheduled call begins to wait for a team when it is released, not when it was taken."""
    scene.incident.hold_reason, scene.incident.hold_until = "", None
    if scene.incident.due_at and scene.incident.eligible:
        scene.incident.eligible_at = scene.act.now
    moves.incident(scene.act, scene.incident, lifecycles.WAITING)


@command("outcome_recorded", inputs.RecordOutcome)
def record_outcome(*, act: Act, incident: str, outcome: str, reason: str = "") -> Entry:
    """Record how a call that an unarmed team could have taken ended."""
    scene = Scene.open(act, incident)
    _check_outcome(scene, outcome, reason)
    scene.incident.outcome, scene.incident.outcome_reason = outcome, reason
    act.writes.change(scene.incident)
    return scene.entry({"outcome": outcome, "reason": reason})


@command("incident_closed", inputs.CloseIncident)
def close_incident(*, act: Act, incident: str, disposition: str, outcome: str = "", reason: str = "") -> Entry:
    """Close an incident. Refused while a unit is on it, and for an eligible call without an outcome."""
    scene = Scene.open(act, incident)
    must_be_in_use(disposition)
    if on_it := sorted(scene.was):
        raise Refused("open_assignments", f"{', '.join(on_it)} still on {incident}: clear or cancel first.")
    was = standing(scene)
    _end(scene, outcome, reason)
    if scene.incident.eligible and not scene.incident.outcome:
        raise Refused("no_outcome", f"{incident} was eligible for an unarmed team: say how that ended.")
    shut(scene, disposition)
    ended = {"outcome": scene.incident.outcome, "outcome_reason": scene.incident.outcome_reason}
    return scene.entry({"disposition": disposition, **ended, "was": was})


def standing(scene: Scene) -> dict[str, Any]:
    """Return what closing takes away, for the event: an undo brings it back."""
    incident = scene.incident
    queued = [a.unit.call_sign for a in scene.assignments if a.state == lifecycles.QUEUED]
    waits = incident.override and incident.override.state == lifecycles.AWAITING
    was = {
        "status": incident.status,
        "hold_reason": incident.hold_reason,
        "hold_until": wire.stamp(incident.hold_until),
        "outcome": incident.outcome,
        "outcome_reason": incident.outcome_reason,
        "queued": queued,
        "override": lifecycles.AWAITING if waits else "",
    }
    return {name: value for name, value in was.items() if value}


def shut(scene: Scene, disposition: str) -> None:
    """Close the incident: what is queued is cancelled, an override that waits lapses."""
    act = scene.act
    for queued in [a for a in scene.assignments if a.state == lifecycles.QUEUED]:
        moves.assignment(act, queued, lifecycles.CANCELLED)
    scene.incident.disposition, scene.incident.closed_at = disposition, act.at
    scene.incident.hold_reason, scene.incident.hold_until = "", None
    if scene.incident.override and scene.incident.override.state == lifecycles.AWAITING:
        retriage.set_state(act, scene.incident.override, lifecycles.LAPSED)
    moves.incident(act, scene.incident, lifecycles.CLOSED)


def follows_of(scene: Scene) -> ledger.Ending:
    """Return the ledger's outcome that follows from what happened; 988 counts where it accepted the call."""
    lifeline = ""
    if scene.incident.eligible and scene.incident.transfers_count:
        taken = scene.incident.transfers.filter(kind=lifecycles.LIFELINE, state__in=("accepted", "completed")).first()
        lifeline = f"{scene.number}/T{taken.n}" if taken else ""
    return ledger.ending(scene.incident, scene.assignments, lifeline)


@command("incident_reopened", inputs.ReopenIncident)
def reopen_incident(*, act: Act, incident: str, reason: str) -> Entry:
    """Bring a closed incident back to those that wait, with everything it had, and today's premise cautions."""
    placing.lock(act)
    scene = Scene.of(act, incident)
    if scene.incident.status != lifecycles.CLOSED:
        raise Refused("not_closed", f"{incident} is not closed.")
    scene.incident.disposition, scene.incident.closed_at = "", None
    scene.incident.outcome, scene.incident.outcome_reason = "", ""
    scene.incident.overdue_at, scene.incident.overdue_why = None, ""
    scene.incident.eligible_at = act.now if scene.incident.eligible else None  # a new wait begins
    placing.look_again(scene)
    moves.incident(act, scene.incident, lifecycles.WAITING)
    return scene.entry({"reason": reason}, whole=True)


def must_be_in_use(disposition: str) -> None:
    """Refuse a disposition that this centre has switched off."""
    if disposition not in reading.dispositions():
        raise Refused("disposition_off", f"This centre does not use the disposition {moves.words(disposition)}.")


def _end(scene: Scene, outcome: str, reason: str) -> None:
    """Set the ledger's outcome: as a person says, else as recorded before, else as follows from what happened."""
    follows, why = follows_of(scene)
    if outcome:
        _check_outcome(scene, outcome, reason)
        late = outcome == "team_sent" and follows == "team_sent_late"
        scene.incident.outcome, scene.incident.outcome_reason = follows if late else outcome, reason
    elif follows and not scene.incident.outcome:
        scene.incident.outcome, scene.incident.outcome_reason = follows, reason or why


def _check_outcome(scene: Scene, outcome: str, reason: str) -> None:
    if not scene.incident.eligible:
        raise Refused("not_eligible", f"{scene.number} was never eligible for an unarmed team.")
    if outcome == "overridden" and not reason.strip():
        raise Refused("reason_needed", "Say why the recommendation was overridden.")
