"""Staging: unarmed units wait nearby until the police have reported the scene clear. Time stays a fact."""

import pytest

from dispatch import board
from dispatch.errors import Forbidden, NotFound, Refused
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db


def hold(world: World, number: str) -> dict | None:
    return board.incident(world.dispatcher, number)["staging"]


def both_sent(world: World, narrative: str = KNIFE) -> str:
    number = world.call_with("6A15", narrative=narrative)
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61", role="backup", reason="asked for")
    return number


def test_a_danger_to_life_holds_the_unarmed_team_that_is_sent(world: World) -> None:
    number = both_sent(world)
    assert hold(world, number)["stands"] is True
    assert hold(world, number)["why"] == "immediate danger to life"
    with pytest.raises(Refused, match="police have not reported the scene clear"), follows(world.dispatcher):
        world.do("mark_on_scene", world.crisis_team, incident=number, unit="UM61")
    with follows(*world.everybody()):
        world.do("mark_staged", world.crisis_team, incident=number, unit="UM61")
        world.do("mark_on_scene", world.patrol, incident=number, unit="6A15")


def test_a_calm_call_and_the_police_alone_are_not_held(world: World) -> None:
    assert hold(world, world.call_with("UM61")) is None
    assert hold(world, world.call_with("6A15", narrative=KNIFE)) is None


def test_transporting_is_no_way_round_the_hold(world: World) -> None:
    number = both_sent(world)
    with pytest.raises(Refused, match="Staging hold"), follows(world.dispatcher):
        world.do("mark_transporting", incident=number, unit="UM61")


def test_a_team_that_is_truly_there_can_say_so_and_everybody_is_alerted(world: World) -> None:
    number = both_sent(world)
    with follows(*world.everybody()):
        why = "he came out to us on the street"
        world.do("mark_on_scene", world.crisis_team, incident=number, unit="UM61", though_held=why)
    card = board.incident(world.dispatcher, number)
    assert [a["state"] for a in card["assignments"]] == ["assigned", "on_scene"]
    (alert,) = [a for a in card["alerts"] if a["kind"] == "entered_early"]
    assert why in alert["says"]
    assert alert["unseen_by"] == ["6A15", "UM61"]
    assert card["staging"]["stands"] is True


def test_the_police_on_scene_clear_it_and_the_team_goes_in(world: World) -> None:
    number = both_sent(world)
    with pytest.raises(Refused, match="only an armed unit that is there"), follows(world.dispatcher):
        world.do("clear_scene", world.patrol, incident=number, words="looks quiet")
    world.do("mark_on_scene", world.patrol, incident=number, unit="6A15")
    with pytest.raises(Refused, match="only an armed unit"), follows(world.dispatcher):
        world.do("clear_scene", world.crisis_team, incident=number, words="we think so")
    with follows(*world.everybody()):
        world.do("clear_scene", world.patrol, incident=number, words="knife is in our car")
    assert hold(world, number)["stands"] is False
    assert (hold(world, number)["cleared_unit"], hold(world, number)["words"]) == ("6A15", "knife is in our car")
    with follows(*world.everybody()):
        world.do("mark_on_scene", world.crisis_team, incident=number, unit="UM61")
    with pytest.raises(Refused, match="No staging hold"), follows(world.dispatcher):
        world.do("clear_scene", world.dispatcher, incident=number, words="again")


def test_a_dispatcher_requires_it_anywhere_and_clears_it_by_radio(world: World) -> None:
    number = world.call_with("UM61", narrative=CALM)
    with follows(*world.everybody()):
        world.do("require_staging", incident=number, reason="neighbour shouts threats")
    assert hold(world, number)["by"] == "dispatcher"
    with pytest.raises(Refused, match="wait already"), follows(world.dispatcher):
        world.do("require_staging", incident=number, reason="again")
    with pytest.raises(Refused, match="neighbour shouts threats"), follows(world.dispatcher):
        world.do("mark_on_scene", incident=number, unit="UM61")
    with follows(*world.everybody()):
        world.do("clear_scene", incident=number, words="6A15 by radio: neighbour is inside", source="radio")
    world.do("mark_on_scene", incident=number, unit="UM61")


def test_a_new_danger_brings_the_hold_back(world: World) -> None:
    number = world.call_with("UM61", narrative=CALM)
    world.do("require_staging", incident=number, reason="neighbour shouts threats")
    world.do("clear_scene", incident=number, words="6A15 by radio")
    world.do("add_note", incident=number, text="thanks, quiet here")
    assert hold(world, number)["stands"] is False
    with follows(*world.everybody()):
        world.do("add_note", incident=number, text="the neighbour holds a knife and says he will stab her")
    assert hold(world, number)["stands"] is True


def test_holding_and_clearing_are_for_those_on_the_incident_and_the_desk(world: World) -> None:
    number = both_sent(world)
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("clear_scene", world.other_patrol, incident=number, words="x")
    for by in (world.call_taker, world.auditor, world.crisis_admin):
        with pytest.raises(Forbidden), follows(world.dispatcher):
            world.do("require_staging", by, incident=number, reason="x")
