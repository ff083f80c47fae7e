"""Facts: what was said and answered, brought together. Where they disagree the more dangerous one counts.

`NAMED` is the vocabulary that protocols use in escalators, de-escalators and questions: a protocol that names a
fact which is not here is refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from triage.reading import WEAPONS, Mention, Reading

PLACES_OF_DANGER = ("hand", "reach", "room", "")


@dataclass
class Facts:
    """What is known of a call: mentions by concept as meant, the denied ones apart, and the answers."""

    reading: Reading
    answers: dict[str, str]
    found: dict[str, list[Mention]] = field(default_factory=dict)
    denied: dict[str, list[Mention]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.reading.text

    def said(self, *concepts: str) -> list[Mention]:
        """Return mentions that are meant as said: not denied, whenever it was."""
        return [m for c in concepts for m in self.found.get(c, [])]

    def now(self, *concepts: str) -> list[Mention]:
        """Return mentions of the present."""
        return [m for m in self.said(*concepts) if not m.past]

    def answer(self, question: str) -> str:
        """Return the answer, or the empty text for a question that was not asked."""
        return self.answers.get(question, "")

    def yes(self, question: str) -> bool:
        return self.answer(question) == "yes"

    def hard(self, *concepts: str) -> list[Mention]:
        """Return present mentions in words that mean nothing else."""
        return [m for m in self.now(*concepts) if not m.soft]

    def near(self, concept: str, others: Iterable[str], within: int = 8) -> list[Mention]:
        """Return present mentions of `concept` in a sentence with one of the others, at most so many words apart."""
        theirs = self.now(*others)
        return [
            m for m in self.now(concept) if any(m.sentence == o.sentence and abs(m.at - o.at) <= within for o in theirs)
        ]

    def weapons_near(self) -> list[Mention]:
        """Return weapons that are not said to be gone or elsewhere."""
        return [m for m in self.hard(*WEAPONS) if m.place in PLACES_OF_DANGER]


def gather(reading: Reading, answers: dict[str, str]) -> Facts:
    """Return the facts of a call."""
    facts = Facts(reading, answers)
    for mention in reading.mentions:
        kept = facts.denied if mention.denied else facts.found
        kept.setdefault(mention.concept, []).append(mention)
    return facts


def _now(*concepts: str) -> Callable[[Facts], bool]:
    return lambda facts: bool(facts.now(*concepts))


def _or_yes(question: str, *concepts: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.yes(question) or bool(facts.now(*concepts))


def _place(place: str, concept: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.answer("location_type") == place or bool(facts.now(concept))


NAMED: dict[str, Callable[[Facts], bool]] = {
    "weapon": lambda f: f.yes("weapons") or bool(f.weapons_near() or f.now("implied_weapon")),
    "firearm": lambda f: any(m.concept == "firearm" for m in f.weapons_near()),
    "blade": lambda f: any(m.concept == "blade" for m in f.weapons_near()),
    "violence": _or_yes("violence_now", "violence"),
    "threat": _or_yes("threat_to_others", "threat"),
    "forced_entry": _now("forced"),
    "held": _now("held"),
    "robbery": _now("robbery"),
    "coded": lambda f: f.answer("safe_to_talk") == "no" or bool(f.now("coded")),
    "fire_set": _now("arson"),
    "fire": _now("fire"),
    "height": _place("height", "height"),
    "tracks": _place("tracks", "tracks"),
    "traffic": _place("freeway", "traffic"),
    "abuse": _now("abuse"),
    "strangulation": _now("strangled"),
    "scream": _now("scream"),
    "fear": _now("fear"),
    "partner": _now("partner"),
    "partner_fear": lambda f: bool(f.now("partner_harm") or f.near("fear", ("partner",), 12)),
    "child_at_risk": lambda f: (
        (f.yes("age_minor") or bool(f.now("child"))) and bool(f.now("violence", "threat", "fear"))
    ),
    "minor": _or_yes("age_minor", "child"),
    "vulnerable": _or_yes("vulnerable", "elder"),
    "injury": _or_yes("injury", "hurt", "life"),
    "blood": lambda f: any("blood" in f.text[m.start : m.end].lower() for m in f.now("hurt", "life")),
    "medical": lambda f: f.answer("conscious_breathing") == "no" or bool(f.now("life")),
    "suicide": _or_yes("suicidal", "suicide"),
    "plan": _or_yes("means_access", "plan"),
    "goodbye_silence": lambda f: bool(f.now("goodbye") and f.now("silence")),
    "means_gone": lambda f: any(m.place == "gone" for m in f.said(*WEAPONS)),
    "crisis": _now("crisis"),
    "confused": lambda f: any("conf" in f.text[m.start : m.end].lower() for m in f.now("crisis")),
    "intoxicated": _or_yes("intoxicated", "intoxicated"),
    "driving": _now("driving"),
    "followed": _now("followed"),
    "suspect_near": _or_yes("subject_on_scene", "suspect_near"),
    "act": lambda f: f.yes("act_described") or bool(f.now("crime_now", "violence", "threat", "forced", "robbery")),
    "suspicious": _now("suspicious"),
    "cold_crime": lambda f: bool(f.said("cold_crime")),
    "crime_now": _now("crime_now"),
    "past": lambda f: any(m.past for those in f.found.values() for m in those),
    "retracted": _now("retracted"),
    "calm": _now("calm"),
    "leaving": _now("leaving"),
    "at_nobody": lambda f: bool(f.said("violence", "threat")) and all(m.nobody for m in f.said("violence", "threat")),
    "bite": _now("bite"),
    "found": _now("found"),
    "seen_well": _now("seen_well"),
    "taken_home": _now("taken_home"),
    "will_talk": _now("will_talk"),
    "blocked": _now("blocked"),
}
