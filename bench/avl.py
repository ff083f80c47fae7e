"""Positions of a thousand units at a rate, beside boards that also follow events: how old is what a board shows?"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import orjson

from bench import ground, sockets
from bench.fanout import Arrivals, Lag, _get
from tests.live import ROOT, Server

BOARDS = 20
EVENTS = 10  # a second, of commands beside
BATCH = 200
RATES = (1000, 2000, 4000)


class Shown:
    """What one board shows: each unit's newest time, and how old it was just before it was replaced."""

    def __init__(self) -> None:
        self.newest: dict[str, float] = {}
        self.ages: list[float] = []
        self.messages: list[float] = []

    def take(self, frame: bytes) -> None:
        if not frame.startswith(b'{"positions"'):
            return
        now = time.time()
        self.messages.append(now)
        for one in orjson.loads(frame)["positions"]:
            # Judged at the worst moment, when the next one comes. A unit's first has nothing to be compared with.
            if known := self.newest.get(one["unit"]):
                self.ages.append(now - known)
            self.newest[one["unit"]] = datetime.fromisoformat(one["at"]).timestamp()


def measure(cluster: str, seconds: float) -> Iterator[str]:
    """Yield a line for each rate."""
    for rate in RATES:
        with ground.fresh(cluster):
            key, numbers, units = ground.token("dispatcher"), ground.waiting()[:50], ground.call_signs()
            postmaster = _postmaster()
            ground.let_go()
            server = Server(POOL_SIZE="12").start()
            try:
                yield asyncio.run(_beside(server, key, postmaster, rate, seconds, numbers, units))
            finally:
                server.stop()


async def _beside(
    server: Server, key: str, postmaster: int, rate: int, seconds: float, numbers: list[str], units: list[str]
) -> str:
    shown, arrivals, others = Shown(), Arrivals(), Arrivals()
    head = json.loads(_get(server.port, "/api/events/?since=0&limit=1", key))["head"]
    log = json.loads(_get(server.port, "/api/board/", key))["log"]

    def both(frame: bytes) -> None:
        shown.take(frame)
        arrivals.take(frame)

    takes = [both, *[others.take] * (BOARDS - 1)]
    clients = [await sockets.connect(server.port, "/ws/board/", key, take) for take in takes]
    for client in clients:
        client.send({"since": head, "log": log, "v": 1})
    await asyncio.sleep(1)
    assert server.process
    web, database, machine = _cpu(server.process.pid), _of_children(postmaster), _busy()
    began = time.perf_counter()
    sending = [sys.executable, "-m", "bench.trackers", str(server.port), key, ",".join(units)]
    trackers = await _process(*sending, str(rate), str(seconds), str(BATCH))
    events = await _process(
        sys.executable, "-m", "bench.sender", str(int(EVENTS * seconds)), str(EVENTS), ",".join(numbers)
    )
    (told, _), (committed, _) = await asyncio.gather(trackers.communicate(), events.communicate())
    took = time.perf_counter() - began
    used = (_cpu(server.process.pid) - web, _of_children(postmaster) - database, _busy() - machine)
    sent = {seq: at[0] for seq, at in json.loads(committed.splitlines()[-1]).items()}
    for _ in range(200):
        await asyncio.sleep(0.1)
        if int(max(sent, key=int)) in arrivals.last:
            break
    for client in clients:
        client.transport.close()
    busy = [seconds / took for seconds in used]
    return _says(json.loads(told.splitlines()[-1]), shown, arrivals.lag(sent, 1), busy)


def _says(told: dict[str, float], shown: Shown, lag: Lag, busy: list[float]) -> str:
    ages = sorted(shown.ages)
    gaps = [b - a for a, b in zip(shown.messages, shown.messages[1:], strict=False)]
    p50, p99 = ages[len(ages) // 2], ages[int(0.99 * len(ages))]
    return (
        f"{told['sent'] / told['seconds']:5.0f} positions/s by {BATCH}, {BOARDS} boards, {EVENTS} commands/s: "
        f"batch p50 {told['p50']:.0f} ms, p99 {told['p99']:.0f} ms, {told['refused']:.0f} refused   "
        f"oldest a board shows p50 {p50:.2f} s, p99 {p99:.2f} s, worst {ages[-1]:.2f} s   "
        f"{1 / (sum(gaps) / len(gaps)):.2f} messages/s a board, closest {min(gaps):.2f} s apart   "
        f"commit to board p50 {lag.p50:.0f} ms, p99 {lag.p99:.0f} ms   "
        f"cores: web {busy[0]:.2f}, database {busy[1]:.2f}, whole machine {busy[2]:.2f}"
    )


async def _process(*command: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, cwd=ROOT)


def _cpu(pid: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _busy() -> float:
    """Return the seconds that all cores have worked since the machine started, whoever they worked for."""
    user, nice, system, _, _, irq, soft, *_ = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")


def _postmaster() -> int:
    """Return the process that every connection's server process is a child of."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text()
    return int(stat.rpartition(")")[2].split()[1])


def _of_children(parent: int) -> float:
    """Return the seconds of processor that the living children of a process have used."""
    used = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended while we looked
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                used += _cpu(int(path.parent.name))
    return used
