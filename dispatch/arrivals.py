"""How calls arrive, as cards: what rings, what was texted, who is to be called back. All of it is the floor's.

A responder sees the incident that came of it, never the line itself: so these cards are sent to nobody outside
the dispatch floor, and a caller's number and texts are in the `caller` compartment there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dispatch import cards, roles
from dispatch.audience import Audience
from dispatch.cards import Partials, stamp
from dispatch.log import Entry
from dispatch.models import Callback, Ringing, Text

KINDS = ("ringing", "texts", "callbacks")


def ringing(thing: Ringing) -> Partials:
    """Return the card of a call whose line is open. `state`: ringing, claimed (answered), taken (on the board)."""
    ref = str(thing.ref)
    return {
        roles.COMMON: {
            "ringing": ref,
            "state": thing.state,
            "medium": thing.medium,
            "place": {"address": thing.address, "lat": thing.lat, "lon": thing.lon},
            "uncertainty_m": thing.uncertainty_m,
            "class_of_service": thing.class_of_service,
            "located_at": stamp(thing.located_at),
            "rang_at": stamp(thing.rang_at),
            "claimed_by": thing.claimed_username or None,
            "claimed_name": thing.claimed_name or None,
            "claimed_at": stamp(thing.claimed_at),
            "call": str(thing.call.ref) if thing.call else None,
            "incident": thing.incident.number if thing.incident else None,
            "texts": thing.texts_count,
            "ended": None,
        },
        roles.CALLER: {"ringing": ref, "number": thing.number, "name": thing.name},
    }


def text_key(rings: Ringing, n: int) -> str:
    return f"{rings.ref}/{n}"


def text(thing: Text, rings: Ringing) -> Partials:
    """Return the card of one text, word for word."""
    return {
        roles.CALLER: {
            "text": text_key(rings, thing.n),
            "n": thing.n,
            "ringing": str(rings.ref),
            "call": str(rings.call.ref) if rings.call else None,
            "incident": rings.incident.number if rings.incident else None,
            "from": thing.side,
            "words": thing.words,
            "at": stamp(thing.at),
        }
    }


def callback(thing: Callback) -> Partials:
    """Return the card of a task that has no outcome yet."""
    ref = str(thing.ref)
    return {
        roles.COMMON: {
            "callback": ref,
            "ringing": str(thing.ringing.ref) if thing.ringing else None,
            "call": str(thing.call.ref) if thing.call else None,
            "incident": thing.incident.number if thing.incident else None,
            "why": thing.why,
            "planned_at": stamp(thing.planned_at),
            "due_at": stamp(thing.due_at),
            "attempts": thing.attempts,
            "outcome": None,
        },
        roles.CALLER: {"callback": ref, "number": thing.number},
    }


def show(deck: cards.Deck, rings: Ringing, texts: Iterable[Text] = ()) -> None:
    """Add a ringing call as it is now; once its line has ended it leaves the board with its texts."""
    key = str(rings.ref)
    if rings.ended:
        deck.drop("ringing", key)
        for n in range(1, rings.texts_count + 1):
            deck.drop("texts", text_key(rings, n))
        return
    deck.add("ringing", key, ringing(rings))
    for one in texts:
        deck.add("texts", text_key(rings, one.n), text(one, rings))


def show_callback(deck: cards.Deck, task: Callback) -> None:
    if task.outcome:
        deck.drop("callbacks", str(task.ref))
    else:
        deck.add("callbacks", str(task.ref), callback(task))


def entry(deck: cards.Deck, incidents: list[str], **facts: Mapping[str, Any]) -> Entry:
    """Return the log's entry of these cards and of the facts by compartment (`common=…`, `caller=…`)."""
    return joined(Entry(incidents, {}), deck, **facts)


def joined(into: Entry, deck: cards.Deck, **facts: Mapping[str, Any]) -> Entry:
    """Return an entry with the deck's cards and the facts added."""
    bodies = {c: {"facts": dict(b["facts"]), "cards": dict(b["cards"])} for c, b in into.bodies.items()}
    for compartment, kinds in deck.bodies.items():
        body = bodies.setdefault(compartment, {"facts": {}, "cards": {}})
        for kind, those in kinds.items():
            body["cards"][kind] = {**body["cards"].get(kind, {}), **those}
    for compartment, said in facts.items():
        bodies.setdefault(compartment, {"facts": {}, "cards": {}})["facts"] |= said
    return Entry(into.incidents, bodies, into.sight)


def open_cards(audience: Audience) -> dict[str, dict[str, Any]]:
    """Return the cards of open lines, their texts and the open tasks; empty for who is not on the floor."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    if audience.scope != roles.FLOOR:
        return found
    lines = Ringing.objects.on_the_line().select_related("call", "incident")
    known = {rings.pk: rings for rings in lines}
    found["ringing"] = {str(r.ref): audience.joined(ringing(r)) for r in known.values()}
    for one in Text.objects.filter(ringing__in=[r.pk for r in known.values() if r.texts_count]):
        rings = known[one.ringing_id]
        found["texts"][text_key(rings, one.n)] = audience.joined(text(one, rings))
    for task in Callback.objects.open().select_related("ringing", "call", "incident"):
        found["callbacks"][str(task.ref)] = audience.joined(callback(task))
    return found
