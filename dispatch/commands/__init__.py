"""One verb, one transaction, one event. COMMANDS is the table; both doors call `run`.

The one rule: nothing else in the product changes a row that the board shows.
"""

from dispatch.commands import (
    alerts,
    assignments,
    bias_flags,
    calls,
    incidents,
    notes,
    overdue,
    overrides,
    preferences,
    progress,
    protocols,
    retriage,
    units,
)
from dispatch.commands.registry import COMMANDS, Act
from dispatch.commands.running import run

__all__ = [
    "COMMANDS",
    "Act",
    "alerts",
    "assignments",
    "bias_flags",
    "calls",
    "incidents",
    "notes",
    "overdue",
    "overrides",
    "preferences",
    "progress",
    "protocols",
    "retriage",
    "run",
    "units",
]
