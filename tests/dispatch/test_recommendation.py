"""The recommendation of an incident: who, why, why not the others, what to relax, and who backs an unarmed team."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dispatch import recommending
from dispatch.errors import NotFound
from responders.models import Agency, Member, Unit
from tests.world import KNIFE, World

pytestmark = pytest.mark.django_db


def recommended(world: World, number: str, by: object = None) -> dict:
    return recommending.recommendation(by or world.dispatcher, number)


def why_not(world: World, number: str, unit: str) -> list[str]:
    return next(miss["why_not"] for miss in recommended(world, number)["not_offered"] if miss["unit"] == unit)


def test_it_says_what_decides_between_the_first_two(world: World) -> None:
    Unit.objects.filter(call_sign="UM62").update(lat=34.15)
    said = recommended(world, world.call())
    assert [u["unit"] for u in said["units"]][:2] == ["UM61", "UM62"]
    assert (said["decides"]["first"], said["decides"]["second"]) == ("UM61", "UM62")
    assert "nearer" in said["decides"]["says"][0]


def test_every_unit_of_the_roster_is_offered_or_told_why_not(world: World) -> None:
    Unit.objects.filter(call_sign="UM62").update(duty="off_duty")
    said = recommended(world, world.call())
    told = [sign for group in said["passed_over"] for sign in group["units"]]
    assert sorted(told + [u["unit"] for u in said["units"]]) == ["6A15", "6A20", "HT3", "UM61", "UM62"]
    assert said["counts"]["roster"] == 5


def test_a_position_that_was_told_with_a_wide_doubt_says_so_and_comes_after_an_exact_one(world: World) -> None:
    Unit.objects.filter(call_sign="UM61").update(position_at=timezone.now(), position_accuracy=800)
    Unit.objects.filter(call_sign="UM62").update(position_at=timezone.now(), position_accuracy=15)
    first, second = recommended(world, world.call())["units"][:2]
    assert (first["unit"], second["unit"]) == ("UM62", "UM61")
    assert [said for said in second["reasons"] if said.startswith("position within ±800 m: the way may be")]


def test_a_contract_that_is_over_keeps_its_teams_out(world: World) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Agency.objects.filter(code="CRISIS").update(contract_until=yesterday)
    assert why_not(world, world.call(), "UM61") == [f"its contract ended on {yesterday.isoformat()}"]


def test_the_last_day_of_a_contract_counts(world: World) -> None:
    Agency.objects.filter(code="CRISIS").update(contract_from=date(2024, 1, 1), contract_until=timezone.localdate())
    assert recommended(world, world.call())["units"][0]["unit"] == "UM61"


def test_hours_that_are_only_words_keep_nobody_out(world: World) -> None:
    Agency.objects.filter(code="CRISIS").update(hours="weekdays, and by arrangement")
    assert recommended(world, world.call())["units"][0]["unit"] == "UM61"


def test_the_end_of_the_shift_is_known(world: World) -> None:
    Unit.objects.filter(call_sign="UM61").update(duty_until=timezone.now() + timedelta(minutes=22, seconds=10))
    offered = {u["unit"]: u for u in recommended(world, world.call())["units"]}
    assert any(said.startswith("leaves in 22 min, the job needs") for said in offered["UM61"]["cautions"])


def test_a_unit_that_just_cleared_is_told_so(world: World) -> None:
    number = world.call_with("UM61")
    world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    offered = {u["unit"]: u for u in recommended(world, world.call(address="77 Sunset Bl"))["units"]}
    assert [c for c in offered["UM61"]["cautions"] if re.fullmatch(r"came off its last job \d+ s ago", c)]


def test_a_unit_on_a_job_says_when_it_is_expected_free(world: World) -> None:
    other = world.call_with("UM61")
    said = why_not(world, world.call(address="77 Sunset Bl"), "UM61")
    assert said == [f"assigned on {other}, free in about 36 min"]


def test_when_no_team_fits_it_says_which_rule_to_relax(world: World) -> None:
    Agency.objects.get(code="CRISIS").serves.set([world.pacific])
    Unit.objects.filter(call_sign="HT3").update(duty="off_duty")
    said = recommended(world, world.call())
    assert said["units"] == []
    assert (said["relax"][0]["unit"], said["relax"][0]["relax"]) == ("UM61", ["area"])
    assert said["relax"][-1]["relax"] == ["kind"]


def test_no_unarmed_team_is_suggested_where_the_police_are_asked_for(world: World) -> None:
    Unit.objects.filter(kinds__contains=["police"]).update(duty="off_duty")
    said = recommended(world, world.call(KNIFE))
    assert not {"UM61", "UM62", "HT3"} & {one["unit"] for one in said["relax"]}


def test_nothing_is_to_relax_while_somebody_fits(world: World) -> None:
    assert recommended(world, world.call())["relax"] == []


def test_travel_times_say_that_they_are_estimated(world: World) -> None:
    said = recommended(world, world.call())
    assert (said["travel"]["source"], said["units"][0]["travel"]) == ("est.", "est.")


def test_an_unarmed_team_on_scene_has_its_nearest_armed_backup(world: World) -> None:
    Unit.objects.filter(call_sign="6A20").update(lat=34.0957, lon=-118.3309)
    number = world.call_with("UM61")
    assert recommended(world, number)["backup"] == []
    world.do("mark_on_scene", incident=number, unit="UM61")
    (said,) = recommended(world, number)["backup"]
    assert (said["team"], said["backup"]["unit"], said["backup"]["travel"]) == ("UM61", "6A20", "est.")
    assert said["backup"]["eta_s"] < 10


def test_a_team_asks_for_its_own_backup(world: World) -> None:
    assert recommending.backup_of(world.crisis_team, "UM61")["backup"]["unit"] == "6A15"
    with pytest.raises(NotFound):
        recommending.backup_of(world.patrol, "UM61")


def test_without_a_free_armed_unit_it_says_so(world: World) -> None:
    Unit.objects.filter(armed=True).update(duty="off_duty")
    said = recommending.backup_of(world.dispatcher, "UM61")
    assert (said["backup"], said["says"]) == (None, "no armed unit is free")


def test_the_police_on_scene_with_a_team_are_named(world: World) -> None:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="backup", reason="stands by")
    for unit in ("UM61", "6A15"):
        world.do("mark_on_scene", incident=number, unit=unit)
    (said,) = recommended(world, number)["backup"]
    assert (said["armed_on_scene"], said["says"]) == (["6A15"], "6A15 on scene with it")


def test_outside_the_floor_nobody_is_told_of_the_units_of_others(world: World) -> None:
    said = recommended(world, world.call_with("UM61"), world.crisis_team)
    assert [sign for group in said["passed_over"] for sign in group["units"]] == ["UM61"]


def test_the_roster_is_read_in_three_questions(world: World, django_assert_num_queries) -> None:
    from dispatch import candidates

    candidates.on_roster()
    with django_assert_num_queries(3):
        candidates.on_roster()


def test_a_backup_is_read_over_the_api(world: World, client: Client) -> None:
    client.force_login(Member.objects.get(pk=world.dispatcher.id))
    found = client.get("/api/units/UM61/backup/", secure=True)
    assert (found.status_code, found.json()["backup"]["unit"]) == (200, "6A15")
    assert client.get("/api/units/UM99/backup/", secure=True).json()["error"]["code"] == "not_found"


def test_the_last_free_unit_of_a_kind_in_its_area_says_so_and_is_offered_all_the_same(world: World) -> None:
    number = world.call()
    first, *_ = recommending.recommendation(world.dispatcher, number)["units"]
    assert not [r for r in first["reasons"] if "last free" in r], "another team is free in Hollywood"
    world.do("set_unit_status", unit="UM62", status="unavailable")
    offers = {offer["unit"]: offer for offer in recommending.recommendation(world.dispatcher, number)["units"]}
    assert (
        "▲ the last free mental health unit in Hollywood: none is left there when it goes" in offers["UM61"]["cautions"]
    )


def test_every_unarmed_team_on_scene_has_its_nearest_armed_backup_and_the_figures_age(world: World) -> None:
    recommending._all_backups.cache_clear()
    number = world.call_with("UM61")
    assert recommending.backups(world.dispatcher)["results"] == []
    world.do("mark_on_scene", incident=number, unit="UM61")
    recommending._all_backups.cache_clear()
    found = recommending.backups(world.dispatcher)
    (one,) = found["results"]
    assert (one["team"], one["incident"], one["backup"]["unit"]) == ("UM61", number, "6A15")
    assert found["at"]
    assert recommending.backups(world.patrol)["results"] == []
    assert len(recommending.backups(world.crisis_team)["results"]) == 1
    recommending._all_backups.cache_clear()
