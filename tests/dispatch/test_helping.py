"""Asking for backup and handing over, up to police and down to unarmed teams."""

import pytest

from dispatch import board
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from tests.follow import follows
from tests.world import KNIFE, World, later

pytestmark = pytest.mark.django_db


def requests(world: World, number: str) -> list[dict]:
    return board.incident(world.dispatcher, number)["requests"]


def test_a_team_asks_for_backup_and_the_floor_is_alerted(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("request_backup", world.crisis_team, incident=number, reason="he locked the door")
    (asked,) = requests(world, number)
    assert (asked["unit"], asked["why"], asked["answered_at"]) == ("UM61", "he locked the door", None)
    alert = board.incident(world.dispatcher, number)["alerts"][0]
    assert (alert["kind"], alert["unseen_by"]) == ("help_asked", [])
    assert alert["acknowledged"] is None


def test_a_request_is_answered_by_the_next_unit_of_its_kind(world: World) -> None:
    number = world.call_with("UM61")
    world.do("request_backup", incident=number, unit="UM61", kind="police", reason="a knife on the table")
    world.do("assign_unit", incident=number, unit="UM62", role="backup")
    assert requests(world, number)[0]["answered_by"] == ""
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="6A15", role="backup")
    assert requests(world, number)[0]["answered_by"] == "6A15"


def test_handing_down_from_police_to_an_unarmed_team_says_who_stays(world: World) -> None:
    number = world.call_with("6A15", narrative=KNIFE)
    with follows(*world.everybody()):
        world.do("hand_over", world.patrol, incident=number, to="mental_health", reason="knife secured", stays=False)
    (asked,) = requests(world, number)
    assert (asked["what"], asked["kind"], asked["stays"], asked["by"]) == (
        "hand_over",
        "mental_health",
        False,
        "patrol",
    )
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61", role="backup")
    assert requests(world, number)[0]["answered_by"] == "UM61"
    assert [a["unit"] for a in board.incident(world.dispatcher, number)["assignments"] if a["open"]] == ["6A15", "UM61"]


def test_handing_over_to_ones_own_kind_is_refused(world: World) -> None:
    number = world.call_with("6A15", narrative=KNIFE)
    with pytest.raises(Invalid, match="itself"), follows(world.dispatcher):
        world.do("hand_over", incident=number, unit="6A15", to="police", reason="tired", stays=True)


def test_the_same_request_is_not_made_twice_and_may_be_withdrawn(world: World) -> None:
    number = world.call_with("UM61")
    world.do("request_backup", incident=number, reason="loud")
    with pytest.raises(Refused, match="already"), follows(world.dispatcher):
        world.do("request_backup", incident=number, reason="loud")
    with follows(*world.everybody()):
        world.do("withdraw_request", incident=number, request=f"{number}/H1", reason="it calmed down")
    assert requests(world, number) == []
    with pytest.raises(Refused, match="withdrawn"), follows(world.dispatcher):
        world.do("withdraw_request", incident=number, request=f"{number}/H1", reason="again")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("withdraw_request", incident=number, request=f"{number}/H9", reason="none")


def test_a_unit_asks_only_for_its_own_job(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("request_backup", world.patrol, incident=number, reason="x")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("request_backup", world.crisis_admin, incident=number, reason="x")


# --- the ladder's clocks ------------------------------------------------------------------------------------


def test_handing_up_has_its_own_clock_from_asking_to_arriving(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        asked_at = later(-340).isoformat()
        world.do("hand_over", incident=number, to="police", reason="he hit a door", stays=True, at=asked_at)
    (asked,) = requests(world, number)
    assert (asked["direction"], asked["unit"]) == ("up", "UM61"), "the only one there is who is relieved"
    assert (asked["arrived_at"], asked["arrived_after_s"], asked["stayed"]) == (None, None, None)
    world.do("assign_unit", incident=number, unit="6A15", role="backup")
    with follows(*world.everybody()):
        world.do("mark_on_scene", incident=number, unit="6A15")
    (asked,) = requests(world, number)
    assert asked["stayed"] is True
    assert asked["arrived_after_s"] >= asked["answered_after_s"] >= 340


def test_handing_down_says_when_the_car_was_free(world: World) -> None:
    number = world.call_with("6A15", narrative=KNIFE)
    world.do("hand_over", world.patrol, incident=number, to="mental_health", reason="knife secured", stays=False)
    world.do("assign_unit", incident=number, unit="UM61", role="backup")
    with follows(*world.everybody()):
        world.do("clear_unit", incident=number, unit="6A15", disposition="handed_over")
    world.do("clear_scene", incident=number, words="6A15 left it clear")
    world.do("mark_on_scene", incident=number, unit="UM61")
    (asked,) = requests(world, number)
    assert asked["direction"] == "down"
    assert asked["first_left_at"] is not None
    assert asked["stayed"] is False, "the car had left before the team came"


def test_a_request_whose_unit_declined_or_was_recalled_is_open_again(world: World) -> None:
    number = world.call_with("UM61")
    world.do("request_backup", incident=number, unit="UM61", kind="police", reason="loud")
    for verb in ("decline", "cancel_assignment"):
        world.do("assign_unit", incident=number, unit="6A15", role="backup")
        assert requests(world, number)[0]["answered_by"] == "6A15"
        with follows(*world.everybody()):
            world.do(verb, incident=number, unit="6A15", reason="flat tyre")
        assert requests(world, number)[0]["answered_at"] is None


def test_backup_of_any_kind_goes_up_when_police_answer_it(world: World) -> None:
    number = world.call_with("UM61")
    world.do("request_backup", world.crisis_team, incident=number, reason="crowd")
    assert requests(world, number)[0]["direction"] == ""
    world.do("assign_unit", incident=number, unit="6A15", role="backup", reason="backup")
    assert requests(world, number)[0]["direction"] == "up"
