"""The reads of policy: releases, drafts with what may be done with them, replays and their flips."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from dispatch import amendments, policy_text, roles, wire
from dispatch.commands import protocols
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.models import Protocol, ProtocolDraft, Replay, ReplayFlip
from dispatch.models.replay import DONE, RUNNING, FlipQuerySet
from dispatch.principals import Principal

FLIPS_A_PAGE = 100
COLUMNS = (
    "incident",
    "area",
    "before_determination",
    "before_response",
    "after_determination",
    "after_response",
    "direction",
    "backup_called_later",
    "overridden",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def must_read(by: Principal) -> None:
    """Raise `Forbidden` for whoever does not read drafts and replays."""
    if not roles.may_read_policy(by.role):
        raise Forbidden(f"A {roles.ROLES[by.role].title.lower()} does not read how protocols are made.")


def releases() -> list[dict[str, Any]]:
    """Return every release, the one in force first."""
    found = Protocol.objects.select_related("proposed_by", "published_by").order_by("-released_at", "-pk")
    return [{**_release(one), "in_force": n == 0} for n, one in enumerate(found.defer("text"))]


def release(version: str) -> dict[str, Any]:
    """Return one release with its text, by its version or the first letters of it."""
    found = Protocol.objects.filter(version__startswith=version).order_by("-released_at", "-pk").first()
    if found is None or len(version) < 4:
        raise NotFound(f"There is no release {version}.")
    return {**_release(found), "text": found.text}


def _release(one: Protocol) -> dict[str, Any]:
    return {
        "version": one.version,
        "name": one.name,
        "note": one.note or "",
        "released_at": wire.stamp(one.released_at),
        "proposed_by": _who(one.proposed_by),
        "published_by": _who(one.published_by),
    }


def drafts() -> list[dict[str, Any]]:
    """Return the drafts, those that are open first, the last saved first."""
    found = ProtocolDraft.objects.select_related("by", "proposed_by", "published_by").order_by("-at")[:200]
    return sorted((_draft(one) for one in found), key=lambda d: d["state"] in ("published", "withdrawn"))


def draft(by: Principal, ref: UUID) -> dict[str, Any]:
    """Return one draft with its text, its faults, and why this person may not do what they may not do."""
    found = _found(ref)
    return {
        **_draft(found),
        "text": found.text,
        "faults": [fault.as_dict() for fault in policy_text.faults(found.text)],
        "why_not": {
            "propose_protocol": _says(protocols.why_not_propose(found)),
            "publish_protocol": _says(protocols.why_not_publish(found, by)),
        },
    }


def _found(ref: UUID) -> ProtocolDraft:
    found = ProtocolDraft.objects.filter(ref=ref).first()
    if found is None:
        raise NotFound(f"There is no draft {ref}.")
    return found


def _draft(one: ProtocolDraft) -> dict[str, Any]:
    return {
        "draft": str(one.ref),
        "name": one.name,
        "note": one.note,
        "state": one.state,
        "version": policy_text.version(one.text),
        "by": _who(one.by),
        "at": wire.stamp(one.at),
        "proposed_by": _who(one.proposed_by),
        "proposed_at": wire.stamp(one.proposed_at),
        "published_by": _who(one.published_by),
        "withdrawn_because": one.withdrawn_because,
    }


def changes(ref: UUID) -> dict[str, Any]:
    """Return what a draft changes in the protocol in force, in words."""
    found = _found(ref)
    now = Protocol.objects.order_by("-released_at", "-pk")[0]
    if policy_text.faults(found.text):
        raise Refused("faults", "A draft with faults cannot be compared: mend them first.")
    return {
        "against": {"name": now.name, "version": now.version},
        "changes": [one.as_dict() for one in amendments.between(now.text, found.text)],
    }


def replays(draft_ref: UUID) -> list[dict[str, Any]]:
    """Return the replays of a draft, the newest first."""
    return [_replay(one) for one in _found(draft_ref).replays.select_related("by").order_by("-at", "-pk")[:50]]


def replay(ref: UUID) -> dict[str, Any]:
    return _replay(_replay_found(ref))


def _replay_found(ref: UUID) -> Replay:
    found = Replay.objects.select_related("by", "draft").filter(ref=ref).first()
    if found is None:
        raise NotFound(f"There is no replay {ref}.")
    return found


def _replay(one: Replay) -> dict[str, Any]:
    done = one.total if one.state == DONE else one.chunks.filter(state=DONE).aggregate(n=Sum("size"))["n"] or 0
    return {
        "replay": str(one.ref),
        "draft": str(one.draft.ref),
        "version": one.version,
        "base": one.base,
        "over": one.over,
        "state": one.state,
        "total": one.total,
        "done": done,
        "seconds_left": _left(one, done),
        "by": _who(one.by),
        "at": wire.stamp(one.at),
        "started_at": wire.stamp(one.started_at),
        "finished_at": wire.stamp(one.finished_at),
        "fault": one.fault,
        "result": one.result,
    }


def _left(one: Replay, done: int) -> int | None:
    """Return how many seconds are left at the pace so far; None before there is one."""
    if one.state != RUNNING or not done or one.started_at is None:
        return None
    spent = (timezone.now() - one.started_at).total_seconds()
    return round(spent / done * (one.total - done))


def flips(ref: UUID, filters: dict[str, str], after: int = 0) -> dict[str, Any]:
    """Return the flips of a replay that match, 100 at a time; `next` goes into `after`."""
    matching = _matching(ref, filters)
    page = list(matching.filter(pk__gt=after)[: FLIPS_A_PAGE + 1])
    more = page[FLIPS_A_PAGE - 1].pk if len(page) > FLIPS_A_PAGE else None
    return {"results": [_flip(one) for one in page[:FLIPS_A_PAGE]], "next": more, "count": matching.count()}


def _matching(ref: UUID, filters: dict[str, str]) -> FlipQuerySet:
    return ReplayFlip.objects.filter(replay=_replay_found(ref)).matching(**filters)


def _flip(one: ReplayFlip) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "area": one.area,
        "before": one.before,
        "after": one.after,
        "direction": one.direction,
        "backup": one.backup,
        "overridden": one.overridden,
    }


def table(ref: UUID, filters: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the flips that match as rows of a file, below the names of its columns. 404 without such a replay."""
    matching = _matching(ref, filters)
    return chain([COLUMNS], (cells(one) for one in matching.iterator(chunk_size=2000)))


def cells(one: ReplayFlip) -> tuple[str, ...]:
    """Return a flip's cells, in the order of `COLUMNS`."""
    return (
        one.subject,
        one.area,
        one.before["determination"],
        " ".join(one.before["response"]),
        one.after["determination"],
        " ".join(one.after["response"]),
        one.direction,
        "yes" if one.backup else "no",
        "yes" if one.overridden else "no",
    )


def csv_line(cells: Sequence[str]) -> str:
    """Return one line. A cell that a spreadsheet would take for a formula is made plain text by an apostrophe."""
    line = io.StringIO()
    csv.writer(line).writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return line.getvalue()


def _who(member: Any) -> str | None:
    return str(member) if member else None


def _says(refused: Refused | None) -> str | None:
    return refused.detail if refused else None
