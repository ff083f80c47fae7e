"""The hub: one per web process. It listens, reads each new event once, encodes it once per audience, fans out.

A wake-up only says that something is new; what is new is read from the log. A lost wake-up loses nothing:
the hub looks by itself every second, and every beat carries the newest number. A slow client has a bounded
queue; when it is full the client is cut off (1013) and resumes from its number.
"""

import asyncio
import contextlib
import itertools
import logging
import random
import time
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from dispatch import log, positions, presence, roles, wire
from dispatch.audience import Audience

logger = logging.getLogger(__name__)

BEAT = 3.0  # seconds between beats to one client, jittered
LOOK = 1.0  # seconds until the hub looks for news unasked
QUEUE = 256  # messages a client may lag behind
SEATS = itertools.count(1)
KEPT = 1000  # events kept in memory for those who come back


class Seat:
    """One connected client: who it is, and what is still to be sent to it."""

    def __init__(self, audience: Audience, too_slow: Callable[[], None]) -> None:
        self.audience = audience
        self.waiting: deque[str] = deque()
        self.awake = asyncio.Event()
        self.next_beat = time.monotonic() + BEAT * random.random()
        self.number = next(SEATS)
        self._too_slow = too_slow

    def offer(self, text: str) -> None:
        """Put a message in the queue, or give up on a client that does not read."""
        if len(self.waiting) >= QUEUE:
            self._too_slow()
            return
        self.waiting.append(text)
        self.awake.set()


