"""What a drill came to, computed from lines of the log and from nothing else: pure code.

Every time is when the log recorded the line, not when somebody says it happened: a back-dated report wins nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, Final

from dispatch import drill, roles, wire
from dispatch.log import Line

CLAIMED: Final = ("call_claimed", "call_answered")
SCRIPTED: Final = {drill.ACCOUNT, drill.FEED, "system"}
LIMITS: Final = {
    "answered_within": ("answer_s", "answered"),
    "assigned_within": ("assign_s", "assigned from on the board"),
    "acknowledged_within": ("acknowledge_s", "acknowledged from assigned"),
}


@dataclass
class Told:
    """One of the scenario's calls, as the log tells of it. Moments are UTC; `sent` is unit -> its kinds."""

    call: str
    callback: str
    cued_at: datetime
    incident: str = ""
    rang: bool = True
    answered: tuple[datetime, str] | None = None
    on_board: tuple[datetime, str] | None = None
    assigned: tuple[datetime, str] | None = None
    acknowledged: tuple[datetime, str] | None = None
    sent: dict[str, list[str]] = field(default_factory=dict)
    priority: str = ""
    disposition: str = ""


def callbacks(line: Line) -> set[str]:
    """Return the numbers to call back that a line's calls carry."""
    calls = line.bodies.get(roles.CALLER, {}).get("cards", {}).get("calls", {})
    return {card["callback"] for card in calls.values() if card and card.get("callback")}


def of(run: str, lines: Iterable[Line]) -> dict[str, Any] | None:
    """Return the debrief of a run out of the log's lines, oldest first; None when the run is not in them."""
    started: Line | None = None
    ended: Line | None = None
    told: dict[str, Told] = {}
    for line in lines:
        facts = line.bodies.get(roles.REVIEW, {}).get("facts", {})
        if facts.get("run") == run:
            if line.kind == "scenario_started":
                started = line
            elif line.kind == "call_cued":
                told[facts["call"]] = _cued(line, facts)
            elif line.kind == "scenario_ended":
                ended = line
        elif started:
            for one in told.values():
                _tell(one, line)
    if started is None:
        return None
    said = started.bodies[roles.REVIEW]["facts"]
    expected = {e["call"]: e for e in said["expect"]}
    calls = [_call(one, expected.get(one.call)) for one in told.values()]
    return {
        "run": run,
        "scenario": said["scenario"],
        "title": said["title"],
        "brief": said["brief"],
        "speed": said["speed"],
        "started_at": wire.stamp(started.recorded_at),
        "ended_at": wire.stamp(ended.recorded_at) if ended else None,
        "calls": calls,
        "trainees": _trainees(calls),
        "never_came": sorted(set(expected) - set(told)),
    }


def _cued(line: Line, facts: dict[str, Any]) -> Told:
    one = Told(facts["call"], facts["callback"], line.recorded_at, facts.get("incident", ""))
    if one.incident:
        one.rang, one.on_board = False, (line.recorded_at, drill.ACCOUNT)
    return one


def _tell(one: Told, line: Line) -> None:
    """Let a line tell of a call what it has to tell."""
    common = line.bodies.get(roles.COMMON, {})
    facts, who = common.get("facts", {}), (line.recorded_at, line.by)
    if line.kind in CLAIMED and one.answered is None and not one.incident and one.callback in _rang(line):
        one.answered = who
    if line.kind == "call_taken" and not one.incident and one.callback in callbacks(line) and line.incidents:
        one.incident, one.on_board = line.incidents[0], who
    if not one.incident or one.incident not in line.incidents:
        return
    card = common.get("cards", {}).get("incidents", {}).get(one.incident) or {}
    one.priority = card.get("priority", one.priority)
    one.disposition = card.get("disposition") or one.disposition
    if line.kind in ("unit_assigned", "unit_preempted"):
        one.assigned = one.assigned or who
        one.sent[facts["unit"]] = common["cards"].get("units", {}).get(facts["unit"], {}).get("kinds", [])
    elif line.kind == "call_transferred" and facts.get("kind") == "988":
        one.assigned = one.assigned or who
        one.sent["988"] = ["988_transfer"]
    elif line.kind == "acknowledged" and one.acknowledged is None:
        one.acknowledged = who


