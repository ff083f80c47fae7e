"""The table of commands: verb -> event kind, input shape, function. Each command registers itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dispatch.inputs import Verb
from dispatch.log import Entry
from dispatch.principals import Principal
from dispatch.trips import Writes


@dataclass(frozen=True)
class Act:
    """Who does it, when it happened (`at`), when we heard (`now`, UTC), by which way (`source`), under which
    `request_id`, and what is to be written. Nothing is written before the command has said all it has to say.
    """

    by: Principal
    now: datetime
    at: datetime
    source: str
    request_id: UUID | None
    writes: Writes = field(default_factory=Writes)


@dataclass(frozen=True)
class Command:
    verb: str
    kind: str
    takes: type[Verb]
    does: Callable[..., Entry]


COMMANDS: dict[str, Command] = {}


def command(kind: str, takes: type[Verb]) -> Callable[[Callable[..., Entry]], Callable[..., Entry]]:
    """Register the decorated function under its own name as a verb that records events of `kind`."""

    def register(does: Callable[..., Entry]) -> Callable[..., Entry]:
        COMMANDS[does.__name__] = Command(does.__name__, kind, takes, does)
        return does

    return register
