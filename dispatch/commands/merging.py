"""Merging two incidents that are one, and taking a call out of one into an incident of its own.

Whatever was on the incident that goes is on the one that stays, under new numbers; nothing is copied or dropped.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dispatch import cards, inputs, lifecycles, part_cards, parts, roles, triaging
from dispatch.commands import moves, placing, retriage
from dispatch.commands.calls import numbered
from dispatch.commands.incidents import follows_of, shut, standing
from dispatch.commands.joining import tie
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene, add_cards, together
from dispatch.commands.transfers import call_of
from dispatch.errors import Refused
from dispatch.log import Entry
from dispatch.models import Call, Incident, Note, Transfer

NUMBERED = ("requests", "persons", "vehicles")


@command("incidents_merged", inputs.MergeIncidents)
def merge_incidents(*, act: Act, incident: str, other: str, reason: str = "") -> Entry:
    """Close `other` as a duplicate; its calls, notes, persons, vehicles, requests and transfers go to `incident`.

    Refused while a unit is on `other`: a unit is moved by its own command, so that it hears of it. An eligible
    call goes on waiting where it is now: the earlier clock counts, and the closed one says where it is counted.
    """
    placing.lock(act)
    found = {number: retriage.scene(act, number) for number in sorted((incident, other))}
    (scene, key, notes), (left, _, _) = found[incident], found[other]
    for one in (scene, left):
        one.must_be_open()
    if on_it := sorted(left.was):
        raise Refused(
            "open_assignments",
            f"{', '.join(on_it)} still on {other}: pre-empt for {incident}, clear or cancel first.",
        )
    was = standing(left)
    eligible = {"eligible": scene.incident.eligible, "eligible_at": scene.incident.eligible_at}
    brought = bring(left, scene)
    placing.look_again(scene)  # care plans of those who call now
    _carry_eligibility(left, scene)
    tie(left, "duplicate_of", scene, reason)
    shut(left, "duplicate")
    triage = retriage.again(scene, key, [*notes, *brought.for_triage()])
    stayed = {"eligible": eligible["eligible"], "eligible_at": str(eligible["eligible_at"] or "")}
    facts = {"incident": incident, "other": other, "reason": reason, "moved": brought.moved, "was": was}
    entry = scene.entry({**facts, "stayed": stayed, **triage}, calls=scene.calls)
    add_cards(entry, brought.deck(scene.number).bodies)
    return together(entry, left.entry({}))


@dataclass
class Brought:
    """What came to an incident: old -> new numbers by kind, and the rows whose cards have to be shown."""

    moved: dict[str, Any]
    notes: list[Note]
    transfers: list[Transfer]

    def for_triage(self) -> list[Note]:
        return [note for note in self.notes if note.compartment == roles.COMMON and note.struck_at is None]

    def deck(self, number: str) -> cards.Deck:
        """Return the cards of the notes and transfers under their new incident, each in its compartment."""
        deck = cards.Deck()
        for note in self.notes:
            deck.add("notes", f"{number}/{note.n}", cards.note(note, number, str(note.by)))
        for transfer in self.transfers:
            deck.add("transfers", f"{number}/T{transfer.n}", part_cards.transfer(transfer, number))
        return deck


def bring(left: Scene, scene: Scene) -> Brought:
    """Move everything that was added to one incident to the other, under its next numbers."""
    act, mine, theirs = scene.act, parts.of(scene.incident), parts.of(left.incident)
    moved: dict[str, Any] = {"calls": [str(call.ref) for call in left.calls]}
    for row in (*left.calls, *theirs.interpreters):
        row.incident = scene.incident
        act.writes.change(row)
    scene.calls, left.calls = scene.calls + left.calls, []
    mine.interpreters, theirs.interpreters = mine.interpreters + theirs.interpreters, []
    for name in NUMBERED:
        moved[name] = renumbered(act, getattr(theirs, name), getattr(mine, name), scene.incident)
        setattr(theirs, name, [])
    scene.incident.parts_count += left.incident.parts_count
    notes = list(left.incident.notes.select_related("by").order_by("n"))
    known = list(scene.incident.notes.all()) if notes else []
    moved["notes"] = renumbered(act, notes, known, scene.incident)
    scene.incident.notes_count = max([scene.incident.notes_count, *moved["notes"].values()])
    legs = list(left.incident.transfers.select_related("call").order_by("n"))
    moved["transfers"] = renumbered(act, legs, list(scene.incident.transfers.all()), scene.incident)
    scene.incident.transfers_count += len(legs)
    act.writes.change(scene.incident)
    return Brought({name: those for name, those in moved.items() if those}, notes, legs)


def renumbered(act: Act, rows: list[Any], known: list[Any], incident: Incident) -> dict[str, int]:
    """Give rows the next numbers of another incident; return old number -> new one."""
    became: dict[str, int] = {}
    for row in rows:
        n = parts.next_number(known)
        became[str(row.n)] = n
        row.incident, row.n = incident, n
        known.append(row)
        act.writes.change(row)
    return became


def _carry_eligibility(left: Scene, scene: Scene) -> None:
    """An eligible call is counted once, where it lives on; the closed duplicate says so."""
    if not left.incident.eligible:
        return
    follows, why = follows_of(left)
    if follows:
        left.incident.outcome, left.incident.outcome_reason = follows, why
    elif not left.incident.outcome:
        left.incident.outcome = "cancelled"
        left.incident.outcome_reason = f"duplicate: merged into {scene.number}, which is counted"
    since = [at for at in (scene.incident.eligible_at, left.incident.eligible_at) if at]
    scene.incident.eligible, scene.incident.eligible_at = True, min(since)


@command("incident_split", inputs.SplitIncident)
def split_incident(*, act: Act, incident: str, call: UUID, narrative: str = "", **place: Any) -> Entry:
    """Make a call an incident of its own, linked both ways (`split_from`, `split_into`).

    The only call of an incident stays on it as well: the new one gets a copy. `narrative` is what the new
    one is about; the caller's words are kept before it.
    """
    placing.lock(act)
    scene, key, notes = retriage.scene(act, incident)
    scene.must_be_open()
    told = call_of(scene, call)
    alone = len(scene.calls) == 1
    mine = _copy(told) if alone else told
    if narrative.strip():
        mine.narrative = narrative if alone else "\n".join(filter(None, (told.narrative, narrative)))
    result = triaging.assess(mine.narrative, mine.answers)
    new, assessment = _opened(act, scene.incident, mine, place)
    mine.incident = new
    if alone:
        act.writes.add(mine)
    else:
        scene.calls.remove(told)
        act.writes.change(told)
        placing.look_again(scene)
    act.writes.add(triaging.kept(act.now, assessment, new, result, mine.narrative, mine.answers))
    moves.row(act, incident=new, state=new.status)
    made = Scene(act, new, [], [mine])
    tie(made, "split_from", scene, "")
    triage = {} if alone else retriage.again(scene, key, notes)
    facts = {"call": str(call), "incident": incident, "into": new.number, "copied": alone, **triage}
    return together(scene.entry(facts), made.entry({}, calls=[mine]))


def _copy(call: Call) -> Call:
    same = ("source", "taken_at", "by_id", "caller_name", "callback", "narrative", "answers", "language")
    return Call(**{name: getattr(call, name) for name in same})


def _opened(act: Act, first: Incident, call: Call, place: dict[str, Any]) -> tuple[Incident, int]:
    """Return the new incident under the next number, at the given place or where the first one is."""
    new = Incident(
        since=act.at, opened_at=act.at, source=call.source, status=lifecycles.WAITING, language=call.language
    )
    new.alerts_raised = []
    same = {"address": first.address, "lat": first.lat, "lon": first.lon}
    elsewhere = {"lat": None, "lon": None, **place} if "address" in place else place
    placing.put(new, same | elsewhere)
    return new, numbered(act, new, [call.callback])
