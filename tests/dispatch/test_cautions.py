"""Premise cautions: whoever goes there knows, whoever may not know does not, and nothing warns for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dispatch import board, expiry, log
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Caution, Incident
from dispatch.principals import Principal
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db

WILCOX = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309}


def everybody(world: World) -> list[Principal]:
    return [*world.everybody(), world.supervisor]


def warn(world: World, by: Principal | None = None, **more: Any) -> str:
    said = {**WILCOX, "severity": "danger", "text": "Dog runs loose in the yard", "told_by": "Patrol, June 2026"}
    event = world.do("add_caution", by or world.supervisor, **(said | more))
    return next(iter(facts["caution"] for facts in (body["facts"] for body in event.bodies.values()) if facts))


def card(world: World, number: str, by: Principal | None = None) -> dict[str, Any]:
    return board.incident(by or world.dispatcher, number)


def test_a_caution_shows_at_once_on_the_open_incident_at_its_place(world: World) -> None:
    number, elsewhere = world.call(), world.call(address="Union Station", lat=34.0562, lon=-118.2365)
    with follows(*everybody(world)):
        world.do("add_caution", world.supervisor, **WILCOX, severity="danger", text="Dog loose", told_by="Patrol")
    [shown] = card(world, number)["cautions"]
    assert (shown["text"], shown["source"], shown["severity"]) == ("Dog loose", "Patrol", "danger")
    assert shown["expires_at"] > shown["review_at"]
    assert card(world, elsewhere)["cautions"] == []


def test_a_new_call_at_the_place_shows_what_is_known_of_it(world: World) -> None:
    warn(world)
    with follows(*everybody(world)):
        number = world.call(lat=34.09585, lon=-118.33085)
    [shown] = card(world, number)["cautions"]
    assert 0 < shown["distance_m"] < 20


def test_without_a_position_the_same_address_is_the_same_place_however_it_is_spelled(world: World) -> None:
    warn(world, lat=None, lon=None)
    number = world.call(address="1358 North Wilcox Avenue, apt 4", lat=None, lon=None)
    other = world.call(address="1360 N Wilcox Ave", lat=None, lon=None)
    assert len(card(world, number)["cautions"]) == 1
    assert card(world, other)["cautions"] == []


def test_a_call_that_turns_out_to_be_elsewhere_takes_no_caution_along(world: World) -> None:
    warn(world)
    number = world.call()
    call = next(iter(card(world, number)["calls"]))
    with follows(*everybody(world)):
        world.do("update_call", world.call_taker, call=call, address="Union Station", lat=34.0562, lon=-118.2365)
    assert card(world, number)["cautions"] == []


def test_police_never_read_a_care_caution_nor_a_crisis_team_one_of_the_police(world: World) -> None:
    number = world.call()
    for unit in ("6A15", "UM61"):
        world.do(
            "assign_unit",
            incident=number,
            unit=unit,
            role="co_response" if unit == "UM61" else "primary",
            reason="as asked",
        )
    before = log.head().seq
    with follows(*everybody(world)):
        world.do(
            "add_caution",
            world.supervisor,
            **WILCOX,
            severity="caution",
            text="Warrant",
            told_by="LAPD",
            compartment="law",
        )
        world.do(
            "add_caution",
            world.supervisor,
            **WILCOX,
            severity="caution",
            text="Care plan",
            told_by="DMH",
            compartment="care",
        )
    police, team = card(world, number, world.patrol), card(world, number, world.crisis_team)
    assert [c["text"] for c in police["cautions_law"]] == ["Warrant"]
    assert [c["text"] for c in team["cautions_care"]] == ["Care plan"]
    assert "cautions_care" not in police
    assert "cautions_law" not in team
    law, care = log.since(before)
    assert law.view(world.crisis_team.audience) == {"seq": law.seq}
    assert care.view(world.patrol.audience) == {"seq": care.seq}
    assert "Warrant" not in str(board.snapshot(world.auditor))


def test_a_restricted_caution_that_ended_is_gone_for_those_who_read_it(world: World) -> None:
    number = world.call_with("6A15")
    ref = warn(world, compartment="law")
    with follows(*everybody(world)):
        world.do("expire_caution", world.supervisor, caution=ref, reason="They moved away")
    assert card(world, number, world.patrol)["cautions_law"] == []


def test_a_caution_ends_by_itself_when_its_time_is_over(world: World) -> None:
    ref = warn(world)
    number = world.call()
    Caution.objects.filter(ref=ref).update(
        expires_at=timezone.now() - timedelta(minutes=1), review_at=timezone.now() - timedelta(days=1)
    )
    assert card(world, world.call())["cautions"] == []  # over is over, also before the sweep
    with follows(*everybody(world)):
        assert expiry.expire_cautions(timezone.now()) == 1
    assert expiry.expire_cautions(timezone.now()) == 0
    assert card(world, number)["cautions"] == []
    assert ref not in board.snapshot(world.dispatcher)["cards"]["cautions"]


def test_a_review_says_that_it_is_still_true_and_until_when(world: World) -> None:
    ref = warn(world)
    number = world.call()
    until = timezone.now() + timedelta(days=30)
    with follows(*everybody(world)):
        world.do("review_caution", world.supervisor, caution=ref, expires_at=until.isoformat(), text="Two dogs")
    [shown] = card(world, number)["cautions"]
    assert shown["text"] == "Two dogs"
    assert Caution.objects.get(ref=ref).reviewed_by_id == world.supervisor.id


def test_a_closed_incident_keeps_what_was_known_and_a_reopened_one_learns_what_is_known_now(world: World) -> None:
    ref = warn(world)
    number = world.call()
    more = {"outcome": "cancelled"} if Incident.objects.get(number=number).eligible else {}
    world.do("close_incident", incident=number, disposition="no_report", **more)
    with follows(*everybody(world)):
        world.do("expire_caution", world.supervisor, caution=ref, reason="They moved away")
    assert len(card(world, number)["cautions"]) == 1
    with follows(*everybody(world)):
        world.do("reopen_incident", incident=number, reason="closed too early")
    assert card(world, number)["cautions"] == []


def test_the_worst_comes_first(world: World) -> None:
    for severity in ("information", "danger", "caution"):
        warn(world, severity=severity, text=severity)
    assert [c["text"] for c in card(world, world.call())["cautions"]] == ["danger", "caution", "information"]


def test_a_caution_changes_neither_priority_nor_response(world: World) -> None:
    plain = card(world, world.call())
    warn(world)
    warned = card(world, world.call())
    assert (plain["priority"], plain["response"]) == (warned["priority"], warned["response"])


def test_who_may_and_what_is_refused_with_a_sentence(world: World) -> None:
    ref = warn(world, world.dispatcher)
    with pytest.raises(Forbidden):
        warn(world, world.call_taker)
    with pytest.raises(Forbidden):
        world.do("expire_caution", world.dispatcher, caution=ref, reason="tired of it")
    with pytest.raises(Invalid, match="two years"):
        warn(world, expires_at=(timezone.now() + timedelta(days=900)).isoformat())
    with pytest.raises(Invalid, match="review_at"):
        warn(
            world,
            review_at=(timezone.now() + timedelta(days=500)).isoformat(),
            expires_at=(timezone.now() + timedelta(days=100)).isoformat(),
        )
    with pytest.raises(Invalid, match="radius_m"):
        warn(world, radius_m=5000)
    with pytest.raises(NotFound):
        world.do("expire_caution", world.supervisor, caution="00000000-0000-4000-8000-000000000000", reason="none")
    world.do("expire_caution", world.supervisor, caution=ref, reason="moved")
    with pytest.raises(Refused, match="moved"):
        world.do("review_caution", world.supervisor, caution=ref)
