"""What the floor calls the protocol's types of call: data of the centre, read by all, never by triage."""

from typing import Any

import pytest

from dispatch import board, candidates, handover, log, triaging
from dispatch.centre import reading
from dispatch.models import Incident, Setting
from tests.follow import follows
from tests.world import CALM, World

pytestmark = pytest.mark.django_db
TYPE = {"on": True, "label": "", "local": "", "alias": "", "order": 0}


def called(world: World, entries: dict[str, dict[str, Any]]) -> log.Line:
    """Say what the floor calls its types of call."""
    value = {code: TYPE | entry for code, entry in entries.items()}
    seen = reading.newest()["call_types"].version
    return world.do("save_setting", world.centre_admin, name="call_types", value=value, seen=seen)


def test_what_the_floor_calls_a_type_counts_for_all_who_read_and_for_calls_that_stand_already(world: World) -> None:
    """Read by one function: enforces call_types"""
    number = world.call(call_type="5150")
    assert handover.of(world.dispatcher, number)["what"]["call_type_text"] == "mental health, no danger"
    with follows(*world.everybody()):
        called(world, {"5150": {"label": "Crisis at home"}})
    assert handover.of(world.dispatcher, number)["what"]["call_type_text"] == "Crisis at home"
    for who in (world.dispatcher, world.patrol, world.centre_admin):
        assert board.snapshot(who)["settings"]["call_types"]["5150"]["label"] == "Crisis at home"
    need = candidates.need(Incident.objects.get(number=number))
    assert (need.call_type, need.call_type_says) == ("5150", "Crisis at home")
    assert [reading.call_type(*one) for one in (("", ""), ("390", "drunk"), ("X", ""))] == ["", "drunk", "X"]


def test_what_a_type_is_called_and_whether_it_is_offered_never_changes_what_triage_does(world: World) -> None:
    before = triaging.assess(CALM, {}, "5150")
    other = {"label": "Shots fired", "local": "P-1", "alias": "gun", "on": False, "order": 1}
    with follows(*world.everybody()):
        called(world, {"5150": other})
    assert triaging.assess(CALM, {}, "5150") == before
    assert next(one["code"] for one in triaging.protocol_card()["call_types"]) == "5150"
    with follows(*world.everybody()):
        number = world.call(call_type="5150")
    card = board.snapshot(world.dispatcher)["cards"]["incidents"][number]
    assert (card["call_type"], card["call_type_text"]) == ("5150", "mental health, no danger"), "the protocol's words"


def test_a_type_that_a_release_took_away_may_stay_among_the_settings(world: World) -> None:
    Setting.objects.create(name="call_types", version=2, value={"OLD": TYPE}, by="x", at="2026-01-01T00:00:00Z")
    reading.forget()
    with follows(*world.everybody()):
        called(world, {"OLD": {}, "5150": {"label": "Crisis"}})
    assert reading.call_type("OLD", "") == "OLD"
