"""`manage.py roster`: a roster out of a file and into one, from the server's shell."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dispatch import log
from responders.models import Member
from tests.world import World

pytestmark = pytest.mark.django_db
GOOD = "record,name,family_name,kinds\nunit,UM63,,mental_health\nmember,m.ruiz,Ruiz,\n"


def roster(*arguments: str) -> str:
    said = StringIO()
    call_command("roster", *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    assert world.crisis_admin
    found = tmp_path / "roster.csv"
    found.write_text(GOOD)
    return found


def test_a_dry_run_says_what_would_change_and_changes_nothing(file: Path) -> None:
    head = log.head().seq
    said = roster("import", str(file), "--agency", "CRISIS", "--dry-run")
    assert "member: 1 added, 0 changed, 0 unchanged, 0 retired" in said
    assert log.head().seq == head


def test_an_import_is_done_in_the_name_of_an_admin_and_exports_again(file: Path) -> None:
    roster("import", str(file), "--agency", "CRISIS")
    line = log.since(log.head().seq - 1)[0]
    assert (line.kind, line.by) == ("roster_imported", "crisis_admin")
    again = file.with_suffix(".xlsx")
    roster("export", str(again), "--agency", "CRISIS")
    with pytest.raises(CommandError, match="nothing to change"):
        roster("import", str(again), "--agency", "CRISIS")


def test_t29_a_large_file_names_a_second_admin_and_both_stand_in_it(world: World, file: Path) -> None:
    Member.objects.bulk_create(
        Member(username=f"many.{n}", last_name="Many", role="field", agency=world.crisis) for n in range(1_001)
    )
    with pytest.raises(CommandError, match="name a second admin"):
        roster("export", str(file), "--agency", "CRISIS", "--reason", "audit")
    with pytest.raises(CommandError, match="You asked for this file yourself"):
        roster("export", str(file), "--agency", "CRISIS", "--second", "crisis_admin")
    assert file.read_text() == GOOD
    world.person("other_admin", "agency_admin", world.crisis)
    roster("export", str(file), "--agency", "CRISIS", "--reason", "audit", "--second", "other_admin")
    assert "by crisis_admin of CRISIS, approved by other_admin, export" in file.read_text(encoding="utf-8-sig")
    assert [line.kind for line in log.since(log.head().seq - 2)] == ["export_asked", "export_approved"]


def test_every_fault_is_said_with_its_line(file: Path) -> None:
    file.write_text(GOOD + "member,M Ruiz,Ruiz,\nunit,6A15,,mental_health\n")
    with pytest.raises(CommandError, match=r"(?s)Line 4: member: name is 'M Ruiz'.*Line 5: unit 6A15: is taken"):
        roster("import", str(file), "--agency", "CRISIS")
    assert not Member.objects.filter(username="m.ruiz").exists()


@pytest.mark.parametrize("wrong", [["--agency", "NOBODY"], ["--agency", "CRISIS", "--by", "dispatcher"]])
def test_it_is_an_admin_of_the_agency_or_nobody(file: Path, wrong: list[str]) -> None:
    with pytest.raises(CommandError, match="admin"):
        roster("import", str(file), *wrong)


def test_a_file_that_is_not_there_is_said(file: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        roster("import", str(file.with_name("other.csv")), "--agency", "CRISIS")
