"""Commands a second and their times: bare rows, the framework's floor, HTTP, the websocket."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import orjson

from bench import ground, load, rows, sockets
from bench.load import Measured, Request
from tests.live import ROOT, Server, free_port

CLIENTS = (1, 8)


def measure(cluster: str, each: int) -> dict[str, dict[int, Measured]]:
    """Return name -> clients -> what was measured; `each`: requests of one client."""
    kinds: dict[str, Callable[[str, int, int], Measured]] = {
        "bare rows, psycopg": _rows,
        "framework's floor, HTTP": _floor,
        "take_call, HTTP": _take,
        "assign_unit, HTTP": _assign,
        "assign_unit, websocket": _assign_by_socket,
    }
    found: dict[str, dict[int, Measured]] = {name: {} for name in kinds}
    for clients in CLIENTS:
        for name, kind in kinds.items():
            with ground.fresh(cluster):
                found[name][clients] = kind(cluster, clients, each if clients > 1 else each * 2)
    return found


def _rows(cluster: str, clients: int, each: int) -> Measured:
    _owner(rows.TABLES)
    return rows.floor(clients, each)


def _owner(sql: str) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
    ground.let_go()


def _floor(cluster: str, clients: int, each: int) -> Measured:
    from bench.floor_tables import TABLES

    _owner(TABLES)
    key, port = ground.token("dispatcher"), free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.floor:application", "--port", str(port)]
    process = subprocess.Popen([*command, "--no-access-log", "--log-level", "warning"], cwd=ROOT)
    try:
        _until_open(port)
        load.http(port, key, lambda _: iter([("/floor/", b"{}")] * 20), clients)  # warm
        return load.http(port, key, lambda _: iter([("/floor/", b"{}")] * each), clients)
    finally:
        process.terminate()
        process.wait()


def _until_open(port: int) -> None:
    import socket
    import time

    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the floor's server did not open its port")


def _take(cluster: str, clients: int, each: int) -> Measured:
    key = ground.token("calltaker")

    def requests(client: int) -> Iterator[Request]:
        return (("/api/commands/take_call/", orjson.dumps(ground.call(client * each + n))) for n in range(each))

    return _with_server(key, lambda server: load.http(server.port, key, requests, clients))


def _bodies(clients: int, each: int) -> list[list[dict[str, Any]]]:
    pairs = list(zip(ground.waiting(), ground.call_signs(), strict=False))
    assert len(pairs) >= clients * each, "the ground has too few units for this run"
    return [
        [
            {"request_id": str(uuid4()), "incident": i, "unit": u, "role": "primary", "reason": "measured"}
            for i, u in pairs[client * each : (client + 1) * each]
        ]
        for client in range(clients)
    ]


def _assign(cluster: str, clients: int, each: int) -> Measured:
    key, bodies = ground.token("dispatcher"), _bodies(clients, each)

    def requests(client: int) -> Iterator[Request]:
        return (("/api/commands/assign_unit/", orjson.dumps(body)) for body in bodies[client])

    return _with_server(key, lambda server: load.http(server.port, key, requests, clients))


def _assign_by_socket(cluster: str, clients: int, each: int) -> Measured:
    from dispatch import log

    key = ground.token("dispatcher")
    bodies = [[{"do": "assign_unit", **body} for body in mine] for mine in _bodies(clients, each)]

    def run(server: Server) -> Measured:
        head = log.head()
        ground.let_go()
        return sockets.commands(server.port, key, {"seq": head.seq, "log": str(head.log)}, bodies)

    return _with_server(key, run)


def _with_server(key: str, run: Callable[[Server], Measured]) -> Measured:
    """Measure on a server that was warmed as the floor was: twenty small commands of each client."""
    number = ground.waiting()[-1]
    ground.let_go()
    server = Server(POOL_SIZE="12").start()
    try:
        load.http(server.port, key, lambda _: map(_note, [number] * 20), max(CLIENTS))
        return run(server)
    finally:
        server.stop()


def _note(number: str) -> Request:
    body = {"request_id": str(uuid4()), "incident": number, "text": "warm"}
    return "/api/commands/add_note/", orjson.dumps(body)
