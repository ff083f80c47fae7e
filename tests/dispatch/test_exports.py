"""T29: a file leaves the product with a reason and a name in it, a large one by two people, for a day."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import F
from django.utils import timezone

from dispatch import export_cards, exports, principals, roles, roster_out
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Export
from dispatch.principals import Principal
from responders import roster_file
from responders.models import Member
from tests.dispatch.test_roster_confinement import client
from tests.follow import follows
from tests.roster import day, person
from tests.world import World

pytestmark = pytest.mark.django_db


def ask(world: World, by: Principal | None = None, **fields: Any) -> dict[str, Any]:
    """Ask for the roster of the crisis programme, or for something else; return what the event says."""
    body = {"what": "roster", "reason": "the quarterly count"} | fields
    line = world.do("ask_export", by or world.crisis_admin, **body)
    return dict(line.bodies["common"]["facts"])


def fetch(by: Principal, facts: dict[str, Any]) -> bytes:
    made = exports.file(by, UUID(facts["export"]))
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in made.content)


def many(world: World, count: int = export_cards.LIMIT + 1) -> None:
    """Put so many members on the crisis programme's roster."""
    Member.objects.bulk_create(
        Member(username=f"many.{n}", last_name="Many", role="field", agency=world.crisis) for n in range(count)
    )


@pytest.fixture
def second(world: World) -> Principal:
    return world.person("other_admin", "agency_admin", world.crisis)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_t29_a_file_says_who_took_it_along_when_and_why_and_imports_back_to_the_same(
    world: World, file_format: str
) -> None:
    person(world, "m.ruiz")
    day(world, "m.ruiz", "UM61")
    with follows(*world.everybody()):
        line = world.do(
            "ask_export", world.crisis_admin, what="roster", file_format=file_format, reason="the quarterly count"
        )
    facts = line.bodies["common"]["facts"]
    assert (facts["state"], facts["reason"], facts["asked_by"]) == ("ready", "the quarterly count", "crisis_admin")
    content = fetch(world.crisis_admin, facts)
    found = exports.roster_rows(Export.objects.get())[0]["name"]
    assert found.endswith(f"by crisis_admin of CRISIS, export {facts['export'][:8]}: the quarterly count")
    if file_format == "csv":
        assert found in content.decode("utf-8-sig").splitlines()[1]
    rows = roster_file.rows(content)
    assert len(rows) == facts["rows"] == len(list(roster_out.rows(world.crisis)))
    with pytest.raises(Refused, match="nothing to change"):
        world.do("import_roster", world.crisis_admin, rows=rows, sha256="a" * 64, retire_missing=True)


def test_t29_more_than_a_thousand_rows_need_a_second_person(world: World, second: Principal) -> None:
    many(world)
    facts = ask(world)
    assert (facts["state"], facts["rows"] > export_cards.LIMIT) == ("waits", True)
    with pytest.raises(Refused, match="a second person approves"):
        fetch(world.crisis_admin, facts)
    with pytest.raises(Refused, match="somebody else approves"):
        world.do("approve_export", world.crisis_admin, export=facts["export"])
    for other in (world.lapd_admin, world.supervisor):
        with pytest.raises(NotFound):
            world.do("approve_export", other, export=facts["export"])
    with follows(*world.everybody()):
        world.do("approve_export", second, export=facts["export"])
    assert "by crisis_admin of CRISIS, approved by other_admin, export" in fetch(world.crisis_admin, facts).decode()
    with pytest.raises(NotFound):
        fetch(second, facts)
    with pytest.raises(Refused, match="has approved it already"):
        world.do("approve_export", second, export=facts["export"])


def test_t29_a_thousand_rows_are_one_persons_and_what_grows_over_it_is_asked_for_again(
    world: World, second: Principal
) -> None:
    many(world, export_cards.LIMIT - roster_out.count(world.crisis))
    facts = ask(world, second)
    assert (facts["rows"], facts["state"]) == (export_cards.LIMIT, "ready")
    with pytest.raises(Refused, match="need no second person"):
        world.do("approve_export", world.crisis_admin, export=facts["export"])
    person(world, "one.more", second)
    with pytest.raises(Refused, match="ask for it again"):
        fetch(second, facts)


def test_t29_a_link_is_dead_after_a_day(world: World, second: Principal) -> None:
    many(world)
    facts = ask(world)
    assert Export.objects.get().expires_at - Export.objects.get().at == timedelta(hours=24)
    Export.objects.update(at=F("at") - timedelta(hours=25), expires_at=F("expires_at") - timedelta(hours=25))
    with pytest.raises(Refused, match="has to be asked for again"):
        world.do("approve_export", second, export=facts["export"])
    with pytest.raises(Refused, match="day in which this file could be fetched is over"):
        fetch(world.crisis_admin, facts)
    assert exports.listed(world.crisis_admin)["results"] == []