def _rang(line: Line) -> set[str]:
    rings = line.bodies.get(roles.CALLER, {}).get("cards", {}).get("ringing", {})
    return {card["number"] for card in rings.values() if card and card.get("number")}


def _call(one: Told, expected: dict[str, Any] | None) -> dict[str, Any]:
    asked = one.cued_at if one.rang else None
    times = {
        "ring_s": _between(asked, one.answered),
        "answer_s": _between(one.answered[0] if one.answered else asked, one.on_board) if one.rang else None,
        "assign_s": _between(one.on_board[0] if one.on_board else None, one.assigned),
        "acknowledge_s": _between(one.assigned[0] if one.assigned else None, one.acknowledged),
    }
    people = {"answered": one.answered, "on_board": one.on_board, "assigned": one.assigned}
    return {
        "call": one.call,
        "incident": one.incident,
        "rang": one.rang,
        **{f"{name}_at": wire.stamp(who[0]) if who else None for name, who in people.items()},
        **{f"{name}_by": who[1] if who else "" for name, who in people.items()},
        "acknowledged_at": wire.stamp(one.acknowledged[0]) if one.acknowledged else None,
        "acknowledged_by": one.acknowledged[1] if one.acknowledged else "",
        **times,
        "sent": [{"unit": unit, "kinds": kinds} for unit, kinds in one.sent.items()],
        "priority": one.priority,
        "disposition": one.disposition,
        "choices": choices(one, expected, times) if expected else [],
        "why": expected["why"] if expected else "",
    }


def choices(one: Told, expected: dict[str, Any], times: dict[str, float | None]) -> list[dict[str, Any]]:
    """Return each expectation with whether it was met, and in words what was expected and what happened."""
    kinds = {kind for unit in one.sent.values() for kind in unit}
    went = ", ".join(f"{unit} ({'/'.join(k)})" for unit, k in one.sent.items()) or "nobody"
    found = [_choice(f"send {_words(kind)}", kind in kinds, f"sent {went}") for kind in expected.get("send", [])]
    wanted = set(expected.get("send", []))
    for kind in expected.get("never", []):
        wrong = [unit for unit, k in one.sent.items() if kind in k and not wanted & set(k)]
        found.append(_choice(f"do not send {_words(kind)}", not wrong, f"sent {went}"))
    if expected.get("priority"):
        found.append(_choice(f"priority {expected['priority']}", one.priority == expected["priority"], one.priority))
    for name, (time, says) in LIMITS.items():
        if name in expected:
            took = times[time]
            met = took is not None and took <= expected[name]
            found.append(_choice(f"{says} within {expected[name]} s", met, "never" if took is None else f"{took} s"))
    return found


def _choice(expected: str, met: bool, did: str) -> dict[str, Any]:
    return {"expected": expected, "met": met, "did": did}


def _trainees(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return per person: how often and how quickly they put on the board, assigned and acknowledged; their choices.

    A call's choices are those of whoever assigned to it first, else of whoever put it on the board.
    """
    names = {c[f"{step}_by"] for c in calls for step in ("on_board", "assigned", "acknowledged")} - SCRIPTED - {""}
    return [_trainee(name, calls) for name in sorted(names)]


def _trainee(name: str, calls: list[dict[str, Any]]) -> dict[str, Any]:
    steps = {"on_board": "answer_s", "assigned": "assign_s", "acknowledged": "acknowledge_s"}
    shown: dict[str, Any] = {"trainee": name}
    for step, time in steps.items():
        took = [c[time] for c in calls if c[f"{step}_by"] == name and c[time] is not None]
        shown[step] = sum(c[f"{step}_by"] == name for c in calls)
        shown[time] = {"median": round(median(took), 1), "slowest": max(took)} if took else None
    mine = [c for c in calls if _answers_for(c) == name]
    shown["met"] = sum(choice["met"] for c in mine for choice in c["choices"])
    shown["choices"] = sum(len(c["choices"]) for c in mine)
    return shown


def _answers_for(call: dict[str, Any]) -> str:
    chosen: str = call["assigned_by"] or call["on_board_by"]
    return chosen


def _between(start: datetime | None, end: tuple[datetime, str] | None) -> float | None:
    return round((end[0] - start).total_seconds(), 1) if start and end else None


def _words(code: str) -> str:
    return code.replace("_", " ")
