"""The reads of exports: which there are, and the file behind a link, made when it is fetched.

Threat: somebody takes a whole roster or a year of calls along (T29). Shape against it: a file is asked for with a
reason that stands in the log and in the file; a large one needs a second person; a link leads somewhere for a day, for
whoever asked alone, and only while they are who they were then.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dispatch import debriefing, export_cards, policy, reporting, roles, roster_out
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.export_cards import LIMIT, READY
from dispatch.models import Export
from dispatch.principals import Principal
from responders import roster_file, roster_sheet
from responders.models import Agency

SHOWN: Final = 50
MARK: Final = "exported"  # the column that says who took the file along
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Rows = Iterable[Sequence[str]]


@dataclass(frozen=True)
class File:
    """A file on its way out: its name, its type, and its content piece by piece."""

    name: str
    content_type: str
    content: Iterable[bytes | str]


def listed(by: Principal, what: str = "") -> dict[str, Any]:
    """Return one's own exports whose time is not over, and those of others that one may approve; newest first."""
    may = [each for each, those in roles.EXPORTABLE.items() if by.role in those and what in ("", each)]
    if not may:
        raise Forbidden(f"A {roles.ROLES[by.role].title.lower()} exports nothing here.")
    theirs = Q(agency=by.audience.agency, needs_second=True, approved_by=None)
    found = Export.objects.alive(timezone.now()).filter(Q(by_id=by.id) | theirs, what__in=may)[:SHOWN]
    return {"results": [_seen(by, one) for one in found], "next": None}


def _seen(by: Principal, one: Export) -> dict[str, Any]:
    card, mine = export_cards.card(one), one.by_id == by.id
    works = mine and card["state"] == READY and _same(by, one)
    return card | {
        "is_own": mine,
        "may_approve": not mine and card["state"] != READY,
        "link": f"/api/exports/{one.ref}/" if works else None,
    }


def file(by: Principal, ref: UUID) -> File:
    """Return the file of an export of one's own. Refused once its day is over, or with another role or agency."""
    found = Export.objects.select_related("by", "approved_by").filter(ref=ref, by_id=by.id).first()
    if found is None:
        raise NotFound(f"There is no export {ref}.")
    if found.expires_at <= timezone.now():
        raise Refused("export_over", "The day in which this file could be fetched is over: ask for it again.")
    if not _same(by, found):
        raise Refused("role_changed", "Your role or agency is another one since you asked for this file.")
    if found.needs_second and not found.approved_by:
        raise Refused("second_person", f"More than {LIMIT:,} rows: a second person approves it first.")
    return MAKES[found.what](by, found)


def _same(by: Principal, one: Export) -> bool:
    return (by.role, by.audience.agency) == (one.role, one.agency) and roles.may_export(by.role, one.what)


def _checked(one: Export, rows: int) -> None:
    """Refuse what has grown over the limit since it was asked for."""
    if rows > LIMIT and not one.approved_by:
        raise Refused("second_person", f"It has {rows:,} rows by now, more than {LIMIT:,}: ask for it again.")


def roster_rows(one: Export) -> list[dict[str, str]]:
    """Return a roster's rows below one that says who took it along; an import passes that one over."""
    rows = list(roster_out.rows(Agency.objects.get(code=one.agency)))
    _checked(one, len(rows))
    return [{"record": roster_file.MARK, "name": export_cards.mark(one)}, *rows]


def _roster(by: Principal, one: Export) -> File:
    writes = roster_sheet.csv_bytes if one.file_format == "csv" else roster_sheet.xlsx_bytes
    return File(f"roster.{one.file_format}", TYPES[one.file_format], [writes(roster_rows(one))])


def _flips(by: Principal, one: Export) -> File:
    filters = {name: one.about[name] for name in ("direction", "area") if name in one.about}
    replay = UUID(one.about["replay"])
    _checked(one, policy.flips(replay, filters)["count"])
    return _csv(one, f"flips-{one.about['replay'][:8]}.csv", policy.table(replay, filters))


def _ladder(by: Principal, one: Export) -> File:
    return _few(one, "ladder.csv", reporting.table(by, one.about["first"], one.about.get("last", "")))


def _debrief(by: Principal, one: Export) -> File:
    return _few(one, f"debrief-{one.about['run'][:8]}.csv", debriefing.table(by, one.about["run"]))


def _few(one: Export, name: str, table: list[tuple[str, ...]]) -> File:
    _checked(one, len(table) - 1)
    return _csv(one, name, table)


def _csv(one: Export, name: str, table: Rows) -> File:
    return File(name, TYPES["csv"], _lines(table, export_cards.mark(one)))


def _lines(table: Rows, mark: str) -> Iterator[str]:
    """Yield a table as lines of a CSV file that a spreadsheet opens without running anything; each says whose it is."""
    for n, cells in enumerate(table):
        yield policy.csv_line([*cells, mark if n else MARK])


MAKES: Final[dict[str, Callable[[Principal, Export], File]]] = {
    "roster": _roster,
    "flips": _flips,
    "ladder": _ladder,
    "debrief": _debrief,
}
