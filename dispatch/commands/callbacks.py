"""Calling back: a task stays until it has an outcome, and every attempt is counted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from dispatch import arrivals, cards, inputs, lifecycles, wire
from dispatch.commands import ringing as lines
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Call, Callback


@command("callback_planned", inputs.PlanCallback)
def plan_callback(
    *, act: Act, call: UUID | None = None, ringing: UUID | None = None, due_at: datetime | None = None
) -> Entry:
    """Plan to call somebody back: the caller of a call, or who rang. Due at once when no time is given."""
    task = Callback(why=lifecycles.PLANNED, planned_at=act.at, planned_by_id=act.by.id, due_at=due_at or act.at)
    if call:
        told = Call.objects.select_for_update().filter(ref=call).first()
        if told is None:
            raise NotFound(f"There is no call {call}.")
        task.call, task.incident, task.number = told, told.incident, told.callback
        before = Callback.objects.open().filter(call=told)
    else:
        assert ringing  # its shape asks for one of the two
        rings = lines.locked(ringing)
        task.ringing, task.call, task.incident, task.number = rings, rings.call, rings.incident, rings.number
        before = Callback.objects.open().filter(ringing=rings)
    if known := before.first():
        raise Refused("callback_planned", f"A call-back is planned already, due {wire.stamp(known.due_at)}.")
    act.writes.add(task)
    return _said(task, {"due_at": wire.stamp(task.due_at)})


@command("callback_recorded", inputs.RecordCallback)
def record_callback(
    *,
    act: Act,
    callback: UUID,
    outcome: str,
    again_at: datetime | None = None,
    no_more: str = "",
    note: str = "",
) -> Entry:
    """Record an attempt. Reached, or nobody tries again (`no_more` says why): the task ends. Else it stays."""
    task = Callback.objects.select_for_update().filter(ref=callback).first()
    if task is None:
        raise NotFound(f"There is no call-back {callback}.")
    if task.outcome:
        last = task.attempts[-1]
        done = task.outcome.replace("_", " ")
        raise Refused("callback_done", f"{last['by']} has done this call-back at {last['at']}: {done}.")
    if again_at and again_at <= act.at:
        raise Invalid("again_at: lies before this attempt.", fields={"again_at": ["Lies before this attempt."]})
    attempt = {"by": act.by.username, "at": str(wire.stamp(act.at)), "outcome": outcome}
    task.attempts = [*task.attempts, attempt]
    if again_at:
        task.due_at = again_at
    else:
        task.outcome, task.ended_at = outcome, act.at
    act.writes.change(task)
    facts = {"outcome": outcome, "attempts": len(task.attempts)}
    if again_at:
        facts["again_at"] = wire.stamp(again_at)
    # What was heard or why nobody tries again may name the caller: for those who may read who called.
    said = {name: words for name, words in (("note", note), ("no_more", no_more)) if words}
    return _said(task, facts, said)


def _said(task: Callback, common: dict[str, Any], caller: dict[str, Any] | None = None) -> Entry:
    deck = cards.Deck()
    arrivals.show_callback(deck, task)
    incidents = [task.incident.number] if task.incident else []
    facts: dict[str, dict[str, Any]] = {"common": {"callback": str(task.ref), **common}}
    return arrivals.entry(deck, incidents, **facts, **({"caller": caller} if caller else {}))
