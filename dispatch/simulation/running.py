"""Runs a planned day at a speed: what is due next is done next, waiting as long as the speed says."""

import heapq
import itertools
import time
from collections.abc import Callable, Iterable, Iterator

from dispatch.simulation.plan import HOUR, Planned
from dispatch.simulation.work import Step, Work

Wait = Callable[[float], object]


def run(
    calls: Iterable[Planned], work: Work, *, speed: float, say: Callable[[str], object], wait: Wait = time.sleep
) -> None:
    """Let the day happen. `speed`: simulated seconds in one second; 0 is as fast as the machine can.

    Ends when the last call has rung and everything that follows from it is done. No time is written
    anywhere: events carry the moment in which they are recorded.
    """
    order = itertools.count()
    ring = iter(calls)
    due: list[tuple[float, int, Callable[[], Iterator[Step]]]] = []

    def next_call() -> None:
        if call := next(ring, None):
            heapq.heappush(due, (call.at, next(order), lambda: _ring(call)))

    def _ring(call: Planned) -> Iterator[Step]:
        next_call()
        return work.ring(call)

    next_call()
    began, first, hour = time.monotonic(), due[0][0] if due else 0.0, None
    while due:
        at, _, do = heapq.heappop(due)
        if speed:
            wait(max(0.0, (at - first) / speed - (time.monotonic() - began)))
        if int(at / HOUR) != hour:
            hour = int(at / HOUR)
            say(f"{hour % 24:02d}:00  {said(work)}")
        for seconds, follows in do():
            heapq.heappush(due, (at + seconds, next(order), follows))


def said(work: Work) -> str:
    """Return the tally in a sentence."""
    t = work.tally
    return f"{t.taken} calls taken, {t.sent} units sent, {t.closed} incidents closed, {t.refused} commands refused"
