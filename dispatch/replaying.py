"""Replays: a draft's answer to every call on record, in chunks that any worker does, and that count once.

Progress and results are neither commands nor events: they can be made again from the same rows. A chunk is
claimed with SKIP LOCKED; a worker that dies leaves a claim, which grows old and is taken over; whoever is
second with the same chunk finds it done and throws their work away.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from dispatch import flips, labelled
from dispatch.flips import Answer, Flip, Tally
from dispatch.models import Protocol, Replay, ReplayChunk, ReplayFlip
from dispatch.models.replay import CLAIMED, DONE, FAILED, GOING, LABELLED, QUEUED, RUNNING, WAITING
from triage import BadInput, engine, evaluate, protocol

STALE = timedelta(seconds=60)  # a chunk takes a second: whoever claimed it so long ago is dead
MOST_TRIES = 5
AT_ONCE = 4  # messages under way for one replay


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


# --- chunks ---------------------------------------------------------------------------------------------


def due() -> list[tuple[int, int]]:
    """Return (replay, how many messages it lacks) of replays with work that nobody is doing."""
    old = timezone.now() - STALE
    wanting = []
    for replay in Replay.objects.filter(state__in=GOING):
        free = replay.chunks.filter(Q(state=WAITING) | Q(state=CLAIMED, claimed_at__lt=old)).count()
        busy = replay.chunks.filter(state=CLAIMED, claimed_at__gte=old).count()
        if free or not busy:
            wanting.append((replay.pk, max(1, min(free, AT_ONCE - busy))))
    return wanting


def work(replay_id: int) -> bool:
    """Do one chunk of a replay, if there is one to do; return whether there may be more."""
    replay = Replay.objects.filter(pk=replay_id, state__in=GOING).first()
    if replay is None:
        return False
    chunk = claim(replay)
    if chunk is None:
        finish(replay_id)
        return False
    found, tally = _done(replay, chunk)
    keep(chunk, found, tally)
    return not finish(replay_id)


def claim(replay: Replay) -> ReplayChunk | None:
    """Take a chunk that nobody works on; None when there is none. Too many tries fail the replay, aloud."""
    now = timezone.now()
    free = Q(state=WAITING) | Q(state=CLAIMED, claimed_at__lt=now - STALE)
    with transaction.atomic():
        chunk = replay.chunks.select_for_update(skip_locked=True).filter(free).order_by("n").first()
        if chunk is None:
            return None
        if chunk.tries >= MOST_TRIES:
            _fail(replay, f"Part {chunk.n + 1} was begun {chunk.tries} times and never ended.")
            return None
        chunk.state, chunk.claimed_at, chunk.tries = CLAIMED, now, chunk.tries + 1
        chunk.save(update_fields=["state", "claimed_at", "tries"])
        if replay.state == QUEUED:
            Replay.objects.filter(pk=replay.pk, state=QUEUED).update(state=RUNNING, started_at=now)
    return chunk


def keep(chunk: ReplayChunk, found: list[Flip], tally: dict[str, Any]) -> bool:
    """Keep a chunk's flips and numbers, once: return False when another worker was first, or it was cancelled."""
    with transaction.atomic():
        locked = ReplayChunk.objects.select_for_update(of=("self",)).select_related("replay").get(pk=chunk.pk)
        if locked.state == DONE or locked.replay.state not in GOING:
            return False
        ReplayFlip.objects.bulk_create([row(locked.replay_id, flip) for flip in found])
        locked.state, locked.tally = DONE, tally
        locked.save(update_fields=["state", "tally"])
    return True


def finish(replay_id: int) -> bool:
    """Sum up a replay whose last chunk is done; return whether it has ended."""
    with transaction.atomic():
        # Two workers with the last two chunks queue up here: the second sees what the first has done.
        replay = Replay.objects.select_for_update().get(pk=replay_id)
        if replay.state not in GOING:
            return True
        if replay.chunks.exclude(state=DONE).exists():
            return False
        replay.result = flips.summed(replay.chunks.order_by("n").values_list("tally", flat=True))
        replay.state, replay.finished_at = DONE, timezone.now()
        replay.save(update_fields=["state", "result", "finished_at"])
    return True


def _fail(replay: Replay, why: str) -> None:
    Replay.objects.filter(pk=replay.pk, state__in=GOING).update(state=FAILED, fault=why, finished_at=timezone.now())


def _done(replay: Replay, chunk: ReplayChunk) -> tuple[list[Flip], dict[str, Any]]:
    if replay.over != LABELLED:
        found, tally = compared(loaded(replay.text), replay.base, told(chunk.first, chunk.last, replay.newest))
        return found, tally.as_dict()
    items = labelled.items(replay.labelled)
    if chunk.size == 0:  # the last part of a labelled replay: the scores, which are of the whole
        return [], {"scores": scores(*_protocols(replay), items)}
    found, tally = compared_labelled(*_protocols(replay), items[chunk.first : chunk.last + 1])
    return found, tally.as_dict()


def _protocols(replay: Replay) -> tuple[protocol.Protocol, protocol.Protocol]:
    """Return the draft, and what was in force when the replay was asked for."""
    base = Protocol.objects.filter(version=replay.base).values_list("text", flat=True)[0]
    return loaded(replay.text), loaded(base)


@lru_cache(maxsize=8)
def loaded(text: str) -> protocol.Protocol:
    """Return a protocol, read once in a process and not once a chunk."""
    return protocol.loads(text)


def row(replay_id: int, flip: Flip) -> ReplayFlip:
    """Return a flip as a row, not yet kept."""
    return ReplayFlip(
        replay_id=replay_id,
        subject=flip.subject,
        area=flip.area,
        before=flip.before.as_dict(),
        after=flip.after.as_dict(),
        direction=flip.direction,
        backup=flip.backup,
        overridden=flip.overridden,
    )


def _keys(sql: str, *keys: list[int]) -> set[int]:
    return {row[0] for row in _rows(sql, list(keys))}


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


# --- in the foreground ----------------------------------------------------------------------------------


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
