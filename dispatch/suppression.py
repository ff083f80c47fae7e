"""Small numbers hidden in statistics: a cell of a few people is a list of people.

A hidden number must not come back by subtraction either: when one part of a known sum is too small to show, a
second part is withheld with it.
"""

from typing import Any

SMALLEST = 10  # the smallest count that is shown
FEW = f"<{SMALLEST}"
WITHHELD = "withheld"


def parts_of(total: int, parts: dict[str, int]) -> dict[str, int | str]:
    """Return the parts of a sum that is shown as `count(total)`, with what must stay hidden in words."""
    shown: dict[str, int | str] = {name: count(n) for name, n in parts.items()}
    hidden = [name for name, n in parts.items() if n < SMALLEST]
    if total >= SMALLEST and len(hidden) == 1:
        second = min((n, name) for name, n in parts.items() if name not in hidden)[1]
        shown[second] = WITHHELD
    return shown


def count(n: int) -> int | str:
    return n if n >= SMALLEST else FEW


def share(part: Any, whole: Any) -> float | None:
    """Return part of whole, 0 to 1; None when either is not shown."""
    if not isinstance(part, int) or not isinstance(whole, int):
        return None
    return round(part / whole, 3)
