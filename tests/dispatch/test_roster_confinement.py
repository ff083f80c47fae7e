"""An admin neither sees nor touches another agency's roster: every verb, every read and the import, in a matrix.

The bodies are those that work in one's own agency; the same request against another's is the same as naming nothing.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from dispatch import log, principals, roles, roster_out, rosters
from dispatch.commands import COMMANDS
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Token
from dispatch.principals import Principal
from responders import roster_file
from responders.models import Agency, Certification, Member
from tests.roster import at, day, person
from tests.world import World, later

pytestmark = pytest.mark.django_db

WORKS = {"starts": lambda: at(24).isoformat(), "ends": lambda: at(32).isoformat()}
Body = Callable[[World], dict[str, Any]]


def shift_of(world: World) -> str:
    return day(world, "officer", "6A20", by=world.lapd_admin)


def template_of(world: World) -> dict[str, Any]:
    rule = {"rule": "FREQ=DAILY", "starts_on": "2026-01-05", "start": "08:00", "end": "16:00"}
    return {"template": "Days", "unit": "6A20", "crew": ["officer"], **rule}


def planned_from(world: World) -> dict[str, Any]:
    world.do("save_shift_template", world.lapd_admin, **template_of(world))
    first = at(240).date().isoformat()
    return {"template": "Days", "first": first, "last": first}


def swapped(world: World) -> dict[str, Any]:
    person(world, "officer2", world.lapd_admin)
    return {"shift": shift_of(world), "other": day(world, "officer2", "6A20", by=world.lapd_admin)}


def certificate_of(world: World) -> dict[str, Any]:
    world.do("certify_member", world.lapd_admin, member="officer", kind="emt")
    return {"certification": str(Certification.objects.get().ref), "reason": "lapsed"}


def retired(world: World) -> dict[str, Any]:
    world.do("sign_off", unit="6A20")
    return {"unit": "6A20", "reason": "sold"}


def enrolled(world: World) -> dict[str, Any]:
    world.do("enrol_tracker", world.lapd_admin, device="350077", unit="6A20", carried="vehicle")
    return {"device": "350077"}


def gateway_of(world: World) -> dict[str, Any]:
    world.do("add_gateway", world.lapd_admin, gateway="lapd.avl", prefix="abcdefgh", digest="a" * 64)
    return {"gateway": "lapd.avl"}


# Verb -> what LAPD's admin may say of LAPD. Those that name nothing that is there are in OWN.
NAMING: dict[str, Body] = {
    "update_unit": lambda w: {"unit": "6A20", "radio": "R9"},
    "retire_unit": retired,
    "update_member": lambda w: {"member": "officer", "given_name": "Ann"},
    "deactivate_member": lambda w: {"member": "officer", "reason": "left"},
    "certify_member": lambda w: {"member": "officer", "kind": "emt"},
    "revoke_certification": certificate_of,
    "plan_shift": lambda w: {"member": "officer", "unit": "6A20", **{n: make() for n, make in WORKS.items()}},
    "save_shift_template": template_of,
    "plan_shifts": planned_from,
    "move_shift": lambda w: {"shift": shift_of(w), "ends": at(34).isoformat()},
    "swap_shifts": swapped,
    "report_sick": lambda w: {"shift": shift_of(w)},
    "cancel_shift": lambda w: {"shift": shift_of(w), "reason": "no"},
    "enrol_tracker": lambda w: {"device": "350078", "unit": "6A20", "carried": "vehicle"},
    "end_tracker": enrolled,
    "renew_gateway": lambda w: gateway_of(w) | {"prefix": "ijklmnop", "digest": "b" * 64},
    "end_gateway": gateway_of,
}
OWN: dict[str, dict[str, Any]] = {
    "add_unit": {"unit": "NEW1", "kinds": ["mental_health"]},
    "save_station": {"station": "Yard"},
    "save_vehicle": {"vehicle": "V1"},
    "add_member": {"member": "new.one", "family_name": "One"},
    "set_minimum_staffing": {"kind": "mental_health", "units": 2},
    "set_team_scope": {"hours": "07:00-19:00"},
    "import_roster": {
        "rows": roster_file.rows(b"record,name,family_name\nmember,imported.one,One\n"),
        "sha256": "d" * 64,
    },
    "add_gateway": {"gateway": "crisis.avl", "prefix": "qrstuvwx", "digest": "c" * 64},
}
KEPT = roles.ROSTER | roles.TRACKERS


@pytest.fixture
def lapd(world: World) -> World:
    person(world, "officer", world.lapd_admin)
    return world


def test_the_matrix_holds_every_verb_of_a_roster() -> None:
    assert set(NAMING) | set(OWN) == KEPT
    assert set(COMMANDS) >= KEPT


@pytest.mark.parametrize("verb", NAMING)
def test_a_verb_reaches_ones_own_roster_and_no_other(lapd: World, verb: str) -> None:
    body = NAMING[verb](lapd)
    before, head = state(lapd.lapd_admin), log.head().seq
    with pytest.raises(NotFound, match="There is no"):
        lapd.do(verb, lapd.crisis_admin, **body)
    assert (state(lapd.lapd_admin), log.head().seq) == (before, head)
    lapd.do(verb, lapd.lapd_admin, **body)
    assert log.head().seq == head + 1


@pytest.mark.parametrize("verb", OWN)
def test_a_verb_that_names_nothing_changes_ones_own_roster_alone(lapd: World, verb: str) -> None:
    theirs = state(lapd.lapd_admin)
    line = lapd.do(verb, lapd.crisis_admin, **OWN[verb])
    assert state(lapd.lapd_admin) == theirs
    assert line.view(lapd.lapd_admin.audience) == {"seq": line.seq}
    assert line.view(lapd.patrol.audience) == {"seq": line.seq}


@pytest.mark.parametrize("verb", sorted(KEPT))
def test_only_an_agencys_admin_has_the_verbs(world: World, verb: str) -> None:
    assert {name for name, role in roles.ROLES.items() if verb in role.verbs} == {"agency_admin"}


@pytest.mark.parametrize("record", ["unit", "member", "certification", "shift"])
def test_a_file_that_names_anothers_things_is_refused_by_line(lapd: World, record: str) -> None:
    columns = {
        "unit": {"name": "6A20", "kinds": "mental_health"},
        "member": {"name": "officer", "family_name": "Taken"},
        "certification": {"name": "officer", "certificate": "emt"},
        "shift": {"name": "officer", "unit": "6A20", **{n: make() for n, make in WORKS.items()}},
    }[record]
    head = ",".join(["record", *columns])
    content = f"{head}\n{','.join([record, *columns.values()])}\n".encode()
    before = state(lapd.lapd_admin)
    rows = roster_file.rows(content)
    with pytest.raises(Invalid, match="Line 2"):
        lapd.do("import_roster", lapd.crisis_admin, rows=rows, sha256="e" * 64)
    assert state(lapd.lapd_admin) == before


def test_retiring_what_a_file_does_not_hold_retires_nothing_of_anybody_else(lapd: World) -> None:
    before = state(lapd.lapd_admin)
    rows = roster_file.rows(b"record,name,family_name\nmember,crisis_admin,Admin\n")
    lapd.do("import_roster", lapd.crisis_admin, rows=rows, sha256="f" * 64, retire_missing=True)
    assert state(lapd.lapd_admin) == before


READS = [
    "/api/roster/",
    "/api/roster/people/",
    "/api/roster/week/",
    "/api/roster/coverage/",
    "/api/roster/trackers/",
    "/api/members/",
    "/api/shifts/",
    "/api/units/",
    "/api/vehicles/",
    "/api/stations/",
    "/api/trackers/",
]
CANARY = "zebra"


@pytest.mark.parametrize("address", READS)
def test_a_read_holds_nothing_of_another_agency(lapd: World, address: str) -> None:
    mark(lapd)
    mine, theirs = client(lapd.lapd_admin), client(lapd.crisis_admin)
    assert CANARY in text(mine.get(address)), "the reader's own agency shows it"
    assert CANARY not in text(theirs.get(address)).lower()
    named = theirs.get(address, {"agency": "LAPD"})
    assert CANARY not in text(named).lower()
    if "/roster/" in address:
        assert named.status_code == 404


@pytest.mark.parametrize("address", [read for read in READS if "/roster/" in read])
def test_a_crew_does_not_read_rosters(lapd: World, address: str) -> None:
    assert client(lapd.patrol).get(address).status_code == 403


def test_the_floor_reads_every_roster_and_exports_none(lapd: World) -> None:
    floor = client(lapd.dispatcher)
    assert floor.get("/api/roster/week/", {"agency": "CRISIS"}).status_code == 200
    for reader in (lapd.dispatcher, lapd.supervisor, lapd.auditor, lapd.patrol):
        with pytest.raises(Forbidden):
            lapd.do("ask_export", reader, what="roster", reason="to look")


def test_an_export_holds_nothing_of_another_agency(lapd: World) -> None:
    mark(lapd)
    for by, seen in ((lapd.lapd_admin, True), (lapd.crisis_admin, False)):
        line = lapd.do("ask_export", by, what="roster", reason="quarterly")
        answer = client(by).get(f"/api/exports/{line.bodies['common']['facts']['export']}/")
        content = b"".join(answer.streaming_content).decode().lower()
        assert (CANARY in content) is seen


def test_the_page_itself_shows_no_other_agency(lapd: World) -> None:
    mark(lapd)
    page = client(lapd.crisis_admin)
    page.force_login(Member.objects.get(username="crisis_admin"), "allauth.account.auth_backends.AuthenticationBackend")
    assert CANARY not in text(page.get("/roster/")).lower()


@pytest.mark.parametrize("dry_run", ["true", "false"])
def test_an_upload_is_imported_into_ones_own_agency(lapd: World, dry_run: str) -> None:
    before = state(lapd.lapd_admin)
    file = SimpleUploadedFile("roster.csv", b"record,name,family_name\nmember,new.one,One\n")
    sent = {"file": file, "dry_run": dry_run, "request_id": str(uuid4())}
    answer = client(lapd.crisis_admin).post("/api/roster/import/", sent, format="multipart")
    assert answer.status_code == 200, answer.content
    assert Member.objects.filter(username="new.one", agency=lapd.crisis).exists() == (dry_run == "false")
    assert state(lapd.lapd_admin) == before


def test_a_faulty_upload_is_refused_with_its_lines(lapd: World) -> None:
    file = SimpleUploadedFile("roster.csv", b"record,name,family_name\nmember,officer,One\n")
    sent = {"file": file, "dry_run": "true"}
    shown = client(lapd.crisis_admin).post("/api/roster/import/", sent, format="multipart").json()
    assert shown["faults"] == [{"line": 2, "says": "member officer: is taken: choose another name."}]


def test_whoever_does_not_keep_a_roster_imports_none(lapd: World) -> None:
    for other in (lapd.dispatcher, lapd.patrol, lapd.auditor):
        file = SimpleUploadedFile("roster.csv", b"record,name,family_name\nmember,new.one,One\n")
        answer = client(other).post("/api/roster/import/", {"file": file}, format="multipart")
        assert answer.status_code == 403


def test_no_row_of_events_lets_an_admin_keep_more_than_their_own(lapd: World) -> None:
    """T04: whoever is added is a field responder of the admin's own agency, by verb or by file."""
    lapd.do("add_member", lapd.crisis_admin, member="new.one", family_name="One")
    lapd.do("import_roster", lapd.crisis_admin, **OWN["import_roster"])
    for name in ("new.one", "imported.one"):
        made = Member.objects.get(username=name)
        assert (made.role, made.agency, made.is_superuser, made.is_staff) == ("field", lapd.crisis, False, False)
    with pytest.raises((NotFound, Refused)):
        lapd.do("update_member", lapd.crisis_admin, member="dispatcher", given_name="x")


