"""Bare websocket clients: as little work as possible per message, so that the server is what is measured."""

import asyncio
import base64
import os
import time
from collections.abc import Callable

import orjson

from bench.load import Measured


class Client(asyncio.Protocol):
    """One connection. `take(payload)` is called for each text frame."""

    def __init__(self, head: bytes, take: Callable[[bytes], None]) -> None:
        self.head, self.take, self.rest, self.opened = head, take, b"", False
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport
        transport.write(self.head)

    def data_received(self, data: bytes) -> None:
        self.rest += data
        if not self.opened:
            head, found, self.rest = self.rest.partition(b"\r\n\r\n")
            if not found:
                self.rest = head
                return
            assert b" 101 " in head[:20], head[:200]
            self.opened = True
            self.ready.set_result(None)
        while (frame := self._frame()) is not None:
            self.take(frame)

    def _frame(self) -> bytes | None:
        data = self.rest
        if len(data) < 2:
            return None
        size, start = data[1] & 127, 2
        if size == 126:
            size, start = int.from_bytes(data[2:4]), 4
        elif size == 127:
            size, start = int.from_bytes(data[2:10]), 10
        if len(data) < start + size:
            return None
        self.rest = data[start + size :]
        return data[start : start + size]

    def send(self, message: object) -> None:
        """Send one text frame, masked with zeros (RFC 6455 asks for a mask, not for a good one)."""
        text = orjson.dumps(message)
        size = len(text)
        head = bytes([0x81, 0x80 | size]) if size < 126 else bytes([0x81, 0xFE]) + size.to_bytes(2)
        self.transport.write(head + b"\0\0\0\0" + text)


async def connect(port: int, path: str, token: str, take: Callable[[bytes], None]) -> Client:
    key = base64.b64encode(os.urandom(16)).decode()
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nAuthorization: Token {token}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: Client(head.encode(), take), "127.0.0.1", port)
    await client.ready
    return client


def commands(port: int, token: str, seq: dict[str, object], bodies: list[list[dict[str, object]]]) -> Measured:
    """Send each client's commands over its socket, the next when the last is answered."""

    async def one(mine: list[dict[str, object]], done: Measured) -> None:
        answered: asyncio.Queue[bytes] = asyncio.Queue()
        wanted = {"id": b""}

        def take(frame: bytes) -> None:
            if wanted["id"] and wanted["id"] in frame[:64] and b'"reply"' in frame[:12]:
                answered.put_nowait(frame)

        client = await connect(port, "/ws/board/", token, take)
        client.send({"since": seq["seq"], "log": seq["log"], "v": 1})
        for body in mine:
            wanted["id"] = str(body["request_id"]).encode()
            began = time.perf_counter()
            client.send(body)
            frame = await asyncio.wait_for(answered.get(), 20)
            done.times.append(time.perf_counter() - began)
            if b'"error"' in frame[:80]:
                done.refused += 1
        client.transport.close()

    async def everybody() -> Measured:
        done = Measured(0, [])
        began = time.perf_counter()
        await asyncio.gather(*(one(mine, done) for mine in bodies))
        done.per_second = len(done.times) / (time.perf_counter() - began)
        return done

    return asyncio.run(everybody())
