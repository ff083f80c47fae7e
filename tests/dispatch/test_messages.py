"""Messages and BOLOs: who sees them, who has read them, and that they leave by themselves."""

import pytest

from dispatch import board, falling_due, principals
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Message
from dispatch.principals import Principal
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db


def seen(by: Principal) -> list[str]:
    return [m["text"] for m in board.snapshot(by)["cards"]["messages"].values()]


def post(world: World, to: dict, by: Principal | None = None, **more: object) -> str:
    with follows(*world.everybody()):
        line = world.do("post_message", by, to=to, **({"text": "call the desk"} | more))
    body = next(b for b in line.bodies.values() if b["facts"])
    return body["facts"]["message"]


def test_a_message_to_a_unit_is_seen_by_it_its_agency_and_the_floor(world: World) -> None:
    post(world, {"unit": "6A15"})
    for by, sees in (
        (world.patrol, True),
        (world.lapd_admin, True),
        (world.call_taker, True),
        (world.other_patrol, False),
        (world.crisis_team, False),
        (world.crisis_admin, False),
    ):
        assert bool(seen(by)) is sees, by.username


def test_a_message_to_an_agency_is_seen_by_its_units(world: World) -> None:
    post(world, {"agency": "LAPD"})
    assert [bool(seen(by)) for by in (world.patrol, world.other_patrol, world.crisis_team)] == [True, True, False]


def test_a_unit_sees_what_it_sent_to_a_desk(world: World) -> None:
    post(world, {"desk": "supervisor"}, world.crisis_team, text="running late")
    assert [bool(seen(by)) for by in (world.crisis_team, world.dispatcher, world.patrol)] == [True, True, False]


def test_a_bolo_goes_to_every_agency_with_its_area_and_expiry(world: World) -> None:
    post(world, {"agency": "ALL"}, kind="bolo", text="missing child, green jacket", area="Hollywood")
    card = next(iter(board.snapshot(world.crisis_team)["cards"]["messages"].values()))
    assert (card["kind"], card["area"], card["to"]) == ("bolo", "Hollywood", {"agency": "ALL"})
    assert card["until"]


def test_a_bolo_with_police_words_is_read_by_police_alone(world: World) -> None:
    post(world, {"agency": "ALL"}, kind="bolo", text="wanted for assault", compartment="law")
    assert [bool(seen(by)) for by in (world.patrol, world.dispatcher, world.crisis_team, world.auditor)] == [
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(Invalid, match="does not read law"), follows(world.dispatcher):
        world.do("post_message", to={"unit": "UM61"}, text="x", compartment="law")
    with pytest.raises(Forbidden, match="could not read"), follows(world.dispatcher):
        world.do("post_message", world.crisis_team, to={"desk": "floor"}, text="x", compartment="law")


def test_each_receiver_acknowledges_for_itself(world: World) -> None:
    message = post(world, {"unit": "6A15"})
    with follows(*world.everybody()):
        world.do("acknowledge_message", world.patrol, message=message)
    card = board.snapshot(world.dispatcher)["cards"]["messages"][message]
    assert [(a["by"], a["unit"]) for a in card["acknowledged"]] == [("patrol", "6A15")]
    with pytest.raises(Refused, match="6A15 acknowledged"), follows(world.dispatcher):
        world.do("acknowledge_message", message=message, unit="6A15")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("acknowledge_message", world.other_patrol, message=message)
    with follows(*world.everybody()):
        world.do("acknowledge_message", message=message)


def test_an_expired_message_leaves_the_board_by_itself(world: World) -> None:
    message = post(world, {"unit": "6A15"}, until=later(60).isoformat())
    assert falling_due.expire_messages(later()) == 0
    with pytest.raises(Refused), follows(world.dispatcher):
        world.do("expire_message", principals.system(), message=message)
    Message.objects.update(until=later(-1))
    with follows(*world.everybody()):
        assert falling_due.expire_messages(later()) == 1
    assert seen(world.patrol) == []
    assert falling_due.expire_messages(later()) == 0
    with pytest.raises(Refused, match="left the board"), follows(world.dispatcher):
        world.do("acknowledge_message", world.patrol, message=message)


def test_a_message_about_an_incident_stays_out_of_others_sight(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        line = world.do("post_message", to={"unit": "6A15"}, text="stand by at the corner", incident=number)
    assert "corner" in str(line.view(world.patrol.audience))
    assert "corner" not in str(line.view(world.crisis_team.audience))
    kinds = [e["kind"] for e in board.timeline(world.dispatcher, number)["results"]]
    assert kinds[-1] == "message_posted"


def test_a_receiver_that_does_not_exist_is_said_so(world: World) -> None:
    for wrong in ({"unit": "NONE1"}, {"agency": "NONE"}, {"unit": "6A15", "desk": "x"}, {"pigeon": "x"}, {}):
        with pytest.raises(Invalid), follows(world.dispatcher):
            world.do("post_message", to=wrong, text="x")
    with pytest.raises(Forbidden, match="floor"), follows(world.dispatcher):
        world.do("post_message", world.patrol, to={"agency": "LAPD"}, text="x", kind="bolo")
