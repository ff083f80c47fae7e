"""Positions of units: who may report whose, which one counts, and what a phone off shift tells."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from dispatch import board, log, positions
from dispatch.errors import Forbidden, Invalid, NotFound
from dispatch.principals import Principal
from dispatch.wire import stamp
from responders.models import Member, Tracker, Unit
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db
PASSWORD = "a long password for tests"


def fix(unit: str, lat: float = 34.05, seconds: float | None = None, **more: Any) -> dict[str, Any]:
    told = {} if seconds is None else {"at": later(seconds).isoformat()}
    return {"unit": unit, "lat": lat, "lon": -118.25, **told, **more}


def where(unit: str) -> float | None:
    return Unit.objects.get(call_sign=unit).lat


@pytest.fixture
def gateway(world: World) -> Principal:
    """The machine that forwards what LAPD's trackers send."""
    return world.person("avl", "tracker", world.lapd)


def test_an_older_position_never_replaces_a_newer_one(world: World, gateway: Principal) -> None:
    assert positions.take(gateway, [fix("6A15", 34.01, -10)]) == {"taken": 1, "moved": 1, "off_shift": 0}
    assert positions.take(gateway, [fix("6A15", 34.02, -20)]) == {"taken": 1, "moved": 0, "off_shift": 0}
    assert where("6A15") == 34.01
    assert positions.take(gateway, [fix("6A15", 34.03, -5), fix("6A15", 34.04, -7)])["moved"] == 1
    assert where("6A15") == 34.03


def test_a_position_without_a_time_counts_from_when_it_was_heard(world: World, gateway: Principal) -> None:
    before = later()
    positions.take(gateway, [fix("6A15")])
    assert before <= Unit.objects.get(call_sign="6A15").position_at <= later()


def test_positions_are_no_events_and_stand_on_the_units_card(world: World, gateway: Principal) -> None:
    with follows(world.supervisor):
        pass
    start = log.head().seq
    at = later(-4)
    positions.take(gateway, [fix("6A15", 34.07, accuracy=12) | {"at": at.isoformat()}])
    assert log.head().seq == start
    card = board.snapshot(world.dispatcher)["cards"]["units"]["6A15"]
    assert (card["lat"], card["position_at"], card["position_accuracy"]) == (34.07, stamp(at), 12)


def test_a_gateway_reports_its_own_agencys_units_alone(world: World, gateway: Principal) -> None:
    with pytest.raises(NotFound) as refused:
        positions.take(gateway, [fix("6A15", 34.01), fix("UM61", 34.01), fix("6Z99", 34.01)])
    assert refused.value.detail == "Position 2: There is no unit UM61. Nothing was taken."
    assert set(refused.value.fields or {}) == {"2", "3"}
    assert where("6A15") == 34.09


def test_a_gateway_is_shown_nothing(world: World, gateway: Principal) -> None:
    world.call_with("6A15")
    cards = board.snapshot(gateway)["cards"]
    assert not any(those for kind, those in cards.items() if kind != "settings")


