"""Who looks at or works an incident: neither command nor event. Kept in memory, told between nodes, never logged.

Each node repeats what its own seats look at; what a node no longer says is forgotten after `FORGOTTEN` seconds,
so a node that dies takes its people with it.
"""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

CHANNEL = "daybreak_presence"
REPEATED = 5.0  # seconds between two tellings of the same
FORGOTTEN = 15.0  # seconds after the last one
AT_ONCE = 20  # seats in one notification, below PostgreSQL's 8,000 bytes

Card = dict[str, Any]
Key = tuple[str, int]  # node, seat


@dataclass(frozen=True)
class Look:
    """One person at one desk, looking at an incident; `working`: about to change it (a dialog is open)."""

    incident: str
    by: str
    name: str
    role: str
    working: bool = False

    def as_card(self) -> Card:
        return {"by": self.by, "name": self.name, "role": self.role, "working": self.working}


@dataclass
class Room:
    """What this node knows of all nodes."""

    node: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    looks: dict[Key, tuple[Look, float]] = field(default_factory=dict)  # with the moment it is forgotten
    news: dict[int, Look | None] = field(default_factory=dict)  # of this node's seats, to be told
    repeat_at: float = 0.0

    def look(self, seat: int, look: Look | None) -> set[str]:
        """Take what a seat of this node looks at now; return the incidents whose watchers changed."""
        before = self.looks.get((self.node, seat))
        if (before[0] if before else None) == look:
            return set()
        self.news[seat] = look
        return self._put((self.node, seat), look, float("inf"))

    def of(self, incident: str) -> list[Card]:
        """Return who looks at an incident, everybody once, those who work on it first."""
        by_name: dict[str, Look] = {}
        for look, _ in self.looks.values():
            if look.incident == incident and (look.by not in by_name or look.working):
                by_name[look.by] = look
        return [look.as_card() for look in sorted(by_name.values(), key=lambda one: (not one.working, one.by))]

    def everything(self) -> dict[str, list[Card]]:
        return {incident: self.of(incident) for incident in sorted({look.incident for look, _ in self.looks.values()})}

    def to_tell(self) -> list[str]:
        """Return the notifications for the other nodes: what changed, and every few seconds everything of ours."""
        now = time.monotonic()
        if now >= self.repeat_at:
            self.repeat_at = now + REPEATED
            mine = {seat: look for (node, seat), (look, _) in self.looks.items() if node == self.node}
            self.news = mine | self.news
        told, self.news = list(self.news.items()), {}
        return [self._text(told[i : i + AT_ONCE]) for i in range(0, len(told), AT_ONCE)]

    def take(self, payload: str) -> set[str]:
        """Take another node's notification; return the incidents whose watchers changed."""
        said = orjson.loads(payload)
        if said["node"] == self.node:
            return set()
        changed: set[str] = set()
        for seat, look in said["seats"]:
            known = Look(*look) if look else None
            changed |= self._put((said["node"], seat), known, time.monotonic() + FORGOTTEN)
        return changed

    def forget(self) -> set[str]:
        """Forget what other nodes no longer say; return the incidents whose watchers changed."""
        now = time.monotonic()
        gone = [key for key, (_, until) in self.looks.items() if until <= now]
        return {incident for key in gone for incident in self._put(key, None, 0)}

    def _put(self, key: Key, look: Look | None, until: float) -> set[str]:
        before = self.looks.pop(key, None)
        if look:
            self.looks[key] = (look, until)
        was = before[0] if before else None
        return set() if was == look else {one.incident for one in (was, look) if one}

    def _text(self, seats: Iterable[tuple[int, Look | None]]) -> str:
        said = [
            [n, [look.incident, look.by, look.name, look.role, look.working] if look else None] for n, look in seats
        ]
        return orjson.dumps({"node": self.node, "seats": said}).decode()