def mark(world: World) -> None:
    """Put a word into everything of LAPD's roster that a read might show."""
    world.do("save_station", world.lapd_admin, station=f"{CANARY} yard")
    world.do("save_vehicle", world.lapd_admin, vehicle=CANARY, station=f"{CANARY} yard", what=CANARY)
    world.do("update_unit", world.lapd_admin, unit="6A20", station=f"{CANARY} yard", radio=CANARY)
    world.do("add_unit", world.lapd_admin, unit=CANARY, kinds=["police"])
    person(world, CANARY, world.lapd_admin, given_name=CANARY)
    period = {name: at(hours).isoformat() for name, hours in (("starts", 1), ("ends", 9))}
    world.do("plan_shift", world.lapd_admin, member=CANARY, unit=CANARY, **period)
    world.do("set_minimum_staffing", world.lapd_admin, kind="police", units=400)
    world.do("enrol_tracker", world.lapd_admin, device=f"{CANARY}-1", unit="6A20", carried="vehicle")
    world.do("add_gateway", world.lapd_admin, gateway=f"{CANARY}.avl", prefix="abcdefgh", digest="f" * 64)


def state(of: Principal) -> Any:
    """Return everything that is read of an admin's own roster, without what names the moment."""
    whole = {k: v for k, v in rosters.roster(of, None).items() if k != "due"}
    week = rosters.week(of, None, later().date(), 14)
    told = list(roster_out.rows(Agency.objects.get(code=of.agency)))
    return whole, rosters.people(of, None), week, told, rosters.trackers(of, None)


def text(answer: Any) -> str:
    """Return an answer as text; coverage holds no names, so its own sign of LAPD is the minimum of 400."""
    return str(answer.content.decode("utf-8-sig").replace("400", CANARY).replace(CANARY.upper(), CANARY))


def client(by: Principal) -> APIClient:
    import hashlib

    secret = f"token of {by.username}"
    digest = hashlib.sha256(secret.encode()).digest()
    if not Token.objects.filter(digest=digest).exists():
        Token.objects.create(member_id=by.id, prefix="test", digest=digest, made_at=later(), expires_at=later(3600))
    principals.forget()
    found = APIClient()
    found.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return found
