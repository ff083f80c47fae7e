"""Care plans: shown when a team is sent, to those who care alone, with consent, a source and an end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatch import board, expiry, log
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Caution
from dispatch.principals import Principal
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db
WILCOX = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309}
OF_PERSON = {
    "about": "person",
    "person": "R. Amari",
    "helps": "Speak slowly, say your names first",
    "triggers": "Uniforms, dogs",
    "call": "Sister, 213-555-0190",
    "consent": "person",
    "consent_by": "R. Amari, 3 Nov 2026",
    "told_by": "Exodus case manager",
}


def plan(world: World, by: Principal | None = None, **more: Any) -> str:
    line = world.do("add_care_plan", by or world.dispatcher, **(WILCOX | OF_PERSON | more))
    return str(line.bodies["care"]["facts"]["caution"])


def seen(viewer: Principal, number: str) -> list[dict[str, Any]]:
    return [c for c in board.incident(viewer, number).get("cautions_care", []) if "plan" in c]


def test_a_plan_shows_at_once_to_floor_and_crisis_team_and_never_to_police(world: World) -> None:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="backup", reason="scene safety")
    with follows(*world.everybody()):
        plan(world)
    for viewer in (world.dispatcher, world.crisis_team):
        (shown,) = seen(viewer, number)
        assert (shown["text"], shown["plan"]["triggers"]) == (OF_PERSON["helps"], "Uniforms, dogs")
    assert "Speak slowly" not in str(board.snapshot(world.patrol)["cards"])
    assert "Speak slowly" not in str(board.timeline(world.patrol, number))
    assert "Speak slowly" not in str([line.view(world.patrol.audience) for line in log.since(0)])


def test_a_persons_plan_is_found_by_the_number_that_calls_wherever_they_are(world: World) -> None:
    plan(world, phone="(213) 555-0177")
    elsewhere = {"address": "Union Station", "lat": 34.0562, "lon": -118.2365}
    with follows(*world.everybody()):
        number = world.call(callback="213-555-0177", **elsewhere)
    assert len(seen(world.dispatcher, number)) == 1
    assert seen(world.dispatcher, world.call(callback="213-555-0178", **elsewhere)) == []


def test_a_number_that_is_typed_later_finds_the_plan_too(world: World) -> None:
    number = world.call(address="Union Station", lat=34.0562, lon=-118.2365)
    plan(world, phone="213-555-0177")
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=call, callback="2135550177")
    assert len(seen(world.dispatcher, number)) == 1


AMARI = "213-555-0177"
ELSEWHERE = {"address": "Union Station", "lat": 34.0562, "lon": -118.2365}


def planned_elsewhere(world: World) -> tuple[str, str]:
    """Return an incident with a crisis team and one with the police on it; a plan is kept for AMARI's number."""
    plan(world, phone=AMARI)
    first, second = (world.call(**ELSEWHERE) for _ in range(2))
    world.do("assign_unit", incident=first, unit="UM61", reason="as asked")
    world.do("assign_unit", incident=second, unit="6A15", reason="as asked")
    return first, second


def test_a_call_that_is_attached_brings_its_persons_plan_to_those_who_care_alone(world: World) -> None:
    number, _ = planned_elsewhere(world)
    world.do("assign_unit", incident=number, unit="6A20", role="backup", reason="scene safety")
    opened = world.call(callback=AMARI, **ELSEWHERE)
    call = next(iter(board.incident(world.dispatcher, opened)["calls"]))
    assert (len(seen(world.dispatcher, opened)), seen(world.dispatcher, number)) == (1, [])
    start = log.head().seq
    with follows(*world.everybody()):
        world.do("attach_call", world.call_taker, incident=number, call=call)
    for viewer in (world.dispatcher, world.crisis_team):
        (shown,) = seen(viewer, number)
        assert shown["plan"]["triggers"] == "Uniforms, dogs"
    assert seen(world.dispatcher, opened) == [], "nobody with that number calls about it any more"
    assert "Uniforms" not in str(board.snapshot(world.other_patrol)["cards"])
    assert "Uniforms" not in str([line.view(world.other_patrol.audience) for line in log.since(start)])
    (line,) = log.since(start)
    assert "Uniforms" not in str({c: body for c, body in line.bodies.items() if c != "care"})


