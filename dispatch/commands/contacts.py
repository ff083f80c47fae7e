"""What a team does on its own: it meets somebody nobody called about, and says what came of a contact."""

from typing import Any, Final

from dispatch import inputs, lifecycles, parts, roles, triaging, trips
from dispatch.commands import assignments, calls, loading, moves
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden, NotFound
from dispatch.log import Entry
from dispatch.models import Assignment, ContactOutcome

FIELD: Final = "field"
SELF_INITIATED: Final = "self-initiated contact"


@command("contact_reported", inputs.ReportContact)
def report_contact(*, act: Act, unit: str, **said: Any) -> Entry:
    """Open an incident for somebody the unit met, with the unit on scene; `incidents[0]` is its number.

    Triage reads what is said like any call. Who it would have sent is on the record; nobody is asked for a reason:
    the unit is there already. Refused while it is on another job, or not available.
    """
    *rows, keys = trips.ask(*loading.unit(unit), trips.next_key(Assignment))
    sent, taken = loading.unit_and_job(rows)
    if sent is None or not act.by.audience.sees_unit(unit, sent.agency.code):
        raise NotFound(f"There is no unit {unit}.")
    assignments.check_free(act, sent, taken)
    result = triaging.assess(said["narrative"], said.get("answers", {}), said.get("call_type", ""))
    incident = calls.opened(act, FIELD, said)
    assessment_key = calls.numbered(act, incident)
    call = calls.recorded(act, incident, FIELD, said)
    act.writes.add(triaging.kept(act.now, assessment_key, incident, result, call.narrative, call.answers))
    moves.row(act, incident=incident, state=incident.status)
    scene = Scene(act, incident, [], [call])
    job = assignments.put_on(act, scene, sent, keys[0][0], role="primary", reason=SELF_INITIATED)
    moves.assignment(act, job, lifecycles.ON_SCENE)
    scene.settle()
    facts = {"call": str(call.ref), "incident": incident.number, "unit": unit}
    return scene.entry(facts, calls=[call], units=[(sent, job)])


@command("contact_outcome_recorded", inputs.RecordContactOutcome)
def record_contact_outcome(*, act: Act, incident: str, unit: str, **said: Any) -> Entry:
    """Record what a unit on the incident did with the person it met: read in `care` and nowhere else.

    Not changed afterwards; what was wrong or is new is another record.
    """
    if roles.CARE not in act.by.audience.compartments:
        raise Forbidden("You may not record the outcome of a contact: you could not read it.")
    scene = Scene.of(act, incident)
    scene.job(unit)
    known = parts.of(scene.incident).contacts
    found = ContactOutcome(
        incident=scene.incident, n=parts.next_number(known), unit=unit, at=act.at, by=act.by.username, **said
    )
    known.append(found)
    scene.incident.parts_count += 1
    act.writes.add(found)
    act.writes.change(scene.incident)
    entry = scene.entry({})
    facts = {"contact_outcome": f"{scene.number}/O{found.n}", "unit": unit, **said}
    entry.bodies.setdefault(roles.CARE, {"facts": {}, "cards": {}})["facts"] = facts
    return entry
