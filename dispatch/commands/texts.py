"""A written conversation: what the caller texts and what the desk answers, in one order, word for word."""

from uuid import UUID

from dispatch import arrivals, cards, inputs, lifecycles
from dispatch.commands import moves
from dispatch.commands import ringing as lines
from dispatch.commands.registry import Act, command
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Ringing, Text
from dispatch.models.text import CALLER, DESK


@command("text_received", inputs.ReceiveText)
def receive_text(*, act: Act, call_ref: str, ref: str, words: str) -> Entry:
    """Take a text of the caller's from its feed. One that comes after the conversation ended lets it ring again."""
    rings = lines.of_feed(act, call_ref)
    _must_be_written(rings)
    if Text.objects.filter(ringing=rings, provider_ref=ref).exists():
        raise Refused("text_known", f"The text {ref} was received already.")
    again = bool(rings.ended)
    if again:
        moves.check(lifecycles.RINGING, rings.state, lifecycles.RINGS, "The conversation")
        rings.state, rings.ended, rings.ended_at = lifecycles.RINGS, "", None
        rings.claimed_by_id, rings.claimed_at, rings.rang_at = None, None, act.at
        rings.claimed_username, rings.claimed_name = "", ""
    return _added(act, rings, CALLER, words, provider_ref=ref, whole=again)


@command("text_posted", inputs.PostText)
def post_text(*, act: Act, text: str, call: UUID | None = None, ringing: UUID | None = None) -> Entry:
    """Answer a caller in writing. The feed fetches it; that it was delivered nobody can promise."""
    rings = lines.locked(ringing) if ringing else _of_call(call)
    _must_be_written(rings)
    if rings.ended:
        raise Refused("conversation_ended", "The conversation has ended: the caller would not get this.")
    if rings.state == lifecycles.RINGS:
        raise Refused("not_answered", "Answer this conversation first, so that one desk writes and not two.")
    return _added(act, rings, DESK, text)


def _of_call(call: UUID | None) -> Ringing:
    rings = Ringing.objects.select_for_update().filter(call__ref=call).first()
    if rings is None:
        raise NotFound(f"There is no written conversation with the caller of {call}.")
    return rings


def _must_be_written(rings: Ringing) -> None:
    if rings.medium not in lifecycles.WRITTEN:
        raise Refused("not_written", "This is a voice call: it takes no texts.")


def _added(act: Act, rings: Ringing, side: str, words: str, *, provider_ref: str = "", whole: bool = False) -> Entry:
    rings.texts_count += 1
    one = Text(
        ringing=rings,
        n=rings.texts_count,
        side=side,
        words=words,
        at=act.at,
        by_id=act.by.id,
        provider_ref=provider_ref,
    )
    act.writes.change(rings)
    act.writes.add(one)
    earlier = list(Text.objects.filter(ringing=rings)) if whole else []
    deck = cards.Deck()
    arrivals.show(deck, rings, [*earlier, one])
    facts = {"ringing": str(rings.ref), "n": one.n, "from": side}
    incidents = [rings.incident.number] if rings.incident else []
    return arrivals.entry(deck, incidents, common=facts, caller={"words": words})
