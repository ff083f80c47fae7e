"""Phrases found in words. One walk over the words; at each only phrases that can begin there are tried, so the
work grows with the length of the text and with nothing else.

A phrase is words after normalising: `stab*` is a beginning, `_` any one word, `a|b` either.
"""

from collections.abc import Iterator, Mapping, Sequence

from triage.people import neutral_word
from triage.words import Word, abbreviations, plain

Pattern = tuple[tuple[str, ...], ...]  # alternatives for each word
SHORTEST = 2  # letters that a beginning has at least, its index


class Index:
    """The phrases that can begin with one word: those of one word, and the longer ones by their second word."""

    def __init__(self) -> None:
        self.single: list[tuple[Pattern, str]] = []
        self.by_second: dict[str, list[tuple[Pattern, str]]] = {}
        self.any_second: list[tuple[Pattern, str]] = []

    def add(self, pattern: Pattern, name: str) -> None:
        if len(pattern) == 1:
            self.single.append((pattern, name))
        elif any(_is_open(each) for each in pattern[1]):
            self.any_second.append((pattern, name))
        else:
            for second in set(pattern[1]):
                self.by_second.setdefault(second, []).append((pattern, name))


class Phrases:
    """Named phrases, indexed by their first two words."""

    def __init__(self, by_name: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, Index] = {}
        self._begins: dict[str, Index] = {}
        self.words: set[str] = set()
        for name, phrases in by_name.items():
            for phrase in phrases:
                self._add(name, phrase)

    def _add(self, name: str, phrase: str) -> None:
        pattern: Pattern = tuple(_alternatives(word) for word in phrase.lower().split())
        pattern = tuple(p for p in pattern if p != ("",))
        for alternatives in pattern:
            self.words |= {a for a in alternatives if a.isalpha()}  # beginnings (`stab*`) are no words
        for first in set(pattern[0]) if pattern else ():
            index, key = (self._begins, first[:SHORTEST]) if first.endswith("*") else (self._exact, first)
            index.setdefault(key, Index()).add(pattern, name)

    def found(self, said: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
        """Yield (name, index of the first word, number of words) for every phrase, in order."""
        last = len(said) - 1
        for at, word in enumerate(said):
            text = word.text
            following = said[at + 1].text if at < last else ""
            if index := self._exact.get(text):
                for _, name in index.single:
                    yield name, at, 1
                yield from _longer(index, following, at, said)
            if index := self._begins.get(text[:SHORTEST]):
                for pattern, name in index.single:
                    if _is(text, pattern[0]):
                        yield name, at, 1
                yield from _longer(index, following, at, said)


def _longer(index: Index, following: str, at: int, said: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    for candidates in (index.by_second.get(following, ()), index.any_second):
        for pattern, name in candidates:
            if _fits(pattern, at, said):
                yield name, at, len(pattern)


def _is_open(word: str) -> bool:
    return word == "_" or word.endswith("*")


def _alternatives(word: str) -> tuple[str, ...]:
    short = abbreviations()
    found = []
    for each in word.split("|"):
        star = "*" if each.endswith("*") and len(each) > 1 else ""
        bare = plain(each.rstrip("*")) if each not in ("_", ",") else each
        found.append(bare + star if star or each in ("_", ",") else neutral_word(short.get(bare, bare)))
    return tuple(found)


def _fits(pattern: Pattern, at: int, said: Sequence[Word]) -> bool:
    if at + len(pattern) > len(said):
        return False
    return all(_is(said[at + i].text, alternatives) for i, alternatives in enumerate(pattern))


def _is(word: str, alternatives: tuple[str, ...]) -> bool:
    if word in alternatives:
        return True
    for wanted in alternatives:
        if wanted == "_" and word.isalnum():
            return True
        if wanted[-1:] == "*" and word.startswith(wanted[:-1]):
            return True
    return False
