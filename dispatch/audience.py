"""Who sees what: the one function that filters snapshot, stream, API, search, export and print.

Threat: police read clinical notes, or a crisis team reads criminal history, through some forgotten path.
Shape against it: every card is built as one partial per compartment and joined only here, for an audience.
A viewer outside the floor sees an incident while a unit of theirs has an open assignment on it; an event
says who could see each incident before and after (`sight`), so a viewer who gains sight is sent the whole
card and one who loses it is sent null. A null incident takes its calls and notes with it. A message says itself
who is sent it; its null, a name without words, goes to everybody who reads its compartment. An event about a
roster (`roster`: whose) tells its facts, which hold people, to that agency's admins and the floor; a unit's crew
is sent the card of its unit and no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dispatch import lifecycles, roles

Partials = Mapping[str, Mapping[str, Any]]  # compartment -> card
Sight = Mapping[str, str]  # call sign -> agency code, of the units on an incident

OF_AN_INCIDENT = ("calls", "notes", "transfers")


@dataclass(frozen=True)
class Audience:
    """A set of compartments and a scope of rows. Equal audiences are sent the same bytes."""

    scope: str
    compartments: tuple[str, ...]
    agency: str = ""
    unit: str = ""

    def joined(self, partials: Partials) -> dict[str, Any] | None:
        """Return one card out of its compartments' partials; None when nothing of it may be seen."""
        seen = [partials[c] for c in self.compartments if c in partials]
        if not seen:
            return None
        return {key: value for partial in seen for key, value in partial.items()}

    def sees_units(self, on_it: Sight) -> bool:
        """Return whether an incident that these units are on may be seen."""
        if self.scope == roles.FLOOR:
            return True
        if self.scope == roles.AGENCY:
            return self.agency in on_it.values()
        return self.unit in on_it

    def sees_unit(self, call_sign: str, agency: str) -> bool:
        if self.scope == roles.FLOOR:
            return True
        return agency == self.agency if self.scope == roles.AGENCY else call_sign == self.unit

    def sees_message(self, card: Mapping[str, Any]) -> bool:
        """Return whether a message is for this audience or from it: the floor is the custodian of all."""
        if self.scope == roles.FLOOR:
            return True
        if any(self.sees_unit(call_sign, agency) for call_sign, agency in card["units"].items()):
            return True
        return bool(self.agency) and bool({self.agency, lifecycles.EVERY_AGENCY} & set(card["agencies"]))

    def sees_alarm(self, card: Mapping[str, Any]) -> bool:
        """Return whether an alarm may be seen: all on the floor; elsewhere the emergency of a unit of one's own."""
        if self.scope == roles.FLOOR:
            return True
        mine = card["unit"] is not None and self.sees_unit(card["unit"], card["agency"])
        return card["kind"] == "emergency" and mine

    def sees_follow_up(self, card: Mapping[str, Any]) -> bool:
        """Return whether a follow-up task may be seen: all on the floor, elsewhere those of one's own agency."""
        return self.scope == roles.FLOOR or (bool(self.agency) and card["agency"] == self.agency)

    def sees_setting(self, name: str) -> bool:
        """Return whether a setting may be seen: those with telephone numbers and alarms are the centre's own."""
        return self.scope in (roles.FLOOR, roles.CENTRE) or name in roles.SETTINGS_FOR_ALL

    def view(self, bodies: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
        """Return `{facts, cards}` of an event's bodies for this audience; None for a blank tick."""
        mine = [bodies[c] for c in self.compartments if c in bodies]
        if not mine:
            return None
        facts = {key: value for body in mine for key, value in body["facts"].items()}
        cards = _joined_cards(mine)
        if self.scope != roles.FLOOR:
            common = bodies["common"]
            cards = self._cards_in_sight(cards, common["sight"], common.get("roster", ""))
            facts = facts if self._is_told(common, cards) else {}
        if not facts and not cards:
            return None
        return {"facts": facts, "cards": cards}

    def _is_told(self, common: Mapping[str, Any], cards: Mapping[str, Any]) -> bool:
        if roster := common.get("roster"):
            return self.scope == roles.AGENCY and roster == self.agency
        return self._sees_any(common["sight"]) or bool(cards)

    def _sees_any(self, sight: Mapping[str, Any]) -> bool:
        return any(self.sees_units(s["is"]) or self.sees_units(s["was"]) for s in sight.values())

    def _cards_in_sight(self, cards: dict[str, Any], sight: Mapping[str, Any], roster: str) -> dict[str, Any]:
        gone = {n for n, s in sight.items() if self.sees_units(s["was"]) and not self.sees_units(s["is"])}
        seen = {n for n, s in sight.items() if self.sees_units(s["is"])}
        kept: dict[str, Any] = {
            "incidents": {
                number: None if number in gone else card
                for number, card in cards.get("incidents", {}).items()
                if number in gone or number in seen
            },
            "units": {
                call_sign: card
                for call_sign, card in cards.get("units", {}).items()
                if self.sees_unit(call_sign, card["agency"] if card else roster)  # null: retired by its own agency
            },
            "alarms": {
                key: card
                for key, card in cards.get("alarms", {}).items()
                if (key in gone if card is None else self.sees_alarm(card))
            },
            "settings": {name: card for name, card in cards.get("settings", {}).items() if self.sees_setting(name)},
        }
        kept["messages"] = {
            key: card for key, card in cards.get("messages", {}).items() if card is None or self.sees_message(card)
        }
        kept["follow_ups"] = {
            key: card for key, card in cards.get("follow_ups", {}).items() if card is None or self.sees_follow_up(card)
        }
        if seen:  # null for what went to an incident that this viewer does not see
            for kind in OF_AN_INCIDENT:
                kept[kind] = {
                    key: card if card is not None and card["incident"] in seen else None
                    for key, card in cards.get(kind, {}).items()
                }
        return {kind: those for kind, those in kept.items() if those}


def _joined_cards(bodies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    cards: dict[str, dict[str, Any]] = {}
    for body in bodies:
        for kind, those in body["cards"].items():
            mine = cards.setdefault(kind, {})
            for key, partial in those.items():
                known = mine.get(key)
                mine[key] = partial if known is None or partial is None else {**known, **partial}
    return cards
