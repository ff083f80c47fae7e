"""Triage runs again on what is newly known: what changed is said and alerted, and assigns nobody."""

import json

import pytest

from dispatch import board, commands, log
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.models import Incident, Note
from tests.follow import follows
from tests.world import CALM, KNIFE, World, later

pytestmark = pytest.mark.django_db


def card(world: World, number: str) -> dict:
    return board.incident(world.dispatcher, number)


def facts(line: log.Line) -> dict:
    return line.bodies["common"]["facts"]


def test_a_second_caller_who_sees_a_knife_changes_triage_and_alerts_without_touching_the_assignment(
    world: World,
) -> None:
    number = world.call_with("UM61")
    before = card(world, number)["assignments"]
    with follows(*world.everybody()):
        line = world.do("take_call", world.call_taker, attach_to=number, address="x", narrative=KNIFE)
    now = card(world, number)
    assert facts(line)["triage"]["before"]["level"] == 2
    assert facts(line)["triage"]["after"]["level"] == 4
    assert now["response"][0]["kind"] in ("police", "co_response")
    assert now["assignments"] == before
    (alert,) = now["alerts"]
    assert alert["alert"] == f"{number}/A1"
    assert alert["before"]["response"] == ["mental_health"]
    assert alert["unseen_by"] == ["UM61"]
    assert "weapon" in alert["says"]
    assert alert["acknowledged"] is None


def test_a_note_from_the_field_runs_triage_again(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        line = world.do(
            "add_note", world.crisis_team, incident=number, text="he holds a knife now, threatens to stab me"
        )
    assert facts(line)["triage"]["after"]["unarmed_alone_is_safe"] is False
    now = card(world, number)
    assert now["level"] == 4
    assert now["narrative"] == CALM, "what the callers said stays what the callers said"
    assert len(now["alerts"]) == 1


@pytest.mark.parametrize(("who", "compartment"), [("crisis_team", "care"), ("patrol", "law")])
def test_triage_never_reads_what_only_some_may_read(world: World, who: str, compartment: str) -> None:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="backup", reason="scene safety")
    with follows(*world.everybody()):
        world.do(
            "add_note", getattr(world, who), incident=number, text="he holds a knife, CANARY", compartment=compartment
        )
    world.do("add_note", incident=number, text="gate code 44")
    world.do("retriage", incident=number)
    now = card(world, number)
    assert now["alerts"] == []
    assert "CANARY" not in json.dumps([now["assessment"], now["narrative"]])


def test_a_note_on_a_closed_incident_changes_nothing(world: World) -> None:
    number = world.call()
    world.do("close_incident", incident=number, disposition="no_dispatch", outcome="cancelled")
    with follows(*world.everybody()):
        line = world.do("add_note", incident=number, text="he holds a knife")
    assert "triage" not in facts(line)
    assert Incident.objects.get(number=number).assessment.result["level"] == 2


