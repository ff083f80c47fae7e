"""The report on the ladder: measured from moves, counted by agency and kind, small cells hidden."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dispatch import ladder_figures, policy, reporting
from dispatch.errors import Forbidden, Invalid
from dispatch.models import HelpRequest
from tests.dispatch.alarms import in_state_for, sweep
from tests.world import KNIFE, World, later

pytestmark = pytest.mark.django_db
START = -3000.0


def after(seconds: float) -> dict[str, Any]:
    return {"at": later(START + seconds).isoformat()}


def handed_up(world: World, there: float, *, stays: bool = True) -> str:
    """A diverted call that goes back: asked at 100 s, the police there `there` seconds later."""
    number = world.call()
    world.do("assign_unit", incident=number, unit="UM61", **after(0))
    world.do("hand_over", incident=number, unit="UM61", to="police", reason="he hit", stays=stays, **after(100))
    world.do("assign_unit", incident=number, unit="6A15", role="backup", **after(110))
    if not stays:
        world.do("clear_unit", incident=number, unit="UM61", disposition="handed_over", **after(111))
    world.do("mark_on_scene", incident=number, unit="6A15", **after(100 + there))
    for unit in ("6A15", "UM61") if stays else ("6A15",):
        world.do("clear_unit", incident=number, unit=unit, disposition="resolved")
    return number


def clock(report: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in report["clocks"] if one["clock"] == name)


# --- figures ------------------------------------------------------------------------------------------------


def test_a_percentile_is_a_time_that_somebody_really_waited() -> None:
    times = [10 * n for n in range(1, 11)]
    assert ladder_figures.figures(times) == {"n": 10, "median_s": 50, "p90_s": 90}


def test_too_few_times_tell_none() -> None:
    assert ladder_figures.figures([600] * 9) == {"n": "<10", "median_s": None, "p90_s": None}


# --- the report -----------------------------------------------------------------------------------------------


def test_handing_up_is_timed_from_asking_to_arriving_and_says_who_stayed(world: World) -> None:
    for n in range(1, 11):
        handed_up(world, there=60.0 * n)
    for _ in range(10):
        world.do("clear_unit", incident=world.call_with("UM61"), unit="UM61", disposition="resolved")
    report = reporting.of_ladder(world.supervisor)
    up = clock(report, "hand_up")
    assert up["asked"] == 10
    assert up["arrived"]["n"] == 10
    assert 299 <= up["arrived"]["median_s"] <= 301
    assert 539 <= up["arrived"]["p90_s"] <= 541
    assert up["first_unit"]["stayed"] == 10
    assert [(row["agency"], row["kind"], row["asked"]) for row in up["by"]] == [("CRISIS", "police", 10)]
    assert (report["hand_back"]["diverted"], report["hand_back"]["share"]) == (20, 0.5)


def test_handing_down_and_backup_have_clocks_of_their_own(world: World) -> None:
    number = world.call_with("6A15", narrative=KNIFE)
    world.do("hand_over", incident=number, to="mental_health", reason="knife secured", stays=False)
    other = world.call_with("UM61")
    world.do("request_backup", incident=other, kind="police", unit="UM61", reason="crowd")
    found = {request.what: reporting._clock_of(request) for request in HelpRequest.objects.all()}
    assert found == {"hand_over": "hand_down", "backup": "backup"}


def test_small_cells_are_hidden_and_cannot_be_reckoned(world: World) -> None:
    handed_up(world, there=60)
    report = reporting.of_ladder(world.auditor)
    up = clock(report, "hand_up")
    assert (up["asked"], up["arrived"]["n"], up["arrived"]["median_s"]) == ("<10", "<10", None)
    assert up["by"][0]["asked"] == "<10"
    assert report["hand_back"]["share"] is None


def test_a_unit_that_had_left_before_help_came_did_not_stay(world: World) -> None:
    for _ in range(10):
        handed_up(world, there=300, stays=False)
    assert clock(reporting.of_ladder(world.supervisor), "hand_up")["first_unit"]["had_left"] == 10


def test_missed_check_ins_say_how_far_each_went(world: World) -> None:
    for _ in range(10):
        number = world.call_with("UM61")
        world.do("mark_on_scene", incident=number, unit="UM61")
        in_state_for("UM61", 31)
        sweep()
        world.do("check_in", incident=number, unit="UM61")
        world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
        sweep()
    missed = reporting.of_ladder(world.supervisor)["missed"]
    assert (missed["missed"], missed["heard_by_dispatcher"]) == (10, 10)


def test_the_days_are_local_and_both_included(world: World) -> None:
    for _ in range(10):
        handed_up(world, there=60)
    today = timezone.localdate()
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert clock(reporting.of_ladder(world.supervisor, tomorrow, tomorrow), "hand_up")["asked"] == "<10"
    yesterday = (today - timedelta(days=1)).isoformat()
    assert clock(reporting.of_ladder(world.supervisor, yesterday, today.isoformat()), "hand_up")["asked"] == 10


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("yesterday", "", "from: a date"),
        ("2026-11-24", "2026-11-23", "lies after to"),
        ("2020-01-01", "2026-11-23", "more than 366 days"),
    ],
)
def test_what_is_no_range_is_said(world: World, first: str, last: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        reporting.of_ladder(world.supervisor, first, last)


def test_supervisors_and_auditors_alone_read_it(world: World) -> None:
    for by in (world.dispatcher, world.call_taker, world.lapd_admin, world.crisis_team, world.centre_admin):
        with pytest.raises(Forbidden):
            reporting.of_ladder(by)
        with pytest.raises(Forbidden):
            reporting.table(by)


def test_the_file_has_a_figure_a_line_and_no_formula(world: World) -> None:
    handed_up(world, there=60)
    HelpRequest.objects.update(agency="=2+5")
    text = "".join(policy.csv_line(cells) for cells in reporting.table(world.supervisor))
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {"section": "missed", "clock": "", "agency": "", "kind": "", "measure": "missed", "value": "<10"} in lines
    assert "'=2+5" in {line["agency"] for line in lines}
    assert not [cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]
