"""The reads of training: which scenarios were played, and what one of them came to. From the log only."""

from collections.abc import Iterator
from typing import Any, Final

from dispatch import debrief, log, roles, wire
from dispatch.errors import Forbidden, NotFound
from dispatch.log import Line
from dispatch.principals import Principal

PAGE: Final = 1000  # lines of the log read at once
AFTERWARDS: Final = 3600.0  # seconds after the script's end that still belong to a run
COLUMNS: Final = (
    "scenario", "run", "call", "incident", "on_board_by", "assigned_by", "acknowledged_by", "answer_s", "assign_s",
    "acknowledge_s", "sent", "priority", "met", "missed",
)  # fmt: skip


def runs(by: Principal) -> dict[str, Any]:
    """Return the scenarios that were played, newest first."""
    _check(by)
    found = [line for line in log.of_kind("scenario_started")]
    results = [
        {"started_at": wire.stamp(line.recorded_at), **{k: _facts(line)[k] for k in ("run", "scenario", "title")}}
        for line in reversed(found)
    ]
    return {"results": results, "next": None}


def one(by: Principal, run: str) -> dict[str, Any]:
    """Return the debrief of a run. 404 when no scenario was played under this id."""
    _check(by)
    begun = next((line for line in log.of_kind("scenario_started") if _facts(line)["run"] == run), None)
    found = debrief.of(run, _lines(begun)) if begun else None
    if found is None:
        raise NotFound("There is no such run of a scenario.")
    return found


def table(by: Principal, run: str) -> list[tuple[str, ...]]:
    """Return a run as rows of a file, a row a call, below the names of its columns."""
    found = one(by, run)
    rows: list[tuple[str, ...]] = [COLUMNS]
    for call in found["calls"]:
        sent = " ".join(sent["unit"] for sent in call["sent"])
        row = found | call | {"met": _named(call, True), "missed": _named(call, False), "sent": sent}
        rows.append(tuple("" if row[name] is None else str(row[name]) for name in COLUMNS))
    return rows


def _named(call: dict[str, Any], met: bool) -> str:
    return "; ".join(c["expected"] for c in call["choices"] if c["met"] is met)


def _lines(begun: Line) -> Iterator[Line]:
    """Yield the log's lines from the start of a run to an hour after its end, or to the next run's start."""
    run, seq, ended = _facts(begun)["run"], begun.seq - 1, None
    while page := log.since(seq, PAGE):
        for line in page:
            if line.kind == "scenario_started" and _facts(line)["run"] != run and ended:
                return
            if ended and (line.recorded_at - ended).total_seconds() > AFTERWARDS:
                return
            if line.kind == "scenario_ended" and _facts(line)["run"] == run:
                ended = line.recorded_at
            yield line
        seq = page[-1].seq


def _facts(line: Line) -> dict[str, Any]:
    facts: dict[str, Any] = line.bodies[roles.REVIEW]["facts"]
    return facts


def _check(by: Principal) -> None:
    if roles.REVIEW not in by.audience.compartments:
        raise Forbidden("A debrief is read by supervisors.")
