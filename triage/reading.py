"""Reading a narrative: words, the concepts they name, whether each is denied, past, or passed on with doubt.

Matching walks once over the words; at each word only phrases that begin with it are tried, so the work grows
with the length of the text and with nothing else.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon" / "words.toml"
WORD = re.compile(r"[0-9a-zA-ZÀ-ÿ]+(?:['\u2019][a-zA-Z]+)?|[.,;:!?/()\"&\n-]")
BREAKS = frozenset(".;!?\n")
SOFT_BREAKS = frozenset(",:()-")
BUTS = frozenset({"but", "however", "then", "now", "pero", "still", "ahora", "except"})
DENIALS = frozenset(
    """
    no not never without neg negative denies denied deny none nobody nothing doesnt didnt isnt wasnt
    havent hasnt hadnt dont aint sin ningun ninguna nadie nunca niega nego tampoco ni
    """.split()  # noqa: SIM905 - one list of words reads better than sixty strings
)
# What an idiom makes harmless; an illness or a need inside it stays what it is.
SWALLOWED = frozenset(
    """
    firearm blade blunt violence threat robbery forced crime_now suicide found_weapon medical_now
    """.split()  # noqa: SIM905 - one list of words reads better than sixty strings
)
REACH = 6  # words a denial reaches over
ABBREVIATIONS = {
    "wpn": "weapon",
    "wpns": "weapons",
    "susp": "suspect",
    "pt": "pt",
    "thru": "through",
    "w": "with",
    "wo": "without",
    "rn": "now",
    "vic": "victim",
    "boyfr": "boyfriend",
    "sis": "sister",
    "bro": "brother",
    "appt": "appointment",
    "unconcious": "unconscious",
    "unconsious": "unconscious",
    "brething": "breathing",
    "breating": "breathing",
    "breathin": "breathing",
    "nife": "knife",
    "knif": "knife",
    "wepon": "weapon",
    "weapn": "weapon",
    "pistl": "pistol",
    "chokin": "choking",
    "stabed": "stabbed",
    "sucidal": "suicidal",
    "suicdal": "suicidal",
    "siezure": "seizure",
    "sezure": "seizure",
    "homless": "homeless",
    "q": "que",
    "xq": "porque",
    "x": "por",
}


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """A concept somebody named, with the words that did (`start`, `end` in the narrative)."""

    concept: str
    start: int
    end: int
    at: int  # index of its first word
    denied: bool = False
    past: bool = False
    clause: int = 0


def words(text: str) -> list[Word]:
    """Return the words and stops of a text, lower case, without accents, abbreviations spelled out."""
    found = []
    for match in WORD.finditer(text):
        plain = unicodedata.normalize("NFKD", match.group().lower())
        plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("\u2019", "")
        found.append(Word(ABBREVIATIONS.get(plain, plain), match.start(), match.end()))
    return found


Pattern = tuple[tuple[str, ...], ...]  # alternatives for each word


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, list[tuple[Pattern, str]]], dict[str, list[tuple[Pattern, str]]]]:
    """Return phrases by their first word, exact and by their first three letters for beginnings."""
    exact: dict[str, list[tuple[Pattern, str]]] = {}
    begins: dict[str, list[tuple[Pattern, str]]] = {}
    for concept, table in tomllib.loads(LEXICON.read_text(encoding="utf-8")).items():
        for phrase in table["phrases"]:
            pattern = tuple(tuple(p.replace("'", "").split("|")) for p in phrase.lower().replace(",", " ,").split())
            for first in pattern[0]:
                index, key = (begins, first[:2]) if first.endswith("*") else (exact, first)
                index.setdefault(key, []).append((pattern, concept))
    return exact, begins


def _fits(pattern: Pattern, at: int, said: list[Word]) -> bool:
    if at + len(pattern) > len(said):
        return False
    return all(_is(said[at + i].text, alternatives) for i, alternatives in enumerate(pattern))


def _is(word: str, alternatives: tuple[str, ...]) -> bool:
    for wanted in alternatives:
        if wanted in ("_", "*") and word.isalnum():
            return True
        if wanted.endswith("_") and len(wanted) > 1 and word.startswith(wanted[:-1]) and len(word) == len(wanted):
            return True
        if wanted.endswith("*") and len(wanted) > 1 and word.startswith(wanted[:-1]):
            return True
        if word == wanted:
            return True
    return False


def mentions(text: str) -> list[Mention]:
    """Return every concept that the text names, in order. What an idiom makes harmless is not named."""
    said = words(text)
    clauses = _clauses(said)
    found: list[Mention] = []
    swallowed_until = 0
    for at in range(len(said)):
        fitting = _at(said, at)
        if not fitting:
            continue
        idiom = max((len(p) for p, c in fitting if c == "harmless"), default=0)
        longest = max(len(p) for p, _ in fitting)
        if idiom and idiom >= longest:
            swallowed_until = max(swallowed_until, at + idiom)
        seen: dict[str, int] = {}
        for pattern, concept in fitting:
            if at < swallowed_until and concept in SWALLOWED:
                continue
            if concept != "harmless":
                seen[concept] = max(seen.get(concept, 0), len(pattern))
        for concept, length in seen.items():
            last = said[at + length - 1]
            denied = _denied(said, clauses, at)
            found.append(Mention(concept, said[at].start, last.end, at, denied, False, clauses[at]))
    return _with_past(found)


def _at(said: list[Word], at: int) -> list[tuple[Pattern, str]]:
    exact, begins = _phrases()
    word = said[at].text
    candidates = exact.get(word, []) + begins.get(word[:2], []) + exact.get("_", [])
    return [(pattern, concept) for pattern, concept in candidates if _fits(pattern, at, said)]


def _clauses(said: list[Word]) -> list[int]:
    """Return, for each word, the number of the clause it stands in."""
    numbers, now = [], 0
    for word in said:
        if word.text in BREAKS or word.text in SOFT_BREAKS or word.text in BUTS:
            now += 1
        numbers.append(now)
    return numbers


def _denied(said: list[Word], clauses: list[int], at: int) -> bool:
    """Return whether a denial stands before this word in its clause, or heads the list it is part of."""
    steps = 0
    for i in range(at - 1, -1, -1):
        word = said[i].text
        if word in BREAKS or word in BUTS:
            return False
        if clauses[i] != clauses[at] and word not in (",", "or", "and", "nor", "ni", "o", "y", "/"):
            return False
        if word in DENIALS:
            return "stop" not in [w.text for w in said[i + 1 : at]]
        steps += word.isalnum()
        if steps > REACH:
            return False
    return False


def _with_past(found: list[Mention]) -> list[Mention]:
    """Mark what stands in a clause that speaks of the past."""
    past = {m.clause for m in found if m.concept == "past"}
    return [Mention(m.concept, m.start, m.end, m.at, m.denied, m.clause in past, m.clause) for m in found]
