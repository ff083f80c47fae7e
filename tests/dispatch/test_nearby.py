"""What a call-taker sees while typing: the same thing called in twice, what was here before, what to beware of."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dispatch import neighbourhood
from dispatch.centre import reading
from dispatch.errors import Forbidden, Invalid
from dispatch.lookback import Lookback
from dispatch.models import Incident
from dispatch.principals import Principal
from tests.world import KNIFE, World

pytestmark = pytest.mark.django_db

HERE = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309}
AWAY = {"address": "Union Station", "lat": 34.0562, "lon": -118.2365}


def look(world: World, by: Principal | None = None, **asked: Any) -> dict[str, Any]:
    return neighbourhood.nearby(by or world.call_taker, timezone.now(), **asked)


def numbers(found: list[dict[str, Any]]) -> list[str]:
    return [one["incident"] for one in found]


def closed(world: World, *, days: float, **said: Any) -> str:
    """Take a call, close it and let it be that many days old."""
    number = world.call("people argue about a parking space, calm", **said)
    thing = Incident.objects.get(number=number)
    more = {"outcome": "cancelled"} if thing.eligible else {}
    world.do("close_incident", incident=number, disposition="resolved", **more)
    Incident.objects.filter(number=number).update(opened_at=timezone.now() - timedelta(days=days))
    return number


def test_an_open_incident_next_door_is_offered_with_distance_and_age(world: World) -> None:
    number = world.call()
    world.call(**AWAY)
    [found] = look(world, address="1370 N Wilcox Ave", lat=34.0961, lon=-118.3309)["open"]
    assert found["incident"] == number
    assert 20 < found["distance_m"] < 50
    assert found["opened_at"]


def test_a_few_blocks_away_counts_while_it_is_fresh_and_no_longer(world: World) -> None:
    number = world.call()
    asked = {"address": "", "lat": 34.0985, "lon": -118.3309}
    assert numbers(look(world, **asked)["open"]) == [number]
    Incident.objects.filter(number=number).update(opened_at=timezone.now() - timedelta(hours=3))
    assert look(world, **asked)["open"] == []
    assert numbers(look(world, **HERE)["open"]) == [number]


def test_the_same_address_is_found_before_anybody_knows_where_it_is(world: World) -> None:
    number = world.call(lat=None, lon=None)
    assert numbers(look(world, address="1358 North Wilcox Av., apt 9")["open"]) == [number]
    assert look(world, address="1360 N Wilcox Ave")["open"] == []


def test_somebody_calling_again_is_offered_their_own_incident_wherever_they_are(world: World) -> None:
    number = world.call(callback="213-555-0142", **AWAY)
    [found] = look(world, **HERE, callback="(213) 555 0142")["open"]
    assert (found["incident"], found["why"]) == (number, ["number"])


def test_the_call_that_is_being_typed_is_no_duplicate_of_itself(world: World) -> None:
    assert look(world, **HERE, incident=world.call())["open"] == []


def test_earlier_calls_from_here_and_from_this_number_are_told_apart(world: World) -> None:
    here = closed(world, days=3)
    theirs = closed(world, days=2, callback="213-555-0142", **AWAY)
    found = {one["incident"]: one["why"] for one in look(world, **HERE, callback="2135550142")["prior"]}
    assert found == {here: ["place"], theirs: ["number"]}


def test_how_far_back_is_looked_depends_on_what_it_was(world: World) -> None:
    closed(world, days=40)
    violent = closed(world, days=300, call_type="620D")
    closed(world, days=400, call_type="620D")
    assert numbers(look(world, **HERE)["prior"]) == [violent]


def test_how_far_back_is_looked_is_the_centres(world: World) -> None:
    """Both settings: enforces lookback enforces lookback_types"""
    theft, violent = closed(world, days=40), closed(world, days=20, call_type="620D")
    assert numbers(look(world, **HERE)["prior"]) == [violent]
    for name, value in (("lookback", {"generally": 60, "dangerous": 60}), ("lookback_types", {"620D": {"days": 10}})):
        seen = reading.newest()[name].version
        world.do("save_setting", world.centre_admin, name=name, value=value, seen=seen)
    assert numbers(look(world, **HERE)["prior"]) == [theft]
    shipped = Lookback(30, 365, {})
    assert (shipped.days("602", dangerous=True), shipped.days("602", dangerous=False)) == (365, 30)


def test_a_call_with_a_danger_is_remembered_as_long_as_violence_at_home(world: World) -> None:
    number = world.call(KNIFE)
    more = {"outcome": "cancelled"} if Incident.objects.get(number=number).eligible else {}
    world.do("close_incident", incident=number, disposition="arrest", **more)
    Incident.objects.filter(number=number).update(opened_at=timezone.now() - timedelta(days=200))
    [found] = look(world, **HERE)["prior"]
    assert found["hazards"]


def test_cautions_are_shown_to_those_who_may_read_them(world: World) -> None:
    about = {**HERE, "severity": "danger", "told_by": "Patrol"}
    world.do("add_caution", world.supervisor, **about, text="Dog loose")
    world.do("add_caution", world.supervisor, **about, text="Warrant", compartment="law")
    assert {c["text"] for c in look(world, **HERE)["cautions"]} == {"Dog loose", "Warrant"}
    assert {c["text"] for c in look(world, world.auditor, **HERE)["cautions"]} == {"Dog loose"}


def test_who_may_not_read_callers_learns_nothing_of_a_number(world: World) -> None:
    world.call(callback="213-555-0142", **AWAY)
    assert look(world, world.auditor, **HERE, callback="213-555-0142")["open"] == []


def test_teams_and_agencies_may_not_look_people_up(world: World) -> None:
    for who in (world.patrol, world.crisis_team, world.lapd_admin):
        with pytest.raises(Forbidden):
            look(world, who, **HERE)


def test_a_few_digits_name_nobody(world: World) -> None:
    world.call(callback="911", **AWAY)
    assert look(world, **HERE, callback="911")["open"] == []


def test_half_a_position_is_refused_with_the_field(world: World) -> None:
    with pytest.raises(Invalid, match="together"):
        look(world, address="", lat=34.0)


def test_the_door_answers_by_get_and_by_post_alike(world: World) -> None:
    from responders.models import Member

    number = world.call(callback="213-555-0142")
    client = Client()
    client.force_login(Member.objects.get(username=world.call_taker.username))
    got = client.get("/api/intake/nearby/", HERE | {"callback": "213-555-0142"}).json()
    posted = client.post("/api/intake/nearby/", HERE, content_type="application/json").json()
    assert numbers(got["open"]) == numbers(posted["open"]) == [number]
    assert client.get("/api/intake/nearby/", {"lat": "north"}).status_code == 400
    assert client.get("/api/intake/nearby/", {"who": "x"}).status_code == 400
