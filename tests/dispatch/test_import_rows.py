"""The rows of an import: counted while they are checked, compared and written, and kept to be looked at later."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dispatch import roster_plan, rosters
from dispatch.commands.batches import Batches
from dispatch.errors import NotFound
from responders import roster_file
from responders.models import RosterImport, Station
from tests.dispatch.test_roster_confinement import client
from tests.roster import person
from tests.world import World

pytestmark = pytest.mark.django_db
Words = list[tuple[str, int, int | None]]


def heard() -> tuple[Words, Callable[[str, int, int | None], None]]:
    words: Words = []
    return words, lambda phase, done, total: words.append((phase, done, total))


def members(count: int) -> list[roster_file.Row]:
    lines = "".join(f"member,m.{i},Family{i}\n" for i in range(count))
    return roster_file.rows(f"record,name,family_name\n{lines}".encode())


def test_rows_are_counted_while_they_are_checked_and_compared(world: World) -> None:
    words, tell = heard()
    rows = members(2 * roster_plan.STEP + 1)
    rosters.preview(world.crisis_admin, rows, retire_missing=False, tell=tell)
    step, all_of_it = roster_plan.STEP, len(rows)
    assert words == [
        ("checked", step, all_of_it),
        ("checked", 2 * step, all_of_it),
        ("compared", step, all_of_it),
        ("compared", 2 * step, all_of_it),
    ]


def test_rows_are_counted_while_they_are_written(world: World) -> None:
    written: list[int] = []
    batches = Batches(written.append)
    batches.add(Station, [Station(agency=world.crisis, name=f"Yard {i}") for i in range(1_001)])
    assert written == [1_000, 1_001]
    assert Station.objects.count() == 1_001


def test_an_upload_that_goes_on_can_be_asked_about(world: World) -> None:
    by, asked = world.crisis_admin, str(uuid4())
    file = SimpleUploadedFile("roster.csv", b"record,name,family_name\nmember,new.one,One\n")
    sent = {"file": file, "dry_run": "true", "request_id": asked}
    assert client(by).post("/api/roster/import/", sent, format="multipart").json()["faults"] == []
    assert client(by).get(f"/api/roster/import/how-far/?request_id={asked}").status_code == 200
    assert client(by).get("/api/roster/import/how-far/?request_id=1").status_code == 400


def test_what_an_import_changed_is_read_row_by_row_by_its_agency_and_the_floor(world: World) -> None:
    person(world, "m.0", given_name="Jo")
    world.do("import_roster", world.crisis_admin, rows=members(2), sha256="a" * 64)
    ref = RosterImport.objects.get().ref
    found = rosters.changes(world.crisis_admin, None, ref)
    assert found["changes"] == [
        {"line": 2, "record": "member", "key": "m.0", "what": "changed", "differs": ["given_name", "family_name"]},
        {"line": 3, "record": "member", "key": "m.1", "what": "added", "differs": []},
    ]
    assert (found["more"], found["by"]) == (0, "crisis_admin")
    assert client(world.dispatcher).get(f"/api/roster/imports/{ref}/?agency=CRISIS").status_code == 200
    assert client(world.lapd_admin).get(f"/api/roster/imports/{ref}/").status_code == 404
    assert client(world.patrol).get(f"/api/roster/imports/{ref}/").status_code == 403
    with pytest.raises(NotFound):
        rosters.changes(world.crisis_admin, None, uuid4())
