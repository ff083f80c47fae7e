"""Suspected bias-motivated calls: asked for on the floor, decided by two others, handed out with proof."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatch import board, expiry, log, reviews
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import BiasExport, BiasFlag, Call, Incident
from dispatch.principals import Principal
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db

WORDS = "A black man is sitting in a parked car, he just does not belong here, he is not doing anything"
REASONS = ["no_act_described", "trait_given_as_reason"]


@pytest.fixture
def second(world: World) -> Principal:
    return world.person("supervisor2", "supervisor")


def everybody(world: World) -> list[Principal]:
    return [*world.everybody(), world.supervisor]


def flagged(world: World, **more: Any) -> str:
    """Take the call and flag it; return the incident's number. The flag is F1."""
    number = world.call(WORDS, callback="213-555-0142", caller_name="Pat Example")
    flag(world, number, **more)
    return number


def flag(world: World, number: str, by: Principal | None = None, **more: Any) -> log.Line:
    fields = {"incident": number, "reasons": REASONS, "note": "nothing he did was ever named"} | more
    return world.do("flag_bias", by or world.call_taker, **fields)


def review(world: World, number: str, by: Principal, decision: str, reason: str = "heard the call") -> log.Line:
    return world.do("review_bias_flag", by, incident=number, flag=1, decision=decision, reason=reason)


def referred(world: World, second: Principal) -> str:
    number = flagged(world)
    review(world, number, world.supervisor, "refer")
    review(world, number, second, "refer")
    return number


def exported(world: World, second: Principal) -> tuple[str, log.Line]:
    number = referred(world, second)
    fields = {"incident": number, "flag": 1, "recipient": "City Attorney", "reason": "PC 653y"}
    return number, world.do("export_bias_referral", world.supervisor, **fields)


def sent_to(viewer: Principal, number: str) -> str:
    """Everything this viewer can get at: stream, snapshot, record, timeline, search."""
    sent = [line.view(viewer.audience) for line in log.since(0)]
    shown = [board.snapshot(viewer), board.events(viewer, 0, 1000), board.search(viewer, {"q": "CANARY"})]
    try:
        shown += [board.incident(viewer, number), board.timeline(viewer, number)]
    except NotFound:
        shown += []
    return json.dumps([sent, shown])


# --- flagging ------------------------------------------------------------------------------------------
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


# --- reviewing -----------------------------------------------------------------------------------------
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


# --- exporting -----------------------------------------------------------------------------------------
def test_only_a_referral_is_handed_out(world: World, second: Principal) -> None:
    number = flagged(world)
    with pytest.raises(Refused, match="only a referral"):
        world.do("export_bias_referral", second, incident=number, flag=1, recipient="x", reason="y")
    with pytest.raises(NotFound):
        reviews.file(second, number, 1)


def test_the_files_hash_is_the_events(world: World, second: Principal) -> None:
    number = referred(world, second)
    with pytest.raises(NotFound):
        reviews.file(world.supervisor, number, 1)
    with follows(*everybody(world)):
        world.do("export_bias_referral", second, incident=number, flag=1, recipient="City Attorney", reason="653y")
    facts = log.since(0)[-1].bodies["review"]["facts"]
    name, content = reviews.file(world.supervisor, number, 1)
    assert name == f"referral-{number}-F1.zip"
    assert hashlib.sha256(content).hexdigest() == facts["sha256"] == BiasExport.objects.get().sha256
    assert len(content) == facts["bytes"]


def unpacked(content: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def verified(folder: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_third_party_verifies_the_export_and_finds_every_changed_byte(
    world: World, second: Principal, tmp_path: Path
) -> None:
    number, _ = exported(world, second)
    folder = unpacked(reviews.file(second, number, 1)[1], tmp_path)
    status, said = verified(folder)
    assert (status, "every hash" in said) == (0, True), said
    # Whoever changes a file may also write a new manifest: the chain must notice by itself.
    for name, old, new in [
        ("record.json", "belong", "behave"),
        ("timeline.json", "call_taken", "call_token"),
        ("timeline.json", "does not belong", "does not behave"),
        ("custody.json", '"by": "supervisor2"', '"by": "supervisor3"'),
    ]:
        whole = (folder / name).read_text()
        assert old in whole, name
        (folder / name).write_text(whole.replace(old, new, 1))
        assert "is not the file" in verified(folder)[1]
        manifest = (folder / "MANIFEST.sha256").read_text()
        (folder / "MANIFEST.sha256").write_text(
            manifest.replace(
                hashlib.sha256(whole.encode()).hexdigest(),
                hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            )
        )
        status, said = verified(folder)
        assert status == 1, f"{name}: {old}"
        (folder / name).write_text(whole)
        (folder / "MANIFEST.sha256").write_text(manifest)


def test_health_and_police_notes_are_not_handed_out_and_the_chain_still_verifies(
    world: World, second: Principal, tmp_path: Path
) -> None:
    number = flagged(world)
    world.do("assign_unit", incident=number, unit="UM61", role="backup", reason="as asked")
    world.do("add_note", world.crisis_team, incident=number, text="CANARY lithium", compartment="care")
    world.do("add_note", incident=number, text="CANARY warrant", compartment="law")
    flag(world, number, note="CANARY another flag")
    review(world, number, world.supervisor, "refer")
    review(world, number, second, "refer")
    world.do("export_bias_referral", second, incident=number, flag=1, recipient="City Attorney", reason="653y")
    content = reviews.file(second, number, 1)[1]
    assert b"CANARY" not in content
    assert verified(unpacked(content, tmp_path))[0] == 0


def test_custody_names_everybody_who_had_a_hand_in_it(world: World, second: Principal) -> None:
    number, _ = exported(world, second)
    archive = zipfile.ZipFile(io.BytesIO(reviews.file(second, number, 1)[1]))
    custody = json.loads(archive.read("custody.json"))
    assert [step["by"] for step in custody["steps"]] == ["calltaker", "supervisor", "supervisor2", "supervisor"]
    assert custody["steps"][-1]["recipient"] == "City Attorney"
    assert custody["flag"] == f"{number}/F1"


def test_the_same_export_twice_has_the_same_bytes(world: World, second: Principal) -> None:
    from dispatch import referral

    number = referred(world, second)
    kept = BiasFlag.objects.select_related("incident").get(incident__number=number)
    exporting = referral.Exporting(by="supervisor", at=timezone.now(), recipient="x", reason="y")
    assert referral.made(kept, exporting) == referral.made(kept, exporting)


# --- expiring ------------------------------------------------------------------------------------------
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


# --- reading and counting ------------------------------------------------------------------------------
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
