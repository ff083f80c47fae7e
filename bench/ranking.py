"""How long 10,000 units take to rank, and to tell every one of them passed over why: pure code, one core."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from dispatch import explaining, rank
from dispatch.rank import Candidate, Need

AREAS: Final = ("Hollywood", "Pacific", "Central", "Newton", "Harbor", "Wilshire", "Olympic", "Southeast")
# Shared as the roster's reader shares them: a programme has one fence, and units that speak the same one set.
LANGUAGES: Final = (frozenset({"en"}), frozenset({"en", "es"}))
FENCES: Final = (frozenset[str](), *(frozenset({AREAS[i], AREAS[i - 1], AREAS[i - 3]}) for i in range(len(AREAS))))
UNITS: Final = 10_000
TIMES: Final = 25
NEED: Final = Need(
    ("mental_health", "homeless_outreach"),
    34.0958,
    -118.3309,
    area="Hollywood",
    language="es",
    hold_likely=True,
    hour=17,
)


def measure() -> Iterator[str]:
    """Yield a line for a mixed roster and for the worst one, where every unit could be sent."""
    for says, units in (("a mixed roster", roster(False)), ("all of them free and of the kind", roster(True))):
        p50, worst = _ms(lambda units=units: rank.order(NEED, units))  # type: ignore[misc]
        all_p50, all_worst = _ms(lambda units=units: _answer(units))  # type: ignore[misc]
        yield (
            f"rank {UNITS:,} units ({says}): p50 {p50:.1f} ms, worst {worst:.1f} ms   "
            f"with why not for each: p50 {all_p50:.1f} ms, worst {all_worst:.1f} ms"
        )


def roster(free: bool) -> list[Candidate]:
    """Return units of every state and skill, always the same ones."""
    rolled = random.Random("rank")
    return [_unit(i, rolled, free) for i in range(UNITS)]


def _unit(i: int, rolled: random.Random, free: bool) -> Candidate:
    kind = "mental_health" if free else rolled.choice(("police", "police", "mental_health", "homeless_outreach"))
    home = rolled.choice(AREAS)
    busy = not free and rolled.random() < 0.4
    return Candidate(
        call_sign=f"U{i}",
        agency="X",
        kinds=(kind,),
        lat=rolled.uniform(33.7, 34.3),
        lon=rolled.uniform(-118.6, -118.1),
        area=home,
        serves=FENCES[0] if free or kind == "police" else rolled.choice(FENCES),
        languages=LANGUAGES[rolled.random() < 0.3],
        minor_trained=rolled.random() < 0.5,
        can_hold=rolled.random() < 0.3,
        duty="available" if free or rolled.random() < 0.8 else "off_duty",
        busy=f"on scene on LA26-{i:06}" if busy else "",
        free_in_s=rolled.uniform(0, 3000) if busy else None,
        leaves_in_s=rolled.uniform(20_000 if free else 0, 30_000),
        position_age_s=rolled.uniform(0, 900),
        silent_s=rolled.uniform(0, 9000),
        idle_s=rolled.uniform(0, 9000),
        on_duty_s=rolled.uniform(0, 40_000),
    )


def _answer(units: list[Candidate]) -> Any:
    judged = rank.order(NEED, units)
    fits = [one for one in judged if not one.mask]
    first = [explaining.in_words(NEED, one, {}) for one in fits[:12]]
    return first, explaining.passed_over(NEED, judged), explaining.relax(NEED, judged)


def _ms(run: Callable[[], Any]) -> tuple[float, float]:
    run()
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        run()
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken), max(taken)
