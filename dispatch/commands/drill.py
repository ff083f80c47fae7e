"""The verbs of training: marking a log as a drill's, and writing into it what a scenario does.

What a scenario expects is in the compartment `review`: a trainee's board is told that a number passed, no more.
Nothing here changes a row. The debrief is read from these events and from everybody's, and from nothing else.
"""

from typing import Any
from uuid import UUID

from dispatch import drill, inputs, log, roles
from dispatch.commands.registry import Act, command
from dispatch.errors import Refused
from dispatch.log import Entry


@command(drill.MARK, inputs.Verb)
def mark_drill(*, act: Act) -> Entry:
    """Mark this log as a drill's, for good. Refused unless it is empty: a log that was live is never a drill's."""
    found = drill.purpose()
    if found == drill.DRILL:
        raise Refused("already_a_drill", "This log is a drill's already.")
    if found != drill.EMPTY or log.head().seq:
        raise Refused("not_empty", "This log holds events: only an empty one can become a drill's.")
    return Entry([], {roles.COMMON: {"facts": {"drill": True}}})


@command("scenario_started", inputs.StartScenario)
def start_scenario(
    *, act: Act, run: UUID, scenario: str, title: str, brief: str, expect: list[dict[str, Any]], speed: float = 1.0
) -> Entry:
    """Begin to play a scenario. What it expects stays as it was said here, whatever becomes of its file."""
    _only_in_a_drill()
    facts = {"run": str(run), "scenario": scenario, "title": title, "brief": brief, "speed": speed}
    return _said([], facts | {"expect": [dict(e) for e in expect]})


@command("call_cued", inputs.CueCall)
def cue_call(*, act: Act, run: UUID, call: str, callback: str, incident: str = "") -> Entry:
    """Say which of the scenario's calls rings now, or on which incident the script has taken it."""
    _only_in_a_drill()
    facts = {"run": str(run), "call": call, "callback": callback, "incident": incident}
    return _said([incident] if incident else [], facts)


@command("scenario_ended", inputs.OnScenario)
def end_scenario(*, act: Act, run: UUID) -> Entry:
    """Say that nothing more comes from the script."""
    _only_in_a_drill()
    return _said([], {"run": str(run)})


def _only_in_a_drill() -> None:
    if drill.purpose() != drill.DRILL:
        raise Refused("not_a_drill", "This is not a drill: a scenario plays in a training installation only.")


def _said(incidents: list[str], facts: dict[str, Any]) -> Entry:
    return Entry(incidents, {roles.REVIEW: {"facts": facts, "cards": {}}})
