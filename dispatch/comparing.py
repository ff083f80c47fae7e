"""Calls on record against what was said then, and labelled narratives against the rules in force: what flips."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
from django.db import connection

from dispatch import flips
from dispatch.flips import Answer, Flip, Tally
from triage import BadInput, engine, evaluate, protocol


class Told(NamedTuple):
    """One call as it was assessed: what triage was given, what it said, where."""

    key: int
    number: str
    area: str
    version: str
    narrative: str
    answers: dict[str, str]
    call_type: str
    determination: str
    kinds: list[str]


# The newest assessment of each incident that counts, of a range of assessments; no row is asked for twice.
TOLD = """
SELECT i.id, i.number, coalesce(r.name, ''), a.version,
       concat_ws(E'\n', nullif(a.narrative, ''), nullif(a.notes, '')), a.answers, a.call_type,
       a.result ->> 'determination',
       jsonb_path_query_array(a.result, '$.response[*] ? (@.role != "stand_by").kind')
FROM dispatch_assessment a
JOIN dispatch_incident i ON i.id = a.incident_id
LEFT JOIN responders_area r ON r.id = i.area_id
WHERE a.id BETWEEN %s AND %s AND NOT EXISTS (
    SELECT 1 FROM dispatch_assessment b WHERE b.incident_id = a.incident_id AND b.id > a.id AND b.id <= %s
)
ORDER BY a.id
"""
BACKUP = """
SELECT DISTINCT a.incident_id FROM dispatch_assignment a JOIN responders_unit u ON u.id = a.unit_id
WHERE a.incident_id = ANY(%s) AND a.role = 'backup' AND u.kinds && ARRAY['police', 'co_response']::varchar[]
"""
# A person sent another kind than triage had asked for, and said why.
DEPARTED = """
SELECT DISTINCT a.incident_id FROM dispatch_assignment a
JOIN responders_unit u ON u.id = a.unit_id
JOIN dispatch_incident i ON i.id = a.incident_id
JOIN dispatch_assessment t ON t.id = i.assessment_id
WHERE a.incident_id = ANY(%s) AND a.reason <> ''
  AND NOT jsonb_path_query_array(t.result, '$.response[*].kind') ?| u.kinds::text[]
UNION SELECT incident_id FROM dispatch_override WHERE incident_id = ANY(%s)
"""


def told(first: int, last: int, newest: int) -> list[Told]:
    """Return the calls whose newest assessment (of those up to `newest`) lies in this range."""
    rows = _rows(TOLD, [first, last, newest])
    return [Told(*row[:5], orjson.loads(row[5]), *row[6:8], orjson.loads(row[8])) for row in rows]


def compared(draft: protocol.Protocol, base: str, calls: list[Told]) -> tuple[list[Flip], Tally]:
    """Return which of these calls the draft answers otherwise, what became of those, and the numbers of all.

    `base` is the version in force: calls that were assessed under another are counted apart.
    """
    found, tally = [], Tally()
    for call in calls:
        tally.seen(call.area)
        tally.other_version += call.version.partition("+")[0] != base
        try:
            after = flips.answer(engine.assess(draft, call.narrative, call.answers, call.call_type or None))
        except BadInput as why:
            tally.cannot(str(why))
            continue
        before = Answer(call.determination, tuple(call.kinds))
        if flips.flips(before, after):
            found.append(Flip(call.key, call.number, call.area, before, after))
    what_became_of(found)
    for flip in found:
        tally.flipped(flip)
    return found, tally


def what_became_of(found: list[Flip]) -> None:
    """Note on flips of calls on record whether police were called as backup later, and whether a person overrode."""
    keys = [flip.key for flip in found]
    if not keys:
        return
    backed, departed = _keys(BACKUP, keys), overridden(keys)
    for flip in found:
        flip.backup, flip.overridden = flip.key in backed, flip.key in departed


def overridden(incidents: list[int]) -> set[int]:
    """Return those of these incidents on which a person decided otherwise than triage. The one place that knows."""
    return _keys(DEPARTED, incidents, incidents)


def compared_labelled(
    draft: protocol.Protocol, base: protocol.Protocol, items: list[dict[str, Any]]
) -> tuple[list[Flip], Tally]:
    """Return the same for labelled narratives, against what the protocol in force says of them."""
    found, tally = [], Tally()
    for n, item in enumerate(items):
        tally.seen(category(item))
        try:
            before, after = [
                flips.answer(engine.assess(each, item["narrative"], item.get("answers", {}))) for each in (base, draft)
            ]
        except BadInput as why:
            tally.cannot(str(why))
            continue
        if flips.flips(before, after):
            found.append(Flip(n, item["id"], category(item), before, after))
            tally.flipped(found[-1])
    return found, tally


def category(item: dict[str, Any]) -> str:
    return str(item.get("category") or "No category")[:80]


def scores(draft: protocol.Protocol, base: protocol.Protocol, items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the scores of both protocols over the labelled narratives that both understand."""
    try:
        both = _scored(draft, base, items)
    except BadInput:
        both = _scored(draft, base, [i for i in items if _understood(draft, i) and _understood(base, i)])
    return {when: {k: v for k, v in found.items() if not isinstance(v, dict | list)} for when, found in both.items()}


def _scored(draft: protocol.Protocol, base: protocol.Protocol, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"before": evaluate.scores(base, items), "after": evaluate.scores(draft, items)}


def _understood(known: protocol.Protocol, item: dict[str, Any]) -> bool:
    try:
        engine.assess(known, item["narrative"], item.get("answers", {}))
    except BadInput:
        return False
    return True


class Progress(NamedTuple):
    done: int
    total: int
    seconds: float


def over_record(draft: protocol.Protocol, base: str) -> Iterator[tuple[Progress, list[Flip], Tally]]:
    """Yield, part by part, what the draft changes in the calls on record; nothing is stored."""
    newest, total = _rows("SELECT coalesce(max(id), 0), count(DISTINCT incident_id) FROM dispatch_assessment", [])[0]
    began, done, step = time.monotonic(), 0, 1000
    for first in range(1, newest + 1, step):
        found, tally = compared(draft, base, told(first, first + step - 1, newest))
        done += tally.calls
        yield Progress(done, total, time.monotonic() - began), found, tally


def _keys(sql: str, *keys: list[int]) -> set[int]:
    return {row[0] for row in _rows(sql, list(keys))}


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