def test_what_changes_nothing_alerts_nobody(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        line = world.do("add_note", incident=number, text="gate code 44")
    assert "triage" not in facts(line)
    assert card(world, number)["alerts"] == []


def test_while_nobody_is_assigned_only_a_turn_for_the_worse_alerts(world: World) -> None:
    worse, milder = world.call(CALM), world.call(KNIFE)
    for number, said in ((worse, KNIFE), (milder, CALM)):
        ref = next(iter(card(world, number)["calls"]))
        with follows(*world.everybody()):
            line = world.do("update_call", call=ref, narrative=said)
        assert "triage" in facts(line)
    assert len(card(world, worse)["alerts"]) == 1
    assert card(world, milder)["alerts"] == []


def test_the_first_words_that_its_taker_types_raise_no_alarm_and_later_ones_do(world: World) -> None:
    new, older = world.call(CALM), world.call(CALM, at=later(-180).isoformat())
    for number in (new, older):
        ref = next(iter(card(world, number)["calls"]))
        with follows(*world.everybody()):
            world.do("update_call", world.call_taker, call=ref, narrative=KNIFE)
    assert card(world, new)["level"] == 4
    assert card(world, new)["alerts"] == []
    assert len(card(world, older)["alerts"]) == 1


def test_a_call_that_is_attached_tells_what_changed_on_both_incidents(world: World) -> None:
    calm, danger = world.call_with("UM61"), world.call(KNIFE)
    ref = next(iter(card(world, danger)["calls"]))
    with follows(*world.everybody()):
        line = world.do("attach_call", incident=calm, call=ref)
    assert facts(line)["triage"]["after"]["level"] == 4
    assert facts(line)["triage_left"]["before"]["level"] == 4
    assert len(card(world, calm)["alerts"]) == 1


def test_triage_can_be_run_again_by_hand(world: World) -> None:
    number = world.call()
    with follows(*world.everybody()):
        line = world.do("retriage", world.call_taker, incident=number)
    assert facts(line)["changed"] is False
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("retriage", world.patrol, incident=number)


def test_more_words_than_triage_reads_are_said_to_be_too_many_and_stop_nobody(world: World) -> None:
    number = world.call()
    for _ in range(6):
        world.do("add_note", incident=number, text="quiet " * 3000)
    with follows(*world.everybody()):
        world.do("add_note", incident=number, text="calm " * 1000 + " he holds a knife and will stab him")
    now = card(world, number)
    assert now["level"] == 4
    assert any("More was said" in conflict["says"] for conflict in now["assessment"]["conflicts"])


def test_the_floor_and_each_unit_acknowledge_for_themselves(world: World) -> None:
    number = world.call_with("UM61")
    world.do("add_note", incident=number, text="he holds a knife and will stab him")
    key = f"{number}/A1"
    with follows(*world.everybody()):
        world.do("acknowledge_alert", world.crisis_team, incident=number, alert=key)
    (alert,) = card(world, number)["alerts"]
    assert (alert["acknowledged"], alert["unseen_by"]) == (None, [])
    assert alert["seen"][0]["unit"] == "UM61"
    with follows(*world.everybody()):
        world.do("acknowledge_alert", incident=number, alert=key.lower())
    assert card(world, number)["alerts"][0]["acknowledged"]["by"] == "dispatcher"
    for who in (world.supervisor, world.crisis_team):
        with pytest.raises(Refused, match="acknowledged"), follows(world.dispatcher):
            world.do("acknowledge_alert", who, incident=number, alert=key)


def test_an_alert_of_a_job_that_is_not_mine_does_not_exist(world: World) -> None:
    number = world.call_with("UM61")
    world.do("add_note", incident=number, text="he holds a knife and will stab him")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("acknowledge_alert", world.patrol, incident=number, alert=f"{number}/A1")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("acknowledge_alert", incident=number, alert=f"{number}/A2")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("acknowledge_alert", world.auditor, incident=number, alert=f"{number}/A1")


def test_seen_alerts_leave_the_card_after_three_and_unseen_ones_never(world: World) -> None:
    number = world.call_with("UM61")
    for text in ("he holds a knife", "there is a second man, he has a gun", "shots fired", "a child is bleeding"):
        world.do("add_note", incident=number, text=text)
    Note.objects.filter(incident__number=number).count()
    raised = len(card(world, number)["alerts"])
    assert raised >= 2
    newest = card(world, number)["alerts"][0]["alert"]
    assert newest == f"{number}/A{raised}"


def test_everybody_who_may_send_verbs_may_acknowledge_and_the_system_does_only_what_falls_due() -> None:
    from dispatch import roles

    by_itself = roles.BY_ITSELF | roles.DUE | roles.DRILLS | roles.UNHEARD | roles.UNANSWERED | roles.NOTICES
    assert roles.ROLES["system"].verbs == by_itself
    assert [r for r in roles.ROLES if roles.may(r, "report_overdue")] == ["system"]
    assert "report_overdue" in commands.COMMANDS
