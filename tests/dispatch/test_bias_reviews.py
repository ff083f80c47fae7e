"""A flag is reviewed by others than its flagger, expires when it was dismissed, and is counted without naming few."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatch import board, expiry, log, reviews
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import BiasFlag, Incident
from dispatch.principals import Principal
from tests.dispatch.flags import WORDS, everybody, flag, flagged, review
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("decision", "state"), [("dismiss", "dismissed"), ("coach", "coached")])
def test_one_supervisor_dismisses_or_coaches(world: World, decision: str, state: str) -> None:
    number = flagged(world)
    with follows(*everybody(world)):
        world.do("review_bias_flag", world.supervisor, incident=number, flag=1, decision=decision, reason="why")
    kept = BiasFlag.objects.get()
    assert (kept.state, kept.decision_reason) == (state, "why")
    assert (kept.expires_at is not None) == (state == "dismissed")
    with pytest.raises(Refused, match="cannot be"):
        review(world, number, world.person("third", "supervisor"), "refer")


def test_a_referral_takes_two_supervisors(world: World, second: Principal) -> None:
    number = flagged(world)
    review(world, number, world.supervisor, "refer")
    assert BiasFlag.objects.get().state == "referral_proposed"
    with pytest.raises(Refused, match="another supervisor"):
        review(world, number, world.supervisor, "refer")
    with pytest.raises(Refused, match="cannot be coached"):
        review(world, number, second, "coach")
    with follows(*everybody(world)):
        review(world, number, second, "refer")
    assert BiasFlag.objects.get().state == "referred"


def test_the_second_supervisor_may_dismiss(world: World, second: Principal) -> None:
    number = flagged(world)
    review(world, number, world.supervisor, "refer")
    review(world, number, second, "dismiss")
    kept = BiasFlag.objects.get()
    assert (kept.state, kept.expires_at is not None) == ("dismissed", True)


def test_nobody_reviews_a_flag_of_their_own(world: World, second: Principal) -> None:
    number = world.call(WORDS)
    flag(world, number, world.supervisor)
    with pytest.raises(Refused, match="You raised"):
        review(world, number, world.supervisor, "dismiss")
    review(world, number, second, "refer")
    with pytest.raises(Refused, match="You raised"):
        review(world, number, world.supervisor, "refer")


def test_the_database_itself_refuses_a_reviewer_who_may_not_be(world: World, second: Principal) -> None:
    number = flagged(world)
    review(world, number, world.supervisor, "refer")
    flags = BiasFlag.objects.filter(incident__number=number)
    now = timezone.now()
    for wrong in (
        {"reviewed_by": world.call_taker.id},
        {"second_reviewed_by": world.supervisor.id, "second_reason": "x"},
        {"second_reviewed_by": world.call_taker.id, "second_reason": "x"},
        {"state": "referred"},
        {"state": "dismissed", "expires_at": None},
        {"state": "open"},
        {"state": "a finding"},
        {"reasons": []},
        {"note": ""},
        {"decision_reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            flags.update(**wrong)
    flags.update(second_reviewed_by=second.id, second_reviewed_at=now, second_reason="x", state="referred")


def test_a_dismissed_flag_expires_shows_nowhere_and_releases_the_hold(world: World) -> None:
    number = flagged(world, note="CANARY")
    review(world, number, world.supervisor, "dismiss")
    assert expiry.expire_bias_flags(timezone.now()) == 0
    BiasFlag.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with follows(*everybody(world)):
        system = world.person("clock", "system")
        world.do("expire_bias_flag", system, incident=number, flag=1)
    assert not Incident.objects.get(number=number).retention_hold
    assert "CANARY" not in json.dumps([reviews.flags(world.supervisor), board.timeline(world.supervisor, number)])
    with pytest.raises(NotFound):
        review(world, number, world.person("third", "supervisor"), "refer")


def test_the_hold_stays_while_another_flag_needs_the_record(world: World) -> None:
    number = flagged(world)
    flag(world, number, world.dispatcher)
    review(world, number, world.supervisor, "dismiss")
    BiasFlag.objects.filter(n=1).update(expires_at=timezone.now() - timedelta(seconds=1))
    world.do("expire_bias_flag", world.person("clock", "system"), incident=number, flag=1)
    assert Incident.objects.get(number=number).retention_hold


def test_nothing_expires_before_its_time_and_nothing_but_a_dismissed_flag(world: World) -> None:
    number = flagged(world)
    clock = world.person("clock", "system")
    with pytest.raises(Refused, match="not due"):
        world.do("expire_bias_flag", clock, incident=number, flag=1)
    review(world, number, world.supervisor, "dismiss")
    with pytest.raises(Refused, match="not due"):
        world.do("expire_bias_flag", clock, incident=number, flag=1)
    left = BiasFlag.objects.get().expires_at - timezone.now()
    assert timedelta(days=729) < left < timedelta(days=732)
    with pytest.raises(Forbidden):
        world.do("expire_bias_flag", world.supervisor, incident=number, flag=1)


def test_the_queue_shows_states_counts_and_the_frozen_record(world: World) -> None:
    number = flagged(world)
    flag(world, number, world.dispatcher, note="me too")
    found = reviews.flags(world.supervisor, "open")
    assert [f["flag"] for f in found["results"]] == [f"{number}/F2", f"{number}/F1"]
    assert found["counts"]["open"] == 2
    assert len(reviews.flags(world.supervisor, "waiting", incident=number)["results"]) == 2
    assert reviews.flags(world.supervisor, incident="LA26-999999")["results"] == []
    assert found["results"][1]["record"]["calls"][0]["caller_name"] == "Pat Example"
    assert [f["flag"] for f in reviews.flags(world.supervisor, after=f"{number}/F2")["results"]] == [f"{number}/F1"]
    for wrong in ({"state": "guilty"}, {"incident": "LA\0"}, {"after": "\0/F1"}, {"after": number}, {"after": "x/F²"}):
        with pytest.raises(Invalid):
            reviews.flags(world.supervisor, **wrong)


def raised(world: World, count: int, state: str) -> None:
    number = world.call(WORDS)
    incident = Incident.objects.get(number=number)
    reviewed = {"reviewed_by_id": world.supervisor.id, "decision_reason": "x", "expires_at": timezone.now()}
    first = BiasFlag.objects.filter(incident=incident).count() + 1
    BiasFlag.objects.bulk_create(
        BiasFlag(
            incident=incident,
            n=first + i,
            by_id=world.call_taker.id,
            at=timezone.now(),
            reasons=["slur"],
            note="x",
            snapshot={},
            state=state,
            **({} if state == "open" else reviewed),
        )
        for i in range(count)
    )


def test_statistics_hide_small_counts_and_give_rates_with_counts(world: World) -> None:
    raised(world, 12, "dismissed")
    raised(world, 8, "expired")
    raised(world, 20, "coached")
    raised(world, 11, "open")
    for _ in range(8):
        world.call()
    (row,) = reviews.statistics(world.supervisor, "flagger")["results"]
    assert row == {
        "group": "calltaker",
        "calls": 12,
        "flags": 51,
        "dismissed": 20,
        "kept": 20,
        "waiting": 11,
        "flag_rate": 4.25,
        "dismissed_rate": 0.5,
    }
    assert reviews.statistics(world.auditor, "area")["results"][0]["group"] == "Hollywood"


def test_statistics_of_a_few_flags_say_only_that_there_are_few(world: World) -> None:
    raised(world, 3, "dismissed")
    (row,) = reviews.statistics(world.auditor, "language")["results"]
    assert {row[name] for name in ("flags", "dismissed", "kept", "waiting", "calls")} == {"<10"}
    assert (row["flag_rate"], row["dismissed_rate"]) == (None, None)


def test_who_raised_flags_is_not_for_auditors_and_statistics_not_for_the_floor(world: World) -> None:
    with pytest.raises(Forbidden):
        reviews.statistics(world.auditor, "flagger")
    for by in (world.call_taker, world.dispatcher, world.patrol, world.lapd_admin):
        with pytest.raises(Forbidden):
            reviews.statistics(by, "area")
    with pytest.raises(Invalid):
        reviews.statistics(world.supervisor, "race")


def test_the_daily_run_expires_what_is_due_as_the_system_and_twice_is_once(world: World) -> None:
    number = flagged(world)
    review(world, number, world.supervisor, "dismiss")
    BiasFlag.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    call_command("expire_bias_flags", verbosity=0)
    assert log.since(0)[-1].by == "system"
    assert (BiasFlag.objects.get().state, expiry.expire_bias_flags(timezone.now())) == ("expired", 0)


def test_a_suggested_review_stands_on_nobodys_card(world: World) -> None:
    number = world.call("suspicious black man walking down the street, not doing anything")
    assert Incident.objects.get(number=number).assessment.result["bias_review_suggested"] is not None
    for viewer in world.everybody():
        assert "bias_review_suggested" not in json.dumps(board.snapshot(viewer)["cards"])
