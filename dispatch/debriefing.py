"""The reads of training: which scenarios were played, and what one of them came to. From the log only."""

import csv
import io
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
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


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


def as_csv(by: Principal, run: str) -> str:
    """Return a run as a CSV file, a line a call, that a spreadsheet opens without running anything."""
    found = one(by, run)
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for call in found["calls"]:
        sent = " ".join(sent["unit"] for sent in call["sent"])
        row = found | call | {"met": _named(call, True), "missed": _named(call, False), "sent": sent}
        lines.writerow([_cell(row[name]) for name in COLUMNS])
    return text.getvalue()


def _named(call: dict[str, Any], met: bool) -> str:
    return "; ".join(c["expected"] for c in call["choices"] if c["met"] is met)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


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
