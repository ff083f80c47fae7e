"""Where units were: kept once, for as long as the centre says, and not a moment longer to be read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from dispatch import positions, tasks, tracks
from dispatch.centre import reading
from dispatch.principals import Principal
from tests.world import World, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(world: World) -> Principal:
    return world.person("avl", "tracker", world.lapd)


def fix(hours: float, lat: float = 34.05, unit: str = "6A15") -> dict[str, Any]:
    return {"unit": unit, "lat": lat, "lon": -118.25, "at": later(-hours * 3600).isoformat()}


def kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM track")
        return int(cursor.fetchone()[0])


def keep_for(world: World, hours: int) -> None:
    world.do(
        "save_setting",
        world.centre_admin,
        name="tracks",
        value={"hours": hours},
        seen=reading.newest()["tracks"].version,
    )


def test_a_batch_that_a_gateway_sends_again_is_kept_once(world: World, gateway: Principal) -> None:
    batch = [fix(0.2), fix(0.1), fix(0.1, unit="6A20")]
    positions.take(gateway, batch)
    positions.take(gateway, batch)
    assert kept() == 3


def test_tracks_go_when_they_are_older_than_the_centre_keeps_them(world: World, gateway: Principal) -> None:
    """The purge: enforces tracks"""
    positions.take(gateway, [fix(n) for n in (1, 20, 40, 60)])
    assert tracks.purge(later()) == []
    keep_for(world, 24)
    tasks.purge_tracks()
    assert 2 <= kept() <= 3  # 20 h old and younger, and what shares its half day with them
    tracks.purge(later(24 * 3600))
    tracks.purge(later(48 * 3600))
    assert kept() == 0


def test_what_is_too_old_is_not_kept_at_all(world: World, gateway: Principal) -> None:
    keep_for(world, 10)
    assert positions.take(gateway, [fix(11), fix(9)])["taken"] == 2
    assert kept() == 1


def test_a_purge_that_nobody_did_for_a_month_is_made_up_for(world: World, gateway: Principal) -> None:
    positions.take(gateway, [fix(1)])
    turn = tracks.SLOT * tracks.SLOTS
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO track SELECT slot, unit_id, at - %s, heard_at, told, lat, lon FROM track", [turn])
    tracks.purge(later())
    assert kept() == 1


def test_a_period_is_read_from_its_partitions() -> None:
    now = later()
    assert tracks.slots(now, now) == [tracks.slot(now)]
    assert len(tracks.slots(now - timedelta(hours=24), now)) == 3
    assert len(tracks.slots(now - timedelta(days=90), now)) == tracks.SLOTS
