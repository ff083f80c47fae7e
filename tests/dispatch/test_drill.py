"""Training is on a database of its own, marked in the first line of its log; neither is ever taken for the other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from dispatch import board, drill, log, principals
from dispatch.embedded import CannotStart, place
from dispatch.errors import Forbidden, Refused
from responders.models import Member
from tests.conftest import Cluster
from tests.environment import address
from tests.follow import follows
from tests.live import ROOT, Server
from tests.world import World

pytestmark = pytest.mark.django_db
EXPECT = [{"call": "bench", "send": ["mental_health"], "never": ["police"], "why": "Nobody is in danger."}]


@pytest.fixture
def marked(world: World) -> World:
    with follows(*world.everybody()):
        world.do("mark_drill", principals.system())
    return world


def started(world: World) -> str:
    run = str(uuid4())
    with follows(*world.everybody(), world.supervisor):
        said = {"scenario": "first", "title": "First", "brief": "", "expect": EXPECT}
        world.do("start_scenario", principals.system(), run=run, **said)
    return run


def test_the_mark_is_the_first_line_of_the_log(marked: World) -> None:
    assert log.line(1).kind == "drill_marked"
    assert drill.purpose() == drill.DRILL


def test_an_installation_that_was_live_never_becomes_a_drill(world: World) -> None:
    world.call()
    with pytest.raises(Refused) as refused:
        world.do("mark_drill", principals.system())
    assert refused.value.code == "refused.not_empty"
    assert drill.purpose() == drill.LIVE


def test_nobody_who_signs_in_may_mark_a_log(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("mark_drill", world.supervisor)


@pytest.mark.parametrize(
    ("asked", "found", "starts"),
    [
        (True, drill.DRILL, True),
        (True, drill.LIVE, False),
        (True, drill.EMPTY, False),
        (False, drill.LIVE, True),
        (False, drill.EMPTY, True),
        (False, drill.DRILL, False),
    ],
)
def test_a_process_starts_only_on_the_database_it_was_started_for(asked: bool, found: str, starts: bool) -> None:
    assert (drill.why_not(asked, found) == "") is starts


def test_the_snapshot_says_whether_it_is_a_drill(world: World) -> None:
    assert board.snapshot(world.dispatcher)["drill"] is False
    with override_settings(DRILL=True):
        assert board.snapshot(world.dispatcher)["drill"] is True


def test_no_scenario_plays_in_a_live_installation(world: World) -> None:
    world.call()
    with pytest.raises(Refused) as refused:
        world.do(
            "start_scenario", principals.system(), run=str(uuid4()), scenario="x", title="x", brief="", expect=EXPECT
        )
    assert refused.value.code == "refused.not_a_drill"


def test_what_a_scenario_expects_reaches_supervisors_and_no_trainee(marked: World) -> None:
    started(marked)
    line = log.line(log.head().seq)
    assert line.view(marked.supervisor.audience)["facts"]["expect"][0]["send"] == ["mental_health"]
    for trainee in (marked.dispatcher, marked.call_taker, marked.crisis_team):
        assert line.view(trainee.audience) == {"seq": line.seq}


def test_a_scenario_says_in_the_log_which_call_is_which(marked: World) -> None:
    run, number = started(marked), marked.call()
    with follows(*marked.everybody(), marked.supervisor):
        marked.do("cue_call", principals.system(), run=run, call="bench", callback="213-555-0101", incident=number)
        marked.do("end_scenario", principals.system(), run=run)
    cued = log.of_incident(number)[-1]
    assert (cued.kind, cued.bodies["review"]["facts"]["call"]) == ("call_cued", "bench")


def test_a_live_installation_is_not_marked_from_its_shell(world: World) -> None:
    with pytest.raises(CommandError, match="DRILL is not set"):
        call_command("mark_drill")


@override_settings(DRILL=True)
def test_marking_from_the_shell_twice_changes_nothing(world: World) -> None:
    call_command("mark_drill", verbosity=0)
    call_command("mark_drill", verbosity=0)
    assert log.head().seq == 1


@override_settings(DRILL=True)
@pytest.mark.parametrize("path", ["/accounts/login/", "/no-such-page/", "/board/", "/map/", "/accounts/2fa/"])
def test_u48_every_page_of_training_says_so_in_frame_watermark_and_title(world: World, path: str) -> None:
    client = Client()
    client.force_login(Member.objects.get(username=world.dispatcher.username))
    page = client.get(path, follow=True).content.decode()
    for mark in ("<title>TRAINING · ", 'class="drill-frame"', 'class="drill-water"', "nothing here is real"):
        assert mark in page


def test_a_live_page_has_no_mark_of_training(world: World) -> None:
    assert "TRAINING" not in Client().get("/accounts/login/").content.decode()


def test_training_uses_no_data_folder_that_was_used_for_real(tmp_path: Any) -> None:
    (tmp_path / "done").mkdir()
    with pytest.raises(CannotStart, match="not a training one"):
        place.keep_apart(place.Place("127.0.0.1", 8000, tmp_path, training=True))


def test_a_training_folder_stays_one(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place.keep_apart(place.Place("127.0.0.1", 8000, tmp_path, training=True))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert place.asked().training


@pytest.fixture
def drill_database(cluster: Cluster, django_db_setup: None) -> Iterator[dict[str, str]]:
    name = f"drill_{os.getpid()}"
    cluster.create(name, Cluster.template)
    given = {"DATABASE_URL": address("daybreak", name), "OWNER_DATABASE_URL": address("daybreak_owner", name)}
    mark = [sys.executable, "manage.py", "mark_drill"]
    subprocess.run(mark, cwd=ROOT, env={**os.environ, **given, "DRILL": "1"}, check=True, capture_output=True)
    yield given
    cluster.drop(name)


def test_a_live_server_does_not_start_on_a_drills_database(drill_database: dict[str, str]) -> None:
    training = Server(**drill_database, DRILL="1").start()
    training.stop()
    with pytest.raises(RuntimeError, match="the server ended"):
        Server(**drill_database).start()


def test_training_does_not_start_on_a_database_that_is_not_a_drills(django_db_setup: None) -> None:
    with pytest.raises(RuntimeError, match="the server ended"):
        Server(DRILL="1").start()
