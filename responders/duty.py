"""A unit's duty: the only status a unit stores. Where it is on a job is the assignment's state."""

from typing import Final

OFF_DUTY: Final = "off_duty"
AVAILABLE: Final = "available"
UNAVAILABLE: Final = "unavailable"

STATES: Final = (OFF_DUTY, AVAILABLE, UNAVAILABLE)

MOVES: Final = (
    (OFF_DUTY, AVAILABLE),
    (AVAILABLE, OFF_DUTY),
    (AVAILABLE, UNAVAILABLE),
    (UNAVAILABLE, AVAILABLE),
    (UNAVAILABLE, OFF_DUTY),
)
