"""Boards that only listen, in a process of their own: `python -m bench.crowd PORT TOKEN HOW_MANY`, until killed."""

import asyncio
import json
import sys
import urllib.request

from bench import sockets


async def main(port: int, token: str, boards: int) -> None:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/board/", headers={"Authorization": f"Token {token}"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        snapshot = json.load(answer)
    for _ in range(boards):
        client = await sockets.connect(port, "/ws/board/", token, lambda frame: None)
        client.send({"since": snapshot["seq"], "log": snapshot["log"], "v": 1})
    print("connected", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
