"""Words of a narrative: lower case, without accents, abbreviations spelled out, each with its place in the text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicon"
LETTERS = "0-9A-Za-zÀ-ÿ"
TOKEN = re.compile(rf"\bw/o?\b|\bo/d\b|[{LETTERS}]+(?:['\u2019][a-zA-Z]+)?|[.,;:!?/()\"&\n+-]")
STOPS = frozenset(".;!?\n")
PAUSES = frozenset(",:()-")
KEEP_S = frozenset({"it", "that", "what", "where", "there", "who", "here", "how", "let"})
LONGEST_GUESS = 14  # letters of a word that is looked up for a typing slip


@dataclass(frozen=True, slots=True)
class Word:
    """One word or stop. `text` is what is compared; `start` and `end` count characters of the narrative."""

    text: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        return not self.text[0].isalnum()


def plain(text: str) -> str:
    """Return lower case without accents or apostrophes."""
    bare = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in bare if c.isascii() and c not in "'\"") or text.lower()


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Return what call-takers write for short, and the words that it stands for (one word for one)."""
    with (FOLDER / "typing.toml").open("rb") as file:
        table: dict[str, str] = tomllib.load(file)["short"]
    return table


@lru_cache(maxsize=1)
def spanish() -> dict[str, str]:
    """Return Spanish words, their endings for gender made one, and the English word that each is read as."""
    with (FOLDER / "spanish.toml").open("rb") as file:
        given: dict[str, str] = tomllib.load(file)["words"]
    return {each: english for english, those in given.items() for each in those.split()}


def split(text: str) -> list[Word]:
    """Return the words and stops of a text in order."""
    short = abbreviations()
    found = []
    for match in TOKEN.finditer(text):
        said = match.group()
        bare = said if not said[0].isalnum() else plain(_uncontracted(said)).replace("/", "")
        found.append(Word(short.get(bare, bare), match.start(), match.end()))
    return found


def _uncontracted(said: str) -> str:
    """Return "he" for "he'll" and "she'd", "wife" for "wife's"; "don't" and "it's" stay one word."""
    base, mark, rest = said.replace("\u2019", "'").partition("'")
    if mark and (base.lower() in ("he", "she", "they") or (rest == "s" and base.lower() not in KEEP_S)):
        return base
    return said


def respelled(words: Iterable[Word], known: frozenset[str], wanted: frozenset[str]) -> list[Word]:
    """Return the words with single typing slips mended: a letter left out, a letter too many, two exchanged.

    Only an unknown word that is one slip away from exactly one wanted word is mended; a replaced letter is not,
    for it mostly makes another word ("trucks" is no "tracks").
    """
    slips = _slips(wanted)
    return [_mended(word, known, wanted, slips) for word in words]


def _mended(word: Word, known: frozenset[str], wanted: frozenset[str], slips: dict[str, str]) -> Word:
    text = word.text
    if text in known or text in wanted or not 5 <= len(text) <= LONGEST_GUESS or not text.isalpha():
        return word
    meant = slips.get(text, "") or next((form for form in _without_one(text) if form in wanted), "")
    return Word(meant, word.start, word.end) if len(meant) >= 5 else word


def _without_one(text: str) -> list[str]:
    return [text[:i] + text[i + 1 :] for i in range(1, len(text))]


@lru_cache(maxsize=4)
def _slips(wanted: frozenset[str]) -> dict[str, str]:
    """Return each wanted word under itself with one letter left out or two exchanged; none for two meanings."""
    table: dict[str, str] = {}
    for word in sorted(w for w in wanted if len(w) >= 6):
        exchanged = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)]
        for form in (*_without_one(word), *exchanged):
            table[form] = word if table.get(form, word) == word else ""
    return table
