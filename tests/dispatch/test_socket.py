"""The board's socket on a real server: following, commands, and who is turned away."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.test import RequestFactory
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dispatch import authentication, board, log
from responders.models import Member
from tests.follow import apply
from tests.live import Server
from tests.world import World

pytestmark = pytest.mark.commits
PASSWORD = "a long password for tests"


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    running = Server().start()
    yield running
    running.stop()


def token(world: World, name: str) -> str:
    getattr(world, name)
    member = Member.objects.get(username=getattr(world, name).username)
    member.set_password(PASSWORD)
    member.save()
    return authentication.issue_token(RequestFactory().post("/"), member.username, PASSWORD)


@asynccontextmanager
async def seat(server: Server, key: str, **headers: str) -> AsyncIterator[ClientConnection]:
    sent = {"Authorization": f"Token {key}", **headers}
    async with connect(server.socket_url, additional_headers=sent, proxy=None) as client:
        yield client


async def hear(client: ClientConnection, wanted: Callable[[dict[str, Any]], Any], seconds: float = 8) -> Any:
    """Return the first message that is wanted; beats and others pass by."""
    async with asyncio.timeout(seconds):
        while True:
            message = json.loads(await client.recv())
            if wanted(message):
                return message


async def closed(client: ClientConnection, seconds: float = 8) -> int | None:
    """Return the code the server closed with."""
    async with asyncio.timeout(seconds):
        try:
            while True:
                await client.recv()
        except ConnectionClosed:
            return client.close_code


def hello(since: int) -> str:
    return json.dumps({"since": since, "log": str(log.head().log), "v": 1})


def run(story: Awaitable[Any]) -> Any:
    return asyncio.run(story)  # type: ignore[arg-type]


def test_two_boards_get_the_same_event_and_it_makes_a_fresh_board(world: World, server: Server) -> None:
    key = token(world, "dispatcher")
    before, first = board.snapshot(world.dispatcher), hello(log.head().seq)

    async def story() -> list[dict[str, Any]]:
        async with seat(server, key) as one, seat(server, key) as two:
            await one.send(first)
            await two.send(first)
            await asyncio.to_thread(world.call)
            return [await hear(c, lambda m: m.get("seq") == 1) for c in (one, two)]

    heard = run(story())
    assert heard[0] == heard[1]
    assert apply(before["cards"], heard[0]) == board.snapshot(world.dispatcher)["cards"]


def test_who_was_away_gets_exactly_what_was_missed(world: World, server: Server) -> None:
    key, start = token(world, "dispatcher"), log.head().seq
    for _ in range(5):
        world.call()
    first = hello(start + 2)

    async def story() -> list[int]:
        async with seat(server, key) as client:
            await client.send(first)
            return [(await hear(client, lambda m: "seq" in m))["seq"] for _ in range(3)]

    assert run(story()) == [start + 3, start + 4, start + 5]


@pytest.mark.parametrize("stale", ["another log", "ahead of the head", "too far behind"])
def test_who_cannot_resume_is_told_to_start_anew(world: World, server: Server, stale: str) -> None:
    key, head = token(world, "dispatcher"), log.head()
    first = {"since": head.seq, "log": str(head.log), "v": 1}
    first |= {"another log": {"log": str(uuid4())}, "ahead of the head": {"since": 10**6}}.get(stale, {})
    if stale == "too far behind":
        world.call()
        first["since"] = -5000

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(json.dumps(first))
            return await hear(client, lambda m: "resync" in m)

    assert run(story()) == {"resync": True}


def test_a_command_through_the_socket_is_the_same_command(world: World, server: Server) -> None:
    key, number = token(world, "dispatcher"), world.call()
    order = {"do": "assign_unit", "request_id": str(uuid4()), "incident": number, "unit": "UM61"}

    async def story() -> tuple[Any, Any, Any]:
        async with seat(server, key) as client:
            await client.send(json.dumps(order))
            first = await hear(client, lambda m: "reply" in m)
            await client.send(json.dumps(order))
            again = await hear(client, lambda m: "reply" in m)
            await client.send(json.dumps({**order, "request_id": str(uuid4())}))
            return first, again, await hear(client, lambda m: "reply" in m)

    first, again, refused = run(story())
    assert first["reply"] == order["request_id"]
    assert first["event"]["kind"] == "unit_assigned"
    assert again == first
    assert refused["error"]["code"] == "refused.unit_taken"


@pytest.mark.parametrize("frame", ["no json", "[]", '{"do": "explode", "request_id": "x"}', '{"what": 1}'])
def test_nonsense_is_answered_and_changes_nothing(world: World, server: Server, frame: str) -> None:
    key, start = token(world, "dispatcher"), log.head().seq

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(frame)
            return await hear(client, lambda m: "reply" in m)

    assert "error" in run(story())
    assert log.head().seq == start


def test_beats_come_with_the_newest_number_and_server_time(world: World, server: Server) -> None:
    key, first = token(world, "dispatcher"), hello(log.head().seq)

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(first)
            return await hear(client, lambda m: "beat" in m)

    beat = run(story())
    assert beat["beat"] == log.head().seq
    assert beat["at"].endswith("Z")


def test_who_may_not_see_an_event_gets_only_its_number(world: World, server: Server) -> None:
    key, first = token(world, "patrol"), hello(log.head().seq)

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(first)
            await asyncio.to_thread(world.call)
            return await hear(client, lambda m: "seq" in m)

    assert run(story()) == {"seq": 1}


def test_nobody_listens_without_signing_in(world: World, server: Server) -> None:
    async def story() -> Any:
        async with seat(server, "not a token") as client:
            return await closed(client)

    assert run(story()) == 4401


ORIGINS = ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_another_sites_page_cannot_open_the_socket(world: World, server: Server, origin: str) -> None:
    """T10, also with a stolen token: a browser always tells where its page came from."""
    key = token(world, "dispatcher")

    async def story() -> Any:
        async with seat(server, key, Origin=origin) as client:
            return await closed(client)

    assert run(story()) == 4403


def test_a_disabled_person_hears_nothing_after_two_seconds(world: World, server: Server) -> None:
    """T11."""
    key, first = token(world, "dispatcher"), hello(log.head().seq)

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(first)
            await hear(client, lambda m: "beat" in m)
            await asyncio.to_thread(Member.objects.filter(username="dispatcher").update, is_active=False)
            return await closed(client)

    assert run(story()) == 1008


def test_too_large_a_frame_closes_the_socket(world: World, server: Server) -> None:
    key = token(world, "dispatcher")

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(json.dumps({"do": "add_note", "text": "x" * 70_000}))
            return await closed(client)

    assert run(story()) == 1009


def test_desks_are_told_who_looks_at_an_incident_until_they_leave(world: World, server: Server) -> None:
    key, other, first = token(world, "dispatcher"), token(world, "call_taker"), hello(log.head().seq)
    before = log.head().seq

    async def story() -> list[dict[str, Any]]:
        async with seat(server, key) as watcher:
            await watcher.send(first)
            async with seat(server, other) as looking:
                await looking.send(first)
                await looking.send(json.dumps({"viewing": "LA26-000001", "working": True}))
                seen = await hear(watcher, lambda m: "presence" in m)
            gone = await hear(watcher, lambda m: "presence" in m)
        return [seen, gone]

    seen, gone = run(story())
    (look,) = seen["presence"]["LA26-000001"]
    assert (look["by"], look["role"], look["working"]) == ("calltaker", "call_taker", True)
    assert gone["presence"] == {"LA26-000001": []}
    assert log.head().seq == before


def test_who_comes_later_is_told_who_looks_and_a_unit_is_not(world: World, server: Server) -> None:
    key, patrol, first = token(world, "dispatcher"), token(world, "patrol"), hello(log.head().seq)

    async def story() -> tuple[Any, Any]:
        async with seat(server, key) as looking, seat(server, patrol) as unit:
            for client in (looking, unit):
                await client.send(first)
            await looking.send(json.dumps({"viewing": "LA26-000001"}))
            await hear(looking, lambda m: "presence" in m)
            await unit.send(json.dumps({"viewing": "LA26-000001"}))
            refused = await hear(unit, lambda m: "error" in m or "presence" in m)
            async with seat(server, key) as later:
                await later.send(first)
                return await hear(later, lambda m: "presence" in m), refused

    seen, refused = run(story())
    assert [one["by"] for one in seen["presence"]["LA26-000001"]] == ["dispatcher"]
    assert refused["error"]["code"] == "invalid"
