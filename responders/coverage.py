"""How many units of each kind are planned in each hour, beside how many there should be. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from responders import recurrence

HOUR = timedelta(hours=1)
Period = tuple[datetime, datetime]


@dataclass(frozen=True)
class Planned:
    """A unit with the periods in which somebody is planned on it (UTC)."""

    call_sign: str
    kinds: tuple[str, ...]
    area: str
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Minimum:
    """At least `units` of a kind in an area (empty: anywhere) in local hours of local days (empty: every day)."""

    kind: str
    area: str
    hours: str
    days: str
    units: int

    def holds_at(self, local: datetime) -> bool:
        """Return whether it counts in a local hour. The hours after midnight belong to the day they began on."""
        if self.hours == "24/7":
            began = local.date()
        else:
            start, end = (time.fromisoformat(part) for part in self.hours.split("-"))
            now = local.time()
            over_midnight = start >= end
            if not (start <= now < end if not over_midnight else now >= start or now < end):
                return False
            began = local.date() - timedelta(days=1) if over_midnight and now < end else local.date()
        return not self.days or recurrence.DAYS[began.weekday()] in self.days.split(",")


@dataclass(frozen=True)
class Gap:
    """From `start` to `end` (UTC) at worst `planned` units of a kind are planned where `minimum` should be."""

    kind: str
    area: str
    start: datetime
    end: datetime
    planned: int
    minimum: int


def hours(first: date, days: int, zone: ZoneInfo) -> list[datetime]:
    """Return the hours (UTC) of local days: 23 or 25 on the days on which the clock changes."""
    start = recurrence.moment(first, time(), zone)
    end = recurrence.moment(first + timedelta(days=days), time(), zone)
    return [start + i * HOUR for i in range(round((end - start) / HOUR))]


def merged(periods: Iterable[Period]) -> list[Period]:
    """Return periods joined where they touch or overlap, in order."""
    found: list[Period] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def by_hour(units: Iterable[Planned], at: Sequence[datetime]) -> dict[tuple[str, str], list[int]]:
    """Return (kind, area) -> how many units are planned for the whole of each hour; area "" counts them all."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(at))
    for unit in units:
        whole = merged(unit.periods)
        on = [any(start <= hour and hour + HOUR <= end for start, end in whole) for hour in at]
        for kind in unit.kinds:
            for area in {"", unit.area}:
                row = counts[kind, area]
                for i, there in enumerate(on):
                    row[i] += there
    return counts


def gaps(
    counts: dict[tuple[str, str], list[int]], minimums: Iterable[Minimum], at: Sequence[datetime], zone: ZoneInfo
) -> list[Gap]:
    """Return where fewer are planned than should be, hours that follow each other as one, in order of time."""
    found = []
    for minimum in minimums:
        row = counts.get((minimum.kind, minimum.area), [0] * len(at))
        run: list[int] = []
        for i in range(len(at) + 1):
            short = i < len(at) and row[i] < minimum.units and minimum.holds_at(at[i].astimezone(zone))
            if short:
                run.append(i)
            elif run:
                worst = min(row[j] for j in run)
                start, end = at[run[0]], at[run[-1]] + HOUR
                found.append(Gap(minimum.kind, minimum.area, start, end, worst, minimum.units))
                run = []
    return sorted(found, key=lambda gap: (gap.start, gap.kind, gap.area))


def wanted(minimums: Iterable[Minimum], kind: str, at: Sequence[datetime], zone: ZoneInfo) -> list[int]:
    """Return how many units of a kind there should be in each hour, all areas together."""
    mine = [one for one in minimums if one.kind == kind]
    found = []
    for hour in at:
        local = hour.astimezone(zone)
        holding = [one for one in mine if one.holds_at(local)]
        anywhere = max((one.units for one in holding if not one.area), default=0)
        found.append(max(anywhere, sum(one.units for one in holding if one.area)))
    return found
