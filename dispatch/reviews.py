"""The reads of the reviewers: flags of suspected bias, the file of a referral, statistics. They change nothing."""

from collections import Counter
from typing import Any, Final

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch import board, inputs, lifecycles, roles, suppression, wire
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.export_cards import LIVES
from dispatch.models import BiasExport, BiasFlag, Call
from dispatch.principals import Principal

PAGE = 50
# What statistics are told apart by: the flags' column, the calls' column.
GROUPS: Final[dict[str, tuple[Any, Any]]] = {
    "area": (F("incident__area__name"), F("incident__area__name")),
    "flagger": (F("by__username"), F("by__username")),
    "language": (Coalesce("call__language", "incident__language"), F("language")),
}
FOR_REVIEWERS_ALONE = "flagger"  # names a person
STATES = lifecycles.BIAS_FLAG.states
WAITING = "waiting"


def flags(by: Principal, state: str = "", incident: str = "", after: str = "") -> dict[str, Any]:
    """Return `{results, next, counts}`: flags that have not expired, the newest incidents first.

    `state` is one state, or `waiting` for all that wait for somebody's decision.
    """
    _must_review(by)
    wanted = _states(state)
    _check_number(incident)
    with board.steady():
        shown = BiasFlag.objects.shown()
        counts = Counter(shown.values_list("state", flat=True))
        found = _after(shown.filter(state__in=wanted), after)
        found = found.filter(incident__number=incident) if incident else found
        page = list(found.looked_at().prefetch_related("exports__by").order_by("-incident__number", "-n")[: PAGE + 1])
    return {
        "results": [card(flag) for flag in page[:PAGE]],
        "next": page[PAGE - 1].ref if len(page) > PAGE else None,
        "counts": {name: counts[name] for name in STATES if name != lifecycles.EXPIRED},
        "reasons": lifecycles.BIAS_REASONS,
    }


def card(flag: BiasFlag) -> dict[str, Any]:
    """Return how a flag looks to a reviewer, with the record as it was frozen."""
    return {
        "flag": flag.ref,
        "incident": flag.incident.number,
        "n": flag.n,
        "state": flag.state,
        "call": str(flag.call.ref) if flag.call else None,
        "by": flag.by.username,
        "at": wire.stamp(flag.at),
        "reasons": flag.reasons,
        "note": flag.note,
        "quotes": flag.quotes,
        "suggested": flag.suggested,
        "reviews": _reviews(flag),
        "expires_at": wire.stamp(flag.expires_at),
        "exports": [_export(export) for export in sorted(flag.exports.all(), key=lambda e: e.pk)],
        "record": flag.snapshot,
    }


def file(by: Principal, number: str, n: int) -> tuple[str, bytes]:
    """Return name and bytes of the newest export of a referral, for a day; 404 before there is one."""
    _must_review(by)
    _check_number(number)
    exports = BiasExport.objects.filter(flag__incident__number=number, flag__n=n).order_by("-pk")
    newest = exports.first()
    if newest is None:
        raise NotFound(f"Nothing was exported of {number}/F{n}.")
    if newest.at + LIVES <= timezone.now():
        raise Refused("export_over", "The day in which this file could be fetched is over: hand it out again.")
    return f"referral-{number}-F{n}.zip", bytes(newest.file)


def statistics(by: Principal, group: str) -> dict[str, Any]:
    """Return counts and rates by area, flagger or language; counts below ten are never shown."""
    if roles.REVIEW not in by.audience.compartments and by.role != "auditor":
        raise Forbidden("Statistics of flags are for supervisors and auditors.")
    if group not in GROUPS:
        raise Invalid("by: area, flagger or language.", fields={"by": ["Must be area, flagger or language."]})
    if group == FOR_REVIEWERS_ALONE and by.role == "auditor":
        raise Forbidden("Who raised flags is for supervisors alone.")
    of_flag, of_call = GROUPS[group]
    with board.steady():
        calls = dict(Call.objects.annotate(key=of_call).values_list("key").annotate(Count("pk")))
        rows = list(_counted(of_flag))
    return {"by": group, "smallest": suppression.SMALLEST, "results": [_row(calls, *row) for row in rows]}


def _counted(of_flag: Any) -> Any:
    """Expired flags count as what they were: dismissed."""
    gone = Q(state__in=[lifecycles.DISMISSED, lifecycles.EXPIRED])
    kept = Q(state__in=[lifecycles.COACHED, lifecycles.REFERRED])
    waiting = Q(state__in=lifecycles.BIAS_FLAG.open)
    counted = BiasFlag.objects.annotate(key=of_flag).values_list("key")
    sums = [Count("pk", filter=which) for which in (gone, kept, waiting)]
    return counted.annotate(dismissed=sums[0], kept=sums[1], waiting=sums[2]).order_by("key")


def _row(calls: dict[str | None, int], key: str | None, dismissed: int, kept: int, waiting: int) -> dict[str, Any]:
    total = dismissed + kept + waiting
    flagged, taken = suppression.count(total), suppression.count(calls.get(key, 0))
    parts = suppression.parts_of(total, {"dismissed": dismissed, "kept": kept, "waiting": waiting})
    decided = parts["dismissed"] + parts["kept"] if _both_shown(parts) else None  # type: ignore[operator]
    return {
        "group": key or "not known",
        "calls": taken,
        "flags": flagged,
        **parts,
        "flag_rate": suppression.share(flagged, taken),
        "dismissed_rate": suppression.share(parts["dismissed"], decided),
    }


def _both_shown(parts: dict[str, Any]) -> bool:
    return isinstance(parts["dismissed"], int) and isinstance(parts["kept"], int)


def _states(asked: str) -> tuple[str, ...]:
    if asked == WAITING:
        return lifecycles.BIAS_FLAG.open
    if asked and asked not in STATES:
        raise Invalid("There is no such state.", fields={"state": ["There is no such state."]})
    return (asked,) if asked else STATES


def _check_number(number: str) -> None:
    if number and not inputs.fields.IDENTIFIER.fullmatch(number):
        raise Invalid("Not an incident's number.", fields={"incident": ["Not an incident's number."]})


def _must_review(by: Principal) -> None:
    if roles.REVIEW not in by.audience.compartments:
        raise Forbidden("Flags of suspected bias are for supervisors.")


def _after(found: Any, ref: str) -> Any:
    if not ref:
        return found
    number, _, n = ref.partition("/F")
    _check_number(number)
    if not n.isascii() or not n.isdigit() or len(n) > 9:
        raise Invalid("after: a flag's reference, LA26-000123/F1.", fields={"after": ["Not a flag's reference."]})
    return found.filter(Q(incident__number__lt=number) | Q(incident__number=number, n__lt=int(n)))


def _reviews(flag: BiasFlag) -> list[dict[str, Any]]:
    both = [
        (flag.reviewed_by, flag.reviewed_at, flag.decision, flag.decision_reason),
        (flag.second_reviewed_by, flag.second_reviewed_at, flag.second_decision, flag.second_reason),
    ]
    return [
        {"by": who.username, "at": wire.stamp(at), "decision": decision, "reason": reason}
        for who, at, decision, reason in both
        if who
    ]


def _export(export: BiasExport) -> dict[str, Any]:
    return {
        "by": export.by.username,
        "at": wire.stamp(export.at),
        "recipient": export.recipient,
        "reason": export.reason,
        "sha256": export.sha256,
        "fetched_until": wire.stamp(export.at + LIVES),
    }
