"""Policy: drafts are never lost, two people release, releases and assessments are never changed."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from dispatch import log, policy_text, triaging
from dispatch.errors import Forbidden, Refused
from dispatch.models import Assessment, Incident, Protocol, ProtocolDraft
from dispatch.principals import Principal
from tests.follow import follows
from tests.world import World
from triage import protocol

pytestmark = pytest.mark.django_db

PACKAGED = protocol.load_default().text
CHANGED = PACKAGED.replace('name = "Los Angeles 1"', 'name = "Los Angeles 2"').replace(
    "Is the person awake and breathing?", "Is the person awake, and breathing?"
)


@pytest.fixture
def second(world: World) -> Principal:
    return world.person("second", "supervisor")


def save(world: World, text: str = CHANGED, draft: str = "", **more: Any) -> str:
    draft = draft or str(uuid4())
    world.do("save_protocol_draft", world.supervisor, draft=draft, name="Breathing", text=text, **more)
    return draft


def proposed(world: World, text: str = CHANGED) -> str:
    draft = save(world, text)
    world.do("propose_protocol", world.supervisor, draft=draft)
    return draft


def facts(line: log.Line) -> dict[str, Any]:
    return dict(line.bodies["common"]["facts"])


def forget_what_is_in_force() -> None:
    triaging._newest.cache_clear()


def test_the_packaged_protocol_is_the_first_release_and_in_force() -> None:
    first = Protocol.objects.get()
    assert (first.version, first.proposed_by, first.published_by) == (triaging.in_force().version, None, None)


def test_a_draft_is_saved_with_its_faults_and_they_are_told_with_their_lines(world: World) -> None:
    with follows(*world.everybody(), world.supervisor):
        line = world.do(
            "save_protocol_draft", world.supervisor, draft=str(uuid4()), name="x", text='name = "x"\nbroken ='
        )
    assert facts(line)["faults"][0]["line"] == 2
    assert ProtocolDraft.objects.get().text.endswith("broken =")


def test_a_fault_names_the_line_of_what_it_is_about() -> None:
    twice = PACKAGED + '\n[[question]]\nid = "injury"\nstep = 4\nwhy = "x"\nwords = "Again?"\nanswers = "yes_no"\n'
    [fault] = policy_text.faults(twice)
    assert twice.splitlines()[(fault.line or 0) - 1] == 'id = "injury"'


@pytest.mark.parametrize(
    "text", ["", "answers = 3", "question = 1", "[[question]]\nid = 1", "[[call_type]]", "name = 1"]
)
def test_whatever_is_typed_is_saved_and_has_faults(world: World, text: str) -> None:
    draft = save(world, text)
    assert policy_text.faults(text)
    with pytest.raises(Refused, match="faults"):
        world.do("propose_protocol", world.supervisor, draft=draft)


def test_two_people_release_a_protocol_and_it_is_in_force(world: World, second: Principal) -> None:
    draft = save(world, note="Clearer")
    with follows(*world.everybody(), world.supervisor):
        world.do("propose_protocol", world.supervisor, draft=draft)
    with follows(*world.everybody(), world.supervisor):
        line = world.do("publish_protocol", second, draft=draft)
    forget_what_is_in_force()
    released = Protocol.objects.latest("released_at")
    assert triaging.in_force().text == released.text == CHANGED
    assert (str(released.proposed_by), str(released.published_by)) == ("supervisor", "second")
    assert (line.kind, facts(line)["version"]) == ("protocol_published", released.version)
    assert facts(line)["replaces"] == policy_text.version(PACKAGED)


def test_nobody_publishes_what_they_proposed_or_wrote_last(world: World, second: Principal) -> None:
    draft = proposed(world)
    with pytest.raises(Refused, match="second supervisor"):
        world.do("publish_protocol", world.supervisor, draft=draft)
    world.do("save_protocol_draft", second, draft=draft, name="x", text=CHANGED)
    world.do("propose_protocol", world.supervisor, draft=draft)
    with pytest.raises(Refused, match="You wrote it last"):
        world.do("publish_protocol", second, draft=draft)
    assert Protocol.objects.count() == 1


def test_the_database_too_refuses_a_release_by_one_person(world: World) -> None:
    one = world.supervisor.id
    with pytest.raises(DatabaseError), transaction.atomic():
        ProtocolDraft.objects.create(
            ref=uuid4(), name="x", state="published", by_id=one, proposed_by_id=one, published_by_id=one,
            at="2026-01-01T00:00Z", proposed_at="2026-01-01T00:00Z",
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Protocol.objects.create(
            version=policy_text.version("x"), text="x", name="x", released_at="2026-01-01T00:00Z",
            proposed_by_id=one, published_by_id=one,
        )  # fmt: skip


def test_a_change_after_the_proposal_takes_the_proposal_back(world: World, second: Principal) -> None:
    draft = proposed(world)
    save(world, CHANGED + "# one more word\n", draft)
    with pytest.raises(Refused, match="not proposed"):
        world.do("publish_protocol", second, draft=draft)


def test_what_is_published_is_what_was_read(world: World, second: Principal) -> None:
    draft, read = proposed(world), policy_text.version(CHANGED)
    save(world, CHANGED + "# sneaked in\n", draft)
    world.do("propose_protocol", world.supervisor, draft=draft)
    with pytest.raises(Refused, match="after you read it"):
        world.do("publish_protocol", second, draft=draft, version=read)


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten(world: World, second: Principal) -> None:
    draft = save(world)
    seen = policy_text.version(CHANGED)
    world.do("save_protocol_draft", second, draft=draft, name="x", text="theirs", seen=seen)
    with pytest.raises(Refused, match="second saved this draft"):
        world.do("save_protocol_draft", world.supervisor, draft=draft, name="x", text="mine", seen=seen)
    assert ProtocolDraft.objects.get().text == "theirs"


def test_what_changes_nothing_is_not_proposed(world: World) -> None:
    with pytest.raises(Refused, match="in force"):
        proposed(world, PACKAGED)


def test_an_earlier_release_can_be_released_again(world: World, second: Principal) -> None:
    world.do("publish_protocol", second, draft=proposed(world))
    forget_what_is_in_force()
    world.do("publish_protocol", second, draft=proposed(world, PACKAGED))
    forget_what_is_in_force()
    assert triaging.in_force().text == PACKAGED
    assert Protocol.objects.count() == 3


def test_a_draft_is_put_away_with_a_reason_and_stays(world: World) -> None:
    draft = save(world)
    with follows(*world.everybody(), world.supervisor):
        world.do("withdraw_protocol", world.supervisor, draft=draft, reason="overtaken")
    with pytest.raises(Refused, match="withdrawn"):
        save(world, draft=draft)
    assert ProtocolDraft.objects.get().withdrawn_because == "overtaken"


@pytest.mark.parametrize("who", ["dispatcher", "call_taker", "auditor", "lapd_admin", "patrol"])
def test_only_supervisors_make_policy(world: World, who: str) -> None:
    draft = proposed(world)
    with pytest.raises(Forbidden):
        world.do("publish_protocol", getattr(world, who), draft=draft)


def test_the_field_and_the_agencies_get_a_blank_tick(world: World) -> None:
    save(world)
    [line] = log.since(log.head().seq - 1)
    for viewer in (world.patrol, world.lapd_admin):
        assert line.view(viewer.audience) == {"seq": line.seq}
    assert "facts" in line.view(world.auditor.audience)


@pytest.mark.parametrize("table", [Protocol, Assessment])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_releases_and_assessments_are_never_changed(world: World, table: Any, change: str) -> None:
    world.call()
    rows = table.objects.all()
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        rows.update(version="0") if change == "update" else rows.filter(pk=rows[0].pk)._raw_delete("default")


def test_a_stored_assessment_can_be_made_again_also_after_a_release(world: World, second: Principal) -> None:
    world.call(answers={"weapons": "unknown"}, call_type=triaging.in_force().call_types[0].code)
    world.do("publish_protocol", second, draft=proposed(world))
    forget_what_is_in_force()
    kept = Assessment.objects.get()
    assert triaging.recomputed(kept) == kept.result


def test_open_incidents_keep_their_assessment_and_can_still_be_changed(world: World, second: Principal) -> None:
    gone = triaging.in_force().call_types[-1].code
    number = world.call(answers={"injury": "no", "weapons": "no"}, call_type=gone)
    without = PACKAGED.replace('id = "injury"', 'id = "hurt"').replace(f'code = "{gone}"', 'code = "OTHERNAME"')
    world.do("publish_protocol", second, draft=proposed(world, without))
    forget_what_is_in_force()
    incident = Incident.objects.get(number=number)
    assert incident.assessment
    assert incident.assessment.version.startswith(policy_text.version(PACKAGED))
    call = incident.calls.get()
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=str(call.ref), narrative="Woman on a bench, crying")
    incident = Incident.objects.get(number=number)
    assert incident.assessment
    assert incident.assessment.answers == {"weapons": "no"}
    assert incident.assessment.version.startswith(policy_text.version(without))
    assert triaging.recomputed(incident.assessment) == incident.assessment.result
