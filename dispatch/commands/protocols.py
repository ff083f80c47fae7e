"""Policy: a protocol is drafted, rehearsed, proposed by one person and published by another."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from dispatch import inputs, policy_text
from dispatch.commands.registry import Act, command
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Protocol, ProtocolDraft
from dispatch.models.protocol import DRAFT, PROPOSED, PUBLISHED, WITHDRAWN
from dispatch.principals import Principal
from triage import protocol


@command("protocol_draft_saved", inputs.SaveProtocolDraft)
def save_protocol_draft(*, act: Act, draft: UUID, name: str, text: str, note: str = "", seen: str = "") -> Entry:
    """Keep a draft, faults and all: saving is never refused for what is written. A proposal falls with it."""
    kept = ProtocolDraft.objects.select_for_update().filter(ref=draft).first() or ProtocolDraft(ref=draft)
    if kept.state in (PUBLISHED, WITHDRAWN):
        raise Refused("not_open", f"This draft was {kept.state}: save it as a new one.")
    if kept.pk and seen and seen != policy_text.version(kept.text):
        raise Refused("changed_meanwhile", f"{kept.by} saved this draft after you opened it. Nothing was overwritten.")
    kept.name, kept.text, kept.note, kept.state = name, text, note, DRAFT
    kept.by_id, kept.at, kept.proposed_by, kept.proposed_at = act.by.id, act.at, None, None
    if kept.pk:
        act.writes.change(kept)
    else:
        act.writes.add(kept)
    return entry(kept, faults=[fault.as_dict() for fault in policy_text.faults(text)])


@command("protocol_proposed", inputs.OnProtocolDraft)
def propose_protocol(*, act: Act, draft: UUID, version: str = "") -> Entry:
    """Propose a draft for release. Refused while it has faults or changes nothing."""
    kept = locked(draft, version)
    _must(why_not_propose(kept))
    kept.state, kept.proposed_by_id, kept.proposed_at = PROPOSED, act.by.id, act.at
    act.writes.change(kept)
    return entry(kept)


@command("protocol_published", inputs.OnProtocolDraft)
def publish_protocol(*, act: Act, draft: UUID, version: str = "") -> Entry:
    """Release a proposed draft: it is in force on every node within a second. Incidents that are open keep the
    assessment they have; it says under which version it was made.
    """
    kept = locked(draft, version)
    # Releases queue up here, so that the newest is the one that was released last.
    Protocol.objects.select_for_update().order_by("pk").first()
    _must(why_not_publish(kept, act.by))
    before = in_force()
    kept.state, kept.published_by_id = PUBLISHED, act.by.id
    act.writes.change(kept)
    act.writes.add(_release(kept, timezone.now()))
    return entry(kept, replaces=before.version if before else "", note=kept.note)


@command("protocol_withdrawn", inputs.WithdrawProtocol)
def withdraw_protocol(*, act: Act, draft: UUID, reason: str) -> Entry:
    """Put a draft away, with a reason. It stays on record."""
    kept = locked(draft)
    _must(_why_closed(kept))
    kept.state, kept.withdrawn_because = WITHDRAWN, reason
    act.writes.change(kept)
    return entry(kept, reason=reason)


def why_not_propose(draft: ProtocolDraft) -> Refused | None:
    """Return why a draft may not be proposed now; None when it may."""
    if closed := _why_closed(draft):
        return closed
    if draft.state == PROPOSED:
        return Refused("proposed", f"It is proposed already, by {draft.proposed_by}.")
    return _why_not_releasable(draft)


def why_not_publish(draft: ProtocolDraft, by: Principal) -> Refused | None:
    """Return why this person may not publish a draft now; None when they may."""
    if closed := _why_closed(draft):
        return closed
    if draft.state != PROPOSED:
        return Refused("not_proposed", "It is not proposed yet: somebody proposes it, somebody else publishes it.")
    if by.id in (draft.proposed_by_id, draft.by_id):
        did = "proposed it" if by.id == draft.proposed_by_id else "wrote it last"
        return Refused("same_person", f"You {did}: a second supervisor publishes it.")
    return _why_not_releasable(draft)


def _why_closed(draft: ProtocolDraft) -> Refused | None:
    if draft.state in (PUBLISHED, WITHDRAWN):
        return Refused("not_open", f"This draft was {draft.state}.")
    return None


def _why_not_releasable(draft: ProtocolDraft) -> Refused | None:
    if policy_text.faults(draft.text):
        return Refused("faults", "It has faults: mend them first.")
    now = in_force()
    if now and now.version == policy_text.version(draft.text):
        return Refused("unchanged", "It is, letter by letter, what is in force.")
    return None


def _must(refused: Refused | None) -> None:
    if refused:
        raise refused


def in_force() -> Protocol | None:
    return Protocol.objects.order_by("-released_at", "-pk").first()


def locked(ref: UUID, version: str = "") -> ProtocolDraft:
    """Lock a draft; refuse when its text is not the one that the person read."""
    kept = ProtocolDraft.objects.select_for_update().filter(ref=ref).first()
    if kept is None:
        raise NotFound(f"There is no draft {ref}.")
    if version and version != policy_text.version(kept.text):
        raise Refused("changed_meanwhile", f"{kept.by} changed this draft after you read it: read it again.")
    return kept


def _release(draft: ProtocolDraft, at: datetime) -> Protocol:
    read = protocol.loads(draft.text)
    return Protocol(
        version=policy_text.version(draft.text),
        name=read.name,
        text=draft.text,
        note=draft.note,
        released_at=at,
        proposed_by_id=draft.proposed_by_id,
        published_by_id=draft.published_by_id,
    )


def entry(draft: ProtocolDraft, **facts: Any) -> Entry:
    """Return the entry: no incident and no card, since drafts are on no board. Texts stay in their rows."""
    known = {"draft": str(draft.ref), "name": draft.name, "version": policy_text.version(draft.text)}
    return Entry([], {"common": {"facts": {**known, **facts}, "cards": {}}})
