"""Persons and vehicles: several on one incident, each word in its compartment."""

import pytest

from dispatch import board
from dispatch.errors import Forbidden, Invalid, NotFound
from tests.follow import follows
from tests.world import KNIFE, World

pytestmark = pytest.mark.django_db
WHO = {"role": "subject", "description": "grey beard, red coat", "name": "Ben Ito", "phone": "555-0102"}


def test_a_persons_name_health_and_record_are_read_apart(world: World) -> None:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="co_response", reason="joint")
    with follows(*world.everybody()):
        line = world.do("record_person", incident=number, **WHO, health="bipolar", record="on probation")
    law, care = (board.incident(by, number) for by in (world.patrol, world.crisis_team))
    assert law["persons"] == care["persons"] == [{"n": 1, "role": "subject", "description": "grey beard, red coat"}]
    assert law["persons_named"] == [{"n": 1, "name": "Ben Ito", "phone": "555-0102"}]
    assert law["persons_record"] == [{"n": 1, "record": "on probation"}]
    assert care["persons_health"] == [{"n": 1, "health": "bipolar"}]
    assert "persons_health" not in law
    assert "persons_record" not in care
    assert "bipolar" not in str(line.view(world.patrol.audience))
    assert "probation" not in str(line.view(world.crisis_team.audience))
    assert "Ben" not in str(line.view(world.auditor.audience))


def test_only_the_fields_that_are_sent_change(world: World) -> None:
    number = world.call()
    world.do("record_person", incident=number, **WHO)
    world.do("record_person", incident=number, role="witness", name="Ana")
    with follows(*world.everybody()):
        world.do("record_person", incident=number, n=1, description="blue coat")
    now = board.incident(world.dispatcher, number)
    assert now["persons"][0] == {"n": 1, "role": "subject", "description": "blue coat"}
    assert [p["name"] for p in now["persons_named"]] == ["Ben Ito", "Ana"]
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("record_person", incident=number, n=9, description="x")
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("record_person", incident=number)


def test_nobody_writes_what_they_could_not_read(world: World) -> None:
    number = world.call_with("6A15", narrative=KNIFE)
    with pytest.raises(Forbidden, match="health"), follows(world.dispatcher):
        world.do("record_person", world.patrol, incident=number, health="schizophrenia")
    with follows(*world.everybody()):
        world.do("record_person", world.patrol, incident=number, record="two warrants")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("record_person", world.crisis_team, incident=number, description="x")


def test_a_vehicles_plate_is_for_those_on_the_call(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("record_vehicle", incident=number, description="white van, dented", plate="7abc 123", plate_state="CA")
    seen = board.incident(world.crisis_team, number)
    assert seen["vehicles"] == [{"n": 1, "description": "white van, dented"}]
    assert seen["vehicles_plates"] == [{"n": 1, "plate": "7ABC123", "plate_state": "CA"}]
    assert "vehicles_plates" not in board.incident(world.auditor, number)
    with follows(*world.everybody()):
        world.do("record_vehicle", incident=number, n=1, plate="7XYZ999")
