"""Triage again on an open incident: what changed is said, alerted, and never changes an assignment by itself."""

from datetime import timedelta
from typing import Any

from dispatch import inputs, lifecycles, overriding, triaging, trips
from dispatch.commands import loading, moves
from dispatch.commands.alerts import raise_alert
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.log import Entry
from dispatch.models import Assessment, Note, Override


def scene(act: Act, number: str) -> tuple[Scene, int, list[Note]]:
    """Lock an incident in any state; return it with a key for its next assessment and its common notes."""
    *rows, notes, keys = trips.ask(*loading.incident(number), loading.common_notes(number), trips.next_key(Assessment))
    return Scene.loaded(act, number, rows), keys[0][0], notes


FIRST_WORDS = timedelta(minutes=2)  # while a call is typed in, its row on the board says enough


def again(scene: Scene, key: int, notes: list[Note], *, typing: bool = False) -> dict[str, Any]:
    """Run triage again; return the facts of what changed, empty when nothing did.

    The floor and the units on the incident are alerted to a change. While nobody is assigned only a turn for
    the worse is worth an alert, and none while its taker types the first words (`typing`): every sentence
    would raise one, and an alarm that is always there is none (EEMUA 191).
    """
    incident = scene.incident
    before = incident.assessment.result if incident.assessment else None
    scene.act.writes.add(triaging.again(scene.act.now, key, incident, scene.calls, notes))
    scene.act.writes.change(incident)
    after = incident.assessment.result
    change = overriding.difference(before, after) if before else None
    if change is None:
        return {}
    suspended = _suspend(scene, after)
    first = typing and scene.act.now - incident.opened_at < FIRST_WORDS
    if suspended or any(a.is_open for a in scene.assignments) or (overriding.escalates(change) and not first):
        says = _says(change) + (f" {suspended}" if suspended else "")
        raise_alert(scene, lifecycles.TRIAGE_CHANGED, says, change | {"suspended": bool(suspended)})
    return {"triage": change}


@command("retriaged", inputs.OnIncident)
def retriage(*, act: Act, incident: str) -> Entry:
    """Run triage again by hand, for instance under a protocol that was just released."""
    found, key, notes = scene(act, incident)
    changed = again(found.must_be_open(), key, notes)
    version = found.incident.assessment.version if found.incident.assessment else ""
    return found.entry({"version": version, "changed": bool(changed), **changed})


def _suspend(scene: Scene, result: dict[str, Any]) -> str:
    """Suspend the override in force when there is a danger it did not know; return the sentence about it."""
    override = overriding.in_force(scene.incident)
    if override is None or not overriding.outdated(override, result):
        return ""
    set_state(scene.act, override, lifecycles.SUSPENDED)
    return f"The override by {override.by} did not know this and is suspended: triage's response counts again."


def set_state(act: Act, override: Override, state: str) -> None:
    """Move an override along its lifecycle."""
    moves.check(lifecycles.OVERRIDE, override.state, state, f"The override of {override.incident.number}")
    override.state, override.since = state, act.now
    act.writes.change(override)


def _says(change: dict[str, Any]) -> str:
    """Return what changed in one sentence: the newly found dangers, else each step. The steps go along as facts."""
    old, new = change["before"], change["after"]
    dangers = [h for h in new["hazards"] if h not in old["hazards"]]
    if dangers:
        return f"New danger: {'; '.join(dangers)}."
    steps = []
    if old["level"] != new["level"]:
        steps.append(f"level {old['level']} -> {new['level']}")
    if old["priority"] != new["priority"]:
        steps.append(f"{old['priority']} -> {new['priority']}")
    if old["determination"] != new["determination"]:
        steps.append(f"{moves.words(old['determination'])} -> {moves.words(new['determination'])}")
    if old["response"] != new["response"]:
        steps.append(f"send {_kinds(old)} -> {_kinds(new)}")
    return f"Triage changed: {', '.join(steps) or 'a danger is no longer seen'}."


def _kinds(looked_at: dict[str, Any]) -> str:
    return " + ".join(moves.words(kind) for kind in looked_at["response"]) or "nobody"
