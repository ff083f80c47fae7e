"""Rosters: units, stations, vehicles and members, each changed by its own agency's admin alone."""

import pytest

from dispatch import board, expiry, log, principals
from dispatch.errors import Invalid, NotFound, Refused
from responders.models import Certification, Member, Shift, Unit
from tests.follow import follows
from tests.roster import day, person
from tests.world import World, later

pytestmark = pytest.mark.django_db


def test_a_new_unit_is_on_the_board_off_duty(world: World) -> None:
    with follows(*world.everybody()):
        world.do("add_unit", world.crisis_admin, unit="UM63", kinds=["mental_health"], area="Pacific")
    card = board.snapshot(world.dispatcher)["cards"]["units"]["UM63"]
    assert (card["status"], card["agency"], card["area"]) == ("off_duty", "CRISIS", "Pacific")


def test_a_call_sign_is_there_once_in_the_whole_installation(world: World) -> None:
    with pytest.raises(Refused, match="taken"), follows(world.dispatcher):
        world.do("add_unit", world.crisis_admin, unit="6A15", kinds=["mental_health"])


def test_only_the_police_have_armed_units(world: World) -> None:
    for fields in ({"kinds": ["police"]}, {"kinds": ["mental_health"], "armed": True}):
        with pytest.raises(Invalid, match="police"), follows(world.dispatcher):
            world.do("add_unit", world.crisis_admin, unit="UM63", **fields)


def test_a_unit_is_changed_by_its_own_agency_and_every_board_shows_it(world: World) -> None:
    with follows(*world.everybody()):
        world.do("save_station", world.crisis_admin, station="Sunset yard", address="1 Sunset Blvd", area="Hollywood")
    with follows(*world.everybody()):
        line = world.do("update_unit", world.crisis_admin, unit="UM61", station="Sunset yard", languages=["en", "es"])
    assert line.bodies["common"]["facts"]["was"]["languages"] == ["en"]
    assert Unit.objects.get(call_sign="UM61").station == "Sunset yard"


def test_a_station_that_is_not_there_is_no_station(world: World) -> None:
    with pytest.raises(Invalid, match="no station"), follows(world.dispatcher):
        world.do("update_unit", world.crisis_admin, unit="UM61", station="Nowhere")


def test_a_unit_on_duty_is_not_retired_and_one_off_duty_leaves_every_board(world: World) -> None:
    with pytest.raises(Refused, match="sign it off"), follows(world.dispatcher):
        world.do("retire_unit", world.crisis_admin, unit="UM61", reason="merged")
    world.do("sign_off", unit="UM61")
    person(world, "m.ruiz")
    shift = day(world, "m.ruiz", "UM61")
    with follows(*world.everybody()):
        world.do("retire_unit", world.crisis_admin, unit="UM61", reason="merged")
    assert "UM61" not in board.snapshot(world.dispatcher)["cards"]["units"]
    assert Shift.objects.get(ref=shift).state == "cancelled"


def test_a_retired_unit_may_come_back_under_its_call_sign(world: World) -> None:
    world.do("sign_off", unit="UM61")
    world.do("retire_unit", world.crisis_admin, unit="UM61", reason="merged")
    with follows(*world.everybody()):
        world.do("add_unit", world.crisis_admin, unit="UM61", kinds=["mental_health"])


def test_a_vehicle_that_breaks_down_makes_its_unit_unavailable(world: World) -> None:
    with follows(*world.everybody()):
        world.do("save_vehicle", world.crisis_admin, vehicle="V7", what="van")
    world.do("sign_off", unit="UM61")
    world.do("sign_on", unit="UM61", vehicle="V7", radio="R12")
    with follows(*world.everybody()):
        world.do("save_vehicle", world.crisis_admin, vehicle="V7", out_of_service="brakes")
    unit = Unit.objects.get(call_sign="UM61")
    assert (unit.duty, unit.duty_reason) == ("unavailable", "V7 out of service: brakes")
    world.do("sign_off", unit="UM61")
    with pytest.raises(Invalid, match="out of service"), follows(world.dispatcher):
        world.do("sign_on", unit="UM61", vehicle="V7")


def test_a_new_member_cannot_sign_in_and_is_told_to_their_own_agency_and_the_floor(world: World) -> None:
    with follows(*world.everybody()):
        line = world.do("add_member", world.crisis_admin, member="m.ruiz", given_name="Maria", family_name="Ruiz")
    member = Member.objects.get(username="m.ruiz")
    assert (member.has_usable_password(), member.role) == (False, "field")
    assert line.view(world.crisis_admin.audience)["facts"]["roster"]["members"]["m.ruiz"]["name"] == "Maria Ruiz"
    assert "facts" in line.view(world.dispatcher.audience)
    for other in (world.lapd_admin, world.crisis_team, world.patrol, world.centre_admin):
        assert line.view(other.audience) == {"seq": line.seq}, other.username


