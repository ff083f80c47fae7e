"""Staging until the scene is clear: required by a rule or a person, ended by the police on scene or the dispatcher."""

from dispatch import inputs, ladder, overriding, roles, staging, wire
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry


@command("staging_required", inputs.RequireStaging)
def require_staging(*, act: Act, incident: str, reason: str) -> Entry:
    """Let unarmed units wait nearby until the police have reported the scene clear. Those who are there stay."""
    scene = Scene.open(act, incident)
    if staging.stands(scene.incident):
        said = scene.incident.staging
        raise Refused("held_already", f"Unarmed units wait already: {said['why']}, since {said['at']}.")
    scene.hold_staging(reason, by=act.by.username)
    return scene.entry({"reason": reason})


@command("scene_cleared", inputs.ClearScene)
def clear_scene(*, act: Act, incident: str, words: str, unit: str = "") -> Entry:
    """Report the scene clear: unarmed units may go in. Only somebody armed who is there knows, or the dispatcher."""
    scene = Scene.open(act, incident)
    if not staging.stands(scene.incident):
        raise Refused("no_hold", f"No staging hold stands on {incident}.")
    unit = unit or (act.by.unit if act.by.scope == roles.UNIT else "")
    if unit:
        job = scene.job(unit)
        if staging.holds(job.unit) or not ladder.arrived_at(job):
            raise Refused(
                "not_police_on_scene", f"{unit} cannot clear the scene: only an armed unit that is there can."
            )
    cleared = {"cleared_at": str(wire.stamp(act.at)), "cleared_by": act.by.username, "cleared_unit": unit}
    known = {"words": words, "known": overriding.known(scene.incident)}
    scene.incident.staging = {**scene.incident.staging, **cleared, **known}
    act.writes.change(scene.incident)
    return scene.entry({"words": words, **({"unit": unit} if unit else {})})
