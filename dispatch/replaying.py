"""Replays: a draft's answer to every call on record, in chunks that any worker does, and that count once.

Progress and results are neither commands nor events: they can be made again from the same rows. A chunk is
claimed with SKIP LOCKED; a worker that dies leaves a claim, which grows old and is taken over; whoever is
second with the same chunk finds it done and throws their work away.
"""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dispatch import comparing, flips, labelled
from dispatch.flips import Flip
from dispatch.models import Protocol, Replay, ReplayChunk, ReplayFlip
from dispatch.models.replay import CLAIMED, DONE, FAILED, GOING, LABELLED, QUEUED, RUNNING, WAITING
from triage import protocol

STALE = timedelta(seconds=60)  # a chunk takes a second: whoever claimed it so long ago is dead
MOST_TRIES = 5
AT_ONCE = 4  # messages under way for one replay


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
        found, tally = comparing.compared(
            loaded(replay.text), replay.base, comparing.told(chunk.first, chunk.last, replay.newest)
        )
        return found, tally.as_dict()
    items = labelled.items(replay.labelled)
    if chunk.size == 0:  # the last part of a labelled replay: the scores, which are of the whole
        return [], {"scores": comparing.scores(*_protocols(replay), items)}
    found, tally = comparing.compared_labelled(*_protocols(replay), items[chunk.first : chunk.last + 1])
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
