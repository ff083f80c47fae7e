"""Who somebody is, taken out of the reading: it must not change what is sent (counterfactual fairness).

Words for a gender become one word ("he" and "she" are "they"); words for an ethnicity, an origin, a religion and
names of people are left out. What remains is the same whoever the call is about.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from triage.words import FOLDER, Word, spanish

SPANISH_ENDINGS = ("os", "as", "o", "a")
SHORTEST_ENDING = 5  # letters: "asustada" and "asustado" are one word, "ya" and "yo" are not


@dataclass(frozen=True)
class People:
    """The tables: what becomes which word, and what is left out."""

    same: dict[str, str]
    traits: frozenset[str]
    disability: frozenset[str]
    names: frozenset[str]
    housing: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> People:
    """Return the tables of `lexicon/people.toml`."""
    with (FOLDER / "people.toml").open("rb") as file:
        given = tomllib.load(file)
    same: dict[str, str] = {}
    for word, alike in given["same"].items():
        for each in alike.split():
            same.setdefault(each, word)
    for each, word in list(same.items()):
        same.setdefault(f"{each}s", word)  # "my wifes phone"
    words = {name: frozenset(those.split()) for name, those in (given["traits"] | given["names"]).items()}
    housing = frozenset(neutral_ending(w) for w in given["housing"]["words"].split())
    return People(same, words["words"], words["disability"], words["given"] | words["family"], housing)


@lru_cache(maxsize=65536)
def neutral_word(word: str) -> str:
    """Return the word that stands for this one whoever it is about; empty for a trait or a name."""
    people = tables()
    if word in people.same:
        return people.same[word]
    if word in spanish():
        return spanish()[word]
    if word in people.traits or word.removesuffix("s") in people.traits or word in people.names:
        return ""
    ending = neutral_ending(word)
    return spanish().get(ending, ending)


def neutral_ending(word: str) -> str:
    """Return the word with a Spanish ending for either gender as one: "asustada" and "asustado"."""
    if len(word) >= SHORTEST_ENDING:
        for ending in SPANISH_ENDINGS:
            if word.endswith(ending):
                return word.removesuffix(ending) + ("os" if len(ending) > 1 else "o")
    return word


def neutral(words: list[Word], text: str, known: frozenset[str]) -> list[Word]:
    """Return the words with who somebody is taken out.

    An unknown word with a capital letter inside a sentence is a name of a person or a place, and left out too.
    """
    kept = []
    begins = True
    for word in words:
        if word.is_stop:
            kept.append(word)
            begins = word.text in ".!?\n"
            continue
        same = neutral_word(word.text)
        named = text[word.start].isupper() and not begins and same not in known
        begins = False
        if same and not named:
            kept.append(word if same == word.text else Word(same, word.start, word.end))
    return kept
