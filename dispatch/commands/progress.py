"""How a job goes on: acknowledged, en route, staged, on scene, transporting, cleared; or declined.

The unit reports it from the phone, or a dispatcher reports what was heard by radio (`source`).
"""

from typing import Any

from dispatch import inputs, ladder, lifecycles, staging, wire
from dispatch.commands import moves
from dispatch.commands.alerts import raise_alert
from dispatch.commands.incidents import must_be_in_use
from dispatch.commands.offering import offer_next
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden, Refused
from dispatch.log import Entry
from dispatch.models import Assignment

Where = dict[str, Any] | None


def _progress(act: Act, number: str, call_sign: str, state: str, position: Where, though_held: str = "") -> Entry:
    scene = Scene.open(act, number)
    job = scene.job(call_sign)
    told = _against_the_hold(scene, job, though_held) if state in ladder.THERE else {}
    moves.assignment(act, job, state)
    return scene.entry(
        {"unit": call_sign, "state": state, **told, **_where(act, call_sign, position)}, units=[(job.unit, job)]
    )


def _against_the_hold(scene: Scene, job: Assignment, though_held: str) -> dict[str, str]:
    """Refuse that an unarmed unit goes in while it has to wait. One that is there all the same says why: an alert."""
    held = staging.stands(scene.incident) and staging.holds(job.unit) and job.state in lifecycles.BEFORE_ARRIVAL
    if not held:
        return {}
    unit, why = job.unit.call_sign, scene.incident.staging["why"]
    if not though_held.strip():
        says = f"Staging hold ({why}): police have not reported the scene clear."
        raise Refused("staging_hold", f"{says} If {unit} is there already, say so with the reason.")
    raise_alert(
        scene,
        lifecycles.ENTERED_EARLY,
        f"{unit} is on scene against the staging hold ({why}): {though_held}"[:500],
        {"unit": unit, "why": why, "words": though_held},
    )
    return {"though_held": though_held}


@command("acknowledged", inputs.Step)
def acknowledge(*, act: Act, incident: str, unit: str, position: Where = None) -> Entry:
    """The unit has read the job and takes it."""
    return _progress(act, incident, unit, lifecycles.ACKNOWLEDGED, position)


@command("marked_en_route", inputs.Step)
def mark_en_route(*, act: Act, incident: str, unit: str, position: Where = None) -> Entry:
    """The unit is on its way."""
    return _progress(act, incident, unit, lifecycles.EN_ROUTE, position)


@command("marked_staged", inputs.Step)
def mark_staged(*, act: Act, incident: str, unit: str, position: Where = None) -> Entry:
    """The unit waits nearby until the scene is safe to enter."""
    return _progress(act, incident, unit, lifecycles.STAGED, position)


@command("marked_on_scene", inputs.OnScene)
def mark_on_scene(*, act: Act, incident: str, unit: str, position: Where = None, though_held: str = "") -> Entry:
    """The unit is with the person. Under a staging hold an unarmed one says why it went in (`though_held`)."""
    return _progress(act, incident, unit, lifecycles.ON_SCENE, position, though_held)


@command("marked_transporting", inputs.OnScene)
def mark_transporting(*, act: Act, incident: str, unit: str, position: Where = None, though_held: str = "") -> Entry:
    """The unit takes the person somewhere."""
    return _progress(act, incident, unit, lifecycles.TRANSPORTING, position, though_held)


@command("declined", inputs.Decline)
def decline(*, act: Act, incident: str, unit: str, reason: str, position: Where = None) -> Entry:
    """The unit cannot take the job, with the reason; the incident waits again unless others are on it."""
    return _ended(act, incident, unit, lifecycles.DECLINED, {"reason": reason}, position)


@command("unit_cleared", inputs.ClearUnit)
def clear_unit(*, act: Act, incident: str, unit: str, disposition: str, position: Where = None) -> Entry:
    """The unit is done, with what came of it, and free again."""
    return _ended(act, incident, unit, lifecycles.CLEARED, {"disposition": disposition}, position)


def _ended(act: Act, number: str, call_sign: str, state: str, facts: dict[str, str], position: Where) -> Entry:
    scene = Scene.open(act, number)
    job = scene.job(call_sign)
    if "disposition" in facts:
        must_be_in_use(facts["disposition"])
    job.disposition = facts.get("disposition", "")
    job.reason = facts.get("reason", job.reason)
    moves.assignment(act, job, state)
    scene.settle()
    if state == lifecycles.DECLINED:
        offer_next(scene, lifecycles.UNIT_DECLINED, f"{call_sign} declined: {facts['reason']}.", job)
    return scene.entry(
        {"unit": call_sign, "state": state, **facts, **_where(act, call_sign, position)}, units=[(job.unit, None)]
    )


def _where(act: Act, call_sign: str, position: Where) -> dict[str, Any]:
    """Return where the unit was, as a fact of its step. Only a member of the unit allows that to be recorded."""
    if not position:
        return {}
    if act.by.unit != call_sign:
        raise Forbidden(f"Only the phone of {call_sign} may say where {call_sign} is.")
    at = wire.stamp(position["at"]) if "at" in position else None
    return {"position": {**position, **({"at": at} if at else {})}}
