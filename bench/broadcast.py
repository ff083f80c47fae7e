"""The fan-out's floor: a bare ASGI application that sends the same bytes to all who are connected."""

import asyncio
import json
import time
from typing import Any

clients: set[Any] = set()
sent: dict[int, int] = {}


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        clients.add(send)
        try:
            while (await receive())["type"] != "websocket.disconnect":
                pass
        finally:
            clients.discard(send)
    else:
        await _http(scope, receive, send)


async def _http(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """POST: broadcast as asked, `{"events", "per_second", "text"}`; answers when each one left, by number."""
    asked = json.loads((await receive())["body"])
    for n in range(1, asked["events"] + 1):
        text = f'{{"seq":{n},{asked["text"]}'
        sent[n] = time.monotonic_ns()
        for send_to in list(clients):
            await send_to({"type": "websocket.send", "text": text})
        await asyncio.sleep(max(0, 1 / asked["per_second"] - (time.monotonic_ns() - sent[n]) / 1e9))
    body = json.dumps(sent).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]}
    )
    await send({"type": "http.response.body", "body": body})