class Hub:
    """Follows the log for all sockets of this process."""

    def __init__(self) -> None:
        self.seats: dict[Audience, set[Seat]] = defaultdict(set)
        self.recent: deque[log.Line] = deque(maxlen=KEPT)
        self.seq = 0
        self.log = ""
        self.listening = False
        self.room = presence.Room()
        self.moved: positions.Moved | None = None
        self._something_moved = False
        self._positions_at = 0.0  # monotonic, when boards were last told of positions
        self._ours: dict[int, log.Line] = {}
        self._backends: set[int] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        if not self._tasks:
            self._loop = asyncio.get_running_loop()
            self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self.listening = [], False

    def join(self, seat: Seat) -> None:
        self.seats[seat.audience].add(seat)

    def leave(self, seat: Seat) -> None:
        self.seats[seat.audience].discard(seat)
        if not self.seats[seat.audience]:
            del self.seats[seat.audience]
        self.look(seat, None)

    def look(self, seat: Seat, look: presence.Look | None) -> None:
        """Take what a seat looks at now: told here at once, to the other nodes with the next look for news."""
        self._tell_presence(self.room.look(seat.number, look))

    def missed(self, since: int) -> list[log.Line] | None:
        """Return the events after `since` from memory; None when they reach further back than it does."""
        if since == self.seq:
            return []
        if self.recent and self.recent[0].seq <= since + 1:
            return [line for line in self.recent if line.seq > since]
        return None

    def made_here(self, line: log.Line, backend: int) -> None:
        """Take an event that this process has just committed, from any thread: it need not be read back.

        Only a short cut. A line that comes too early waits for those before it; one that never comes is read
        with the next look.
        """
        if self._loop and self.listening:
            self._backends.add(backend)
            self._loop.call_soon_threadsafe(self._take_ours, line)

    def _take_ours(self, line: log.Line) -> None:
        if line.seq > self.seq:
            self._ours[line.seq] = line
        while next_line := self._ours.pop(self.seq + 1, None):
            self._fan_out(next_line)

    async def _follow(self) -> None:
        """Listen and read, for ever; a broken connection is made anew."""
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                self.listening = False
                logger.warning("hub lost its connection: %s", error.__class__.__name__)
                await asyncio.sleep(0.3)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(**_direct(), autocommit=True) as listener:
            await listener.execute("LISTEN daybreak")
            await listener.execute(f"LISTEN {positions.CHANNEL}")
            await listener.execute(f"LISTEN {presence.CHANNEL}")
            await self._start_at_head(listener)
            self.listening = True
            while True:
                await self._read(listener)
                await self._say_presence(listener)
                await self._say_positions(listener)
                # Listening first and reading after: what is committed in between wakes us again.
                await self._sleep_until_news(listener)

    async def _sleep_until_news(self, listener: psycopg.AsyncConnection[Any]) -> None:
        """Return when another process has committed an event, and every second in any case.

        And when units have moved, as soon as boards may be told of positions again.
        """
        until = LOOK if not self._something_moved else self._until_positions()
        async for hint in listener.notifies(timeout=until):
            if hint.channel == positions.CHANNEL:
                self._something_moved = True
                if self._until_positions() <= 0:
                    return
            elif hint.channel == presence.CHANNEL:
                self._tell_presence(self.room.take(hint.payload))
            elif hint.pid not in self._backends and int(hint.payload) > self.seq:
                return

    async def _start_at_head(self, listener: psycopg.AsyncConnection[Any]) -> None:
        row = await (await listener.execute("SELECT log, seq, now() FROM dispatch_loghead")).fetchone()
        assert row is not None
        self.moved = self.moved or positions.Moved(row[2])
        self._something_moved = True  # while nobody listened, units may have moved
        known, seq = str(row[0]), row[1]
        if known != self.log or seq < self.seq:  # another log (a restore): everybody starts anew
            self.log, self.seq = known, seq
            self.recent.clear()
            self._ours.clear()
            self._tell_all(wire.encode({"resync": True}).decode())

    async def _read(self, listener: psycopg.AsyncConnection[Any]) -> None:
        while True:
            cursor = await listener.execute(log.SINCE_SEQ, [self.seq, log.MOST])
            rows = await cursor.fetchall()
            for row in rows:
                self._fan_out(log.line_of(row))
            self._ours = {seq: line for seq, line in self._ours.items() if seq > self.seq}
            if len(rows) < log.MOST:
                return

    def _fan_out(self, line: log.Line) -> None:
        if line.seq <= self.seq:  # it came both ways
            return
        self.seq = line.seq
        self.recent.append(line)
        for audience, seats in list(self.seats.items()):
            text = wire.encode(line.view(audience)).decode()
            for seat in list(seats):
                seat.offer(text)

    def _until_positions(self) -> float:
        """Return seconds until boards may be told of positions again: they are told at most once a second."""
        return max(0.0, self._positions_at + positions.EVERY - time.monotonic())

    async def _say_positions(self, listener: psycopg.AsyncConnection[Any]) -> None:
        """Tell every board where units are that moved since it was last told: the newest of each, in one message."""
        if not self._something_moved or self._until_positions() > 0 or self.moved is None:
            return
        self._something_moved, self._positions_at = False, time.monotonic()
        cursor = await listener.execute(positions.SINCE, [self.moved.since - positions.OVERLAP])
        moved = positions.Sorted(self.moved.take(await cursor.fetchall()))
        for audience, seats in list(self.seats.items()):
            if seen := moved.seen_by(audience):
                text = wire.encode({"positions": seen}).decode()
                for seat in list(seats):
                    seat.offer(text)

    async def _say_presence(self, listener: psycopg.AsyncConnection[Any]) -> None:
        for text in self.room.to_tell():
            await listener.execute("SELECT pg_notify(%s, %s)", [presence.CHANNEL, text])
        self._tell_presence(self.room.forget())

    def _tell_presence(self, incidents: set[str]) -> None:
        """Tell the desks who looks at these incidents now; presence is the floor's alone."""
        if not incidents:
            return
        text = wire.encode({"presence": {number: self.room.of(number) for number in sorted(incidents)}}).decode()
        for audience, seats in list(self.seats.items()):
            if audience.scope == roles.FLOOR:
                for seat in list(seats):
                    seat.offer(text)

    def _tell_all(self, text: str) -> None:
        for seats in list(self.seats.values()):
            for seat in list(seats):
                seat.offer(text)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(0.1)
            now = time.monotonic()
            due = [s for seats in self.seats.values() for s in seats if s.next_beat <= now]
            if not due:
                continue
            text = wire.encode({"beat": self.seq, "at": wire.stamp(datetime.now(UTC))}).decode()
            for seat in due:
                seat.next_beat = now + BEAT * random.uniform(0.85, 1.0)
                if self.listening:  # a hub that cannot see the log must not look alive
                    seat.offer(text)


def _direct() -> dict[str, Any]:
    """Return connection parameters outside the pool (LISTEN does not pass a transaction pooler)."""
    parameters = connections["default"].get_connection_params()
    for name in ("pool", "context", "prepare_threshold", "cursor_factory", "server_side_binding"):
        parameters.pop(name, None)
    if settings.LISTEN_DATABASE_URL:
        return {"conninfo": settings.LISTEN_DATABASE_URL}
    return dict(parameters, connect_timeout=3)


_hub = Hub()


def hub() -> Hub:
    """Return this process's hub; started when an event loop runs here."""
    with contextlib.suppress(RuntimeError):
        asyncio.get_running_loop()
        _hub.start()
    return _hub
