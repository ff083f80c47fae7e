"""U33, U35: what a floor hears on a simulated day, with the limits as shipped. Targets: EEMUA 191, ISA-18.2."""

import pytest

from dispatch import annunciation
from dispatch.simulation.alarm_day import Heard
from dispatch.simulation.alarm_rates import FEW, normal, surge

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_u33_a_normal_day_has_at_most_six_alarms_an_hour_for_each_who_hears_them(seed: int) -> None:
    heard = normal(seed)
    assert 1 < heard.an_hour() <= 6, "none at all would be as wrong: nobody would be told"
    assert heard.most_in_ten_minutes() <= 6
    assert heard.chattering() == 0
    assert heard.raised == len(heard.calls), "nothing had to be grouped"


def test_u35_their_priorities_are_near_80_15_5() -> None:
    every = Heard([call for seed in SEEDS for call in normal(seed).calls])
    for priority, target in {"low": 0.80, "medium": 0.15, "high": 0.05}.items():
        assert every.mix()[priority] == pytest.approx(target, abs=0.05), every.mix()


def test_u33_a_surge_never_makes_more_than_ten_in_ten_minutes() -> None:
    heard = surge(1)
    assert heard.most_in_ten_minutes() <= annunciation.MOST
    assert heard.chattering() == 0


def test_u33_a_surge_with_too_few_units_is_grouped_and_every_cause_still_stands_somewhere() -> None:
    heard = surge(1, share=FEW)
    assert heard.without(annunciation.ALONE).most_in_ten_minutes() <= annunciation.MOST
    assert heard.raised > 2 * len(heard.calls), "most were shown in a group and not heard one by one"
    assert {kind for *_, kind, _ in heard.calls} >= {"p1_without_unit", "call_waiting"}


def test_u33_in_a_surge_with_too_few_units_every_p1_is_heard_by_itself() -> None:
    heard = surge(1, share=FEW)
    urgent = [source for _, source, kind, _ in heard.calls if kind == "p1_without_unit"]
    assert len(urgent) == heard.causes["p1_without_unit"] > 0
    assert not any(annunciation.is_group(source) for source in urgent)


def test_u33_what_may_be_grouped_never_is_the_eleventh_in_ten_minutes_whatever_the_p1() -> None:
    heard = surge(1, share=FEW)
    for at, _, kind, _ in heard.calls:
        if kind not in annunciation.ALONE:
            before = [other for other, *_ in heard.calls if at - annunciation.FLOOD < other < at]
            assert len(before) < annunciation.MOST
