"""Figures of a report out of times in seconds. Pure. Percentiles are of the nearest rank: times that were."""

import math
from collections.abc import Sequence
from typing import Any

from dispatch import suppression


def nearest_rank(times: Sequence[int], share: float) -> int:
    """Return the time that `share` (0 to 1) of them did not exceed. Of at least one time."""
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def figures(times: Sequence[int]) -> dict[str, Any]:
    """Return `{n, median_s, p90_s}`; below the smallest count that is shown no time is told either."""
    if len(times) < suppression.SMALLEST:
        return {"n": suppression.count(len(times)), "median_s": None, "p90_s": None}
    return {"n": len(times), "median_s": nearest_rank(times, 0.5), "p90_s": nearest_rank(times, 0.9)}
