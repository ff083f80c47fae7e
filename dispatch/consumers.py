"""The board's socket: a follower on one side, the second door for commands on the other. It writes nothing.

Threats: another site opens the socket with the dispatcher's cookie (Origin must be this host); a revoked
person keeps receiving (rechecked every second, closed with 1008); a client that never reads (its queue is
bounded, then 1013).
"""

import asyncio
import contextlib
import time
from typing import Any
from urllib.parse import urlsplit

import orjson
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http.request import validate_host

from dispatch import door, errors, inputs, log, presence, principals, roles
from dispatch.hub import Seat, hub

MESSAGE_MAX = 64 * 1024  # bytes
CHECK = 1.0  # seconds between looks whether the person may still be here
FAR_BEHIND = 1000  # events; further back a client fetches a snapshot instead
PROTOCOL_VERSION = 1

SIGN_IN, ORIGIN, REVOKED, SIZE, SLOW = 4401, 4403, 1008, 1009, 1013


class BoardConsumer(AsyncWebsocketConsumer):
    """One browser or program on `/ws/board/`."""

    seat: Seat | None = None
    principal: principals.Principal
    credential: principals.Credential

    async def connect(self) -> None:
        self.tasks: list[asyncio.Task[None]] = []
        headers = dict(self.scope["headers"])
        credential = principals.credential_of(headers)
        await self.accept()
        if credential is None or (principal := await self._load(credential)) is None:
            await self.close(SIGN_IN)
        elif not _origin_allowed(headers, credential):
            await self.close(ORIGIN)
        else:
            self.credential, self.principal = credential, principal
            self.allowance, self.counted = float(settings.SOCKET_BURST), time.monotonic()

    async def disconnect(self, code: int) -> None:
        if self.seat:
            hub().leave(self.seat)
        for task in self.tasks:
            task.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not hasattr(self, "principal"):
            return
        if text_data is None or len(text_data) > MESSAGE_MAX:
            await self.close(SIZE)
            return
        try:
            message = orjson.loads(text_data)
        except orjson.JSONDecodeError:
            message = None
        if not isinstance(message, dict):
            await self._say({"reply": None, **errors.Invalid("Send a JSON object.").as_dict()})
        elif "do" in message:
            await self._do(message)
        elif "since" in message and self.seat is None:
            await self._follow(message)
        elif "viewing" in message and self.seat is not None:
            await self._view(self.seat, message)
        else:
            problem = errors.Invalid("Send {since, log, v} once, then {do, request_id, …} or {viewing}.")
            await self._say({"reply": None, **problem.as_dict()})

    # --- following --------------------------------------------------------------------------------

    async def _follow(self, hello: dict[str, Any]) -> None:
        since = hello.get("since")
        if hello.get("v") != PROTOCOL_VERSION or not isinstance(since, int) or isinstance(since, bool):
            problem = errors.Invalid(f"Say {{since: number, log, v: {PROTOCOL_VERSION}}} first.")
            await self._say({"reply": None, **problem.as_dict()})
            return
        center = hub()
        while not center.listening:
            await asyncio.sleep(0.05)
        seat = Seat(self.principal.audience, self._too_slow)
        center.join(seat)  # first join, then read what came before: nothing falls in between
        self.seat = seat
        head = center.seq
        if hello.get("log") != center.log or since > head or head - since > FAR_BEHIND:
            await self._say({"resync": True})
        else:
            missed = center.missed(since)
            for line in missed if missed is not None else await self._read(since):
                await self._say(line.view(self.principal.audience))
        if self.principal.scope == roles.FLOOR and (looks := center.room.everything()):
            await self._say({"presence": looks})
        self.tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._stay())]

    async def _view(self, seat: Seat, message: dict[str, Any]) -> None:
        """Take what this desk looks at, `{viewing: number|null, working?}`: no command, no event, floor only."""
        number = message["viewing"]
        named = number is None or (isinstance(number, str) and inputs.fields.IDENTIFIER.fullmatch(number[:17]))
        if not named or self.principal.scope != roles.FLOOR or not self._allowed():
            problem = errors.Invalid("A desk says {viewing: an incident's number or null}, a few times a second.")
            await self._say({"reply": None, **problem.as_dict()})
            return
        me, working = self.principal, message.get("working") is True
        look = presence.Look(number[:16], me.username, me.name[:60], me.role, working) if number else None
        hub().look(seat, look)

    async def _read(self, since: int) -> list[log.Line]:
        return await asyncio.get_running_loop().run_in_executor(
            door.THREADS, door.on_thread, log.since, since, FAR_BEHIND
        )

    async def _send(self) -> None:
        """Send what the hub puts in the queue. The client ignores numbers it already has."""
        seat, send = self.seat, self.base_send
        assert seat is not None
        while True:
            await seat.awake.wait()
            seat.awake.clear()
            while seat.waiting:
                await send({"type": "websocket.send", "text": seat.waiting.popleft()})

    async def _stay(self) -> None:
        """Close the socket within a second or two after its permission ends; move to a changed audience."""
        while True:
            await asyncio.sleep(CHECK)
            if await self._load(self.credential) != self.principal:
                await self.close(REVOKED)
                return

    def _too_slow(self) -> None:
        seat, self.seat = self.seat, None
        if seat:
            hub().leave(seat)
            seat.waiting.clear()
            self.tasks.append(asyncio.create_task(self.close(SLOW)))

    # --- commands ---------------------------------------------------------------------------------

    async def _do(self, message: dict[str, Any]) -> None:
        verb, asked = str(message.pop("do")), message.get("request_id")
        if not self._allowed():
            problem = errors.TooMany("Too many commands on this socket: wait a moment.")
            await self._say({"reply": asked, **problem.as_dict()})
            return
        try:
            _, answer = await asyncio.get_running_loop().run_in_executor(
                door.THREADS, door.on_thread, door.answer, self.principal, verb, message
            )
        except errors.Problem as problem:
            answer = problem.as_dict()
        await self._say({"reply": asked, **answer})

    def _allowed(self) -> bool:
        now = time.monotonic()
        refill = (now - self.counted) * settings.SOCKET_RATE
        self.allowance, self.counted = min(self.allowance + refill, float(settings.SOCKET_BURST)), now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True

    async def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the client left in the middle of a sentence
            await self.base_send({"type": "websocket.send", "text": orjson.dumps(message).decode()})

    async def _load(self, credential: principals.Credential) -> principals.Principal | None:
        known = principals.known(credential)
        if known:
            return known
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(door.THREADS, door.on_thread, principals.load, credential)
        except errors.TryAgain:
            return getattr(self, "principal", None)  # the database is away: decide when it is back


def _origin_allowed(headers: dict[bytes, bytes], credential: principals.Credential) -> bool:
    """A browser says where its page came from. With a cookie it must be this host; a token may say nothing."""
    origin = headers.get(b"origin", b"").decode("latin-1")
    if not origin:
        return credential.kind == "token"
    host = headers.get(b"host", b"").decode("latin-1")
    theirs = urlsplit(origin)
    if theirs.scheme not in ("http", "https") or theirs.netloc != host:
        return False
    return validate_host(theirs.hostname or "", [*settings.ALLOWED_HOSTS])
