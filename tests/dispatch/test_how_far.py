"""How far work is: told from within a transaction, seen outside it, by whoever asked for it alone."""

from uuid import uuid4

import pytest
from django.db import transaction

from dispatch import how_far
from responders.models import Station
from tests.dispatch.test_roster_confinement import client
from tests.world import World

pytestmark = pytest.mark.commits  # what is told goes over a connection of its own


def test_what_is_told_within_a_transaction_is_read_outside_it_and_outlives_it(world: World) -> None:
    by, asked = world.crisis_admin, uuid4()
    tell = how_far.telling(by.id, asked, every=0)
    with transaction.atomic():
        Station.objects.create(agency=world.crisis, name="Yard")
        tell("written", 1, 3)
        how_far.settled()
        transaction.set_rollback(True)
    assert how_far.of(by.id, asked) == {"phase": "written", "done": 1, "total": 3}
    assert not Station.objects.filter(name="Yard").exists()


def test_nobody_reads_how_far_anothers_import_is(world: World) -> None:
    asked = uuid4()
    how_far.telling(world.crisis_admin.id, asked, every=0)("checked", 200, 400)
    how_far.settled()
    assert how_far.of(world.lapd_admin.id, asked) == how_far.NOTHING_YET
    address = f"/api/roster/import/how-far/?request_id={asked}"
    assert client(world.crisis_admin).get(address).json() == {"phase": "checked", "done": 200, "total": 400}
    assert client(world.lapd_admin).get(address).json()["phase"] is None
    assert client(world.patrol).get(address).status_code == 403


def test_what_takes_no_time_is_not_told(world: World) -> None:
    asked = uuid4()
    how_far.telling(world.crisis_admin.id, asked, every=3600)("checked", 200, 400)
    how_far.telling(world.crisis_admin.id, None, every=0)("checked", 200, 400)
    how_far.settled()
    assert how_far.of(world.crisis_admin.id, asked) == how_far.NOTHING_YET
