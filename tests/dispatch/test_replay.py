"""A rehearsal: which calls on record a draft would have answered otherwise; every call counted once."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dispatch import amendments, exports, flips, policy, replaying, tasks, triaging
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.flips import Answer
from dispatch.models import Replay, ReplayChunk, ReplayFlip
from tests.follow import follows
from tests.world import KNIFE, World
from triage import protocol

pytestmark = pytest.mark.django_db
PACKAGED = protocol.load_default().text


def call_type_of(*response: str) -> protocol.CallType:
    """Return a packaged call type with exactly this plan."""
    return next(t for t in protocol.load_default().call_types if t.response == response)


def replanned(kind: protocol.CallType, *response: str) -> str:
    """Return the packaged text with another plan for one call type."""
    head, code, tail = PACKAGED.partition(f'code = "{kind.code}"')
    was = f"response = {json.dumps(list(kind.response))}"
    assert was in tail
    return head + code + tail.replace(was, f"response = {json.dumps(list(response))}", 1)


MEDIATED = call_type_of("mediation")
TO_POLICE = replanned(MEDIATED, "police")


@pytest.fixture
def on_record(world: World) -> dict[str, str]:
    """One call that the draft answers otherwise, one that it does not, and where."""
    return {
        "flips": world.call("says please come", call_type=MEDIATED.code),
        "stays": world.call(KNIFE, call_type=MEDIATED.code),
    }


def draft_of(world: World, text: str = TO_POLICE) -> str:
    draft = str(uuid4())
    world.do("save_protocol_draft", world.supervisor, draft=draft, name="Try", text=text)
    return draft


def started(world: World, draft: str = "", **more: Any) -> Replay:
    with follows(*world.everybody(), world.supervisor):
        world.do("start_replay", world.supervisor, draft=draft or draft_of(world), **({"over": "record"} | more))
    return Replay.objects.latest("pk")


def worked(replay: Replay) -> Replay:
    while replaying.work(replay.pk):
        pass
    replay.refresh_from_db()
    return replay


def test_the_calls_that_flip_are_found_with_where_and_which_way(world: World, on_record: dict[str, str]) -> None:
    replay = worked(started(world))
    [flip] = ReplayFlip.objects.all()
    assert (flip.subject, flip.area, flip.direction) == (on_record["flips"], "Hollywood", "toward")
    assert flip.before["response"] == ["mediation"]
    assert flip.after["response"] == ["police"]
    assert replay.state == "done"
    assert replay.result
    assert (replay.result["calls"], replay.result["flips"]) == (2, 1)
    assert replay.result["areas"]["Hollywood"] == {"calls": 2, "flips": 1, "toward": 1}
    assert list(replay.result["pairs"].values()) == [1]


def test_what_became_of_a_flip_is_told(world: World, on_record: dict[str, str]) -> None:
    world.do("assign_unit", incident=on_record["flips"], unit="UM61", reason="they know her")
    world.do("assign_unit", incident=on_record["flips"], unit="6A15", role="backup", reason="scene safety")
    worked(started(world))
    flip = ReplayFlip.objects.get()
    assert flip.backup
    assert flip.overridden


def test_a_call_that_was_assessed_twice_counts_once_by_its_last(world: World, on_record: dict[str, str]) -> None:
    from dispatch.models import Call

    call = Call.objects.get(incident__number=on_record["flips"])
    world.do("update_call", world.call_taker, call=str(call.ref), narrative=KNIFE)
    assert worked(started(world)).result["calls"] == 2
    assert not ReplayFlip.objects.exists()


def test_what_came_after_the_start_does_not_count(world: World, on_record: dict[str, str]) -> None:
    replay = started(world)
    world.call("says please come", call_type=MEDIATED.code)
    assert worked(replay).result["calls"] == replay.total == 2


def test_only_the_newest_calls_when_a_sample_is_asked_for(world: World, on_record: dict[str, str]) -> None:
    replay = worked(started(world, sample=1))
    assert (replay.total, replay.result["calls"], replay.result["flips"]) == (1, 1, 0)


def test_a_part_whose_worker_died_is_taken_over_and_counts_once(
    world: World, on_record: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatch.commands.replays.CHUNK", 1)
    replay = started(world)
    dead = replaying.claim(replay)
    assert dead
    found = replaying._done(replay, dead)
    worked(replay)
    assert replay.state == "running"
    assert replaying.due() == []
    ReplayChunk.objects.filter(pk=dead.pk).update(claimed_at=timezone.now() - timedelta(minutes=5))
    assert replaying.due() == [(replay.pk, 1)]
    worked(replay)
    assert replaying.keep(dead, *found) is False  # the dead worker was only slow
    assert (replay.state, replay.result["calls"], ReplayFlip.objects.count()) == ("done", 2, 1)


def test_a_cancelled_replay_ends_at_once_and_what_a_worker_still_brings_is_thrown_away(
    world: World, on_record: dict[str, str]
) -> None:
    replay = started(world)
    part = replaying.claim(replay)
    assert part
    found = replaying._done(replay, part)
    with follows(*world.everybody(), world.supervisor):
        world.do("cancel_replay", world.supervisor, replay=str(replay.ref))
    assert replaying.keep(part, *found) is False
    assert replaying.due() == []
    worked(replay)
    assert (replay.state, replay.result, ReplayFlip.objects.count()) == ("cancelled", None, 0)
    with pytest.raises(Refused, match="cancelled already"):
        world.do("cancel_replay", world.supervisor, replay=str(replay.ref))
    assert worked(started(world, str(replay.draft.ref))).state == "done"


def test_a_part_that_never_ends_fails_the_replay_aloud(world: World, on_record: dict[str, str]) -> None:
    replay = started(world)
    ReplayChunk.objects.update(tries=replaying.MOST_TRIES)
    worked(replay)
    assert (replay.state, replay.fault) == ("failed", "Part 1 was begun 5 times and never ended.")
    assert policy.replay(replay.ref)["fault"]


def test_the_sweep_sends_what_is_due_and_the_parts_do_the_rest(
    world: World, on_record: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatch.commands.replays.CHUNK", 1)
    sent: list[int] = []
    monkeypatch.setattr(tasks.replay_part, "delay", sent.append)
    monkeypatch.setattr(tasks.replay_part, "apply_async", lambda args, expires: sent.extend(args))
    replay = started(world)
    tasks.sweep_replays()
    assert sent == [replay.pk] * 2
    while sent:
        tasks.replay_part(sent.pop())
    replay.refresh_from_db()
    assert (replay.state, replay.result["calls"]) == ("done", 2)
    tasks.sweep_replays()
    assert ReplayFlip.objects.count() == 1


def test_a_call_that_the_draft_no_longer_understands_is_counted_apart(world: World, on_record: dict[str, str]) -> None:
    gone = PACKAGED.replace(f'code = "{MEDIATED.code}"', 'code = "ANOTHER"')
    result = worked(started(world, draft_of(world, gone))).result
    assert sum(result["unanswerable"].values()) == 2
    assert result["flips"] == 0


def test_a_draft_is_replayed_by_one_at_a_time_and_only_without_faults(world: World, on_record: dict[str, str]) -> None:
    draft = draft_of(world)
    started(world, draft)
    with pytest.raises(Refused, match="already"):
        started(world, draft)
    with pytest.raises(Refused, match="faults"):
        started(world, draft_of(world, "broken ="))


def test_an_empty_record_has_nothing_to_replay(world: World) -> None:
    with pytest.raises(Refused, match="no call on record"):
        started(world)


def labels(**more: Any) -> str:
    expected = {
        "determination": "criminal",
        "response": ["police"],
        "unsafe_to_send_unarmed": True,
        "bias_flag_reasonable": False,
    }
    item = {"id": "a", "narrative": KNIFE, "answers": {}, "expected": expected, "category": "knives"} | more
    return json.dumps(item) + "\n\n" + json.dumps(item | {"id": "b", "narrative": "all calm"})


def test_a_labelled_file_is_scored_under_both(world: World) -> None:
    replay = worked(started(world, over="labelled", labelled_text=labels()))
    assert replay.result["calls"] == replay.total == 2
    assert replay.result["areas"] == {"knives": {"calls": 2}}
    assert replay.result["scores"]["before"] == replay.result["scores"]["after"]
    assert replay.result["scores"]["after"]["n"] == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no labelled narrative"),
        ("[1]", "Line 1: not an object"),
        ("{", "Line 1: not JSON"),
        (labels(narrative=3), "Line 1: it has no narrative"),
        (labels(expected={"response": ["magic"]}), "known kinds"),
        (labels(category=[1]), "category"),
        (labels() + "\n" + labels(), "stands twice"),
    ],
)
def test_what_is_wrong_with_a_labelled_file_is_said_by_line(world: World, text: str, says: str) -> None:
    with pytest.raises(Invalid) as problem:
        started(world, over="labelled", labelled_text=text)
    assert says in " ".join(problem.value.fields["labelled_text"])


@pytest.mark.parametrize(
    ("before", "after", "flipped", "direction"),
    [
        (("criminal", "police"), ("criminal", "police"), False, "neither"),
        (("criminal", "police"), ("criminal", "co_response"), True, "neither"),
        (("non_criminal", "mediation"), ("non_criminal", "mediation", "police"), True, "toward"),
        (("criminal", "police", "medical"), ("criminal", "medical"), True, "away"),
        (("criminal", "police", "medical"), ("criminal", "police"), False, "neither"),
        (("criminal", "police"), ("undetermined", "police"), True, "neither"),
    ],
)
def test_what_a_flip_is(before: Any, after: Any, flipped: bool, direction: str) -> None:
    a, b = Answer(before[0], before[1:]), Answer(after[0], after[1:])
    assert flips.flips(a, b) is flipped
    assert flips.direction(a, b) == direction


def test_the_changes_are_told_in_words() -> None:
    [change] = amendments.between(PACKAGED, TO_POLICE)
    assert change.says() == f"call type {MEDIATED.code}, response: mediation -> police"
    added = PACKAGED + '\n[[team]]\ncode = "X1"\nkind = "mediation"\n'
    assert [a.says() for a in amendments.between(PACKAGED, added)] == ["team X1 added: code: X1; kind: mediation"]
    assert [a.what for a in amendments.between(added, PACKAGED)] == ["removed"]
    assert amendments.between(PACKAGED, "# a word more\n" + PACKAGED) == []


def test_the_file_of_flips_runs_nothing_in_a_spreadsheet(world: World, on_record: dict[str, str]) -> None:
    replay = worked(started(world))
    ReplayFlip.objects.update(area="=HYPERLINK(0)")
    head, line = [policy.csv_line(cells) for cells in policy.table(replay.ref, {})]
    assert head.startswith("incident,area,")
    assert line.startswith(f"{on_record['flips']},'=HYPERLINK(0),non_criminal,mediation,")


def test_t29_the_flips_are_exported_with_a_reason_and_each_row_says_whose_it_is(
    world: World, on_record: dict[str, str]
) -> None:
    replay = worked(started(world))
    for reader in (world.supervisor, world.auditor):
        with follows(world.dispatcher):
            line = world.do("ask_export", reader, what="flips", replay=str(replay.ref), reason="the monthly review")
        facts = line.bodies["common"]["facts"]
        made = exports.file(reader, UUID(facts["export"]))
        head, row = [str(each) for each in made.content]
        assert head.rstrip().endswith(",exported")
        assert row.startswith(f"{on_record['flips']},")
        assert f"by {reader.username}, export {facts['export'][:8]}: the monthly review" in row
    with pytest.raises(NotFound):
        world.do("ask_export", world.supervisor, what="flips", replay=str(uuid4()), reason="none")


def test_policy_is_read_by_supervisors_and_auditors_alone(world: World) -> None:
    for reader in (world.supervisor, world.auditor):
        policy.must_read(reader)
    for other in (world.dispatcher, world.call_taker, world.lapd_admin, world.patrol):
        with pytest.raises(Forbidden):
            policy.must_read(other)


def shell(*words: str) -> str:
    said = StringIO()
    call_command("protocol", *words, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_the_shell_checks_compares_replays_and_publishes(
    world: World, on_record: dict[str, str], tmp_path: Path
) -> None:
    file, sheet = tmp_path / "try.toml", tmp_path / "flips.csv"
    file.write_text(TO_POLICE)
    assert "no fault" in shell("check", str(file))
    assert "mediation -> police" in shell("diff", "in-force", str(file))
    assert "2 calls" in shell("replay", str(file), "--csv", str(sheet))
    assert on_record["flips"] in sheet.read_text()
    people = ["--by", world.supervisor.username, "--note", "why"]
    with pytest.raises(CommandError, match="same one"):
        shell("publish", str(file), *people, "--confirmed-by", "supervisor")
    with pytest.raises(CommandError, match="may not"):
        shell("publish", str(file), *people, "--confirmed-by", world.dispatcher.username)
    second = world.person("second", "supervisor").username
    assert "in force" in shell("publish", str(file), *people, "--confirmed-by", second)
    triaging._newest.cache_clear()
    assert triaging.in_force().text == TO_POLICE
    assert "supervisor and second" in shell("list")


def test_the_shell_replays_a_labelled_file_and_names_the_faults_of_a_protocol(world: World, tmp_path: Path) -> None:
    file, told = tmp_path / "try.toml", tmp_path / "told.jsonl"
    file.write_text(TO_POLICE)
    told.write_text(labels())
    assert "safety_misses" in shell("replay", str(file), "--over-file", str(told))
    file.write_text("broken =")
    with pytest.raises(CommandError, match=r"try\.toml:1: Not valid TOML"):
        shell("check", str(file))
