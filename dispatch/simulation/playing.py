"""Plays a scenario on a training installation: rings or takes its calls, speaks for everybody who is not there.

Trainees act with ordinary accounts. The script acts as itself, so that no time of its own is taken for a trainee's.
Units that a trainee assigns answer by radio as the scenario's `crew` says, unless somebody answers for them first.
"""

import heapq
import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from dispatch import board, commands, debrief, drill, lifecycles, log, positions, principals, roles
from dispatch.errors import Problem
from dispatch.simulation.scenario import Scenario, Step
from responders.models import Area

LOOK = 1.0  # seconds between looks at who was assigned
AFTER = {"": "acknowledge", "acknowledge": "en_route", "en_route": "travel", "travel": "scene"}
REPORTS = {"acknowledge": "acknowledge", "en_route": "mark_en_route", "travel": "mark_on_scene"}
Do = Callable[[], None]


class Player:
    """One run of a scenario. `say` is for the instructor's screen; `limit` seconds after its last step it ends."""

    def __init__(self, scenario: Scenario, *, say: Callable[[str], object], limit: float = 900.0) -> None:
        self.scenario = scenario
        self.say = say
        self.limit = limit
        self.run = str(uuid4())
        self.script = principals.of_username(drill.ACCOUNT)
        self.areas = {area.name: area for area in Area.objects.all()}
        self.incidents: dict[str, str] = {}  # call -> incident's number
        self.words: dict[str, tuple[str, str]] = {}  # call -> its reference and narrative, when the script took it
        self.answered: set[tuple[str, str]] = set()  # (incident, unit) whose crew is at work
        self.ringing: dict[str, str] = {}  # a number that rang -> its call
        self.read = log.head().seq
        self.due: list[tuple[float, int, Do]] = []
        self._order = itertools.count()

    def play(self, *, speed: float, wait: Callable[[float], object] = time.sleep) -> str:
        """Play it to the end and return the run's id. `speed` 0 waits for nobody."""
        brief = {
            "scenario": self.scenario.name,
            "title": self.scenario.title,
            "brief": self.scenario.brief,
            "speed": speed,
        }
        self._log("start_scenario", **brief, expect=self.scenario.expect)
        for step in self.scenario.steps:
            self._later(step.at, lambda step=step: self._step(step))
        last = max((step.at for step in self.scenario.steps), default=0.0)
        for second in _seconds(last + self.limit) if speed else self._moments():
            self._catch_up(second)
            if second > last and not self.due and self._all_closed():
                break
            if speed:
                wait(LOOK / speed)
        self.stop()
        return self.run

    def _moments(self) -> Iterator[float]:
        """Yield the seconds in which something is due, as long as something is."""
        while self.due:
            yield self.due[0][0]

    def stop(self) -> None:
        """Say in the log that nothing more comes."""
        self._log("end_scenario")

    # --- what happens -----------------------------------------------------------------------------------

    def _later(self, at: float, do: Do) -> None:
        heapq.heappush(self.due, (at, next(self._order), do))

    def _catch_up(self, second: float) -> None:
        while self.due and self.due[0][0] <= second:
            heapq.heappop(self.due)[2]()
        self._find_answered()
        for number in list(self.incidents.values()):
            self._crews(second, number)

    def _step(self, step: Step) -> None:
        getattr(self, f"_{step.kind}")(step.what)

    def _call(self, what: dict[str, Any]) -> None:
        said = self._said(what)
        if what["how"] == "rings" and "ring_call" in commands.COMMANDS:
            self._ring(what, said)
            return
        line = self._do("take_call", **said)
        if line is None:
            return
        number = line.incidents[0]
        self.incidents[what["call"]] = number
        self.words[what["call"]] = (line.bodies[roles.COMMON]["facts"]["call"], said["narrative"])
        self._log("cue_call", call=what["call"], callback=what["callback"], incident=number)
        self.say(f"{what['call']}: {number} is on the board")

    def _ring(self, what: dict[str, Any], said: dict[str, Any]) -> None:
        """Let it ring on the trainees' desks; which incident becomes of it is read from the log by its number."""
        place = {"lat": said["lat"], "lon": said["lon"], "uncertainty_m": what.get("uncertainty_m", 30)}
        feed = principals.of_username(drill.FEED)
        rings = {"ref": f"{self.run}-{what['call']}", "number": what["callback"], **place}
        self._log("cue_call", call=what["call"], callback=what["callback"])
        self.ringing[what["callback"]] = what["call"]
        self._do("ring_call", by=feed, class_of_service="WPH2", **rings)
        self.say(f"{what['call']} rings. The caller says: {what['narrative']}")

    def _said(self, what: dict[str, Any]) -> dict[str, Any]:
        area = self.areas[what["area"]]
        fields = ("address", "callback", "narrative", "answers", "language", "caller_name")
        place = {"lat": round(area.lat + 0.004, 5), "lon": round(area.lon - 0.003, 5)}
        return place | {name: what[name] for name in fields if name in what}

    def _say(self, what: dict[str, Any]) -> None:
        """Let the caller say more: typed by the script where it took the call, else for the instructor to speak."""
        if what["call"] not in self.words:
            self.say(f"{what['call']}: the caller now says: {what['says']}")
            return
        ref, before = self.words[what["call"]]
        self.words[what["call"]] = (ref, f"{before}\n{what['says']}")
        self._do("update_call", call=ref, narrative=f"{before}\n{what['says']}")

    def _text(self, what: dict[str, Any]) -> None:
        self._say(what)

    def _radio(self, what: dict[str, Any]) -> None:
        if number := self._number(what["call"]):
            self._do("add_note", incident=number, text=what["says"], source="radio")

    def _move(self, what: dict[str, Any]) -> None:
        area = self.areas[what["area"]]
        positions.take(self.script, [{"unit": what["unit"], "lat": area.lat, "lon": area.lon, "source": "avl"}])

    def _duty(self, what: dict[str, Any]) -> None:
        fields = {"unit": what["unit"], "status": what["status"], "reason": what.get("reason", "")}
        self._do("set_unit_status", **fields)

    # --- who is in the field ----------------------------------------------------------------------------

    def _crews(self, second: float, number: str) -> None:
        for job in board.incident(self.script, number)["assignments"]:
            if job["open"] and (number, job["unit"]) not in self.answered:
                self.answered.add((number, job["unit"]))
                self._crew(second, number, job["unit"], "acknowledge")

    def _crew(self, second: float, number: str, unit: str, what: str) -> None:
        at = second + self.scenario.crew[what]
        if what == "scene":
            self._later(at, lambda: self._clear(number, unit))
            return

        def report() -> None:
            self._do(REPORTS[what], quiet=True, incident=number, unit=unit, source="radio")
            self._crew(at, number, unit, AFTER[what])

        self._later(at, report)

    def _clear(self, number: str, unit: str) -> None:
        self._do("clear_unit", quiet=True, incident=number, unit=unit, disposition="resolved", source="radio")

    # --- what the log knows -----------------------------------------------------------------------------

    def _find_answered(self) -> None:
        """Learn which incidents trainees have made of the calls that rang."""
        for line in log.since(self.read) if self.ringing else []:
            self.read = line.seq
            if line.kind == "call_taken" and line.incidents:
                for number in debrief.callbacks(line) & set(self.ringing):
                    self.incidents[self.ringing.pop(number)] = line.incidents[0]

    def _number(self, call: str) -> str:
        """Return the incident of a call; one that rang is known once a trainee has put it on the board."""
        return self.incidents.get(call, "")

    def _all_closed(self) -> bool:
        return all(board.incident(self.script, n)["status"] == lifecycles.CLOSED for n in self.incidents.values())

    def _log(self, verb: str, **fields: Any) -> None:
        commands.run(verb, by=principals.system(), body={"request_id": str(uuid4()), "run": self.run, **fields})

    def _do(
        self, verb: str, by: principals.Principal | None = None, quiet: bool = False, **fields: Any
    ) -> log.Line | None:
        """Run a command. A refusal is told to the instructor: a trainee was faster, or the scenario does not fit."""
        try:
            return commands.run(verb, by=by or self.script, body={"request_id": str(uuid4()), **fields})
        except Problem as problem:
            if not quiet:
                self.say(f"Refused: {verb}: {problem}")
            return None


def _seconds(until: float) -> Iterator[float]:
    second = 0.0
    while second <= until:
        yield second
        second += LOOK
