"""Recurring shifts on the local clock, also in the two nights in which it changes (Los Angeles, 2026)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from responders import coverage, recurrence

LA = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 7), 7), (date(2026, 3, 8), 8), (date(2026, 10, 31), 9), (date(2026, 11, 1), 8)],
)
def test_a_night_lasts_as_long_as_the_clock_makes_it(day: date, hours: int) -> None:
    starts, ends = recurrence.period(day, time(22), time(6), LA)
    assert (ends - starts).total_seconds() == hours * 3600


def test_a_time_that_does_not_exist_is_what_the_clock_shows_after_the_jump() -> None:
    assert recurrence.moment(date(2026, 3, 8), time(2, 30), LA) == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)


def test_a_time_that_exists_twice_is_the_first() -> None:
    assert recurrence.moment(date(2026, 11, 1), time(1, 30), LA) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def test_the_days_of_a_rule_count_from_its_first() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"
    found = list(recurrence.days(rule, date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 30)))
    assert found == [date(2026, 11, 16), date(2026, 11, 19), date(2026, 11, 30)]


def test_turns_of_days_on_and_off_go_on_from_the_first() -> None:
    rule = "FREQ=DAILY;INTERVAL=8;X-ON=4"
    assert recurrence.fault(rule) == ""
    found = list(recurrence.days(rule, date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 20)))
    assert [day.day for day in found] == [4, 5, 10, 11, 12, 13, 18, 19, 20]


def test_turns_go_by_days_over_the_night_in_which_the_clock_changes() -> None:
    found = list(recurrence.days("FREQ=DAILY;INTERVAL=4;X-ON=2", date(2026, 3, 7), date(2026, 3, 7), date(2026, 3, 12)))
    assert [day.day for day in found] == [7, 8, 11, 12]
    nights = [recurrence.period(day, time(22), time(6), LA) for day in found]
    assert [(ends - starts).total_seconds() / 3600 for starts, ends in nights] == [7, 8, 8, 8]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=8;X-ON=8",
        "FREQ=DAILY;INTERVAL=8;X-ON=0",
        "FREQ=DAILY;INTERVAL=8;X-ON=two",
        "FREQ=DAILY;X-ON=1",
        "FREQ=WEEKLY;INTERVAL=4;X-ON=2",
        "FREQ=DAILY;INTERVAL=8;BYDAY=MO;X-ON=4",
    ],
)
def test_a_turn_has_days_off(rule: str) -> None:
    assert "X-ON" in recurrence.fault(rule)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;COUNT=9", "every day", "FREQ=WEEKLY;BYDAY=XX", ""])
def test_what_is_no_rule_is_told_so(rule: str) -> None:
    assert recurrence.fault(rule)


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 7, 1), 24)])
def test_a_day_has_the_hours_that_it_has(first: date, hours: int) -> None:
    assert len(coverage.hours(first, 1, LA)) == hours


def test_two_shifts_that_touch_cover_the_hour_in_which_they_do() -> None:
    at = coverage.hours(date(2026, 7, 1), 1, LA)
    half = at[7].replace(minute=30)
    unit = coverage.Planned("UM61", ("mental_health",), "Hollywood", ((at[0], half), (half, at[12])))
    assert coverage.by_hour([unit], at)["mental_health", "Hollywood"] == [1] * 12 + [0] * 12


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    friday_night = coverage.Minimum("mental_health", "", "22:00-06:00", "FR", 2)
    assert friday_night.holds_at(datetime(2026, 7, 4, 5, tzinfo=LA))  # Saturday morning
    assert not friday_night.holds_at(datetime(2026, 7, 3, 5, tzinfo=LA))


def test_hours_that_follow_each_other_are_one_gap() -> None:
    at = coverage.hours(date(2026, 7, 1), 1, LA)
    minimum = coverage.Minimum("mental_health", "", "08:00-12:00", "", 1)
    (gap,) = coverage.gaps({}, [minimum], at, LA)
    assert (gap.start, gap.end, gap.planned) == (at[8], at[12], 0)
