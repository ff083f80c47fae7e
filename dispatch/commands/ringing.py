"""A call rings, is answered once, and its line ends. A line that ended too early leaves a task to call back."""

from typing import Any
from uuid import UUID

from dispatch import arrivals, cards, inputs, lifecycles, wire
from dispatch.commands import moves
from dispatch.commands.registry import Act, command
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Call, Callback, Incident, Ringing, Text

LOCATION = ("address", "lat", "lon", "uncertainty_m", "class_of_service")


@command("call_rang", inputs.RingCall)
def ring_call(*, act: Act, ref: str, medium: str, number: str = "", name: str = "", **location: Any) -> Entry:
    """Let a call ring on every desk that answers. One `ref` of one feed is one call."""
    if Ringing.objects.filter(feed_id=act.by.id, provider_ref=ref).exists():
        raise Refused("rang_already", f"The call {ref} rang already.")
    rings = Ringing(
        feed_id=act.by.id, provider_ref=ref, medium=medium, number=number, name=name, rang_at=act.at, **location
    )
    if rings.lat is not None or rings.address:
        rings.located_at = act.at
    act.writes.add(rings)
    return _said(rings, {"medium": medium, **_located(rings)}, {"number": number})


@command("ringing_updated", inputs.UpdateRinging)
def update_ringing(*, act: Act, ref: str, **location: Any) -> Entry:
    """Take a newer location of a call from its feed. It changes no incident: a call-taker decides what it means."""
    rings = of_feed(act, ref)
    if rings.ended:
        raise Refused("line_ended", f"The line of {ref} has ended at {wire.stamp(rings.ended_at)}.")
    for field in LOCATION:
        if field in location:
            setattr(rings, field, location[field])
    rings.located_at = act.at
    act.writes.change(rings)
    return _said(rings, _located(rings))


@command("call_claimed", inputs.ClaimCall)
def claim_call(*, act: Act, ringing: UUID, take_over: bool = False) -> Entry:
    """Answer a ringing call. The second who tries is told who was faster; `take_over` takes it from them.

    One taker talks on one line: a voice call of theirs that is on the board already is completed by this.
    """
    rings, *mine = _with_my_lines(act, ringing)
    was = rings.claimed_name
    if rings.ended:
        raise Refused("line_ended", _how_it_ended(rings))
    if rings.state != lifecycles.RINGS and not take_over:
        raise Refused("claimed", _answered(act, rings))
    if rings.claimed_by_id == act.by.id and rings.state != lifecycles.RINGS:
        raise Refused("claimed", "You have answered this call already.")
    claimed(act, rings)
    deck = cards.Deck()
    for line in mine:
        _end(act, line, "completed")
        arrivals.show(deck, line)
    arrivals.show(deck, rings)
    facts = {"ringing": str(ringing), "waited_s": _seconds(act, rings.rang_at), **({"from": was} if take_over else {})}
    return arrivals.entry(deck, _incidents(rings, *mine), common=facts)


@command("ringing_ended", inputs.EndRinging)
def end_ringing(*, act: Act, how: str, ringing: UUID | None = None, ref: str = "") -> Entry:
    """End a line. Abandoned, or hung up before the call was on the board: somebody must call back.

    A feed that reports `hung_up` before anybody answered means `abandoned`; one that reports `abandoned` after
    somebody did means `hung_up`: which of the two it was, the desk knows better.
    """
    rings = locked(ringing) if ringing else of_feed(act, ref)
    if rings.ended:
        raise Refused("line_ended", _how_it_ended(rings))
    if how in lifecycles.ENDS_TO_CALL_BACK:
        how = lifecycles.ABANDONED if rings.claimed_at is None else lifecycles.HUNG_UP
    on_the_board = rings.state == lifecycles.TAKEN
    _end(act, rings, how)
    deck = cards.Deck()
    arrivals.show(deck, rings)
    facts: dict[str, Any] = {"ringing": str(rings.ref), "how": how, "lasted_s": _seconds(act, rings.rang_at)}
    if how in lifecycles.ENDS_TO_CALL_BACK and not on_the_board and not _waits_for_callback(rings):
        task = Callback(
            ringing=rings,
            call=rings.call,
            incident=rings.incident,
            number=rings.number,
            why=how,
            planned_at=act.at,
            planned_by_id=act.by.id,
            due_at=act.at,
        )
        act.writes.add(task)
        arrivals.show_callback(deck, task)
        facts["callback"] = str(task.ref)
    return arrivals.entry(deck, _incidents(rings), common=facts)


