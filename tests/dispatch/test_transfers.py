"""Calls handed to other desks, legs and outcomes; interpreters; and the record that goes along."""

import pytest

from dispatch import board, wire
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Incident
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db


def call_of(world: World, number: str) -> str:
    return next(iter(board.incident(world.dispatcher, number)["calls"]))


def test_a_transfer_goes_through_its_legs_with_times_and_outcome(world: World) -> None:
    number = world.call_with("UM61")
    call = call_of(world, number)
    with follows(*world.everybody()):
        world.do("transfer_call", world.call_taker, incident=number, call=call, to="988", kind="988", reason="asked")
    name = f"{number}/T1"
    for state in ("accepted", "completed"):
        with follows(*world.everybody()):
            world.do("end_transfer", incident=number, transfer=name, state=state, outcome="stays on the line")
    card = board.incident(world.dispatcher, number)["transfers"][name]
    assert (card["to"], card["state"], card["outcome"]) == ("988", "completed", "stays on the line")
    assert list(card["times"]) == ["requested", "accepted", "completed"]
    assert [step["by"] for step in card["steps"]] == ["calltaker", "dispatcher", "dispatcher"]
    with pytest.raises(Refused, match="cannot be"), follows(world.dispatcher):
        world.do("end_transfer", incident=number, transfer=name, state="declined")


def test_a_call_goes_only_to_a_desk_on_the_centres_list(world: World) -> None:
    """enforces transfer_targets"""
    number = world.call()
    call = call_of(world, number)
    with pytest.raises(Refused, match="list of desks: 211, 311, 988"), follows(world.dispatcher):
        world.do("transfer_call", incident=number, call=call, to="nobody")
    with pytest.raises(Refused, match="of the kind fire"), follows(world.dispatcher):
        world.do("transfer_call", incident=number, call=call, to="lafd", kind="988")
    with follows(*world.everybody()):
        world.do("transfer_call", incident=number, call=call, to="LAFD")
    card = board.incident(world.dispatcher, number)["transfers"][f"{number}/T1"]
    assert (card["to"], card["kind"]) == ("lafd", "fire")


def test_a_declined_leg_is_followed_by_another(world: World) -> None:
    number = world.call()
    call = call_of(world, number)
    world.do("transfer_call", incident=number, call=call, to="988", kind="988")
    with pytest.raises(Refused, match="end that first"), follows(world.dispatcher):
        world.do("transfer_call", incident=number, call=call, to="211", kind="211")
    world.do("end_transfer", incident=number, transfer=f"{number}/T1", state="declined")
    with follows(*world.everybody()):
        world.do("transfer_call", incident=number, call=call, to="211", kind="211")
    assert set(board.incident(world.dispatcher, number)["transfers"]) == {f"{number}/T1", f"{number}/T2"}


def test_a_call_that_988_accepted_closes_as_transferred(world: World) -> None:
    number = world.call()
    world.do("transfer_call", incident=number, call=call_of(world, number), to="988", kind="988")
    with pytest.raises(Refused, match="say how that ended"), follows(world.dispatcher):
        world.do("close_incident", incident=number, disposition="handed_over")
    world.do("end_transfer", incident=number, transfer=f"{number}/T1", state="accepted")
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="handed_over")
    assert Incident.objects.get(number=number).outcome == "transferred_988"


def test_a_transfer_of_a_closed_incident_still_ends(world: World) -> None:
    number = world.call()
    world.do("transfer_call", incident=number, call=call_of(world, number), to="311", kind="311")
    world.do("close_incident", incident=number, disposition="referred", outcome="caller_refused")
    with follows(*world.everybody()):
        world.do("end_transfer", incident=number, transfer=f"{number}/T1", state="abandoned", outcome="hung up")
    assert board.incident(world.dispatcher, number)["transfers"][f"{number}/T1"]["outcome"] == "hung up"


def test_a_transfer_that_does_not_exist_or_is_misnamed_is_said_so(world: World) -> None:
    number = world.call()
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("end_transfer", incident=number, transfer=f"{number}/T7", state="accepted")
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("end_transfer", incident=number, transfer="seven", state="accepted")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("end_transfer", world.patrol, incident=number, transfer=f"{number}/T7", state="accepted")


def test_interpreter_time_is_kept_step_by_step(world: World) -> None:
    number = world.call_with("UM61")
    call = call_of(world, number)
    for state in ("requested", "connected", "ended"):
        with follows(*world.everybody()):
            world.do("record_interpreter", incident=number, call=call, language="es", state=state)
    now = board.incident(world.dispatcher, number)["interpreter"]
    assert (now["state"], now["language"], now["call"]) == ("ended", "es", call)
    assert now["requested_at"]
    assert now["connected_at"]
    with pytest.raises(Refused, match="No interpreter"), follows(world.dispatcher):
        world.do("record_interpreter", incident=number, call=call, language="es", state="ended")


def test_a_step_that_nobody_reported_stays_empty(world: World) -> None:
    number = world.call()
    world.do("record_interpreter", incident=number, call=call_of(world, number), language="hy", state="connected")
    assert board.incident(world.dispatcher, number)["interpreter"]["requested_at"] is None


def test_a_scheduled_call_is_held_and_returns_by_itself(world: World) -> None:
    from dispatch import falling_due

    with follows(*world.everybody()):
        number = world.call(due_at=later(3600).isoformat())
    now = board.incident(world.dispatcher, number)
    assert (now["status"], now["hold"]["until"], now["team_due_at"]) == ("held", now["due_at"], None)
    assert falling_due.end_holds(later()) == 0
    Incident.objects.filter(number=number).update(hold_until=later(-1), eligible_at=later(-7200))
    with follows(*world.everybody()):
        assert falling_due.end_holds(later()) == 1
    now = board.incident(world.dispatcher, number)
    assert (now["status"], now["hold"]) == ("waiting", None)
    assert now["team_due_at"] > wire.stamp(later()), "the wait for a team begins when the call is due"
    assert falling_due.end_holds(later()) == 0


def test_a_hold_with_a_time_ends_by_itself_and_no_earlier(world: World) -> None:
    from dispatch import falling_due, principals

    number = world.call()
    world.do("hold_incident", incident=number, reason="caller at work", until=later(3600).isoformat())
    with pytest.raises(Refused, match="not come"), follows(world.dispatcher):
        world.do("end_hold", principals.system(), incident=number)
    Incident.objects.filter(number=number).update(hold_until=later(-1))
    assert falling_due.end_holds(later()) == 1
    assert board.incident(world.dispatcher, number)["status"] == "waiting"


def test_a_time_in_the_past_or_on_an_attached_call_is_refused(world: World) -> None:
    number = world.call()
    for wrong in ({"due_at": later(-5).isoformat()}, {"due_at": later(60).isoformat(), "attach_to": number}):
        with pytest.raises(Invalid), follows(world.dispatcher):
            world.call(**wrong)
