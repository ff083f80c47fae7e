"""Rosters out of files: previewed, all or nothing, every fault by its line, and exported to the same again."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from dispatch import roster_out, rosters
from dispatch.errors import Invalid, Refused
from responders import roster_file, roster_sheet
from responders.models import Certification, Member, RosterImport, Shift, Unit
from responders.roster_file import BadRoster
from tests.follow import follows
from tests.roster import at, day, person
from tests.world import World

pytestmark = pytest.mark.django_db

HEAD = "record,name,kinds,area,station,given_name,family_name,unit,languages,certificate,expires_on,starts,ends\n"


def sheet(*lines: str) -> bytes:
    return (HEAD + "\n".join(lines) + "\n").encode()


def bring(world: World, content: bytes, **more: Any) -> Any:
    rows = roster_file.rows(content)
    body = {"rows": rows, "sha256": roster_file.digest(content), **more}
    return world.do("import_roster", world.crisis_admin, **body)


FULL = (
    "station,Yard,,Hollywood,,,,,,,,,",
    "unit,UM63,mental_health;mediation,Pacific,Yard,,,,en;es,,,,",
    "member,m.ruiz,,,,Maria,Ruiz,UM63,es,,,,",
    "certification,m.ruiz,,,,,,,,hold_5150,2030-01-31,,",
)


def test_a_file_becomes_a_roster_in_one_event(world: World) -> None:
    starts, ends = at(48).isoformat(), at(56).isoformat()
    with follows(*world.everybody()):
        content = sheet(*FULL, f"shift,m.ruiz,,,,,,UM63,,,,{starts},{ends}")
        line = world.do("import_roster", world.crisis_admin, rows=roster_file.rows(content), sha256="a" * 64)
    facts = line.bodies["common"]["facts"]
    assert facts["counts"]["member"] == {"added": 1, "changed": 0, "unchanged": 0, "retired": 0}
    assert Unit.objects.get(call_sign="UM63").kinds == ["mental_health", "mediation"]
    assert not Member.objects.get(username="m.ruiz").has_usable_password()
    assert (Certification.objects.count(), Shift.objects.count()) == (1, 1)
    assert {one["key"] for one in RosterImport.objects.get().changes} >= {"Yard", "UM63", "m.ruiz"}


def test_what_would_change_is_told_before_it_is(world: World) -> None:
    person(world, "j.cole", given_name="Jo")
    content = sheet(*FULL, "member,j.cole,,,,Joanna,Cole,,,,,,")
    shown = rosters.preview(world.crisis_admin, roster_file.rows(content), retire_missing=False)
    assert shown["counts"]["member"] == {"added": 1, "changed": 1, "unchanged": 0, "retired": 0}
    assert {"line": 6, "record": "member", "key": "j.cole", "what": "changed", "differs": ["given_name"]} in shown[
        "changes"
    ]
    assert Member.objects.get(username="j.cole").first_name == "Jo"


def test_every_fault_has_its_line_and_one_of_them_changes_nothing(world: World) -> None:
    content = sheet(
        "member,m.ruiz,,,,Maria,Ruiz,,,,,,",
        "unit,6A15,mental_health,,,,,,,,,,",
        "unit,UM64,police,,,,,,,,,,",
        "member,M Ruiz,,,,Maria,Ruiz,,,,,,",
        "certification,nobody,,,,,,,,emt,,,",
        "certification,m.ruiz,,,,,,,,emt,soon,,",
        "member,m.ruiz,,,,Maria,Ruiz,,,,,,",
        "unit,UM65,mental_health,Atlantis,,,,,,,,,",
    )
    shown = rosters.preview(world.crisis_admin, roster_file.rows(content), retire_missing=False)
    assert [fault["line"] for fault in shown["faults"]] == [3, 4, 5, 6, 7, 8, 9]
    with pytest.raises(Invalid) as raised, follows(*world.everybody()):
        bring(world, content)
    assert raised.value.fields is not None
    assert raised.value.fields["rows"][0].startswith("Line 3: unit 6A15: is taken")
    assert not Member.objects.filter(username="m.ruiz").exists()


def test_a_shift_in_a_file_that_overlaps_another_is_a_fault_of_its_line(world: World) -> None:
    person(world, "m.ruiz")
    day(world, "m.ruiz", "UM61", starts=48)
    content = sheet(f"shift,m.ruiz,,,,,,UM62,,,,{at(50).isoformat()},{at(52).isoformat()}")
    with pytest.raises(Invalid, match=r"Line 2: shift .* is on UM61"), follows(world.dispatcher):
        bring(world, content)


def test_what_the_file_does_not_hold_is_retired_only_when_asked_for(world: World) -> None:
    world.do("sign_off", unit="UM61")
    world.do("sign_off", unit="UM62")
    content = sheet("unit,UM61,mental_health,,,,,,,,,,")
    bring(world, content)
    assert Unit.objects.get(call_sign="UM62").retired_at is None
    with follows(*world.everybody()):
        world.do(
            "import_roster",
            world.crisis_admin,
            rows=roster_file.rows(content),
            sha256="b" * 64,
            retire_missing=True,
        )
    assert Unit.objects.get(call_sign="UM62").retired_at is not None
    assert Unit.objects.get(call_sign="6A15").retired_at is None


def test_a_unit_on_duty_is_not_retired_by_a_file(world: World) -> None:
    world.do("sign_off", unit="UM61")
    with pytest.raises(Invalid, match="UM62 is on duty"), follows(world.dispatcher):
        bring(world, sheet("unit,UM61,mental_health,,,,,,,,,,"), retire_missing=True)


@pytest.mark.parametrize("writes", [roster_sheet.csv_bytes, roster_sheet.xlsx_bytes])
def test_an_export_imports_back_to_the_same(world: World, writes: Any) -> None:
    world.everybody()
    person(world, "m.ruiz", given_name="=cmd|' /C calc'!A0", languages=["es"])
    world.do("save_station", world.crisis_admin, station="'+Yard", address="-1 Main St")
    world.do("save_vehicle", world.crisis_admin, vehicle="V7", station="'+Yard", what="@van")
    world.do("certify_member", world.crisis_admin, member="m.ruiz", kind="clinician", number="=1+1")
    day(world, "m.ruiz", "UM61")
    rows = list(roster_out.rows(world.crisis))
    content = writes(rows)
    read = roster_file.rows(content)
    assert [{k: v for k, v in row.items() if k != "line" and v} for row in read] == [
        {k: v for k, v in row.items() if v} for row in rows
    ]
    with pytest.raises(Refused, match="nothing to change"), follows(*world.everybody()):
        world.do("import_roster", world.crisis_admin, rows=read, sha256="c" * 64, retire_missing=True)


def test_no_cell_of_an_export_is_a_formula(world: World) -> None:
    """T28: a name that a spreadsheet would run is text in both kinds of file."""
    for i, start in enumerate(("=", "+", "-", "@")):
        person(world, f"m{i}", given_name=f"{start}SUM(A1)")
    rows = list(roster_out.rows(world.crisis))
    book = load_workbook(io.BytesIO(roster_sheet.xlsx_bytes(rows)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    for cell in [str(cell.value) for cell in cells] + roster_sheet.csv_bytes(rows).decode("utf-8-sig").split(","):
        assert not cell.startswith(("=", "+", "-", "@")), cell


def zipped(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return content.getvalue()


def book(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    packed = zipfile.ZipFile(io.BytesIO(book(("record", "name"), ("member", "m.ruiz"))))
    parts = {entry: packed.read(entry) for entry in packed.namelist()}
    return zipped(parts | {name: part})


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'
HOSTILE = {
    "a zip bomb": lambda: with_part("xl/worksheets/sheet9.xml", b"0" * 60_000_000),
    "a part packed a thousand to one": lambda: with_part("xl/media/a.bin", b"0" * 5_000_000),
    "more parts than a workbook has": lambda: zipped(
        {f"xl/{i}.xml": b"<a/>" for i in range(99)} | {"xl/workbook.xml": b"<a/>"}
    ),
    "entities that grow": lambda: with_part("xl/sharedStrings.xml", BOMB),
    "an entity that reads a file": lambda: with_part("xl/sharedStrings.xml", OUTSIDE),
    "XML in another encoding": lambda: with_part("xl/sharedStrings.xml", BOMB.decode().encode("utf-16")),
    "macros": lambda: with_part("xl/vbaProject.bin", b"x"),
    "a broken packing": lambda: book(("record", "name"))[:-60] + b"\0" * 60,
    "a packed file of another kind": lambda: zipped({"word/document.xml": b"<a/>"}),
    "a formula in Excel": lambda: book(("record", "name"), ("member", '=HYPERLINK("http://x","y")')),
    "a formula in CSV": lambda: sheet("member,\"=cmd|' /C calc'!A0\",,,,a,b,,,,,,"),
    "a million rows": lambda: HEAD.encode() + b"member,m,,,,a,b,,,,,,\n" * 300_000,
    "more bytes than are read": lambda: HEAD.encode() + b"x" * (9 * 1024 * 1024),
    "one huge cell": lambda: sheet("member,m,,,," + "x" * 3_000_000 + ",b,,,,,,"),
    "an open quotation mark": lambda: sheet('member,"m' + "\n" * 50_000),
    "UTF-16": lambda: sheet(*FULL).decode().encode("utf-16"),
    "Latin-1": lambda: sheet("member,m.nunez,,,,María,Núñez,,,,,,").decode().encode("latin-1"),
    "NUL bytes": lambda: sheet("member,m\x00,,,,a,b,,,,,,"),
    "text that reads backwards": lambda: sheet("member,m.ruiz,,,,\u202eairaM,Ruiz,,,,,,"),
    "columns of its own": lambda: b"record,name,is_superuser\nmember,m,yes\n",
    "nothing": lambda: b"  \n",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_and_the_roster_stays(world: World, kind: str) -> None:
    """T30: refused in a sentence, before it is unpacked where it is packed."""
    before = list(roster_out.rows(world.crisis))
    content = HOSTILE[kind]()
    with pytest.raises(BadRoster) as raised:
        roster_file.rows(content)
    assert raised.value.faults[0][1]
    assert list(roster_out.rows(world.crisis)) == before


def test_hostile_files_stay_within_the_memory_that_is_promised(world: World) -> None:
    import tracemalloc

    contents = [make() for make in HOSTILE.values()]
    tracemalloc.start()
    for content in contents:
        with pytest.raises(BadRoster):
            roster_file.rows(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 200 * 1024 * 1024


def test_a_file_changes_a_unit_on_duty_and_leaves_its_duty(world: World) -> None:
    person(world, "m.ruiz")
    world.do("certify_member", world.crisis_admin, member="m.ruiz", kind="emt")
    world.do("sign_off", unit="UM61")
    world.do("sign_on", unit="UM61", crew=["m.ruiz"])
    rows = roster_file.rows(
        sheet("unit,UM61,mediation,Pacific,,,,,en;ko,,,,", "certification,m.ruiz,,,,,,,,paramedic,,,")
    )
    with follows(*world.everybody()):
        world.do("import_roster", world.crisis_admin, rows=rows, sha256="d" * 64)
    unit = Unit.objects.get(call_sign="UM61")
    assert (unit.kinds, unit.duty, unit.crew) == (["mediation"], "available", ["m.ruiz"])
    assert (unit.medical_level, unit.languages, unit.standard["languages"]) == ("als", ["en"], ["en", "ko"])