@pytest.mark.parametrize("who", ["auditor", "call_taker", "centre_admin", "feed"])
def test_who_has_no_units_reports_none(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        positions.take(getattr(world, who), [fix("6A15")])


def test_a_field_team_reports_its_own_unit_alone(world: World) -> None:
    assert positions.take(world.crisis_team, [fix("UM61", 34.02)])["moved"] == 1
    with pytest.raises(NotFound):
        positions.take(world.crisis_team, [fix("UM62", 34.02)])


def test_a_phone_off_shift_tells_nothing(world: World) -> None:
    world.do("sign_off", unit="UM61")
    assert positions.take(world.crisis_team, [fix("UM61", 34.02)]) == {"taken": 0, "moved": 0, "off_shift": 1}
    assert where("UM61") == 34.09


def test_a_vehicle_off_shift_is_still_where_it_is(world: World, gateway: Principal) -> None:
    world.do("sign_off", unit="6A15")
    assert positions.take(gateway, [fix("6A15", 34.02)])["moved"] == 1


def test_a_device_reports_for_the_unit_it_was_enrolled_for(world: World, gateway: Principal) -> None:
    with follows(*world.everybody()):
        world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A15", carried="vehicle")
    assert positions.take(gateway, [{"device": "350077", "lat": 34.06, "lon": -118.25}])["moved"] == 1
    assert where("6A15") == 34.06
    with follows(*world.everybody()):
        world.do("end_tracker", world.lapd_admin, device="350077")
    with pytest.raises(NotFound, match="There is no tracker 350077"):
        positions.take(gateway, [{"device": "350077", "lat": 34.07, "lon": -118.25}])


def test_a_phone_is_enrolled_by_consent_and_told_of_on_shift_only(world: World) -> None:
    phone = {"device": "um61/phone", "unit": "UM61", "carried": "phone"}
    with pytest.raises(Invalid, match="say who agreed"):
        world.do("enrol_tracker", world.crisis_admin, **phone)
    world.do("enrol_tracker", world.crisis_admin, consent="A. Demo", **phone)
    gateway = world.person("phones", "tracker", world.crisis)
    fixed = [{"device": "um61/phone", "lat": 34.06, "lon": -118.25}]
    assert positions.take(gateway, fixed)["moved"] == 1
    world.do("sign_off", unit="UM61")
    assert positions.take(gateway, fixed) == {"taken": 0, "moved": 0, "off_shift": 1}


def test_another_agencys_unit_cannot_be_given_a_tracker(world: World) -> None:
    with pytest.raises(NotFound, match="There is no unit UM61"):
        world.do("enrol_tracker", world.lapd_admin, device="350077", unit="UM61", carried="vehicle")
    world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A15", carried="vehicle")
    with pytest.raises(NotFound, match="There is no tracker 350077"):
        world.do("end_tracker", world.crisis_admin, device="350077")


def test_a_device_changes_its_unit_only_by_being_ended_first(world: World) -> None:
    world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A15", carried="vehicle")
    with pytest.raises(Exception, match="is enrolled for 6A15"):
        world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A20", carried="vehicle")
    assert Tracker.objects.in_use().count() == 1


Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(world: World, gateway: Principal) -> Ask:
    """`ask(path, body)` as LAPD's gateway with its token."""
    client = Client()
    Member.objects.filter(username="avl").update(password=make_password(PASSWORD))
    given = {"username": "avl", "password": PASSWORD}
    token = client.post("/api/token/", given, content_type="application/json").json()["token"]
    world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A15", carried="vehicle")

    def asked(path: str, body: Any, basic: bool = False, **headers: str) -> tuple[int, Any]:
        from base64 import b64encode

        shown = f"Basic {b64encode(f'any:{token}'.encode()).decode()}" if basic else f"Token {token}"
        sent = {"Authorization": shown, **headers}
        answer = client.post(f"/api/positions/{path}", body, content_type="application/json", headers=sent)
        return answer.status_code, answer.json()

    return asked


def test_traccar_owntracks_and_osmand_have_a_door_each(world: World, ask: Ask) -> None:
    position = {"latitude": 34.01, "longitude": -118.2, "fixTime": later(-9).isoformat(), "speed": 0.0, "course": 0.0}
    assert ask("traccar/", {"position": position, "device": {"uniqueId": "350077"}})[0] == 200
    assert where("6A15") == 34.01
    assert ask("osmand/?id=350077&lat=34.02&lon=-118.2", {}, basic=True)[0] == 200
    assert where("6A15") == 34.02
    message = {"_type": "location", "lat": 34.03, "lon": -118.2, "topic": "owntracks/350077"}
    assert ask("owntracks/", message, basic=True) == (200, [])
    assert where("6A15") == 34.03


def test_a_wrong_batch_is_answered_in_the_one_shape_of_errors(world: World, ask: Ask) -> None:
    status, said = ask("", [fix("6A15"), {"unit": "6A20", "lat": 34.0}])
    assert (status, said["error"]["code"]) == (400, "invalid")
    assert list(said["error"]["fields"]) == ["2"]
    assert ask("", [fix("6Z99")])[0] == 404


def test_a_gateways_token_opens_nothing_else(world: World, ask: Ask) -> None:
    body = {"request_id": "3e0f2f3e-5d1c-4f7e-9f5e-0a2b6a0f3c11", "unit": "6A15"}
    assert ask("../commands/sign_off/", body)[0] in (403, 404)
    assert Client().post("/api/positions/owntracks/", {}, content_type="application/json").status_code == 401


def test_a_hub_is_told_of_each_unit_once_and_of_the_newest(world: World, gateway: Principal) -> None:
    from django.db import connection

    moved = positions.Moved(later(-60))

    def news() -> list[tuple[str, float]]:
        with connection.cursor() as cursor:
            cursor.execute(positions.SINCE, [moved.since - positions.OVERLAP])
            return [(one["unit"], one["lat"]) for one in moved.take(cursor.fetchall())]

    positions.take(gateway, [fix("6A15", 34.01, -9), fix("6A20", 34.5, -9)])
    positions.take(gateway, [fix("6A15", 34.02, -8)])
    assert sorted(news()) == [("6A15", 34.02), ("6A20", 34.5)]
    assert news() == []
    positions.take(gateway, [fix("6A15", 34.03, -7)])
    assert news() == [("6A15", 34.03)]


def test_everybody_is_told_of_the_units_they_see(world: World) -> None:
    moved = [
        {"unit": "6A15", "agency": "LAPD"},
        {"unit": "UM61", "agency": "CRISIS"},
        {"unit": "UM62", "agency": "CRISIS"},
    ]
    sorted_ = positions.Sorted(moved)
    for who in (
        world.dispatcher,
        world.crisis_admin,
        world.crisis_team,
        world.lapd_admin,
        world.centre_admin,
        world.feed,
    ):
        seen = [one["unit"] for one in sorted_.seen_by(who.audience)]
        assert seen == [one["unit"] for one in moved if who.audience.sees_unit(one["unit"], one["agency"])], (
            who.username
        )
