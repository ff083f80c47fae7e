"""A scenario is played into the log, and its debrief is read from the log alone: times, choices, people."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from dispatch import debriefing, drill, log, policy, principals
from dispatch.errors import Forbidden, NotFound
from dispatch.simulation import playing, scenario
from dispatch.simulation.scenario import BadScenario
from responders.models import Member
from tests.world import World, later

pytestmark = pytest.mark.django_db
BENCH = {
    "call": "bench",
    "at": 0,
    "how": "taken",
    "area": "Hollywood",
    "address": "1358 N Wilcox Ave",
    "callback": "213-555-0141",
    "narrative": "Woman on a bench cries, talks to nobody, no weapons",
}
EXPECT = {
    "call": "bench",
    "send": ["mental_health"],
    "never": ["police"],
    "assigned_within": 120,
    "acknowledged_within": 60,
    "why": "Nobody is in danger.",
}
CREW = {"acknowledge": 1, "en_route": 1, "travel": 1, "scene": 1}  # seconds
FILE: dict[str, Any] = {
    "title": "One bench",
    "brief": "Send who fits.",
    "call": [BENCH],
    "expect": [EXPECT],
    "crew": CREW,
}


@pytest.fixture
def training(world: World) -> World:
    """The world on a training installation, with the account in whose name a scenario acts."""
    world.do("mark_drill", principals.system())
    Member.objects.create(username=drill.ACCOUNT, role="dispatcher", is_active=False)
    return world


class Trainee:
    """Acts on the scenario's incident at a second of the play, as the person at a desk would."""

    def __init__(self, world: World, unit: str, at: float = 2) -> None:
        self.world, self.unit, self.at, self.second = world, unit, at, 0.0

    def wait(self, seconds: float) -> None:
        self.second += 1
        if self.second == self.at:
            number = log.of_kind("call_cued")[-1].incidents[0]
            self.world.do("assign_unit", incident=number, unit=self.unit, reason="as trained")


def played(world: World, given: dict[str, Any] = FILE, unit: str = "UM61") -> dict[str, Any]:
    said: list[str] = []
    player = playing.Player(scenario.read("one_bench", given), say=said.append, limit=9)
    run = player.play(speed=1, wait=Trainee(world, unit).wait)
    assert not [words for words in said if "Refused" in words]
    return debriefing.one(world.supervisor, run)


def test_a_choice_as_expected_is_the_trainees_and_not_the_scripts(training: World) -> None:
    found = played(training)
    (trainee,) = found["trainees"]
    assert (trainee["trainee"], trainee["assigned"]) == ("dispatcher", 1)
    assert (trainee["met"], trainee["choices"]) == (4, 4)
    assert trainee["on_board"] == 0


def test_police_sent_where_nobody_is_in_danger_is_not_as_expected(training: World) -> None:
    (call,) = played(training, unit="6A15")["calls"]
    missed = {choice["expected"]: choice["did"] for choice in call["choices"] if not choice["met"]}
    assert missed == {"send mental health": "sent 6A15 (police)", "do not send police": "sent 6A15 (police)"}


def test_a_call_that_nobody_took_on_misses_its_limits(training: World) -> None:
    player = playing.Player(scenario.read("one_bench", FILE), say=lambda words: None, limit=3)
    (call,) = debriefing.one(training.supervisor, player.play(speed=0))["calls"]
    assert call["assigned_by"] == ""
    assert [c["did"] for c in call["choices"] if not c["met"]] == ["sent nobody", "never", "never"]


def test_the_crew_answers_by_radio_and_the_incident_ends_cleared(training: World) -> None:
    (call,) = played(training)["calls"]
    kinds = [line.kind for line in log.of_incident(call["incident"])]
    steps = ["unit_assigned", "acknowledged", "marked_en_route", "marked_on_scene", "unit_cleared"]
    assert [kind for kind in kinds if kind in steps] == steps
    assert call["acknowledged_by"] == drill.ACCOUNT


