"""What happens to an incident itself: priority, hold, outcome, close, reopen."""

from datetime import datetime

from dispatch import inputs, ledger, lifecycles
from dispatch.centre import reading
from dispatch.commands import moves, retriage
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
    scene.incident.hold_reason, scene.incident.hold_until = "", None
    moves.incident(act, scene.incident, lifecycles.WAITING)
    return scene.entry({})


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
    _end(scene, outcome, reason)
    if scene.incident.eligible and not scene.incident.outcome:
        raise Refused("no_outcome", f"{incident} was eligible for an unarmed team: say how that ended.")
    for queued in [a for a in scene.assignments if a.state == lifecycles.QUEUED]:
        moves.assignment(act, queued, lifecycles.CANCELLED)
    scene.incident.disposition, scene.incident.closed_at = disposition, act.at
    scene.incident.hold_reason, scene.incident.hold_until = "", None
    if scene.incident.override and scene.incident.override.state == lifecycles.AWAITING:
        retriage.set_state(act, scene.incident.override, lifecycles.LAPSED)
    moves.incident(act, scene.incident, lifecycles.CLOSED)
    ended = {"outcome": scene.incident.outcome, "outcome_reason": scene.incident.outcome_reason}
    return scene.entry({"disposition": disposition, **ended})


@command("incident_reopened", inputs.ReopenIncident)
def reopen_incident(*, act: Act, incident: str, reason: str) -> Entry:
    """Bring a closed incident back to those that wait, with everything it had."""
    scene = Scene.of(act, incident)
    if scene.incident.status != lifecycles.CLOSED:
        raise Refused("not_closed", f"{incident} is not closed.")
    scene.incident.disposition, scene.incident.closed_at = "", None
    scene.incident.outcome, scene.incident.outcome_reason = "", ""
    scene.incident.overdue_at, scene.incident.overdue_why = None, ""
    scene.incident.eligible_at = act.now if scene.incident.eligible else None  # a new wait begins
    moves.incident(act, scene.incident, lifecycles.WAITING)
    return scene.entry({"reason": reason}, whole=True)


def must_be_in_use(disposition: str) -> None:
    """Refuse a disposition that this centre has switched off."""
    if disposition not in reading.dispositions():
        raise Refused("disposition_off", f"This centre does not use the disposition {moves.words(disposition)}.")


def _end(scene: Scene, outcome: str, reason: str) -> None:
    """Set the ledger's outcome: as a person says, else as recorded before, else as follows from what happened."""
    follows, why = ledger.ending(scene.incident, scene.assignments)
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
