"""Sending a unit, and taking it back. The database makes double dispatch impossible; we say who has it."""

from typing import Any

from dispatch import inputs, ladder, lifecycles, overriding, parts, trips
from dispatch.commands import loading, moves
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assignment
from responders import duty, kinds
from responders.models import Unit


@command("unit_assigned", inputs.AssignUnit)
def assign_unit(
    *, act: Act, incident: str, unit: str, role: str = "primary", rank_seen: str = "", reason: str = ""
) -> Entry:
    """Send a unit. Refused when it is on another job (who, since when), or not available."""
    scene, sent, taken, key = _scene_and_unit(act, incident, unit)
    check_free(act, sent, taken)
    check_role(scene, role)
    _check_departure(scene, sent, reason)
    job = put_on(act, scene, sent, key, role=role, rank_seen=rank_seen, reason=reason)
    scene.settle()
    facts = {"unit": unit, "role": role, "reason": reason, "rank_seen": rank_seen, **_departure(unit, rank_seen)}
    return scene.entry(facts, units=[(sent, job)])


@command("unit_queued", inputs.AssignUnit)
def queue_unit(
    *, act: Act, incident: str, unit: str, role: str = "primary", rank_seen: str = "", reason: str = ""
) -> Entry:
    """Put an incident on a busy unit's list. A queued job is not open: nothing is promised yet."""
    scene, sent, _, key = _scene_and_unit(act, incident, unit)
    if any(a.unit_id == sent.pk and (a.is_open or a.state == lifecycles.QUEUED) for a in scene.assignments):
        raise Refused("already_there", f"{unit} is already on {incident} or queued for it.")
    _check_departure(scene, sent, reason)
    job = _made(act, scene, sent, lifecycles.QUEUED, key)
    job.role, job.rank_seen, job.reason = role, rank_seen, reason
    job.moves_made.append(moves.row(act, assignment=job, state=job.state))
    return scene.entry({"unit": unit, "role": role, "reason": reason})


@command("assignment_cancelled", inputs.CancelAssignment)
def cancel_assignment(*, act: Act, incident: str, unit: str, reason: str) -> Entry:
    """Take a unit off a job, queued or open, before it is done."""
    scene = Scene.open(act, incident)
    queued = [a for a in scene.assignments if a.unit.call_sign == unit and a.state == lifecycles.QUEUED]
    job = queued[0] if queued else scene.job(unit)
    moves.assignment(act, job, lifecycles.CANCELLED)
    scene.settle()
    freed: list[Any] = [] if queued else [(job.unit, None)]
    return scene.entry({"unit": unit, "reason": reason}, units=freed)


def _departure(unit: str, rank_seen: str) -> dict[str, str]:
    """Return who stood first in the recommendation that was looked at, when somebody else is sent."""
    first = rank_seen.partition(".")[2]
    return {"instead_of": first} if first and first != unit else {}


def _scene_and_unit(act: Act, number: str, call_sign: str) -> tuple[Scene, Unit, Assignment | None, int]:
    """Lock the incident, then the unit: dispatchers who want the same unit queue up here.

    Returns the scene, the unit, the open assignment that holds the unit now, and a key for a new one.
    """
    questions = [*loading.incident(number), *loading.unit(call_sign), trips.next_key(Assignment)]
    *rows, units, jobs, keys = trips.ask(*questions)
    scene = Scene.loaded(act, number, rows).must_be_open()
    unit, taken = loading.unit_and_job([units, jobs])
    if unit is None:
        raise NotFound(f"There is no unit {call_sign} on the roster.")
    return scene, unit, taken, keys[0][0]


def check_free(act: Act, unit: Unit, taken: Assignment | None) -> None:
    """Refuse a unit that is on a job (who has it), or not available."""
    if taken:
        raise _has_it(act, unit, taken)
    if unit.duty != duty.AVAILABLE:
        said = f" ({unit.duty_reason})" if unit.duty_reason else ""
        raise Refused(unit.duty, f"{unit.call_sign} is {moves.words(unit.duty)}{said}.")


def put_on(act: Act, scene: Scene, unit: Unit, key: int, **said: str) -> Assignment:
    """Assign a unit: by what was queued for it here, else by a new assignment under this key.

    The oldest request for help that the unit answers is answered with it.
    """
    queued = [a for a in scene.assignments if a.unit_id == unit.pk and a.state == lifecycles.QUEUED]
    job = queued[0] if queued else _made(act, scene, unit, "", key)
    for name, value in said.items():
        setattr(job, name, value)
    _take(act, scene, job)
    _answer_request(act, scene, job)
    return job


def _answer_request(act: Act, scene: Scene, job: Assignment) -> None:
    if not scene.incident.parts_count:
        return
    unit = job.unit
    for asked in parts.of(scene.incident).requests:
        if asked.is_open and (not asked.kind or asked.kind in unit.kinds):
            asked.answered_by, asked.answered_at, asked.job = unit.call_sign, act.at, job
            if not asked.kind and ladder.is_armed(unit.kinds):
                first = next((a.unit.kinds for a in scene.assignments if a.pk == asked.first_id), ())
                asked.direction = ladder.direction(first, kinds.POLICE)
            act.writes.change(asked)
            return


def _made(act: Act, scene: Scene, unit: Unit, state: str, key: int) -> Assignment:
    job = Assignment(pk=key, incident=scene.incident, unit=unit, state=state, since=act.at)
    job.moves_made = []
    scene.assignments.append(job)
    act.writes.add(job)
    return job


def _take(act: Act, scene: Scene, job: Assignment) -> None:
    if job.state == lifecycles.QUEUED:
        moves.assignment(act, job, lifecycles.ASSIGNED)
        return
    job.state = lifecycles.ASSIGNED
    job.moves_made.append(moves.row(act, assignment=job, state=job.state))


def _has_it(act: Act, unit: Unit, taken: Assignment) -> Refused:
    """Return who took it, how long ago and for which incident: what a dispatcher asks next."""
    by = taken.moves.filter(state=lifecycles.ASSIGNED).select_related("by").order_by("pk").last()
    who = f" by {by.by}" if by else ""
    ago = moves.ago(act.now - (by.happened_at if by else taken.since))
    return Refused(
        "unit_taken",
        f"{unit.call_sign} was taken{who} {ago} for {taken.incident.number} ({moves.words(taken.state)}).",
    )


def check_role(scene: Scene, role: str) -> None:
    if role != "primary":
        return
    for a in scene.assignments:
        if a.is_open and a.role == "primary":
            raise Refused(
                "primary_taken",
                f"{a.unit.call_sign} is already the primary on {scene.number}: send this one as backup.",
            )


def _check_departure(scene: Scene, unit: Unit, reason: str) -> None:
    """A unit of a kind that nobody asked for needs a reason; the reason goes on the record."""
    asked = overriding.kinds_of(overriding.response(scene.incident))
    if not reason.strip() and not (set(asked) | set(parts.asked_for(scene.incident))) & set(unit.kinds):
        wanted = ", ".join(moves.words(kind) for kind in asked) or "nobody"
        asks = "The override" if overriding.in_force(scene.incident) else "Triage"
        raise Refused("reason_needed", f"{asks} asks for {wanted}. Say why {unit.call_sign} goes instead.")