def test_a_call_that_a_trainee_answers_is_known_by_its_number_to_call_back(training: World) -> None:
    run = str(uuid4())
    told = {"scenario": "x", "title": "X", "brief": "", "expect": [EXPECT | {"answered_within": 60}]}
    training.do("start_scenario", principals.system(), run=run, **told)
    training.do("cue_call", principals.system(), run=run, call="bench", callback="213-555-0141")
    other = training.call(callback="213-555-0199")
    number = training.call(callback="213-555-0141")
    (call,) = debriefing.one(training.supervisor, run)["calls"]
    assert call["incident"] == number != other
    assert (call["on_board_by"], call["rang"]) == ("calltaker", True)
    assert call["answer_s"] is not None


def test_times_are_when_it_was_recorded_not_when_somebody_says_it_was(training: World) -> None:
    run = str(uuid4())
    told = {"scenario": "x", "title": "X", "brief": "", "expect": [EXPECT]}
    training.do("start_scenario", principals.system(), run=run, **told)
    number = training.call()
    training.do("cue_call", principals.system(), run=run, call="bench", callback="213-555-0141", incident=number)
    training.do("assign_unit", incident=number, unit="UM61", at=later(-0.001).isoformat())
    (call,) = debriefing.one(training.supervisor, run)["calls"]
    line = next(line for line in log.of_incident(number) if line.kind == "unit_assigned")
    assert line.at < line.recorded_at
    assert call["assign_s"] >= 0


def test_the_debrief_is_for_supervisors_alone(training: World) -> None:
    run = played(training)["run"]
    for person in (training.dispatcher, training.call_taker, training.auditor, training.lapd_admin):
        with pytest.raises(Forbidden):
            debriefing.one(person, run)
        with pytest.raises(Forbidden):
            debriefing.runs(person)


def test_a_run_that_never_was_has_no_debrief(training: World) -> None:
    with pytest.raises(NotFound):
        debriefing.one(training.supervisor, str(uuid4()))


def test_the_runs_stand_newest_first(training: World) -> None:
    first, second = played(training)["run"], played(training, unit="UM62")["run"]
    assert [run["run"] for run in debriefing.runs(training.supervisor)["results"]] == [second, first]


def test_the_file_has_a_line_a_call_and_no_formula(training: World) -> None:
    given = FILE | {"title": "=1+1", "call": [BENCH], "expect": [EXPECT]}
    run = played(training, given)["run"]
    text = "".join(policy.csv_line(cells) for cells in debriefing.table(training.supervisor, run))
    (line,) = csv.DictReader(io.StringIO(text))
    assert (line["call"], line["sent"], line["missed"]) == ("bench", "UM61", "")
    assert not [cell for cell in line.values() if cell.startswith("=")]


def test_the_scenarios_that_come_with_the_product_are_whole() -> None:
    from responders.los_angeles import city

    places = {area["name"] for area in city.areas()}
    for name in scenario.names():
        read = scenario.load(name)
        assert {step.what["area"] for step in read.steps if "area" in step.what} <= places
        assert {e["call"] for e in read.expect} == {s.what["call"] for s in read.steps if s.kind == "call"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "has no title"),
        ({"call": [{**BENCH, "how": "flies"}]}, "rings or taken"),
        ({"expect": [{**EXPECT, "call": "other"}]}, "never comes"),
        ({"crew": {"lunch": 3}}, "knows no lunch"),
        ({"move": [{"unit": "6A15", "at": 3}]}, "a move has no area"),
    ],
)
def test_a_scenario_that_is_wrong_says_what_is_wrong(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadScenario, match=says):
        scenario.read("broken", FILE | change)


@override_settings(DRILL=False)
def test_no_scenario_is_played_outside_training(world: World) -> None:
    from django.core.management import CommandError, call_command

    world.call()
    with pytest.raises(CommandError, match="training installation only"):
        call_command("simulate", scenario="first_hour")
