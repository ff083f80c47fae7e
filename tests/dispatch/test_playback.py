"""Playback: what was told, to those who may read it, and gaps stay gaps; who looked is recorded."""

from typing import Any

import pytest
from django.db import Error, connection, transaction
from rest_framework.test import APIClient

from dispatch import log, playback, positions, read_log
from dispatch.errors import Forbidden, Invalid, NotFound
from dispatch.principals import Principal
from tests.world import World, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def driven(world: World) -> None:
    """6A15 and UM61 an hour ago: a fix every 10 s, five minutes of silence, then more."""
    for seconds in (*range(3600, 3500, -10), *range(3200, 3100, -10)):
        at = later(-seconds).isoformat()
        items = [{"unit": u, "lat": 34 + seconds / 1e5, "lon": -118.2, "at": at} for u in ("6A15", "UM61")]
        positions.take(world.dispatcher, items)


def read(by: Principal, **asked: Any) -> dict[str, Any]:
    return playback.read(by, **({"since": later(-7200), "until": None} | asked))


def shown(found: dict[str, Any]) -> dict[str, int]:
    return {one["unit"]: len(one["fixes"]) for one in found["units"] if one["fixes"]}


def test_a_supervisor_sees_everybody_as_it_was_told(world: World) -> None:
    found = read(world.supervisor)
    assert shown(found) == {"6A15": 20, "UM61": 20}
    first, second = found["units"][0]["fixes"][:2]
    assert first[0] < second[0]
    assert first[1:3] == [34.036, -118.2]
    assert first[6] is True


def test_an_admin_sees_their_own_units_and_no_others_exist(world: World) -> None:
    assert shown(read(world.crisis_admin)) == {"UM61": 20}
    with pytest.raises(NotFound, match="There is no unit 6A15"):
        read(world.crisis_admin, units=["UM61", "6A15"])


@pytest.mark.parametrize(
    "who", ["dispatcher", "call_taker", "auditor", "patrol", "crisis_team", "centre_admin", "feed"]
)
def test_nobody_else_sees_where_units_were(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        read(getattr(world, who))


def test_an_incident_is_its_period_and_the_units_that_were_sent(world: World) -> None:
    number = world.call_with("UM61")
    world.do("acknowledge", incident=number, unit="UM61")
    positions.take(world.crisis_team, [{"unit": "UM61", "lat": 34.2, "lon": -118.3}])
    found = playback.read(world.supervisor, since=None, until=None, incident=number)
    assert [one["unit"] for one in found["units"]] == ["UM61"]
    assert [fix[1] for fix in found["units"][0]["fixes"]] == [34.2]
    assert [(one["unit"], one["state"]) for one in found["moves"]] == [("UM61", "assigned"), ("UM61", "acknowledged")]
    assert found["incident"]["number"] == number
    with pytest.raises(NotFound):
        playback.read(world.lapd_admin, since=None, until=None, incident=number)


def test_what_is_older_than_tracks_are_kept_is_not_shown(world: World) -> None:
    """Read before any purge: enforces tracks"""
    from dispatch.centre import reading

    hour = {"name": "tracks", "value": {"hours": 1}, "seen": reading.newest()["tracks"].version}
    world.do("save_setting", world.centre_admin, **hour)
    assert shown(read(world.supervisor, until=later(-3600 + 1))) == {}


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [(None, None, "Say from when"), (-100, -200, "ends before"), (-90_000, None, "at most 24 hours")],
)
def test_a_period_is_a_day_at_most_and_goes_forward(world: World, since: Any, until: Any, says: str) -> None:
    moments = {"since": since and later(since), "until": until and later(until)}
    with pytest.raises(Invalid, match=says):
        playback.read(world.supervisor, **moments)


def test_a_read_leaves_its_line_with_who_which_units_and_which_span(world: World) -> None:
    number, head = world.call_with("UM61"), log.head().seq
    found = read(world.supervisor)
    read(world.crisis_admin, units=["UM61"])
    playback.read(world.supervisor, since=later(-60), until=None, incident=number)
    third, second, first = playback.looked(world.auditor)["results"]
    assert [one["n"] for one in (first, second, third)] == [1, 2, 3]
    assert (first["by"], first["role"], first["agency"], first["units"]) == ("supervisor", "supervisor", "", None)
    assert (first["from"], first["to"], first["fixes"]) == (found["from"], found["to"], 40)
    assert (second["by"], second["agency"]) == ("crisis_admin", "CRISIS")
    assert (second["units"], second["fixes"]) == (["UM61"], 20)
    assert (third["units"], third["incident"]) == (["UM61"], number)
    assert log.head().seq == head, "a read is no event"


def test_what_was_refused_showed_nothing_and_leaves_no_line(world: World) -> None:
    with pytest.raises(Forbidden):
        read(world.dispatcher)
    with pytest.raises(NotFound):
        read(world.crisis_admin, units=["6A15"])
    assert read_log.count() == 0


def test_no_role_but_supervisors_and_auditors_reads_who_looked(world: World) -> None:
    read(world.supervisor)
    assert len(playback.looked(world.supervisor)["results"]) == len(playback.looked(world.auditor)["results"]) == 1
    for other in world.everybody():
        if other.role != "auditor":
            with pytest.raises(Forbidden):
                playback.looked(other)


def test_the_list_goes_back_a_page_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_log, "PAGE", 2)
    for _ in range(3):
        read(world.supervisor)
    newest = playback.looked(world.supervisor)
    assert ([one["n"] for one in newest["results"]], newest["next"]) == ([3, 2], 2)
    last = playback.looked(world.supervisor, newest["next"])
    assert ([one["n"] for one in last["results"]], last["next"]) == ([1], None)


def test_the_list_is_read_over_http_and_a_wrong_page_is_said(world: World) -> None:
    from tests.dispatch.test_roster_confinement import client

    supervisor: APIClient = client(world.supervisor)
    assert supervisor.get("/api/tracks/", {"from": later(-600).isoformat(), "unit": "6A15"}).status_code == 200
    answer = supervisor.get("/api/tracks/reads/").json()
    assert [one["units"] for one in answer["results"]] == [["6A15"]]
    assert supervisor.get("/api/tracks/reads/", {"before": "x"}).status_code == 400
    assert client(world.dispatcher).get("/api/tracks/reads/").status_code == 403


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE read_line SET by = 'nobody'",
        "DELETE FROM read_line",
        "TRUNCATE read_line",
        "INSERT INTO read_line SELECT * FROM read_line",
        "UPDATE read_head SET n = 0",
    ],
)
def test_the_product_itself_cannot_rewrite_who_looked(world: World, sql: str) -> None:
    read(world.supervisor)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert not list(read_log.verify())
