"""Positions on a real server's socket: at most one message a second, each unit's newest, to who may see it."""

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from dispatch import log, positions
from dispatch.principals import Principal
from tests.dispatch.test_socket import hear, hello, run, seat, token
from tests.live import Server
from tests.world import World

pytestmark = pytest.mark.commits
LAST = 34.5


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    running = Server().start()
    yield running
    running.stop()


@pytest.fixture
def gateway(world: World) -> Principal:
    return world.person("avl", "tracker", world.lapd)


def test_a_board_hears_of_many_batches_in_few_messages_and_the_newest_last(
    world: World, server: Server, gateway: Principal
) -> None:
    key, first = token(world, "dispatcher"), hello(log.head().seq)
    began = time.monotonic()

    def report() -> None:
        for n in range(40):
            lat = LAST if n == 39 else 34 + n / 100
            positions.take(gateway, [{"unit": u, "lat": lat, "lon": -118.2} for u in ("6A15", "6A20")])
            time.sleep(0.03)  # a gateway's rhythm

    async def story() -> list[list[dict[str, Any]]]:
        heard = []
        async with seat(server, key) as client:
            await client.send(first)
            reporting = asyncio.create_task(asyncio.to_thread(report))
            while not heard or heard[-1][0]["lat"] != LAST:
                heard.append((await hear(client, lambda m: "positions" in m))["positions"])
            await reporting
        return heard

    heard = run(story())
    assert len(heard) <= 1 + time.monotonic() - began
    assert all(sorted(one["unit"] for one in those) == ["6A15", "6A20"] for those in heard)


def test_a_team_hears_of_its_own_unit_alone(world: World, server: Server, gateway: Principal) -> None:
    key, first = token(world, "crisis_team"), hello(log.head().seq)

    async def story() -> Any:
        async with seat(server, key) as client:
            await client.send(first)
            await hear(client, lambda m: "beat" in m)
            await asyncio.to_thread(positions.take, gateway, [{"unit": "6A15", "lat": 34.1, "lon": -118.2}])
            own = [{"unit": "UM61", "lat": 34.2, "lon": -118.2}]
            await asyncio.to_thread(positions.take, world.crisis_team, own)
            return await hear(client, lambda m: "positions" in m)

    assert [one["unit"] for one in run(story())["positions"]] == ["UM61"]
    assert json.dumps(own_card(world)["lat"]) == "34.2"


def own_card(world: World) -> dict[str, Any]:
    from dispatch import board

    card: dict[str, Any] = board.snapshot(world.crisis_team)["cards"]["units"]["UM61"]
    return card
