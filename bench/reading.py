"""Reads: the board's snapshot beside a bare query with a fast encoder, and the assessment of a narrative."""

import statistics
import time
from dataclasses import dataclass

import orjson

from bench import ground
from bench.fanout import _get
from tests.live import Server

BARE = (
    "SELECT i.*, a.narrative, a.result FROM dispatch_incident i JOIN dispatch_assessment a ON a.id = i.assessment_id "
    "WHERE i.status <> 'closed'",
    "SELECT c.* FROM dispatch_call c JOIN dispatch_incident i ON i.id = c.incident_id WHERE i.status <> 'closed'",
    "SELECT u.*, g.code FROM responders_unit u JOIN responders_agency g ON g.id = u.agency_id",
    "SELECT * FROM dispatch_assignment WHERE state NOT IN ('queued', 'cleared', 'cancelled', 'declined')",
)


@dataclass(frozen=True)
class Board:
    ours_ms: float
    size: int
    bare_ms: float
    bare_size: int
    incidents: int
    units: int


def board(cluster: str, times: int = 30) -> Board:
    """Return median milliseconds of `GET /api/board/` (the whole HTTP answer) and of the bare query."""
    with ground.fresh(cluster):
        _close_down_to(ground.OPEN_ON_BOARD)
        key = ground.token("dispatcher")
        bare_ms, bare_size = _bare(times)
        ground.let_go()
        server = Server(POOL_SIZE="12").start()
        try:
            text = _get(server.port, "/api/board/", key)
            ours = _median(lambda: _get(server.port, "/api/board/", key), times)
        finally:
            server.stop()
    cards = orjson.loads(text)["cards"]
    return Board(ours, len(text), bare_ms, bare_size, len(cards["incidents"]), len(cards["units"]))


def _median(do: object, times: int) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        do()  # type: ignore[operator]
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def _bare(times: int) -> tuple[float, int]:
    from django.db import connection
    from psycopg.rows import dict_row

    with connection.cursor():
        driver = connection.connection
    assert driver is not None
    size = 0

    def read() -> None:
        nonlocal size
        with driver.cursor(row_factory=dict_row) as cursor:
            size = len(orjson.dumps([cursor.execute(sql).fetchall() for sql in BARE], default=str))

    return _median(read, times), size


def _close_down_to(wanted: int) -> None:
    """Close incidents through commands until `wanted` are open."""
    from uuid import uuid4

    from dispatch import commands, principals

    by, numbers = principals.of_username("dispatcher"), ground.waiting()
    for number in numbers[: max(0, len(numbers) + 12 - wanted)]:
        body = {"request_id": str(uuid4()), "incident": number, "disposition": "cancelled_by_caller"}
        commands.run("close_incident", by=by, body={**body, "outcome": "cancelled"})


def assessments(times: int = 4000) -> tuple[float, float, float]:
    """Return assessments a second, p50 and p99 milliseconds, over narratives of 60 to 400 characters."""
    from triage import engine, protocol

    known = protocol.load_default()
    said = "man at the corner shouting at nobody, no weapons seen. he might have a knife in his bag, maybe a toy. "
    narratives = [(said * 4)[: 60 + 17 * n] for n in range(20)]
    found = []
    for n in range(times):
        began = time.perf_counter()
        engine.assess(known, narratives[n % 20], {"weapons": "unknown"})
        found.append((time.perf_counter() - began) * 1000)
    found.sort()
    return times / (sum(found) / 1000), found[times // 2], found[int(0.99 * times)]
