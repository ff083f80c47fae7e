"""Shifts: nobody is on two at once, what became of one stays beside it, and the schedule drives availability."""

from datetime import timedelta

import pytest

from dispatch import board, candidates, rosters
from dispatch.errors import Invalid, NotFound, Refused
from responders.models import Shift, Unit
from tests.follow import follows
from tests.roster import at, day, person
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(world: World) -> World:
    for name in ("m.ruiz", "j.cole"):
        person(world, name)
    return world


def test_a_shift_is_planned_and_told_to_its_agency_and_the_floor(crew: World) -> None:
    starts = at(24)
    with follows(*crew.everybody()):
        period = {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=8)).isoformat()}
        line = crew.do("plan_shift", crew.crisis_admin, member="m.ruiz", unit="UM61", **period)
    told = line.view(crew.crisis_admin.audience)["facts"]["roster"]["shifts"]
    assert [one["member"] for one in told.values()] == ["m.ruiz"]
    assert line.view(crew.lapd_admin.audience) == {"seq": line.seq}


def test_nobody_is_on_two_shifts_at_once(crew: World) -> None:
    day(crew, "m.ruiz", "UM61")
    with pytest.raises(Refused, match="Ruiz is on UM61 from"), follows(crew.dispatcher):
        day(crew, "m.ruiz", "UM62", starts=30)
    day(crew, "m.ruiz", "UM62", starts=32)


@pytest.mark.parametrize(("hours", "says"), [(-1, "before the start"), (25, "24 h")])
def test_a_shift_has_a_length_that_somebody_can_work(crew: World, hours: float, says: str) -> None:
    with pytest.raises(Invalid, match=says), follows(crew.dispatcher):
        day(crew, "m.ruiz", "UM61", hours=hours)


def test_a_shift_is_moved_and_the_log_says_what_it_was(crew: World) -> None:
    shift = day(crew, "m.ruiz", "UM61")
    with follows(*crew.everybody()):
        line = crew.do("move_shift", crew.crisis_admin, shift=shift, ends=at(33).isoformat(), unit="UM62")
    assert line.bodies["common"]["facts"]["was"]["unit"] == "UM61"
    moved = Shift.objects.get(ref=shift)
    assert (moved.unit.call_sign, moved.period.upper) == ("UM62", at(33))


def test_two_members_swap_and_both_shifts_stay_on_record(crew: World) -> None:
    one, two = day(crew, "m.ruiz", "UM61"), day(crew, "j.cole", "UM62", starts=30)
    with follows(*crew.everybody()):
        crew.do("swap_shifts", crew.crisis_admin, shift=one, other=two, reason="childcare")
    assert set(Shift.objects.filter(ref__in=[one, two]).values_list("state", flat=True)) == {"swapped"}
    planned = Shift.objects.planned().values_list("member__username", "unit__call_sign")
    assert set(planned) == {("j.cole", "UM61"), ("m.ruiz", "UM62")}


def test_a_swap_that_would_put_somebody_on_two_shifts_is_refused(crew: World) -> None:
    one, two = day(crew, "m.ruiz", "UM61"), day(crew, "j.cole", "UM62", starts=40)
    day(crew, "m.ruiz", "UM61", starts=44)
    with pytest.raises(Refused, match="Ruiz is on UM61"), follows(crew.dispatcher):
        crew.do("swap_shifts", crew.crisis_admin, shift=one, other=two)


def test_a_sick_call_frees_the_member_and_somebody_covers(crew: World) -> None:
    shift = day(crew, "m.ruiz", "UM61")
    with follows(*crew.everybody()):
        crew.do("report_sick", crew.crisis_admin, shift=shift, reason="flu", cover="j.cole")
    assert Shift.objects.get(ref=shift).state == "sick"
    covers = Shift.objects.planned().get()
    assert (covers.member.username, str(covers.replaces.ref)) == ("j.cole", shift)
    day(crew, "m.ruiz", "UM62")  # a sick shift blocks nothing
    with pytest.raises(Refused, match="is sick"), follows(crew.dispatcher):
        crew.do("move_shift", crew.crisis_admin, shift=shift, unit="UM62")


def test_a_cancelled_shift_stays_with_its_reason(crew: World) -> None:
    shift = day(crew, "m.ruiz", "UM61")
    with follows(*crew.everybody()):
        crew.do("cancel_shift", crew.crisis_admin, shift=shift, reason="training day")
    assert Shift.objects.get(ref=shift).reason == "training day"


def test_a_template_plans_its_days_once(crew: World) -> None:
    monday = at(24 * 7).date()
    rule = {"rule": "FREQ=DAILY", "starts_on": monday.isoformat(), "start": "22:00", "end": "06:00"}
    with follows(*crew.everybody()):
        named = {"template": "Nights", "unit": "UM61", "crew": ["m.ruiz", "j.cole"]}
        crew.do("save_shift_template", crew.crisis_admin, **named, **rule)
    week = {"first": monday.isoformat(), "last": (monday + timedelta(days=6)).isoformat()}
    with follows(*crew.everybody()):
        line = crew.do("plan_shifts", crew.crisis_admin, template="Nights", **week)
    assert (line.bodies["common"]["facts"]["planned"], Shift.objects.count()) == (14, 14)
    with pytest.raises(Refused, match="nothing to plan"), follows(crew.dispatcher):
        crew.do("plan_shifts", crew.crisis_admin, template="Nights", **week)


