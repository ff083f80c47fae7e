"""A rehearsal of a draft: started and cancelled by a person; what it finds is a worker's rows, not events."""

from uuid import UUID, uuid4

from dispatch import inputs, labelled, policy_text, trips
from dispatch.commands import protocols
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import ProtocolDraft, Replay, ReplayChunk
from dispatch.models.replay import CANCELLED, GOING, LABELLED, RECORD
from dispatch.trips import Sql

CHUNK = 500  # calls: long enough to be worth a message, short enough that a dead worker costs a second

NEWEST = "SELECT coalesce(max(id), 0), count(DISTINCT incident_id) FROM dispatch_assessment"
RECORD_CHUNKS = """
INSERT INTO dispatch_replaychunk (replay_id, n, first, last, size, state, tries)
SELECT %s, n, min(id), max(id), count(*), 'waiting', 0 FROM (
    SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS n FROM (
        SELECT max(id) AS id FROM dispatch_assessment WHERE id <= %s GROUP BY incident_id
        ORDER BY 1 DESC LIMIT %s
    ) latest
) numbered GROUP BY n
"""


@command("replay_started", inputs.StartReplay)
def start_replay(*, act: Act, draft: UUID, over: str, sample: int = 0, labelled_text: str = "") -> Entry:
    """Rehearse a draft over the newest `sample` incidents on record (0: all), or over labelled narratives."""
    kept = protocols.locked(draft)
    if policy_text.faults(kept.text):
        raise Refused("faults", "A draft with faults cannot be replayed: mend them first.")
    if kept.replays.filter(state__in=GOING).exists():
        raise Refused("replay_one_at_a_time", "This draft is being replayed already.")
    [(newest, on_record)], [(key,)] = trips.ask(Sql(NEWEST), trips.next_key(Replay))
    total = _labelled(labelled_text) if over == LABELLED else min(sample or on_record, on_record)
    if not total:
        raise Refused("nothing_on_record", "There is no call on record to replay it over.")
    replay = _replay(act, key, kept, over, total, newest, labelled_text)
    act.writes.add(replay)
    if over == LABELLED:
        _add_labelled_chunks(act, replay)
    else:
        act.writes.other(Sql(RECORD_CHUNKS, [key, CHUNK, newest, total]))
    return protocols.entry(kept, replay=str(replay.ref), over=over, calls=total)


@command("replay_cancelled", inputs.CancelReplay)
def cancel_replay(*, act: Act, replay: UUID) -> Entry:
    """Stop a replay that goes on. Parts that a worker has in hand are thrown away when they come in."""
    # The same row that the worker locks to sum up: whoever is second finds it ended.
    going = Replay.objects.select_for_update(of=("self",)).select_related("draft").filter(ref=replay).first()
    if going is None:
        raise NotFound(f"There is no replay {replay}.")
    if going.state not in GOING:
        raise Refused("replay_ended", f"This replay is {going.state} already.")
    going.state, going.finished_at = CANCELLED, act.now
    act.writes.change(going)
    return protocols.entry(going.draft, replay=str(replay))


def _labelled(text: str) -> int:
    """Return how many labelled narratives a text holds; raise `Invalid` with each fault's line."""
    try:
        return len(labelled.items(text))
    except labelled.BadLabels as bad:
        raise Invalid("The labelled file cannot be read.", fields={"labelled_text": bad.faults}) from None


def _add_labelled_chunks(act: Act, replay: Replay) -> None:
    """Add parts of items by their place; the last part, of none, is the scores."""
    for n, first in enumerate(range(0, replay.total, CHUNK)):
        last = min(first + CHUNK, replay.total) - 1
        act.writes.add(ReplayChunk(replay=replay, n=n, first=first, last=last, size=last - first + 1))
    act.writes.add(ReplayChunk(replay=replay, n=n + 1, first=0, last=0, size=0))


def _replay(act: Act, key: int, kept: ProtocolDraft, over: str, total: int, newest: int, text: str) -> Replay:
    now = protocols.in_force()
    return Replay(
        pk=key,
        ref=uuid4(),
        draft=kept,
        text=kept.text,
        version=policy_text.version(kept.text),
        base=now.version if now else "",
        over=over,
        labelled=text if over == LABELLED else "",
        newest=newest if over == RECORD else 0,
        total=total,
        at=act.at,
        by_id=act.by.id,
    )
