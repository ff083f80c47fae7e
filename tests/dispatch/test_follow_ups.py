"""Follow-up tasks outlive their incident, belong to an agency, and are told when their time has come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch import board
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import FollowUp
from dispatch.principals import Principal
from tests.dispatch.alarms import shown, sweep
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db


def planned(world: World, by: Principal | None = None, **more: str) -> str:
    number = world.call_with("UM61")
    due = later(3600).isoformat()
    line = world.do("plan_follow_up", by or world.crisis_team, incident=number, text="bring forms", due_at=due, **more)
    return str(line.bodies["care"]["facts"]["follow_up"])


def tasks(viewer: Principal) -> dict:
    return dict(board.snapshot(viewer)["cards"]["follow_ups"])


def test_a_team_plans_one_for_its_agency_and_it_outlives_the_incident(world: World) -> None:
    with follows(*world.everybody()):
        ref = planned(world)
    number = FollowUp.objects.get().incident.number
    with follows(*world.everybody()):
        world.do("clear_unit", incident=number, unit="UM61", disposition="referred")
        world.do("close_incident", incident=number, disposition="referred")
    for viewer in (world.dispatcher, world.crisis_team, world.crisis_admin):
        assert tasks(viewer)[ref]["text"] == "bring forms"
    for viewer in (world.patrol, world.lapd_admin, world.auditor):
        assert tasks(viewer) == {}


def test_it_is_done_with_what_came_of_it_or_due_again(world: World) -> None:
    ref = planned(world)
    with follows(*world.everybody()):
        again = later(86_400).isoformat()
        world.do("finish_follow_up", world.crisis_admin, follow_up=ref, outcome="not at home", again_at=again)
    assert tasks(world.dispatcher)[ref]["text"] == "bring forms (not at home)"
    with follows(*world.everybody()):
        world.do("finish_follow_up", world.crisis_team, follow_up=ref, outcome="forms are signed")
    assert tasks(world.dispatcher) == {}
    with pytest.raises(Refused, match="has done this"), follows(world.dispatcher):
        world.do("finish_follow_up", follow_up=ref, outcome="again")


def test_other_agencies_and_the_police_know_nothing_of_it(world: World) -> None:
    ref = planned(world)
    other = world.person("lahsa_admin", "agency_admin", world.lahsa)
    assert tasks(other) == {}
    for by in (other, world.patrol, world.lapd_admin):
        with pytest.raises(NotFound), follows(world.dispatcher):
            world.do("finish_follow_up", by, follow_up=ref, outcome="x")
    number = world.call_with("6A15")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("plan_follow_up", world.patrol, incident=number, text="x", due_at=later(60).isoformat())
    mine = {"incident": FollowUp.objects.get().incident.number, "text": "x", "due_at": later(60).isoformat()}
    with pytest.raises(NotFound, match="agency LAHSA"), follows(world.dispatcher):
        world.do("plan_follow_up", world.crisis_team, agency="LAHSA", **mine)


def test_the_floor_plans_one_for_any_agency_that_cares(world: World) -> None:
    ref = planned(world, world.dispatcher, agency="LAHSA")
    assert tasks(world.dispatcher)[ref]["agency"] == "LAHSA"
    assert tasks(world.crisis_admin) == {}
    number = FollowUp.objects.get().incident.number
    due = later(60).isoformat()
    for agency in ("LAPD", "NOBODY"):
        with pytest.raises(NotFound), follows(world.dispatcher):
            world.do("plan_follow_up", incident=number, text="x", due_at=due, agency=agency)
    with pytest.raises(Invalid, match="past"), follows(world.dispatcher):
        world.do("plan_follow_up", incident=number, text="x", due_at=later(-60).isoformat())


def test_one_whose_time_has_come_is_told_without_its_words(world: World) -> None:
    ref = planned(world)
    FollowUp.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    with follows(*world.everybody()):
        sweep()
    (alarm,) = [a for a in shown(world) if a["kind"] == "follow_up_due"]
    assert "bring forms" not in str(alarm)
    world.do("finish_follow_up", follow_up=ref, outcome="done")
    with follows(*world.everybody()):
        sweep()
    assert [a for a in shown(world) if a["kind"] == "follow_up_due"] == []