def claimed(act: Act, rings: Ringing) -> None:
    """Write down who has answered; a conversation that is on the board already goes on there."""
    state = lifecycles.TAKEN if rings.call_id else lifecycles.CLAIMED
    if rings.state == lifecycles.RINGS:
        moves.check(lifecycles.RINGING, rings.state, state, "The call")
        rings.state = state
    rings.claimed_by_id, rings.claimed_at = act.by.id, act.at
    rings.claimed_username, rings.claimed_name = act.by.username, act.by.name
    act.writes.change(rings)


def taken(act: Act, ringing: UUID) -> Ringing:
    """Lock the ringing call that a call-taker puts on the board; refuse one that is there already."""
    rings = locked(ringing)
    if rings.call_id:
        number = rings.incident.number if rings.incident else ""
        raise Refused("ringing_taken", f"This call is on the board already: {number}, by {rings.claimed_name}.")
    return rings


def put_on_board(act: Act, rings: Ringing, call: Call, incident: Incident, into: Entry) -> Entry:
    """Return the entry of `take_call` with the line it was said on; one that has ended keeps how it ended.

    `call` is among what this command writes and needs its key for this.
    """
    if not rings.ended:
        if rings.claimed_at is None:
            claimed(act, rings)
        rings.state = lifecycles.TAKEN
    rings.call, rings.incident = call, incident
    act.writes.change(rings)
    deck = cards.Deck()
    arrivals.show(deck, rings, Text.objects.filter(ringing=rings) if rings.texts_count and not rings.ended else ())
    return arrivals.joined(into, deck, common={"ringing": str(rings.ref)})


def locked(ringing: UUID) -> Ringing:
    """Lock a ringing call. Locks are taken in one order: incidents and what is on them, then this."""
    rings = Ringing.objects.select_for_update().filter(ref=ringing).first()
    if rings is None:
        raise NotFound(f"There is no ringing call {ringing}.")
    return rings


def of_feed(act: Act, ref: str) -> Ringing:
    """Lock a call by its provider's name. Another feed's call does not exist for this one."""
    rings = Ringing.objects.select_for_update().filter(feed_id=act.by.id, provider_ref=ref).first()
    if rings is None:
        raise NotFound(f"There is no call {ref} of this feed.")
    return rings


def _with_my_lines(act: Act, ringing: UUID) -> list[Ringing]:
    """Lock a ringing call and the voice calls of this taker that are on the board; by ascending id."""
    mine = Ringing.objects.filter(claimed_by_id=act.by.id, state=lifecycles.TAKEN, medium="voice").values("pk")
    found = Ringing.objects.select_for_update().filter(ref=ringing) | Ringing.objects.select_for_update().filter(
        pk__in=mine
    )
    lines = list(found.order_by("pk"))
    rings = next((line for line in lines if line.ref == ringing), None)
    if rings is None:
        raise NotFound(f"There is no ringing call {ringing}.")
    others = [line for line in lines if line is not rings and line.state == lifecycles.TAKEN]
    return [rings, *(line for line in others if line.claimed_by_id == act.by.id)]


def _end(act: Act, rings: Ringing, how: str) -> None:
    moves.check(lifecycles.RINGING, rings.state, lifecycles.ENDED, "The call")
    rings.state, rings.ended, rings.ended_at = lifecycles.ENDED, how, act.at
    act.writes.change(rings)


def _waits_for_callback(rings: Ringing) -> bool:
    return Callback.objects.open().filter(ringing=rings).exists()


def _said(rings: Ringing, common: dict[str, Any], caller: dict[str, Any] | None = None) -> Entry:
    deck = cards.Deck()
    arrivals.show(deck, rings)
    facts: dict[str, dict[str, Any]] = {"common": {"ringing": str(rings.ref), **common}}
    return arrivals.entry(deck, _incidents(rings), **facts, **({"caller": caller} if caller else {}))


def _located(rings: Ringing) -> dict[str, Any]:
    return {field: getattr(rings, field) for field in LOCATION if getattr(rings, field) not in (None, "")}


def _incidents(*lines: Ringing) -> list[str]:
    return sorted({line.incident.number for line in lines if line.incident})


def _seconds(act: Act, since: Any) -> int:
    return max(0, int((act.at - since).total_seconds()))


def _answered(act: Act, rings: Ringing) -> str:
    seconds = max(0, int((act.now - rings.claimed_at).total_seconds())) if rings.claimed_at else 0
    ago = f"{seconds} s ago" if seconds < 120 else f"{seconds // 60} min ago"
    return f"Answered by {rings.claimed_name} {ago}."


def _how_it_ended(rings: Ringing) -> str:
    how = {
        lifecycles.ABANDONED: "ended before anybody answered",
        lifecycles.HUNG_UP: "was cut off",
        "answered_elsewhere": "was answered elsewhere",
        "completed": "was completed",
    }[rings.ended]
    at = f"{rings.ended_at:%H:%M:%S}" if rings.ended_at else ""
    return f"This call {how} at {at} UTC."
