"""The follow check: old snapshot + event = new snapshot, for every viewer. Every command test uses it."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dispatch import board, log
from dispatch.audience import OF_AN_INCIDENT
from dispatch.principals import Principal

Cards = dict[str, dict[str, Any]]


def apply(cards: Cards, event: dict[str, Any]) -> Cards:
    """Apply one event to cards the way every follower does: merge, null removes, and takes words along."""
    for kind, those in event.get("cards", {}).items():
        mine = cards.setdefault(kind, {})
        for key, card in those.items():
            if card is None:
                mine.pop(key, None)
                if kind == "incidents":
                    _forget(cards, key)
            else:
                mine[key] = {**mine.get(key, {}), **card}
    return cards


def _forget(cards: Cards, number: str) -> None:
    for kind in OF_AN_INCIDENT:
        cards[kind] = {k: c for k, c in cards.get(kind, {}).items() if c["incident"] != number}


@contextmanager
def follows(*viewers: Principal) -> Iterator[None]:
    """Check that what the viewers were sent makes of the old board what a fresh look shows."""
    before = [(viewer, board.snapshot(viewer)) for viewer in viewers]
    start = log.head().seq
    yield
    lines = log.since(start)
    assert [line.seq for line in lines] == list(range(start + 1, start + 1 + len(lines)))
    for viewer, old in before:
        cards = copy.deepcopy(old["cards"])
        for line in lines:
            apply(cards, line.view(viewer.audience))
        fresh = board.snapshot(viewer)
        assert cards == fresh["cards"], f"{viewer.username} would see something else than is there"
        assert fresh["seq"] == start + len(lines)
