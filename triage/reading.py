"""Reading a narrative: which concepts are named, with the words that name them, and how each is meant."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from triage import people, words
from triage.phrases import Phrases
from triage.scope import Surroundings
from triage.words import FOLDER, Word

HARMLESS = "harmless"
SOFT = "~"
WEAPONS = ("firearm", "blade", "explosive", "armed", "blunt")
AIMED = ("violence", "threat")
LEXICONS = ("dangers.toml", "needs.toml", "context.toml")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept somebody named. `start` and `end` are places in the narrative.

    `soft`: a word that often means something harmless: it counts in the scores, not in the hard rules.
    `denied`: it is said not to be so. `past`: history, not now. `hedged`: said with doubt. `source`: seen, told,
    heard, inferred. `nobody`: aimed at nobody. `place`: of a weapon; hand, reach, room, elsewhere, gone.
    """

    concept: str
    start: int
    end: int
    at: int  # index of its first word
    sentence: int
    denied: bool = False
    past: bool = False
    hedged: bool = False
    soft: bool = False
    source: str = ""
    nobody: bool = False
    place: str = ""

    @property
    def present(self) -> bool:
        """Whether it is meant, and meant of now."""
        return not (self.denied or self.past)


@dataclass(frozen=True)
class Reading:
    """A narrative as read: its words with who somebody is taken out, and the mentions in order."""

    text: str
    words: list[Word]
    raw: list[Word]
    surroundings: Surroundings
    mentions: list[Mention]
    known: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    phrases: Phrases
    swallowed: frozenset[str]  # what an idiom makes harmless
    self_denying: frozenset[str]  # "not breathing" denies nothing: the denial is part of it


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the concepts of all lexicon files."""
    tables: dict[str, dict[str, list[str]]] = {}
    for name in LEXICONS:
        with (FOLDER / name).open("rb") as file:
            tables |= tomllib.load(file)
    return Lexicon(
        Phrases(
            {name: table["phrases"] for name, table in tables.items()}
            | {name + SOFT: table["soft"] for name, table in tables.items() if "soft" in table}
        ),
        frozenset(name for name, table in tables.items() if table.get("swallowed")),
        frozenset(name for name, table in tables.items() if table.get("self_denying")),
    )


def read(text: str, known: frozenset[str]) -> Reading:
    """Return a narrative as read. `known` words are spelled right; others may be one slip from a listed one."""
    raw = words.split(text)
    said = people.neutral(raw, text, known)
    said = words.respelled(said, known, _wanted())
    surroundings = Surroundings.of(said)
    return Reading(text, said, raw, surroundings, list(_mentions(surroundings)), known)


@lru_cache(maxsize=1)
def _wanted() -> frozenset[str]:
    return frozenset(lexicon().phrases.words)


def _mentions(around: Surroundings) -> Iterable[Mention]:
    """Yield what is named, the longest phrase of each concept at a place. What an idiom swallows is not named."""
    table, said = lexicon(), around.said
    fitting: dict[int, dict[str, int]] = {}
    for concept, at, length in table.phrases.found(said):
        here = fitting.setdefault(at, {})
        here[concept] = max(here.get(concept, 0), length)
    swallowed_until = 0
    for at in sorted(fitting):
        here = _hardest(fitting[at])
        idiom = here.pop(HARMLESS, 0)
        if idiom and idiom >= max(here.values(), default=0):
            swallowed_until = max(swallowed_until, at + idiom)
        for concept, length in here.items():
            name = concept.removesuffix(SOFT)
            if at < swallowed_until and name in table.swallowed:
                continue
            mention = _meant(around, name, at, at + length - 1, name in table.self_denying)
            yield replace(mention, soft=True) if concept != name else mention


def _hardest(here: dict[str, int]) -> dict[str, int]:
    """Keep one mention of a concept at a place: the longer phrase, and the soft one where both are as long."""
    return {
        name: length
        for name, length in here.items()
        if (name.endswith(SOFT) and here.get(name.removesuffix(SOFT), 0) <= length)
        or (not name.endswith(SOFT) and here.get(name + SOFT, 0) < length)
    }


def _meant(around: Surroundings, concept: str, first: int, last: int, self_denying: bool) -> Mention:
    said = around.said
    mention = Mention(
        concept,
        said[first].start,
        said[last].end,
        first,
        around.sentences[first],
        denied=not self_denying and around.denied(first, last),
        past=around.in_clause("past", first),
        hedged=around.cue_near("hedges", first, last, 6, same_clause=True),
    )
    if concept in WEAPONS:
        return replace(mention, place=around.place(first, last), source=around.source(first))
    if concept in AIMED:
        return replace(mention, nobody=around.aimed_at_nobody(last), source=around.source(first))
    return mention
