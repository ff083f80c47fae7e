"""Suspected bias-motivated calls: asked for on the floor, decided by two others, handed out with proof."""

import hashlib
import json
from uuid import uuid4

import pytest

from dispatch import board, reviews
from dispatch.errors import Forbidden, Invalid
from dispatch.models import BiasFlag, Call, Incident
from dispatch.principals import Principal
from tests.dispatch.flags import REASONS, WORDS, everybody, flag, flagged, review, sent_to
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_flag_changes_nothing_that_anybody_on_the_floor_sees(world: World) -> None:
    number = world.call(WORDS)
    world.do("assign_unit", incident=number, unit="6A15", reason="as asked")
    before = [board.incident(viewer, number) for viewer in (world.call_taker, world.dispatcher, world.patrol)]
    with follows(*everybody(world)):
        world.do("flag_bias", world.call_taker, incident=number, reasons=REASONS, note="no act")
    after = [board.incident(viewer, number) for viewer in (world.call_taker, world.dispatcher, world.patrol)]
    assert after == before


def test_the_flagger_is_answered_with_the_events_number_alone(world: World) -> None:
    line = flag(world, world.call(WORDS))
    assert line.view(world.call_taker.audience) == {"seq": line.seq}
    assert line.view(world.supervisor.audience)["facts"]["flag"].endswith("/F1")


def test_the_same_request_twice_is_one_flag(world: World) -> None:
    number = world.call(WORDS)
    again = {"request_id": str(uuid4())}
    first, second = flag(world, number, **again), flag(world, number, **again)
    assert (first.seq, BiasFlag.objects.count()) == (second.seq, 1)


def test_only_supervisors_ever_read_what_a_flag_says(world: World, second: Principal) -> None:
    number = world.call_with("6A15", narrative=WORDS)
    world.do("assign_unit", incident=number, unit="UM61", role="backup", reason="as asked")
    flag(world, number, note="CANARY note")
    review(world, number, world.supervisor, "refer", "CANARY reason")
    review(world, number, second, "refer", "CANARY second")
    fields = {"incident": number, "flag": 1, "recipient": "CANARY recipient", "reason": "CANARY why"}
    world.do("export_bias_referral", second, **fields)
    for viewer in world.everybody():
        shown = sent_to(viewer, number)
        assert "CANARY" not in shown, viewer.username
        assert "bias_flag" not in shown.replace('"bias_flag": {"states"', ""), viewer.username
        for read in (reviews.flags, lambda by: reviews.file(by, number, 1)):
            with pytest.raises(Forbidden):
                read(viewer)
    for word in ("note", "reason", "second", "recipient", "why"):
        assert f"CANARY {word}" in sent_to(world.supervisor, number)


def test_patrol_and_teams_cannot_flag_and_the_floor_cannot_review(world: World) -> None:
    number = flagged(world)
    for by in (world.patrol, world.crisis_team, world.lapd_admin, world.auditor):
        with pytest.raises(Forbidden):
            flag(world, number, by)
    for by in (world.call_taker, world.dispatcher):
        with pytest.raises(Forbidden):
            review(world, number, by, "dismiss")


def test_a_flag_needs_a_tick_and_words(world: World) -> None:
    number = world.call(WORDS)
    for wrong in ({"reasons": []}, {"reasons": ["a hunch"]}, {"note": ""}, {"note": "  "}, {"quotes": ["never said"]}):
        with pytest.raises(Invalid):
            flag(world, number, **wrong)
    assert not BiasFlag.objects.exists()


def test_everything_is_frozen_verbatim_and_its_digest_is_in_the_log(world: World) -> None:
    earlier = world.call("he is back again", callback="213-555-0142")
    number = world.call(WORDS, callback="213-555-0142", caller_name="Pat Example")
    call = Call.objects.get(incident__number=number)
    world.do("update_call", world.call_taker, call=str(call.ref), narrative=f"{WORDS}. Never mind")
    line = flag(world, number, call=str(call.ref), quotes=["he just does not belong here"])
    world.do("update_call", world.call_taker, call=str(call.ref), narrative="changed later")
    kept = BiasFlag.objects.get()
    record = kept.snapshot
    assert record["calls"][0]["narrative"] == f"{WORDS}. Never mind"
    assert record["calls"][0]["taken_by"] == "calltaker"
    assert [a["narrative"] for a in record["assessments"]] == [WORDS, f"{WORDS}. Never mind"]
    assert record["incident"]["response"]
    assert [prior["incident"] for prior in record["prior_calls"]] == [earlier]
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() == line.bodies["review"]["facts"]["record_sha256"]
    assert kept.quotes == ["he just does not belong here"]


def test_the_suggestion_is_only_noted(world: World) -> None:
    number = flagged(world)
    suggested = Incident.objects.get(number=number).assessment.result["bias_review_suggested"] is not None
    assert BiasFlag.objects.get().suggested is suggested
    assert not BiasFlag.objects.exclude(incident__number=number).exists()


def test_a_closed_incident_can_be_flagged_and_stays_closed(world: World) -> None:
    number = world.call(WORDS)
    outcome = {"outcome": "cancelled"} if Incident.objects.get().eligible else {}
    world.do("close_incident", incident=number, disposition="no_dispatch", **outcome)
    with follows(*everybody(world)):
        world.do("flag_bias", world.dispatcher, incident=number, reasons=["slur"], note="heard later")
    assert Incident.objects.get().status == "closed"


def test_a_flag_holds_the_record_and_the_hold_is_on_no_card(world: World) -> None:
    number = flagged(world)
    assert Incident.objects.get(number=number).retention_hold
    assert "retention_hold" not in json.dumps(board.incident(world.dispatcher, number))
