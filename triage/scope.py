"""How a thing is meant: denied, doubted, past, passed on by whom, aimed at nobody, and where a weapon is.

Everything is decided from the words around it, inside its clause unless it says otherwise. What cannot be told
is left open: an unknown place of a weapon is not "gone".
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from triage.people import neutral_word
from triage.phrases import Phrases
from triage.words import FOLDER, PAUSES, STOPS, Word, plain

REACH = 6  # words that a denial reaches over
NEAR = 9  # words between a weapon and what says that it is gone
AIM = 5  # words between a blow or threat and whom it is aimed at
ALTERNATIVES = frozenset({"or", "nor", "ni"})
SUBJECTS = frozenset({"they", "i", "im", "we", "who"})  # "no weapons they are stabbing": a denial ends at a new subject
STILL = frozenset({"since", "desde"})
GRIP = 4  # words between a hand and what it holds


@dataclass(frozen=True)
class Scopes:
    """The tables of `lexicon/scope.toml`, their words made neutral like the narrative's."""

    denials: frozenset[str]
    undone: frozenset[str]
    answers: frozenset[str]
    buts: frozenset[str]
    joins: frozenset[str]
    grips: frozenset[str]
    cues: Phrases


CUES = ("hedges", "past", "seen", "told", "heard", "inferred", "nobody", "in_reach", "in_room", "elsewhere", "gone")


@lru_cache(maxsize=1)
def scopes() -> Scopes:
    """Return the tables, read once."""
    with (FOLDER / "scope.toml").open("rb") as file:
        t = tomllib.load(file)
    phrases = {name: t[name]["phrases"] for name in CUES} | {"in_hand": t["in_hand"]["phrases"]}
    return Scopes(
        _set(t["denials"]["words"]),
        _set(t["denials"]["undone_by"]),
        _set(t["denials"]["answers"]),
        _set(t["breaks"]["buts"]),
        _set(t["breaks"]["joins"]),
        _set(t["in_hand"]["words"]),
        Phrases(phrases),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(neutral_word(plain(w)) for w in words.split())


@dataclass
class Surroundings:
    """The words of a text, which clause each stands in, and the cues found among them."""

    said: list[Word]
    clauses: list[int]
    sentences: list[int]
    cues: dict[str, list[tuple[int, int]]]  # cue -> [(first, last)]

    @classmethod
    def of(cls, said: list[Word]) -> "Surroundings":
        cues: dict[str, list[tuple[int, int]]] = {}
        for name, at, length in scopes().cues.found(said):
            if name == "past" and at and said[at - 1].text in STILL:
                continue  # "since last night" is now
            cues.setdefault(name, []).append((at, at + length - 1))
        return cls(said, _clauses(said), _sentences(said), cues)

    def cue_near(self, cue: str, first: int, last: int, within: int, *, same_clause: bool) -> bool:
        """Return whether a cue stands at most so many words before or after, in the clause or the sentence."""
        part = self.clauses if same_clause else self.sentences
        for begins, ends in self.cues.get(cue, []):
            apart = begins - last if begins > last else first - ends
            if apart <= within and part[begins] == part[first]:
                return True
        return False

    def in_clause(self, cue: str, at: int) -> bool:
        """Return whether a cue stands in the clause of this word."""
        return any(self.clauses[begins] == self.clauses[at] for begins, _ in self.cues.get(cue, []))

    def denied(self, first: int, last: int) -> bool:
        """Return whether a denial governs these words: one before them in the clause, or an answer after them."""
        return self._denied_before(first) or self._answered_no(last)

    def _denied_before(self, first: int) -> bool:
        table, steps, crossed = scopes(), 0, False
        for i in range(first - 1, -1, -1):
            text = self.said[i].text
            if text in STOPS or text in table.buts:
                return False
            if text in PAUSES:
                # "no weapons, drugs or violence": a list is one denial, a new clause is not.
                if text != "," or not self._ends_a_list(first):
                    return False
                crossed = True
                continue
            if text in table.denials:
                return not self._undone(i, first) and not (crossed and self._is_verb_of_its_own(i))
            steps += 1
            if steps > REACH or text in SUBJECTS:
                return False
        return False

    def denial_of(self, first: int) -> int:
        """Return the index of the denial that governs this word, or of the word itself when it comes after it."""
        for i in range(first - 1, max(-1, first - 3 * REACH), -1):
            if self.said[i].text in scopes().denials:
                return i
        return first

    def _ends_a_list(self, first: int) -> bool:
        """Return whether this word is an item of a list: "no weapons, drugs or violence", "no gun / knife".

        "No weapons, strangled her" is no list: a comma alone begins something new.
        """
        before = self.said[first - 1].text if first else ""
        ahead = [word.text for word in self.said[first + 1 : first + 4]]
        return before in scopes().joins or before == "/" or bool(set(ahead) & ALTERNATIVES)

    def _is_verb_of_its_own(self, at: int) -> bool:
        return self.said[at].text in ("doesnt", "didnt", "wont", "isnt", "wasnt", "dont")

    def _undone(self, at: int, first: int) -> bool:
        between = [word.text for word in self.said[at + 1 : first]]
        return bool(set(between[:3]) & scopes().undone)

    def _answered_no(self, last: int) -> bool:
        """Return whether the words are a question or a heading that is answered with no: "weapons? neg"."""
        after = [word.text for word in self.said[last + 1 : last + 5]]
        if not after or after[0] not in ("?", ":", "-", "/"):
            return False
        return any(word in scopes().answers for word in after[1:3] if word not in (":", "reporting"))

    def aimed_at_nobody(self, last: int) -> bool:
        """Return whether what follows in the clause says that nobody is meant."""
        for begins, _ in self.cues.get("nobody", []):
            if 0 < begins - last <= AIM and self.clauses[begins] == self.clauses[last]:
                return True
        return False

    def source(self, first: int) -> str:
        """Return who it comes from: seen, told, heard, inferred, or the empty text when nothing says so."""
        clause = self.clauses[first]
        for cue in ("inferred", "heard", "seen", "told"):
            if any(self.clauses[b] == clause and b < first for b, _ in self.cues.get(cue, [])):
                return cue
        return ""

    def place(self, first: int, last: int) -> str:
        """Return where a weapon is: gone, hand, reach, room, elsewhere, or the empty text for not known."""
        if self.cue_near("gone", first, last, NEAR, same_clause=False):
            return "gone"
        if self._held(first) or self.cue_near("in_hand", first, last, GRIP, same_clause=True):
            return "hand"
        for cue, place in (("in_reach", "reach"), ("elsewhere", "elsewhere"), ("in_room", "room")):
            if self.cue_near(cue, first, last, GRIP, same_clause=True):
                return place
        return ""

    def _held(self, first: int) -> bool:
        begins = max(0, first - GRIP)
        grips = scopes().grips
        return any(self.said[i].text in grips and self.clauses[i] == self.clauses[first] for i in range(begins, first))


def _sentences(said: list[Word]) -> list[int]:
    numbers, now = [], 0
    for word in said:
        now += word.text in STOPS
        numbers.append(now)
    return numbers


def _clauses(said: list[Word]) -> list[int]:
    numbers, now = [], 0
    buts = scopes().buts
    for word in said:
        if word.text in STOPS or word.text in PAUSES or word.text in buts:
            now += 1
        numbers.append(now)
    return numbers
