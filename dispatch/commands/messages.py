"""Messages to a unit, an agency or a desk, and BOLOs ("be on the look-out"). They change no incident."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from dispatch import cards, inputs, lifecycles, message_cards, roles, wire
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Message
from responders.models import Agency, Unit

STANDS: Final = {lifecycles.MESSAGE: timedelta(hours=12), lifecycles.BOLO: timedelta(hours=24)}


@command("message_posted", inputs.PostMessage)
def post_message(
    *,
    act: Act,
    to: dict[str, str],
    text: str,
    kind: str = lifecycles.MESSAGE,
    incident: str = "",
    area: str = "",
    until: datetime | None = None,
    compartment: str = roles.COMMON,
) -> Entry:
    """Send a message, or a BOLO. Receivers, sender and floor see it until `until` (12 h, a BOLO 24 h)."""
    if compartment not in act.by.audience.compartments:
        raise Forbidden(f"You may not write {compartment} messages: you could not read them.")
    if kind == lifecycles.BOLO and act.by.scope != roles.FLOOR:
        raise Forbidden("BOLOs are put out by the floor: send it a message.")
    message = Message(
        kind=kind,
        compartment=compartment,
        text=text,
        area=area,
        until=until or act.now + STANDS[kind],
        incident=Scene.of(act, incident).incident if incident else None,
        by=act.by.username,
        by_unit=act.by.unit,
        at=act.at,
    )
    _address(act, message, *next(iter(to.items())))
    act.writes.add(message)
    facts = {"to": to, "kind": kind, "text": text, "until": wire.stamp(message.until)}
    return _entry(message, facts | ({"area": area} if area else {}))


@command("message_acknowledged", inputs.AcknowledgeMessage)
def acknowledge_message(*, act: Act, message: UUID, unit: str = "") -> Entry:
    """Say that a message was read: by the sender's own unit, or on the floor; or for a unit that said so by radio."""
    found = _message(message)
    mine = message_cards.message(found).get(found.compartment, {})
    readable = found.compartment in act.by.audience.compartments
    if not readable or not act.by.audience.sees_message(mine):
        raise NotFound(f"There is no message {message}.")
    if found.ended_at:
        raise Refused("message_over", f"This message left the board at {wire.stamp(found.ended_at)}.")
    for_unit = act.by.unit if act.by.scope == roles.UNIT else unit
    if unit and unit != for_unit:
        raise NotFound(f"There is no unit {unit} for you to speak for.")
    if unit and not Unit.objects.on_roster().filter(call_sign=unit).exists():
        raise NotFound(f"There is no unit {unit} on the roster.")
    for before in found.acknowledged:
        if before.get("unit", "") == for_unit and (for_unit or before["by"] == act.by.username):
            raise Refused("already_acknowledged", f"{for_unit or before['by']} acknowledged it at {before['at']}.")
    seen = {"by": act.by.username, "at": str(wire.stamp(act.at))} | ({"unit": for_unit} if for_unit else {})
    found.acknowledged = [*found.acknowledged, seen]
    act.writes.change(found)
    return _entry(found, seen)


@command("message_expired", inputs.OnMessage)
def expire_message(*, act: Act, message: UUID) -> Entry:
    """Take a message off the board when its time is over. Refused before: so it may be asked twice."""
    found = _message(message)
    if found.ended_at or found.until > act.now:
        raise Refused("not_due", "This message is not due to leave the board.")
    found.ended_at = act.now
    act.writes.change(found)
    return _entry(found, {})


def _message(ref: UUID) -> Message:
    found = Message.objects.filter(ref=ref).select_for_update(of=("self",)).select_related("incident").first()
    if found is None:
        raise NotFound(f"There is no message {ref}.")
    return found


def _address(act: Act, message: Message, kind: str, name: str) -> None:
    """Set who is sent it, and refuse a receiver that does not exist or could not read it."""
    message.to_kind, message.to = kind, name
    message.units = {act.by.unit: act.by.agency} if act.by.unit else {}
    message.agencies = [act.by.agency] if act.by.scope == roles.AGENCY else []
    readers: list[Agency] = []
    if kind == lifecycles.TO_UNIT:
        unit = Unit.objects.on_roster().select_related("agency").filter(call_sign=name).first()
        if unit is None:
            raise Invalid(f"to: There is no unit {name} on the roster.", fields={"to": ["There is no such unit."]})
        message.units = {**message.units, name: unit.agency.code}
        readers = [unit.agency]
    elif kind == lifecycles.TO_AGENCY:
        readers = list(Agency.objects.all() if name == lifecycles.EVERY_AGENCY else Agency.objects.filter(code=name))
        if not readers:
            raise Invalid(f"to: There is no agency {name}.", fields={"to": ["There is no such agency."]})
        message.agencies = [*message.agencies, name]
    if message.compartment != roles.COMMON and readers and message.compartment not in {a.reads for a in readers}:
        said = f"{name} does not read {message.compartment}: send it in common words."
        raise Invalid(f"compartment: {said}", fields={"compartment": [said]})


def _entry(message: Message, facts: dict[str, Any]) -> Entry:
    """Return the entry in the message's compartment; without sight of its incident, only receivers are told."""
    deck, key = cards.Deck(), str(message.ref)
    if message.ended_at:
        deck.drop("messages", key, message.compartment)
    else:
        deck.add("messages", key, message_cards.message(message))
    bodies = {message.compartment: {"facts": {"message": key, **facts}, "cards": deck.bodies[message.compartment]}}
    return Entry([message.incident.number] if message.incident else [], bodies)
