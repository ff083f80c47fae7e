"""Commit to the last of many connected boards, beside a bare broadcast of the same bytes to as many."""

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

from bench import ground, sockets
from bench.throughput import _until_open
from tests.live import ROOT, Server, free_port

PER_SECOND = 20


@dataclass(frozen=True)
class Lag:
    """Milliseconds from commit to the last client, over all events."""

    p50: float
    p99: float
    deliveries: float


def measure(cluster: str, boards: int, events: int) -> tuple[Lag, Lag]:
    """Return (ours, bare)."""
    with ground.fresh(cluster):
        key, numbers = ground.token("dispatcher"), ground.waiting()[:50]
        ground.let_go()
        server = Server(POOL_SIZE="12").start()
        try:
            ours, text = asyncio.run(_ours(server, key, boards, events, numbers))
        finally:
            server.stop()
    return ours, _bare(boards, events, text)


class Arrivals:
    """When each number arrived last, and at how many."""

    def __init__(self) -> None:
        self.last: dict[int, int] = {}
        self.count: dict[int, int] = {}
        self.text = b""

    def take(self, frame: bytes) -> None:
        if not frame.startswith(b'{"seq":'):
            return
        seq = int(frame[7 : frame.index(b",", 7)])
        self.last[seq] = time.monotonic_ns()
        self.count[seq] = self.count.get(seq, 0) + 1
        self.text = frame

    def lag(self, sent: dict[str, int], boards: int) -> Lag:
        late = sorted((self.last[int(seq)] - at) / 1e6 for seq, at in sent.items())
        assert all(self.count[int(seq)] == boards for seq in sent), "an event did not reach every board"
        return Lag(late[len(late) // 2], late[int(0.99 * len(late))], sum(self.count.values()))


async def _ours(server: Server, key: str, boards: int, events: int, numbers: list[str]) -> tuple[Lag, bytes]:
    arrivals = Arrivals()
    board = json.loads(_get(server.port, "/api/events/?since=0&limit=1", key))
    log = json.loads(_get(server.port, "/api/board/", key))["log"]
    clients = [await sockets.connect(server.port, "/ws/board/", key, arrivals.take) for _ in range(boards)]
    for client in clients:
        client.send({"since": board["head"], "log": log, "v": 1})
    await asyncio.sleep(1)
    command = [sys.executable, "-m", "bench.sender", str(events), str(PER_SECOND), ",".join(numbers)]
    sender = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, cwd=ROOT)
    said, _ = await sender.communicate()
    await asyncio.sleep(1)
    for client in clients:
        client.transport.close()
    sent = {seq: committed[0] for seq, committed in json.loads(said.splitlines()[-1]).items()}
    return arrivals.lag(sent, boards), arrivals.text


def _get(port: int, path: str, key: str) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Token {key}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return bytes(answer.read())


def _bare(boards: int, events: int, text: bytes) -> Lag:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.broadcast:application", "--port", str(port)]
    options = ["--no-access-log", "--log-level", "warning", "--ws-per-message-deflate", "false"]
    process = subprocess.Popen([*command, *options], cwd=ROOT)
    try:
        _until_open(port)
        return asyncio.run(_bare_clients(port, boards, events, text))
    finally:
        process.terminate()
        process.wait()


async def _bare_clients(port: int, boards: int, events: int, text: bytes) -> Lag:
    arrivals = Arrivals()
    clients = [await sockets.connect(port, "/", "", arrivals.take) for _ in range(boards)]
    after = text.partition(b",")[2].decode()
    asked = json.dumps({"events": events, "per_second": PER_SECOND, "text": after}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", data=asked)
    answer = await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=120).read())
    await asyncio.sleep(1)
    for client in clients:
        client.transport.close()
    return arrivals.lag(json.loads(answer), boards)
