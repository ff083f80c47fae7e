"""Everything known of an incident on one page, for whoever takes over: nothing that is here is asked again.

It reads what the reader may read, by the same function as the board; another reader's page is another page.
"""

from typing import Any

from django.utils import timezone

from dispatch import board, triaging, wire
from dispatch.centre import reading
from dispatch.models import Call
from dispatch.principals import Principal

Card = dict[str, Any]


def of(by: Principal, number: str) -> Card:
    """Return an incident's record in the order in which somebody new needs it. 404 out of sight."""
    with board.steady():
        card = board.incident(by, number)
        calls = [_call(call, card) for call in Call.objects.filter(incident__number=number).order_by("taken_at", "pk")]
        history = _history(by, number)
    return {
        "incident": number,
        "made_at": wire.stamp(timezone.now()),
        "made_for": by.username,
        "compartments": list(by.audience.compartments),
        "what": {
            name: card[name]
            for name in ("status", "priority", "level", "determination", "opened_at", "due_at")
            if name in card
        }
        | {"call_type_text": reading.call_type(card["call_type"], card["call_type_text"])},
        "response": card["response"],
        "place": card["place"],
        "dangers": card["hazards"],
        "language": card["language"],
        "calls": calls,
        "asked": asked(card["answers"]),
        "persons": people(card),
        "vehicles": _joined(card["vehicles"], card.get("vehicles_plates", [])),
        "contacts": card.get("contacts", []),
        "interpreter": card["interpreter"],
        "notes": sorted(card["notes"].values(), key=lambda note: (note["at"], note["note"])),
        "units": card["assignments"],
        "requests": card["requests"],
        "transfers": sorted(card["transfers"].values(), key=lambda leg: leg["times"]["requested"]),
        "links": card["links"],
        "alerts": card["alerts"],
        "ended": {name: card[name] for name in ("disposition", "outcome", "closed_at") if card[name]},
        "history": history,
    }


def asked(answers: dict[str, str]) -> list[Card]:
    """Return what was asked and answered, in the protocol's words and order: the next desk need not ask it."""
    known = {question["id"]: question for question in triaging.protocol_card()["questions"]}
    order = [*known, *(q for q in answers if q not in known)]
    return [_answer(known.get(q), q, answers[q]) for q in order if q in answers]


def people(card: Card) -> list[Card]:
    """Return the persons with what this reader may know of each."""
    rows = [card.get(name, []) for name in ("persons_named", "persons_health", "persons_record")]
    return _joined(card["persons"], *rows)


def _answer(question: Card | None, name: str, value: str) -> Card:
    labels = {a["value"]: a["label"] for a in question["answers"]} if question else {}
    return {
        "question": name,
        "words": question["words"] if question else name.replace("_", " "),
        "answer": value,
        "says": labels.get(value, value),
    }


def _joined(first: list[Card], *others: list[Card]) -> list[Card]:
    by_n = {row["n"]: dict(row) for row in first}
    for rows in others:
        for row in rows:
            by_n[row["n"]].update(row)
    return list(by_n.values())


def _call(call: Call, card: Card) -> Card:
    return {**card["calls"].get(str(call.ref), {}), "narrative": call.narrative, "asked": asked(call.answers)}


def _history(by: Principal, number: str) -> list[Card]:
    lines: list[Card] = []
    after: int | None = 0
    while after is not None:
        page = board.timeline(by, number, after)
        lines += page["results"]
        after = page["next"]
    return lines
