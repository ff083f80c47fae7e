"""The scenarios that come with the product, played by the command that an instructor types."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dispatch import debriefing, drill, lifecycles, log, principals
from dispatch.models import Incident, Ringing
from dispatch.simulation import scenario
from responders.los_angeles import city
from responders.models import Area, Member
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(world: World, settings: Any) -> World:
    """The world as a training installation of the whole city, with the two accounts in whose name a script acts."""
    settings.DRILL = True
    world.do("mark_drill", principals.system())
    for area in city.areas():
        Area.objects.get_or_create(number=area["number"], defaults=area)
    world.unit("AL1", world.lahsa, ["homeless_outreach"])
    Member.objects.create(username=drill.ACCOUNT, role="dispatcher", is_active=False)
    Member.objects.create(username=drill.FEED, role="feed", is_active=False)
    return world


def simulate(name: str) -> str:
    """Play a scenario at once; return what the instructor reads."""
    said = io.StringIO()
    call_command("simulate", scenario=name, speed=0, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("name", scenario.names())
def test_every_scenario_plays_from_its_first_line_to_its_debrief(training: World, name: str) -> None:
    read, said = scenario.load(name), simulate(name)
    assert said.startswith(f"{read.title}\n{read.brief}\n")
    assert "Refused" not in said
    calls = [step.what for step in read.steps if step.kind == "call"]
    cued = [line.view(training.supervisor.audience)["facts"]["call"] for line in log.of_kind("call_cued")]
    assert cued == [call["call"] for call in calls]
    rang = [call for call in calls if call["how"] == "rings"]
    assert Ringing.objects.filter(state=lifecycles.RINGS).count() == len(rang)
    assert Incident.objects.open().count() == len(calls) - len(rang)
    run = re.search(r"/debrief/\?run=([0-9a-f-]{36})", said)
    assert run, said
    assert log.of_kind("scenario_ended")
    assert debriefing.one(training.supervisor, run[1])["title"] == read.title


def test_a_name_that_no_scenario_has_is_one_clear_sentence(training: World) -> None:
    known = ", ".join(scenario.names())
    with pytest.raises(CommandError, match=rf"^There is no scenario second_hour\. Known: {known}\.$"):
        simulate("second_hour")
    assert not log.of_kind("scenario_started")


def test_a_centres_own_file_is_played_and_one_that_is_not_there_or_not_toml_is_told(
    training: World, tmp_path: Path
) -> None:
    own = tmp_path / "our_own.toml"
    with pytest.raises(CommandError, match="There is no scenario"):
        simulate(str(own))
    own.write_text("title = ")
    with pytest.raises(CommandError, match=r"our_own\.toml is not TOML"):
        simulate(str(own))
    own.write_text((scenario.HERE / "first_hour.toml").read_text())
    assert "Over. The debrief of this run" in simulate(str(own))


def test_a_scenario_of_another_city_and_a_city_without_the_scripts_accounts_are_told_before_anything_rings(
    training: World,
) -> None:
    Area.objects.filter(name="Wilshire").delete()
    with pytest.raises(CommandError, match=r"first_hour plays in Wilshire, which this city does not have\."):
        simulate("first_hour")
    Member.objects.filter(username=drill.FEED).delete()
    with pytest.raises(CommandError, match="run seed"):
        simulate("first_hour")
    assert not log.of_kind("scenario_started")
