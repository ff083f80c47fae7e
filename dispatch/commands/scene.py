"""The incident a command works on: locked, with its assignments, and the entry that tells what became of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from dispatch import alert_cards, cards, ladder, ledger, lifecycles, part_cards, parts, staging, trips, wire
from dispatch.commands import loading, moves
from dispatch.commands.registry import Act
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assignment, Call, Incident
from responders.models import Unit


class Scene:
    """One incident under lock. Locks are taken in one order everywhere: incidents, assignments, units."""

    def __init__(self, act: Act, incident: Incident, assignments: list[Assignment], calls: list[Call]) -> None:
        self.act = act
        self.incident = incident
        self.assignments = assignments
        self.calls = calls
        self.was = alert_cards.sight(assignments)

    @classmethod
    def open(cls, act: Act, number: str) -> "Scene":
        """Lock an open incident that the actor sees; refuse a closed one with when and how it closed."""
        return cls.of(act, number).must_be_open()

    @classmethod
    def of(cls, act: Act, number: str) -> "Scene":
        """Lock an incident in any state. What the actor does not see does not exist for them."""
        return cls.loaded(act, number, trips.ask(*loading.incident(number)))

    @classmethod
    def anybodys(cls, act: Act, number: str) -> "Scene":
        """Lock an incident whether or not the actor sees it: what is known of a place reaches every incident there."""
        return cls._found(act, number, trips.ask(*loading.incident(number)))

    @classmethod
    def loaded(cls, act: Act, number: str, rows: list[list[Any]]) -> "Scene":
        """Return the scene out of the answers to `loading.incident`."""
        scene = cls._found(act, number, rows)
        if not act.by.audience.sees_units(scene.was):
            raise NotFound(f"There is no incident {number}.")
        return scene

    @classmethod
    def _found(cls, act: Act, number: str, rows: list[list[Any]]) -> "Scene":
        incident, assignments, calls = loading.put_together(rows)
        if incident is None:
            raise NotFound(f"There is no incident {number}.")
        return cls(act, incident, assignments, calls)

    def must_be_open(self) -> "Scene":
        if self.incident.status == lifecycles.CLOSED:
            how = self.incident.disposition
            raise Refused("closed", f"{self.number} is closed ({how}). Reopen it first.")
        return self

    @property
    def number(self) -> str:
        return self.incident.number

    def job(self, call_sign: str) -> Assignment:
        """Return this unit's open assignment here; 404 for a unit that is not the actor's."""
        for a in self.assignments:
            if a.unit.call_sign == call_sign and a.is_open:
                if not self.act.by.audience.sees_unit(call_sign, a.unit.agency.code):
                    break
                return a
        if self.act.by.scope == "floor" and Unit.objects.filter(call_sign=call_sign).exists():
            raise Refused("not_assigned", f"{call_sign} is not assigned to {self.number}.")
        raise NotFound(f"There is no unit {call_sign} on {self.number}.")

    def settle(self) -> None:
        """Working while any assignment is open; the last clear or cancel returns it to waiting."""
        anyone = any(a.is_open for a in self.assignments)
        if anyone and self.incident.status == lifecycles.HELD:
            self.incident.hold_reason, self.incident.hold_until = "", None
            moves.incident(self.act, self.incident, lifecycles.WAITING)
        if anyone and self.incident.status == lifecycles.WAITING:
            moves.incident(self.act, self.incident, lifecycles.WORKING)
        elif not anyone and self.incident.status == lifecycles.WORKING:
            moves.incident(self.act, self.incident, lifecycles.WAITING)

    def entry(
        self,
        facts: dict[str, Any],
        *,
        units: Iterable[tuple[Unit, Assignment | None]] = (),
        calls: Iterable[Call] = (),
        whole: bool = False,
    ) -> Entry:
        """Return the log entry: the facts, and every card that changed.

        When somebody gained sight of the incident (or it came back to the board: `whole`), its calls and
        notes go along: a viewer who gains sight of a thing is sent the whole of it.
        """
        self._follow_rules()
        deck = cards.Deck()
        now_on_it = alert_cards.sight(self.assignments)
        if self.incident.status == lifecycles.CLOSED:
            deck.drop("incidents", self.number)
        else:
            self.show(deck)
            whole = whole or bool(set(now_on_it) - set(self.was))
            self._add_words(deck, self.calls if whole else calls, notes=whole)
        for unit, job in units:
            deck.add("units", unit.call_sign, cards.unit(unit, job, self.number if job else ""))
        return self.said("common", facts, deck)

    def show(self, deck: cards.Deck) -> None:
        """Add the incident's card as it is now, with the ledger's clock set."""
        self._follow_rules()
        deck.add("incidents", self.number, cards.incident(self.incident, self.assignments))

    def _follow_rules(self) -> None:
        """Whatever a command did: the ledger's clock, the staging hold and the requests for help follow from it."""
        self._set_team_due()
        if why := staging.due(self.incident, self.assignments):
            self.hold_staging(why, by="")
        self._reopen_requests()

    def hold_staging(self, why: str, *, by: str) -> None:
        """Let unarmed units wait nearby until the scene is reported clear. `by` is empty where a rule requires it."""
        self.incident.staging = {"at": str(wire.stamp(self.act.at)), "by": by, "why": why}
        self.act.writes.change(self.incident)

    def _reopen_requests(self) -> None:
        """A request whose unit was recalled, declined or left before it arrived is open again: nobody came."""
        if not self.incident.parts_count:
            return
        gone = {a.pk for a in self.assignments if not a.is_open and not ladder.arrived_at(a)}
        for asked in parts.of(self.incident).requests:
            if asked.job_id in gone:
                asked.job, asked.answered_by, asked.answered_at = None, "", None
                self.act.writes.change(asked)

    def _set_team_due(self) -> None:
        """Whatever a command did, one rule says until when a team may still come."""
        due = ledger.team_due(self.incident, self.assignments)
        if due != self.incident.team_due_at:
            self.incident.team_due_at = due
            self.act.writes.change(self.incident)

    def said(self, compartment: str, facts: dict[str, Any], deck: cards.Deck) -> Entry:
        """Return the entry of facts in one compartment and of the cards in this deck, nothing else."""
        bodies = {c: {"facts": {}, "cards": kinds} for c, kinds in deck.bodies.items()}
        bodies.setdefault(compartment, {"facts": {}, "cards": {}})["facts"] = facts
        sight = {self.number: {"was": self.was, "is": alert_cards.sight(self.assignments)}}
        return Entry([self.number], bodies, sight)

    def _add_words(self, deck: cards.Deck, calls: Iterable[Call], *, notes: bool) -> None:
        for call in calls:
            deck.add("calls", str(call.ref), cards.call(call, self.number))
        if notes and self.incident.notes_count:
            for note in self.incident.notes.select_related("by"):
                deck.add("notes", f"{self.number}/{note.n}", cards.note(note, self.number, str(note.by)))
        if notes and self.incident.transfers_count:
            for transfer in self.incident.transfers.select_related("call"):
                deck.add("transfers", f"{self.number}/T{transfer.n}", part_cards.transfer(transfer, self.number))


def together(*entries: Entry) -> Entry:
    """Return one entry of several incidents' entries: the facts are the first one's."""
    first, *others = entries
    sight, numbers = dict(first.sight), list(first.incidents)
    for entry in others:
        numbers += entry.incidents
        sight |= entry.sight
        add_cards(first, {compartment: body["cards"] for compartment, body in entry.bodies.items()})
    return Entry(numbers, first.bodies, sight)


def add_cards(entry: Entry, cards_of: Mapping[str, Mapping[str, Any]]) -> None:
    """Add cards by compartment and kind (`Deck.bodies`) to an entry."""
    for compartment, kinds in cards_of.items():
        mine = entry.bodies.setdefault(compartment, {"facts": {}, "cards": {}})
        for kind, those in kinds.items():
            mine["cards"].setdefault(kind, {}).update(those)


def several(act: Act, *numbers: str) -> list[Scene]:
    """Lock several incidents, by ascending number whatever order they were named in; return them as named."""
    found = {number: Scene.of(act, number) for number in sorted(set(numbers))}
    return [found[number] for number in numbers]
