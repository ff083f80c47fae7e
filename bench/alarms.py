"""`python -m bench.alarms [seed…]`: the rows of docs/settings.md that say what a floor hears; pure, a minute or two.

Without seeds: 1 to 3, on which limits and priorities were tried, and 11 to 15, which were only looked at.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dispatch import annunciation
from dispatch.simulation.alarm_day import Heard
from dispatch.simulation.alarm_rates import FEW, normal, surge

SEEDS: Final = ((1, 2, 3), (11, 12, 13, 14, 15))


def rows(seeds: Iterable[int]) -> Iterator[str]:
    """Yield the rows of the table for these seeds, least to most."""
    seeds = tuple(seeds)
    days = [normal(seed) for seed in seeds]
    evenings = [surge(seed) for seed in seeds]
    short = [surge(seed, FEW) for seed in seeds]
    yield f"alarms a day: {_span(days, lambda one: len(one.calls))}"
    yield f"an hour, on average: {_span(days, Heard.an_hour)}"
    yield f"in the busiest hour: {_span(days, Heard.busiest_hour)}"
    yield f"most in ten minutes: {_span(days, Heard.most_in_ten_minutes)}"
    mix = Heard([call for day in days for call in day.calls]).mix()
    yield f"low / medium / high: {' / '.join(f'{mix[name]:.0%}' for name in ('low', 'medium', 'high'))}"
    yield f"three times the calls: most in ten minutes: {_span(evenings, Heard.most_in_ten_minutes)}"
    yield f"the same with {FEW:.0%} of the units: most in ten minutes: {_span(short, Heard.most_in_ten_minutes)}"
    yield f"  without who is in danger now: {_span(short, lambda one: _apart(one).most_in_ten_minutes())}"
    yield f"  busiest hour: {_span(short, Heard.busiest_hour)}"
    yield f"  causes for each that was heard: {_span(short, lambda one: one.raised / len(one.calls))}"


def _apart(heard: Heard) -> Heard:
    return heard.without(annunciation.ALONE)


def _span(many: list[Heard], of: Callable[[Heard], float]) -> str:
    found = sorted(of(one) for one in many)
    return f"{found[0]:.3g} to {found[-1]:.3g}"


def main() -> None:
    given = tuple(int(seed) for seed in sys.argv[1:])
    for seeds in (given,) if given else SEEDS:
        print(f"seeds {', '.join(map(str, seeds))}")
        for line in rows(seeds):
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
