"""Overriding triage: a reason and words always, a second person when there is danger, counted by direction."""

import pytest
from django.db import IntegrityError, transaction

from dispatch import board, recommending, reviewing
from dispatch.errors import Forbidden, Invalid, Refused
from dispatch.models import Incident, Override
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db
WORDS = {"reason_code": "clinician_advice", "words": "the clinician on the line knows him"}


def card(world: World, number: str) -> dict:
    return board.incident(world.dispatcher, number)


def kinds(world: World, number: str) -> list[str]:
    return [r["kind"] for r in card(world, number)["response"] if r["required"]]


def override(world: World, number: str, response: list[str], by: object = None, **more: str) -> None:
    with follows(*world.everybody()):
        world.do("override_triage", by, incident=number, response=response, **(WORDS | more))


def test_an_override_counts_at_once_where_there_is_no_danger(world: World) -> None:
    number = world.call()
    override(world, number, ["police"], world.call_taker, determination="criminal")
    now = card(world, number)
    assert (kinds(world, number), now["determination"]) == (["police"], "criminal")
    assert [r["kind"] for r in now["recommended"] if r["required"]] == ["mental_health"]
    assert (now["override"]["direction"], now["override"]["state"]) == ("toward_police", "in_force")
    assert now["override"]["by"] == "calltaker"
    offered = recommending.recommendation(world.dispatcher, number)["units"]
    assert {o["unit"] for o in offered} == {"6A15", "6A20"}
    with pytest.raises(Refused, match="The override asks for police"), follows(world.dispatcher):
        world.do("assign_unit", incident=number, unit="UM61")
    world.do("assign_unit", incident=number, unit="6A15")


def test_taking_the_police_from_a_danger_waits_for_a_second_person(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["mental_health"])
    now = card(world, number)
    assert now["override"]["state"] == "awaiting_confirmation"
    assert (kinds(world, number), now["eligible"]) == (["police"], False)
    with pytest.raises(Refused) as raised, follows(world.dispatcher):
        world.do("confirm_override", incident=number, agree=True)
    assert raised.value.code == "refused.second_person"
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("confirm_override", world.call_taker, incident=number, agree=True)
    with follows(*world.everybody()):
        world.do("confirm_override", world.supervisor, incident=number, agree=True, words="heard the call")
    now = card(world, number)
    assert (kinds(world, number), now["eligible"]) == (["mental_health"], True)
    assert (now["override"]["direction"], now["override"]["confirmed_by"]) == ("away_from_police", "supervisor")


def test_an_override_that_the_second_person_refuses_never_counts(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["mental_health"])
    with follows(*world.everybody()):
        world.do("confirm_override", world.supervisor, incident=number, agree=False)
    assert (kinds(world, number), card(world, number)["override"]["state"]) == (["police"], "refused")
    with pytest.raises(Refused, match="No override"), follows(world.dispatcher):
        world.do("confirm_override", world.supervisor, incident=number, agree=True)


def test_a_joint_team_instead_of_police_needs_no_second_person(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["co_response", "medical"])
    assert card(world, number)["override"]["direction"] == "neither"
    assert kinds(world, number) == ["co_response", "medical"]


def test_a_new_danger_suspends_the_override_and_says_so(world: World) -> None:
    number = world.call()
    override(world, number, ["homeless_outreach"])
    assert kinds(world, number) == ["homeless_outreach"]
    with follows(*world.everybody()):
        world.do("add_note", incident=number, text="he pulled a knife and will stab him")
    now = card(world, number)
    assert kinds(world, number)[0] in ("police", "co_response")
    assert now["override"]["state"] == "suspended"
    assert "suspended" in now["alerts"][0]["says"]


def test_dangers_known_when_it_was_confirmed_do_not_suspend_it(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["mental_health"])
    world.do("confirm_override", world.supervisor, incident=number, agree=True)
    with follows(*world.everybody()):
        world.do("add_note", incident=number, text="still holds the knife")
    assert card(world, number)["override"]["state"] == "in_force"


def test_a_new_override_replaces_the_one_in_force(world: World) -> None:
    number = world.call()
    override(world, number, ["police"])
    override(world, number, ["mental_health", "medical"], world.supervisor)
    assert card(world, number)["override"]["direction"] == "away_from_police"
    assert sorted(Override.objects.values_list("state", flat=True)) == ["in_force", "replaced"]


def test_one_that_waits_is_replaced_by_its_proposer_only(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["mental_health"])
    with pytest.raises(Refused, match="confirm or refuse it first"), follows(world.dispatcher):
        world.do("override_triage", world.supervisor, incident=number, response=["medical"], **WORDS)
    override(world, number, ["co_response"])
    assert kinds(world, number) == ["co_response"]


def test_the_reason_comes_from_the_list_and_needs_words(world: World) -> None:
    number = world.call()
    for wrong in (
        {"words": "  x "},
        {"reason_code": "because"},
        {"response": []},
        {"response": ["police", "police"]},
        {"response": ["no_dispatch", "police"]},
    ):
        body = {"response": ["police"], **WORDS, **wrong}
        with pytest.raises(Invalid), follows(world.dispatcher):
            world.do("override_triage", incident=number, **body)
    with pytest.raises(Refused, match="counts already"), follows(world.dispatcher):
        world.do("override_triage", incident=number, response=["mental_health"], **WORDS)
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("override_triage", world.crisis_team, incident=number, response=["police"], **WORDS)


def test_an_override_that_waits_lapses_when_the_incident_is_closed(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["mental_health"])
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="unfounded")
    assert card(world, number)["override"]["state"] == "lapsed"


def test_the_database_holds_one_open_override_and_a_second_person(world: World) -> None:
    number = world.call(KNIFE)
    override(world, number, ["mental_health"])
    row = Override.objects.get()
    with pytest.raises(IntegrityError, match="override_second_person"), transaction.atomic():
        Override.objects.update(decided_by="dispatcher")
    row.pk, row.n = None, 2
    with pytest.raises(IntegrityError, match="override_one_open_per_incident"), transaction.atomic():
        row.save()


def test_an_eligible_call_that_went_to_the_police_by_override_ends_as_overridden(world: World) -> None:
    number = world.call()
    override(world, number, ["police"])
    world.do("assign_unit", incident=number, unit="6A15")
    world.do("clear_unit", incident=number, unit="6A15", disposition="resolved")
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="resolved")
    incident = Incident.objects.get(number=number)
    assert incident.outcome == "overridden"
    assert "knows him" in incident.outcome_reason


def test_the_review_counts_the_two_directions_apart(world: World) -> None:
    toward, away = world.call(CALM), world.call(KNIFE)
    override(world, toward, ["police"])
    override(world, away, ["mental_health"])
    found = reviewing.overrides(world.supervisor)
    assert found["counts"] == {"toward_police": 1, "away_from_police": 1, "neither": 0}
    assert [r["incident"] for r in found["results"]] == [away, toward]
    assert found["results"][0]["recommended"] == ["police"]
    first = reviewing.overrides(world.supervisor, limit=1)
    assert reviewing.overrides(world.supervisor, after=first["next"])["results"][0]["incident"] == toward
    waiting = reviewing.overrides(world.supervisor, state="awaiting_confirmation", direction="away_from_police")
    assert [r["override"] for r in waiting["results"]] == [f"{away}/O1"]
    with pytest.raises(Invalid):
        reviewing.overrides(world.supervisor, direction="sideways")
    with pytest.raises(Forbidden):
        reviewing.overrides(world.patrol)
