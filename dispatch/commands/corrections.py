"""Correcting a time: another row that supersedes. What was said first stays on the record."""

from datetime import datetime

from dispatch import inputs, wire
from dispatch.commands import moves
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assignment, Move


@command("time_corrected", inputs.CorrectTime)
def correct_time(*, act: Act, incident: str, unit: str, state: str, true_at: datetime, reason: str) -> Entry:
    """Say when a unit truly came into a state. Closed incidents too; the order of the steps stays as it was."""
    scene = Scene.of(act, incident)
    job, old = _step(scene, unit, state)
    _check_order(job, old, true_at)
    move = moves.row(act, assignment=job, state=state)
    move.happened_at, move.supersedes = true_at, old
    job.moves_made.append(move)
    if job.state == state:
        job.since = true_at
        act.writes.change(job)
    facts = {"unit": unit, "state": state, "was": wire.stamp(old.happened_at), "time": wire.stamp(true_at)}
    return scene.entry({**facts, "reason": reason}, units=[(job.unit, job)] if job.is_open else [])


def _step(scene: Scene, unit: str, state: str) -> tuple[Assignment, Move]:
    jobs = [a for a in scene.assignments if a.unit.call_sign == unit]
    if not jobs:
        raise NotFound(f"{unit} was never on {scene.number}.")
    for job in reversed(jobs):
        for move in reversed(job.steps):
            if move.state == state:
                return job, move
    raise Refused("no_such_step", f"{unit} was never {moves.words(state)} on {scene.number}: report it instead.")


def _check_order(job: Assignment, old: Move, true_at: datetime) -> None:
    steps = job.steps
    i = steps.index(old)
    earlier = [m for m in steps[:i] if m.state != old.state]
    later = [m for m in steps[i + 1 :] if m.state != old.state]
    if earlier and true_at < earlier[-1].happened_at:
        before = f"{moves.words(earlier[-1].state)} at {wire.stamp(earlier[-1].happened_at)}"
        raise Invalid(f"at: It was {before}: this cannot be earlier.", fields={"at": [f"Before it was {before}."]})
    if later and true_at > later[0].happened_at:
        after = f"{moves.words(later[0].state)} at {wire.stamp(later[0].happened_at)}"
        raise Invalid(f"at: It was {after}: this cannot be later.", fields={"at": [f"After it was {after}."]})
