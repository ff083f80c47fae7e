"""One verb, one transaction, one event. COMMANDS is the table; both doors call `run`.

The one rule: nothing else in the product changes a row that the board shows.
"""

from dispatch.commands import (
    alerts,
    assignments,
    bias_flags,
    callbacks,
    calls,
    cautions,
    corrections,
    exchanging,
    helping,
    incidents,
    joining,
    merging,
    messages,
    notes,
    overdue,
    overrides,
    parties,
    places,
    progress,
    protocols,
    replays,
    retriage,
    ringing,
    texts,
    transfers,
    undoing,
    units,
)
from dispatch.commands.registry import (
    COMMANDS,
    Act,
)
from dispatch.commands.running import (
    run,
)

__all__ = [
    "COMMANDS",
    "Act",
    "alerts",
    "assignments",
    "bias_flags",
    "callbacks",
    "calls",
    "cautions",
    "corrections",
    "exchanging",
    "helping",
    "incidents",
    "joining",
    "merging",
    "messages",
    "notes",
    "overdue",
    "overrides",
    "parties",
    "places",
    "progress",
    "protocols",
    "replays",
    "retriage",
    "ringing",
    "run",
    "texts",
    "transfers",
    "undoing",
    "units",
]
