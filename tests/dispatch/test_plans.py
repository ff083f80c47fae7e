"""Response plans: data that is checked when it is read, and the first that fits counts."""

from datetime import datetime
from typing import Any

import pytest

from dispatch import plans, recommending
from dispatch.centre import reading
from dispatch.errors import Invalid
from dispatch.plans import chosen, loads
from responders import kinds
from responders.models import Agency, Unit
from tests.follow import follows
from tests.world import KNIFE, World

DAY, NIGHT = datetime(2026, 3, 2, 14), datetime(2026, 3, 2, 23)
PLAN = '[[plan]]\nname = "p"\n'


def name(text: str, *, level: int = 2, area: str = "Hollywood", at: datetime = DAY, call_type: str = "") -> str:
    return chosen(("mental_health",), call_type, level, area, at, loads(text)).name


def test_a_plan_counts_by_kind_level_area_type_and_hour() -> None:
    assert name(PLAN + 'first_kind = ["mental_health"]') == "p"
    assert name(PLAN + 'first_kind = ["police"]') == plans.USUAL.name
    assert name(PLAN + "levels = [3]") == plans.USUAL.name
    assert name(PLAN + 'areas = ["Pacific"]') == plans.USUAL.name
    assert name(PLAN + 'call_types = ["918"]', call_type="918") == "p"
    assert name(PLAN + 'hours = "22:00-06:00"') == plans.USUAL.name
    assert name(PLAN + 'hours = "22:00-06:00"', at=NIGHT) == "p"


def test_the_first_plan_that_fits_counts() -> None:
    assert name(PLAN + '[[plan]]\nname = "second"') == "p"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[plan]", "no TOML"),
        ("plan = 3", "written as"),
        ("[[plan]]", "Plan 1 has no name"),
        (PLAN + "colour = 1", "unknown field 'colour'"),
        (PLAN + 'legs = ["ghosts"]', "legs knows no 'ghosts'"),
        (PLAN + 'requires = ["wings"]', "requires knows no 'wings'"),
        (PLAN + "minimum = 0", "minimum is a number"),
        (PLAN + "minimum = true", "minimum is a number"),
        (PLAN + 'hours = "at night"', "hours are written"),
        (PLAN + "hours = 7", "hours are written"),
        (PLAN + 'levels = ["4"]', "levels is a list of numbers"),
        (PLAN + 'areas = "Hollywood"', "areas is a list of words"),
    ],
)
def test_a_wrong_plan_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        loads(text)


def test_the_shipped_plans_are_readable_and_name_known_agencies_and_kinds() -> None:
    from responders.los_angeles import city

    known = {agency["code"] for agency in city.agencies()}
    shipped = plans.of(plans.shipped())
    assert all(set(plan.agencies) <= known for plan in shipped)
    assert {kind for plan in shipped for kind in plan.legs} <= set(kinds.FIELD)
    assert [plan.code for plan in shipped] == ["together", "danger_to_life", "night"]


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> object:
    return lambda text: monkeypatch.setattr(reading, "response_plans", lambda: loads(PLAN + text))


@pytest.mark.django_db
def test_a_plan_that_asks_for_two_says_how_many_are_missing(world: World, planned: object) -> None:
    planned("minimum = 2")
    number = world.call(KNIFE)
    world.do("assign_unit", incident=number, unit="6A15")
    plan = recommending.recommendation(world.dispatcher, number)["plan"]
    assert (plan["minimum"], plan["sent"], plan["missing"]) == (2, 1, 1)


@pytest.mark.django_db
def test_a_plan_of_two_legs_names_the_best_unit_for_the_one_that_is_missing(world: World, planned: object) -> None:
    planned('legs = ["police", "mental_health"]')
    number = world.call()
    asked = recommending.recommendation(world.dispatcher, number)["plan"]["legs"]
    assert asked == [{"kind": "police", "unit": "6A15"}, {"kind": "mental_health", "unit": "UM61"}]
    world.do("assign_unit", incident=number, unit="UM62")
    left = recommending.recommendation(world.dispatcher, number)["plan"]["legs"]
    assert left == [{"kind": "police", "unit": "6A15"}]


@pytest.mark.django_db
def test_the_agency_that_a_plan_prefers_comes_first_and_it_says_so(world: World, planned: object) -> None:
    planned('agencies = ["DMH"]')
    world.unit("Z1", Agency.objects.create(code="DMH", name="County"), ["mental_health"])
    first = recommending.recommendation(world.dispatcher, world.call())["units"][0]
    assert (first["unit"], "preferred by the response plan" in first["reasons"]) == ("Z1", True)


@pytest.mark.django_db
def test_a_unit_without_what_the_plan_requires_is_not_offered(world: World, planned: object) -> None:
    planned('requires = ["can_transport"]')
    Unit.objects.filter(call_sign="UM62").update(can_transport=True)
    said = recommending.recommendation(world.dispatcher, world.call())
    assert [u["unit"] for u in said["units"]] == ["UM62"]
    assert "nobody on it can transport" in said["not_offered"][0]["why_not"]


@pytest.mark.django_db
def test_sending_another_than_the_first_is_recorded(world: World) -> None:
    number = world.call()
    seen = recommending.recommendation(world.dispatcher, number)["rank"]
    with follows(*world.everybody()):
        line = world.do("assign_unit", incident=number, unit="UM62", rank_seen=seen)
    assert line.view(world.dispatcher.audience)["facts"]["instead_of"] == "UM61"


@pytest.mark.django_db
def test_sending_the_first_records_no_departure(world: World) -> None:
    number = world.call()
    seen = recommending.recommendation(world.dispatcher, number)["rank"]
    line = world.do("assign_unit", incident=number, unit="UM61", rank_seen=seen)
    assert "instead_of" not in line.view(world.dispatcher.audience)["facts"]


def save(world: World, table: dict[str, Any]) -> None:
    seen = reading.newest()["plans"].version
    world.do("save_setting", world.centre_admin, name="plans", value=table, seen=seen)


@pytest.mark.django_db
def test_the_centres_plans_count_at_once_and_in_their_order(world: World) -> None:
    """What the admin of the centre saved: enforces plans"""
    number = world.call(KNIFE)
    entry = plans.shipped()["danger_to_life"] | {"first_kind": [], "levels": []}
    save(world, {"later": entry | {"order": 9, "minimum": 3}, "first": entry | {"order": 2, "minimum": 4}})
    assert recommending.recommendation(world.dispatcher, number)["plan"]["minimum"] == 4
    save(world, {})
    assert recommending.recommendation(world.dispatcher, number)["plan"]["minimum"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "to", "says"),
    [
        ("areas", ["Hollywod"], "There is no Hollywod here"),
        ("agencies", ["Nobody"], "There is no Nobody here"),
        ("hours", "at night", "Hours are written 22:00-06:00"),
        ("legs", ["ghosts"], "none of the kinds of unit"),
        ("levels", [5], "none of the levels"),
        ("levels", [True], "none of the levels"),
        ("requires", ["armed", "armed"], "twice"),
        ("call_types", "620D", "Must be a list"),
        ("minimum", 0, "from 1 to 20"),
        ("order", 2, "same place as danger to life"),
    ],
)
def test_a_wrong_plan_is_said_beside_its_field_and_not_saved(world: World, field: str, to: Any, says: str) -> None:
    table = {code: dict(entry) for code, entry in plans.shipped().items()}
    table["night"][field] = to
    with pytest.raises(Invalid) as refused:
        save(world, table)
    assert says in refused.value.fields[f"night.{field}"][0]  # type: ignore[index]