@pytest.mark.parametrize("change", [{"role": "field"}, {"role": "none"}, {"agency": "LAHSA"}])
def test_t29_a_link_is_dead_when_its_asker_is_somebody_else_now(world: World, change: dict[str, str]) -> None:
    facts = ask(world)
    address = f"/api/exports/{facts['export']}/"
    reader = client(world.crisis_admin)
    assert reader.get(address).status_code == 200
    member = Member.objects.get(username="crisis_admin")
    member.role, member.agency = change.get("role", member.role), world.lahsa if "agency" in change else member.agency
    member.save()
    principals.forget()
    answer = reader.get(address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "refused.role_changed")


def test_t29_nobody_else_fetches_it_and_everybody_else_is_told_nothing(world: World, second: Principal) -> None:
    facts = ask(world)
    for other in (second, world.lapd_admin, world.supervisor, world.patrol):
        assert client(other).get(f"/api/exports/{facts['export']}/").status_code == 404
    line = world.do("ask_export", world.crisis_admin, what="roster", reason="a word like canary")
    for other in (world.lapd_admin, world.patrol, world.crisis_team):
        assert line.view(other.audience) == {"seq": line.seq}
    for told in (second, world.dispatcher):
        assert line.view(told.audience)["facts"]["reason"] == "a word like canary"


@pytest.mark.parametrize("reason", ["", "   ", None, "x" * 201])
def test_t29_there_is_a_reason(world: World, reason: str | None) -> None:
    body = {"what": "roster"} | ({} if reason is None else {"reason": reason})
    with pytest.raises(Invalid) as raised:
        world.do("ask_export", world.crisis_admin, **body)
    assert raised.value.fields is not None
    assert "reason" in raised.value.fields


WRONG = {
    "a replay goes with flips": {"what": "roster", "replay": str(uuid4())},
    "flips are of a replay": {"what": "flips"},
    "a debrief is of a run": {"what": "debrief"},
    "a report has a first day": {"what": "ladder", "last": "2026-11-30"},
    "figures are no workbook": {"what": "ladder", "first": "2026-11-01", "file_format": "xlsx"},
    "there is no such thing": {"what": "everything"},
}


@pytest.mark.parametrize("why", WRONG)
def test_what_is_asked_for_is_named(world: World, why: str) -> None:
    with pytest.raises(Invalid):
        world.do("ask_export", world.supervisor, **(WRONG[why] | {"reason": why}))


NAMED: dict[str, dict[str, str]] = {
    "roster": {},
    "flips": {"replay": str(uuid4())},
    "ladder": {"first": "2026-11-01"},
    "debrief": {"run": str(uuid4())},
}


@pytest.mark.parametrize("what", NAMED)
@pytest.mark.parametrize("who", ["dispatcher", "call_taker", "supervisor", "auditor", "crisis_admin", "patrol"])
def test_t29_only_who_may_read_it_exports_it(world: World, what: str, who: str) -> None:
    by: Principal = getattr(world, who)
    if roles.may_export(by.role, what):
        assert set(NAMED) == set(roles.EXPORTABLE)
        return
    with pytest.raises(Forbidden):
        ask(world, by, what=what, **NAMED[what])


def test_t29_every_line_of_a_report_says_whose_it_is(world: World) -> None:
    first = (timezone.localdate() - timedelta(days=30)).isoformat()
    facts = ask(world, world.auditor, what="ladder", first=first, reason="the monthly report")
    assert (facts["rows"], facts["state"]) == (None, "ready")
    lines = list(csv.DictReader(io.StringIO(fetch(world.auditor, facts).decode())))
    assert lines[0]["value"] == first
    assert {line["exported"][-35:] for line in lines} == {f"export {facts['export'][:8]}: the monthly report"[-35:]}


def test_t29_a_reason_is_no_formula_and_no_line_of_its_own(world: World) -> None:
    facts = ask(world, reason="=1+1\nmember,evil,,,\r\n")
    rows = roster_file.rows(fetch(world.crisis_admin, facts))
    assert "evil" not in {row["name"] for row in rows}
    assert "export" not in {row["record"] for row in rows}


def test_whoever_may_approve_sees_what_waits_and_the_asker_where_to_fetch_it(world: World, second: Principal) -> None:
    many(world)
    facts = ask(world)
    [mine], [theirs] = (exports.listed(by, "roster")["results"] for by in (world.crisis_admin, second))
    assert (mine["is_own"], mine["may_approve"], mine["link"]) == (True, False, None)
    assert (theirs["is_own"], theirs["may_approve"], theirs["link"]) == (False, True, None)
    for other in (world.lapd_admin, world.supervisor):
        assert exports.listed(other)["results"] == []
    world.do("approve_export", second, export=facts["export"])
    [mine] = exports.listed(world.crisis_admin)["results"]
    assert mine["link"] == f"/api/exports/{facts['export']}/"
    assert exports.listed(second)["results"] == []
    assert client(world.crisis_admin).get("/api/exports/?what=roster").json()["results"] == [mine]
    assert client(world.crisis_admin).get("/api/exports/?what=all").status_code == 400
    assert client(world.patrol).get("/api/exports/").status_code == 403