def test_a_quarter_of_a_year_is_one_event_that_boards_can_carry(crew: World) -> None:
    person(crew, "t.ito")
    first = at(24 * 7).date()
    rule = {"rule": "FREQ=DAILY", "starts_on": first.isoformat(), "start": "08:00", "end": "16:00"}
    named = {"template": "Days", "unit": "UM61", "crew": ["m.ruiz", "j.cole", "t.ito"]}
    crew.do("save_shift_template", crew.crisis_admin, **named, **rule)
    days = {"first": first.isoformat(), "last": (first + timedelta(days=90)).isoformat()}
    facts = crew.do("plan_shifts", crew.crisis_admin, template="Days", **days).bodies["common"]["facts"]
    assert (facts["planned"], facts["more"], facts["roster"]) == (273, 273, {})


def test_one_conflict_plans_nothing(crew: World) -> None:
    first = at(24 * 7)
    day(crew, "j.cole", "UM62", starts=24 * 9)
    rule = {"rule": "FREQ=DAILY", "starts_on": first.date().isoformat(), "start": "00:00", "end": "00:00"}
    crew.do("save_shift_template", crew.crisis_admin, template="All day", unit="UM61", crew=["j.cole"], **rule)
    week = {"first": first.date().isoformat(), "last": (first + timedelta(days=6)).date().isoformat()}
    with pytest.raises(Refused, match="Cole is on UM62"), follows(crew.dispatcher):
        crew.do("plan_shifts", crew.crisis_admin, template="All day", **week)
    assert Shift.objects.count() == 1


def test_whom_the_schedule_has_on_a_unit_signs_on_with_it_until_their_shift_ends(crew: World) -> None:
    crew.do("certify_member", crew.crisis_admin, member="m.ruiz", kind="hold_5150")
    crew.do("sign_off", unit="UM61")
    day(crew, "m.ruiz", "UM61", starts=-1, hours=6)
    assert [one["unit"] for one in rosters.roster(crew.crisis_admin, None)["due"]] == ["UM61"]
    with follows(*crew.everybody()):
        crew.do("sign_on", crew.crisis_admin, unit="UM61")
    unit = Unit.objects.get(call_sign="UM61")
    assert (unit.crew, unit.can_hold, unit.duty_until) == (["m.ruiz"], True, at(5))
    mine = next(one for one in candidates.on_roster() if one.call_sign == "UM61")
    assert mine.can_hold
    assert mine.leaves_in_s is not None
    assert 4.9 * 3600 < mine.leaves_in_s <= 5 * 3600


def test_a_longer_shift_keeps_its_unit_longer(crew: World) -> None:
    crew.do("sign_off", unit="UM61")
    shift = day(crew, "m.ruiz", "UM61", starts=-1, hours=6)
    crew.do("sign_on", unit="UM61")
    with follows(*crew.everybody()):
        crew.do("move_shift", crew.crisis_admin, shift=shift, ends=at(7).isoformat())
    assert Unit.objects.get(call_sign="UM61").duty_until == at(7)


def test_the_last_one_who_falls_sick_on_duty_leaves_a_unit_that_cannot_be_sent(crew: World) -> None:
    crew.do("sign_off", unit="UM61")
    shift = day(crew, "m.ruiz", "UM61", starts=-1, hours=6)
    crew.do("sign_on", unit="UM61")
    with follows(*crew.everybody()):
        crew.do("report_sick", crew.crisis_admin, shift=shift)
    card = board.snapshot(crew.dispatcher)["cards"]["units"]["UM61"]
    assert (card["status"], card["duty_reason"], card["crew"]) == ("unavailable", "m.ruiz is sick", [])


def test_another_agencys_shift_does_not_exist(crew: World) -> None:
    shift = day(crew, "m.ruiz", "UM61")
    with pytest.raises(NotFound), follows(crew.dispatcher):
        crew.do("cancel_shift", crew.lapd_admin, shift=shift, reason="no")


def test_too_few_are_told_by_kind_and_hour(crew: World) -> None:
    with follows(*crew.everybody()):
        crew.do("set_minimum_staffing", crew.crisis_admin, kind="mental_health", area="Hollywood", units=1)
    first = at(24).date()
    before = rosters.covered(crew.crisis_admin, None, first, 1)
    assert [gap["planned"] for gap in before["gaps"]] == [0]
    assert sum(before["kinds"]["mental_health"]["minimum"]) == len(before["hours"])
    day(crew, "m.ruiz", "UM61", starts=24, hours=24)
    day(crew, "j.cole", "UM61", starts=4, hours=20)
    covered = rosters.covered(crew.crisis_admin, None, first, 1)["kinds"]["mental_health"]["planned"]
    assert max(covered) == 1
    with follows(*crew.everybody()):
        crew.do("set_minimum_staffing", crew.crisis_admin, kind="mental_health", area="Hollywood", units=0)
    assert rosters.roster(crew.crisis_admin, None)["minimums"] == []


def test_what_a_team_is_for_is_read_by_the_recommendation(crew: World) -> None:
    with follows(*crew.everybody()):
        scope = {"serves": ["Pacific"], "call_types": ["welfare_check"], "contract_until": "2020-06-30"}
        crew.do("set_team_scope", crew.crisis_admin, **scope)
    mine = next(one for one in candidates.on_roster() if one.call_sign == "UM61")
    assert (mine.serves, mine.call_types) == (frozenset({"Pacific"}), frozenset({"welfare_check"}))
    assert mine.contract == "its contract ended on 2020-06-30"
    with pytest.raises(Invalid, match="no area"), follows(crew.dispatcher):
        crew.do("set_team_scope", crew.crisis_admin, serves=["Atlantis"])
