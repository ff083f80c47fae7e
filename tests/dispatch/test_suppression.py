"""Small numbers in statistics stay hidden, also from those who subtract."""

import pytest

from dispatch import suppression

THREE = ("dismissed", "kept", "waiting")


def parts(*counts: int) -> list[int | str]:
    return list(suppression.parts_of(sum(counts), dict(zip(THREE, counts, strict=True))).values())


@pytest.mark.parametrize("n", range(10))
def test_a_count_below_ten_is_never_shown(n: int) -> None:
    assert suppression.count(n) == "<10"


def test_ten_and_more_are_shown() -> None:
    assert parts(10, 20, 30) == [10, 20, 30]


def test_one_hidden_part_takes_a_second_with_it_so_that_nothing_can_be_subtracted() -> None:
    assert parts(3, 12, 40) == ["<10", "withheld", 40]
    assert parts(40, 9, 11) == [40, "<10", "withheld"]


def test_two_hidden_parts_hide_each_other() -> None:
    assert parts(3, 2, 40) == ["<10", "<10", 40]


def test_no_rate_is_told_of_a_hidden_count() -> None:
    assert suppression.share("<10", 100) is None
    assert suppression.share(10, "withheld") is None
    assert suppression.share(10, 40) == 0.25
