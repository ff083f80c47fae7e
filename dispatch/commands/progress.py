"""How a job goes on: acknowledged, en route, staged, on scene, transporting, cleared; or declined.

The unit reports it from the phone, or a dispatcher reports what was heard by radio (`source`).
"""

from dispatch import inputs, lifecycles
from dispatch.commands import moves
from dispatch.commands.incidents import must_be_in_use
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.log import Entry


def _progress(act: Act, number: str, call_sign: str, state: str) -> Entry:
    scene = Scene.open(act, number)
    job = scene.job(call_sign)
    moves.assignment(act, job, state)
    return scene.entry({"unit": call_sign, "state": state}, units=[(job.unit, job)])


@command("acknowledged", inputs.OnJob)
def acknowledge(*, act: Act, incident: str, unit: str) -> Entry:
    """The unit has read the job and takes it."""
    return _progress(act, incident, unit, lifecycles.ACKNOWLEDGED)


@command("marked_en_route", inputs.OnJob)
def mark_en_route(*, act: Act, incident: str, unit: str) -> Entry:
    """The unit is on its way."""
    return _progress(act, incident, unit, lifecycles.EN_ROUTE)


@command("marked_staged", inputs.OnJob)
def mark_staged(*, act: Act, incident: str, unit: str) -> Entry:
    """The unit waits nearby until the scene is safe to enter."""
    return _progress(act, incident, unit, lifecycles.STAGED)


@command("marked_on_scene", inputs.OnJob)
def mark_on_scene(*, act: Act, incident: str, unit: str) -> Entry:
    """The unit is with the person."""
    return _progress(act, incident, unit, lifecycles.ON_SCENE)


@command("marked_transporting", inputs.OnJob)
def mark_transporting(*, act: Act, incident: str, unit: str) -> Entry:
    """The unit takes the person somewhere."""
    return _progress(act, incident, unit, lifecycles.TRANSPORTING)


@command("declined", inputs.Decline)
def decline(*, act: Act, incident: str, unit: str, reason: str) -> Entry:
    """The unit cannot take the job, with the reason; the incident waits again unless others are on it."""
    return _ended(act, incident, unit, lifecycles.DECLINED, {"reason": reason})


@command("unit_cleared", inputs.ClearUnit)
def clear_unit(*, act: Act, incident: str, unit: str, disposition: str) -> Entry:
    """The unit is done, with what came of it, and free again."""
    return _ended(act, incident, unit, lifecycles.CLEARED, {"disposition": disposition})


def _ended(act: Act, number: str, call_sign: str, state: str, facts: dict[str, str]) -> Entry:
    scene = Scene.open(act, number)
    job = scene.job(call_sign)
    if "disposition" in facts:
        must_be_in_use(facts["disposition"])
    job.disposition = facts.get("disposition", "")
    job.reason = facts.get("reason", job.reason)
    moves.assignment(act, job, state)
    scene.settle()
    return scene.entry({"unit": call_sign, "state": state, **facts}, units=[(job.unit, None)])
