"""Trackers and gateways of an agency: who sends, when each was heard, and a token that the server never sees."""

import hashlib
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from dispatch import log, positions, principals, rosters
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Token
from dispatch.principals import Principal
from responders.models import Member, Tracker
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db
SECRET = "a-token-that-a-browser-made-of-forty-three-c"


def made_of(secret: str) -> dict[str, str]:
    return {"prefix": "a_token-", "digest": hashlib.sha256(secret.encode()).hexdigest()}


def added(world: World, secret: str = SECRET, by: Principal | None = None) -> log.Line:
    return world.do("add_gateway", by or world.lapd_admin, gateway="lapd.avl", **made_of(secret))


def fix(unit: str, **more: Any) -> dict[str, Any]:
    return {"unit": unit, "lat": 34.05, "lon": -118.25, **more}


def test_a_gateway_that_an_admin_added_reports_its_agencys_units_and_no_others(world: World) -> None:
    with follows(world.dispatcher, world.lapd_admin, world.crisis_admin):
        world.do("add_gateway", world.lapd_admin, gateway="lapd.avl", **made_of(SECRET))
    gateway = principals.of_token(SECRET)
    assert gateway is not None
    assert (gateway.role, gateway.agency, gateway.username) == ("tracker", "LAPD", "lapd.avl")
    assert positions.take(gateway, [fix("6A15")])["moved"] == 1
    with pytest.raises(NotFound, match="There is no unit UM61"):
        positions.take(gateway, [fix("UM61")])


def test_its_token_opens_the_door_of_other_peoples_trackers(world: World) -> None:
    added(world)
    world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A15", carried="vehicle")
    told = {"position": {"latitude": 34.06, "longitude": -118.26, "fixTime": later(-2).isoformat()}}
    body = json.dumps(told | {"device": {"uniqueId": "350077"}})
    headers = {"Authorization": f"Token {SECRET}"}
    answer = Client().post("/api/positions/traccar/", body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["moved"]) == (200, 1)


def test_the_token_is_nowhere_on_the_server(world: World) -> None:
    line = added(world)
    assert SECRET not in json.dumps(line.bodies)
    assert "digest" not in json.dumps(line.bodies)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(digest, 'hex'), prefix FROM dispatch_token")
        assert cursor.fetchall() == [(made_of(SECRET)["digest"], "a_token-")]


def test_a_new_token_ends_the_one_before_at_once(world: World) -> None:
    added(world)
    with follows(world.dispatcher, world.lapd_admin):
        world.do("renew_gateway", world.lapd_admin, gateway="lapd.avl", **made_of("another"))
    assert principals.of_token(SECRET) is None
    assert principals.of_token("another") is not None
    with pytest.raises(Refused, match="used before"):
        world.do("renew_gateway", world.lapd_admin, gateway="lapd.avl", **made_of(SECRET))


def test_an_ended_gateway_reports_nothing_and_its_name_stays_taken(world: World) -> None:
    added(world)
    with follows(world.dispatcher, world.lapd_admin):
        world.do("end_gateway", world.lapd_admin, gateway="lapd.avl")
    assert principals.of_token(SECRET) is None
    assert rosters.trackers(world.lapd_admin, None)["gateways"] == {}
    with pytest.raises(Refused, match="is taken: choose"):
        added(world, "another")
    with pytest.raises(NotFound, match="There is no gateway"):
        world.do("end_gateway", world.lapd_admin, gateway="lapd.avl")


def test_a_gateway_has_no_password_and_is_on_no_roster(world: World) -> None:
    added(world)
    assert not Member.objects.get(username="lapd.avl").has_usable_password()
    assert "lapd.avl" not in json.dumps(rosters.people(world.lapd_admin, None))
    with pytest.raises(NotFound):
        world.do("update_member", world.lapd_admin, member="lapd.avl", given_name="x")


@pytest.mark.parametrize(
    "field", [{"digest": "ABC"}, {"digest": "g" * 64}, {"prefix": "short"}, {"gateway": "Big Name"}]
)
def test_what_is_no_hash_and_no_name_is_refused_by_its_field(world: World, field: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("add_gateway", world.lapd_admin, **({"gateway": "lapd.avl"} | made_of(SECRET) | field))
    assert set(refused.value.fields or {}) == set(field)
    assert not Token.objects.exists()


def test_a_tracker_says_when_it_was_last_heard(world: World) -> None:
    with follows(world.dispatcher, world.lapd_admin):
        world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A15", carried="vehicle")
    gateway = world.person("avl", "tracker", world.lapd)
    shown = rosters.trackers(world.lapd_admin, None)["trackers"]["350077"]
    assert (shown["unit"], shown["carried"], shown["heard_at"]) == ("6A15", "vehicle", None)
    before = later()
    positions.take(gateway, [{"device": "350077", "lat": 34.05, "lon": -118.25}])
    first = Tracker.objects.get().heard_at
    assert first is not None
    assert first >= before
    positions.take(gateway, [{"device": "350077", "lat": 34.06, "lon": -118.25}])
    assert Tracker.objects.get().heard_at == first, "written four times a minute at most"
    Tracker.objects.update(heard_at=later(-60))
    positions.take(gateway, [{"device": "350077", "lat": 34.07, "lon": -118.25}])
    assert Tracker.objects.get().heard_at >= first


def test_a_phone_that_told_something_off_shift_was_not_heard(world: World) -> None:
    phone = {"device": "um61/pixel", "unit": "UM61", "carried": "phone", "consent": "A. Demo"}
    world.do("enrol_tracker", world.crisis_admin, **phone)
    world.do("sign_off", unit="UM61")
    gateway = world.person("phones", "tracker", world.crisis)
    assert positions.take(gateway, [{"device": "um61/pixel", "lat": 34.05, "lon": -118.25}])["off_shift"] == 1
    assert Tracker.objects.get().heard_at is None


def test_who_keeps_no_roster_reads_no_trackers(world: World) -> None:
    with pytest.raises(Forbidden):
        rosters.trackers(world.patrol, None)
    assert rosters.trackers(world.dispatcher, "LAPD")["trackers"] == {}
