"""The table of commands: verb -> event kind, input shape, function. Each command registers itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dispatch.inputs import Verb
from dispatch.log import Entry
from dispatch.principals import Principal


@dataclass(frozen=True)
class Act:
    """Who does it, when it happened (`at`), when we heard (`now`, UTC), and by which way (`source`)."""

    by: Principal
    now: datetime
    at: datetime
    source: str


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
