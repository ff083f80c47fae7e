"""Files that leave the product: asked for with a reason, above a limit approved by a second person, for a day (T29).

The file itself is made when it is fetched (`dispatch.exports`): a link that is dead leads to nothing that is kept.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID, uuid4

from dispatch import export_cards, inputs, roles, roster_out
from dispatch.commands import rostering
from dispatch.commands.registry import Act, command
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.export_cards import LIMIT, LIVES, MOST
from dispatch.log import Entry
from dispatch.models import Export, Replay, ReplayFlip
from responders.models import Member


@command("export_asked", inputs.AskExport)
def ask_export(*, act: Act, what: str, file_format: str, reason: str, **about: Any) -> Entry:
    """Ask for a file of what one may read. Up to a thousand rows its link works at once, for a day."""
    if not roles.may_export(act.by.role, what):
        raise Forbidden(f"A {roles.ROLES[act.by.role].title.lower()} exports no {what}.")
    count = COUNTS.get(what)
    rows = count(act, about) if count else None
    if rows is not None and rows > MOST:
        raise Refused("too_many_rows", f"{rows:,} rows are more than the {MOST:,} that one file may hold.")
    asked = Export(
        ref=uuid4(),
        what=what,
        file_format=file_format,
        about={name: str(value) for name, value in about.items()},
        agency=act.by.audience.agency,
        role=act.by.role,
        reason=reason,
        rows=rows,
        needs_second=rows is not None and rows > LIMIT,
        by=Member.objects.get(pk=act.by.id),
        at=act.now,
        expires_at=act.now + LIVES,
    )
    act.writes.add(asked)
    return _told(asked)


@command("export_approved", inputs.ApproveExport)
def approve_export(*, act: Act, export: UUID) -> Entry:
    """Let a large file of somebody else out: its link works from now on, for a day."""
    asked = Export.objects.select_for_update(of=("self",)).select_related("by", "approved_by").filter(ref=export)
    found = asked.first()
    mine = found and found.agency == act.by.audience.agency and roles.may_export(act.by.role, found.what)
    if found is None or not mine:
        raise NotFound(f"There is no export {export}.")
    if found.by_id == act.by.id:
        raise Refused("own_export", "You asked for this file yourself: somebody else approves it.")
    if found.expires_at <= act.now:
        raise Refused("export_over", "Its day is over: the file has to be asked for again.")
    if not found.needs_second:
        raise Refused("second_not_needed", f"{LIMIT:,} rows or fewer need no second person.")
    if found.approved_by:
        raise Refused("approved", f"{found.approved_by.username} has approved it already.")
    found.approved_by = Member.objects.get(pk=act.by.id)
    found.approved_at, found.expires_at = act.now, act.now + LIVES
    act.writes.change(found)
    return _told(found)


def _told(asked: Export) -> Entry:
    """Return the entry. An agency's is told to its admins and the floor, the floor's to the floor alone."""
    facts = export_cards.card(asked)
    return Entry([], {roles.COMMON: {"facts": facts, "cards": {}}}, roster=asked.agency)


def _of_roster(act: Act, about: dict[str, Any]) -> int:
    return roster_out.count(rostering.agency(act))


def _of_flips(act: Act, about: dict[str, Any]) -> int:
    replay = Replay.objects.filter(ref=about["replay"]).first()
    if replay is None:
        raise NotFound(f"There is no replay {about['replay']}.")
    named = {name: about[name] for name in ("direction", "area") if name in about}
    return ReplayFlip.objects.filter(replay=replay).matching(**named).count()


# What is not here are figures of many calls, or a drill's calls: too few rows to be counted before they are made.
COUNTS: Final[dict[str, Callable[[Act, dict[str, Any]], int]]] = {"roster": _of_roster, "flips": _of_flips}