def test_a_member_is_changed_leaves_and_comes_back(world: World) -> None:
    person(world, "m.ruiz")
    shift = day(world, "m.ruiz", "UM61")
    with follows(*world.everybody()):
        world.do("update_member", world.crisis_admin, member="m.ruiz", unit="UM62", languages=["es"])
    with follows(*world.everybody()):
        world.do("deactivate_member", world.crisis_admin, member="m.ruiz", reason="moved away")
    member = Member.objects.get(username="m.ruiz")
    assert (member.is_active, member.unit, Shift.objects.get(ref=shift).state) == (False, None, "cancelled")
    with follows(*world.everybody()):
        world.do("update_member", world.crisis_admin, member="m.ruiz", active=True)
    assert Member.objects.get(username="m.ruiz").is_active


def test_nobody_ends_their_own_work(world: World) -> None:
    with pytest.raises(Refused, match="own work"), follows(world.dispatcher):
        world.do("deactivate_member", world.crisis_admin, member="crisis_admin", reason="tired")


def test_a_unit_can_do_what_its_crew_is_certified_for(world: World) -> None:
    for name in ("m.ruiz", "j.cole"):
        person(world, name)
    world.do("sign_off", unit="UM61")
    with follows(*world.everybody()):
        world.do("sign_on", world.crisis_admin, unit="UM61", crew=["m.ruiz", "j.cole"])
    unit = Unit.objects.get(call_sign="UM61")
    assert (unit.can_hold, unit.medical_level, unit.languages, unit.members_count) == (False, "", ["en"], 2)
    for kind, more in (("hold_5585", {}), ("emt", {}), ("language", {"language": "ko"})):
        with follows(*world.everybody()):
            world.do("certify_member", world.crisis_admin, member="m.ruiz", kind=kind, **more)
    unit.refresh_from_db()
    assert (unit.can_hold, unit.minor_trained, unit.medical_level, unit.languages) == (True, True, "bls", ["en", "ko"])
    with follows(*world.everybody()):
        held = Certification.objects.get(kind="hold_5585")
        world.do("revoke_certification", world.crisis_admin, certification=str(held.ref), reason="lapsed")
    unit.refresh_from_db()
    assert not unit.can_hold
    with follows(*world.everybody()):
        world.do("sign_off", world.crisis_admin, unit="UM61")
    unit.refresh_from_db()
    assert (unit.crew, unit.medical_level, unit.standard) == ([], "", {})


def test_a_certificate_that_ran_out_gives_nothing(world: World) -> None:
    person(world, "m.ruiz")
    world.do("certify_member", world.crisis_admin, member="m.ruiz", kind="emt", expires_on="2020-01-31")
    world.do("sign_off", unit="UM61")
    world.do("sign_on", unit="UM61", crew=["m.ruiz"])
    assert Unit.objects.get(call_sign="UM61").medical_level == ""


def test_a_unit_is_counted_anew_when_a_certificate_of_its_crew_runs_out(world: World) -> None:
    person(world, "m.ruiz")
    world.do("certify_member", world.crisis_admin, member="m.ruiz", kind="paramedic")
    world.do("sign_off", unit="UM61")
    world.do("sign_on", unit="UM61", crew=["m.ruiz"])
    Certification.objects.update(expires_on=later(-3 * 86400).date())
    with follows(*world.everybody()):
        world.do("recount_crew", principals.system(), unit="UM61")
    assert Unit.objects.get(call_sign="UM61").medical_level == ""
    with pytest.raises(Refused, match="Nothing changed"), follows(world.dispatcher):
        world.do("recount_crew", principals.system(), unit="UM61")
    assert expiry.recount_crews(later()) == 0


def test_somebody_on_one_unit_cannot_be_on_another(world: World) -> None:
    person(world, "m.ruiz")
    for unit in ("UM61", "UM62"):
        world.do("sign_off", unit=unit)
    world.do("sign_on", unit="UM61", crew=["m.ruiz"])
    with pytest.raises(Refused, match="is on UM61"), follows(world.dispatcher):
        world.do("sign_on", unit="UM62", crew=["m.ruiz"])


def test_another_agencys_people_are_no_crew(world: World) -> None:
    world.do("sign_off", unit="UM61")
    assert world.patrol
    with pytest.raises(Invalid, match="no member patrol"), follows(world.dispatcher):
        world.do("sign_on", unit="UM61", crew=["patrol"])


def test_another_agencys_unit_does_not_exist(world: World) -> None:
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("update_unit", world.crisis_admin, unit="6A15", radio="R1")


def test_the_number_of_a_licence_is_in_no_event(world: World) -> None:
    person(world, "m.ruiz")
    with follows(*world.everybody()):
        world.do("certify_member", world.crisis_admin, member="m.ruiz", kind="clinician", number="LCSW 99120")
    assert all("99120" not in str(line.bodies) for line in log.since(0, 1000))