def test_a_call_that_is_taken_onto_an_incident_brings_the_plan_too(world: World) -> None:
    number, of_police = planned_elsewhere(world)
    with follows(*world.everybody()):
        world.call(callback=AMARI, attach_to=number, **ELSEWHERE)
    assert len(seen(world.crisis_team, number)) == 1
    with follows(*world.everybody()):
        world.call(callback=AMARI, attach_to=of_police, **ELSEWHERE)
    assert "Uniforms" not in str(board.snapshot(world.patrol)["cards"])


def test_a_merge_brings_the_plan_and_its_undo_takes_it_back(world: World) -> None:
    number, _ = planned_elsewhere(world)
    opened = world.call(callback=AMARI, **ELSEWHERE)
    with follows(*world.everybody()):
        line = world.do("merge_incidents", incident=number, other=opened, reason="same man")
    assert len(seen(world.crisis_team, number)) == 1
    with follows(*world.everybody()):
        world.do("undo", seq=line.seq)
    assert seen(world.crisis_team, number) == []
    assert len(seen(world.dispatcher, opened)) == 1


def test_a_call_that_is_split_off_takes_the_plan_along(world: World) -> None:
    number, _ = planned_elsewhere(world)
    world.call(callback=AMARI, attach_to=number, **ELSEWHERE)
    call = list(board.incident(world.dispatcher, number)["calls"])[-1]
    with follows(*world.everybody()):
        made = world.do("split_incident", incident=number, call=call).bodies["common"]["facts"]["into"]
    assert len(seen(world.dispatcher, made)) == 1
    assert seen(world.crisis_team, number) == []


def test_a_crisis_team_writes_one_and_the_police_can_not(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        plan(world, world.crisis_team, about="place", person="", helps="Ask for the night manager")
    assert len(seen(world.dispatcher, number)) == 1
    with pytest.raises(Forbidden), follows(world.dispatcher):
        plan(world, world.patrol)


def test_a_team_keeps_a_plan_at_a_place_where_others_work_too_and_is_shown_nothing_of_them(world: World) -> None:
    world.call_with("UM61")
    theirs = world.call_with("6A15", narrative="Burglar alarm going at the back")
    with follows(*world.everybody()):
        ref = plan(world, world.crisis_team, about="place", person="", helps="Ask for the night manager")
    assert len(seen(world.dispatcher, theirs)) == 1
    for verb, fields in (("review_care_plan", {"helps": "Ring twice"}), ("expire_care_plan", {"reason": "moved"})):
        with follows(*world.everybody()):
            line = world.do(verb, world.crisis_team, care_plan=ref, **fields)
        assert theirs not in line.view(world.crisis_team.audience)["cards"].get("incidents", {})
    assert seen(world.dispatcher, theirs) == []


def test_no_plan_without_consent_and_source_and_a_name_where_it_is_of_a_person(world: World) -> None:
    for missing in ("consent", "consent_by", "told_by", "person"):
        said = {k: v for k, v in (WILCOX | OF_PERSON).items() if k != missing}
        with pytest.raises(Invalid), follows(world.dispatcher):
            world.do("add_care_plan", **said)
    plan(world)
    with pytest.raises(IntegrityError, match="with_consent_in_care"), transaction.atomic():
        Caution.objects.update(plan={"about": "person"})
    with pytest.raises(IntegrityError, match="with_consent_in_care"), transaction.atomic():
        Caution.objects.update(compartment="common")


def test_it_is_reviewed_and_ends_by_itself_or_when_consent_is_withdrawn(world: World) -> None:
    number = world.call_with("UM61")
    ref = plan(world)
    with follows(*world.everybody()):
        world.do("review_care_plan", care_plan=ref, helps="Sit down with him", consent_by="R. Amari, today")
    assert seen(world.dispatcher, number)[0]["text"] == "Sit down with him"
    for verb in ("review_caution", "expire_caution"):
        with pytest.raises(NotFound), follows(world.dispatcher):
            world.do(verb, world.supervisor, caution=ref, **({"reason": "x"} if verb.startswith("expire") else {}))
    with follows(*world.everybody()):
        world.do("expire_care_plan", care_plan=ref, reason="consent withdrawn")
    assert seen(world.dispatcher, number) == []
    with pytest.raises(Refused, match="ended"), follows(world.dispatcher):
        world.do("review_care_plan", care_plan=ref, helps="x")
    plan(world)
    Caution.objects.filter(state="active").update(
        expires_at=timezone.now() - timedelta(seconds=1), review_at=timezone.now() - timedelta(days=1)
    )
    with follows(*world.everybody()):
        assert expiry.expire_cautions(timezone.now()) == 1
    assert seen(world.dispatcher, number) == []
