"""What the people of the simulated day do with a call: send, drive, help, clear, close. Through commands only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from dispatch import board, commands, log, principals, recommending
from dispatch.errors import Problem
from dispatch.simulation.plan import Planned, figures

MINUTE = 60.0  # seconds
AGAIN = 5 * MINUTE  # until a call that nobody could take is looked at again
TRIES = 3
COUNSELLOR = {"kind": "988_transfer", "role": "primary", "required": True}
ARMED = ("police", "co_response", "medical")
Step = tuple[float, Callable[[], "Iterator[Step]"]]  # seconds from now, what is done then


@dataclass
class Tally:
    """What the day came to."""

    taken: int = 0
    sent: int = 0
    closed: int = 0
    refused: int = 0


class Work:
    """The floor of a simulated day. Each method does one thing and yields what follows, and when."""

    def __init__(self, *, seed: int, calls_only: bool) -> None:
        self.random = Random(f"work {seed}")
        self.calls_only = calls_only
        self.tally = Tally()
        self.taker = principals.of_username("calltaker")
        self.dispatcher = principals.of_username("dispatcher")

    def ring(self, call: Planned) -> Iterator[Step]:
        line = self._do("take_call", self.taker, **call.body)
        if line is None:
            return
        self.tally.taken += 1
        if not self.calls_only:
            yield self._later("dispatch", "armed"), lambda: self.send(line.incidents[0], 1)

    def send(self, number: str, attempt: int) -> Iterator[Step]:
        """Send the first recommended unit; look again later when there is none, and say so in the ledger."""
        if board.incident(self.dispatcher, number)["response"][:1] == [COUNSELLOR]:
            yield 0.0, lambda: self.close(number, "referred", "transferred_988")
            return
        offers = recommending.recommendation(self.dispatcher, number)["units"]
        for offer in offers[:2]:
            pace = "armed" if any(kind in ARMED for kind in offer["kinds"]) else "unarmed"
            fields = {"incident": number, "unit": offer["unit"], "role": "primary"}
            if self._do("assign_unit", self.dispatcher, **fields):
                self.tally.sent += 1
                yield 20.0, partial(self.drive, number, offer["unit"], pace)
                return
        if attempt < TRIES:
            yield AGAIN, lambda: self.send(number, attempt + 1)
        else:
            yield 0.0, lambda: self.close(number, "no_dispatch")

    def drive(self, number: str, unit: str, pace: str) -> Iterator[Step]:
        if self._report("acknowledge", number, unit) and self._report("mark_en_route", number, unit):
            yield self._later("travel", pace), lambda: self.arrive(number, unit, pace)

    def arrive(self, number: str, unit: str, pace: str) -> Iterator[Step]:
        there = self._report("mark_on_scene", number, unit)
        if not there:  # under a staging hold the day's police report the scene clear, and the unit goes in
            self._do("clear_scene", self.dispatcher, quiet=True, incident=number, words="reported clear by radio")
            there = self._report("mark_on_scene", number, unit)
        if there:
            yield self._later("scene", pace), lambda: self.clear(number, unit)

    def clear(self, number: str, unit: str) -> Iterator[Step]:
        ended = figures()["ended"]
        disposition = self.random.choices(list(ended), list(ended.values()))[0]
        if self._report("clear_unit", number, unit, disposition=disposition):
            yield 30.0, lambda: self.close(number, disposition)

    def close(self, number: str, disposition: str, outcome: str = "all_committed") -> Iterator[Step]:
        """Close an incident; an eligible one that no team took ends in the ledger with `outcome`."""
        ended = {"incident": number, "disposition": disposition}
        closed = self._do("close_incident", self.dispatcher, quiet=True, **ended)
        closed = closed or self._do("close_incident", self.dispatcher, outcome=outcome, **ended)
        self.tally.closed += closed is not None
        yield from ()

    def _report(self, verb: str, number: str, unit: str, **more: str) -> bool:
        return self._do(verb, self.dispatcher, incident=number, unit=unit, source="radio", **more) is not None

    def _do(self, verb: str, by: principals.Principal, quiet: bool = False, **fields: Any) -> log.Line | None:
        """Run a command. A refusal is a fact of the day (somebody else works on the board too), not an error."""
        body = {"request_id": str(UUID(int=self.random.getrandbits(128), version=4)), **fields}
        try:
            return commands.run(verb, by=by, body=body)
        except Problem:
            self.tally.refused += not quiet
            return None

    def _later(self, what: str, pace: str) -> float:
        median = figures()["minutes"][pace][what] * MINUTE
        return float(median * self.random.lognormvariate(0, 0.4))
