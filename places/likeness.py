"""How alike two spellings are, and finding the alike ones among many quickly."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from heapq import nlargest

VISITED_MOST = 30_000  # postings looked at for one word: bounds the time for common syllables
COMPARED_MOST = 48  # names compared letter by letter
PREFIXES_MOST = 60


def edits(a: str, b: str, most: int) -> int:
    """Return how many letters must be added, left out, changed or swapped; `most + 1` when it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > most:
            return most + 1
        before, row = row, new
    return row[-1]


def allowed(length: int) -> int:
    """Return how many wrong letters a word of this length may hold and still be meant."""
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 11 else 3


class Names:
    """Many names, found by their beginning, by any of their words, and with wrong letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self._known = set(self.names)
        grams: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            for gram in _grams(name):
                grams.setdefault(gram, []).append(i)
        self._postings = {gram: array("I", those) for gram, those in grams.items()}

    def like(self, word: str, limit: int = 12) -> list[tuple[str, float]]:
        """Return names like this one with 0..1 how much, the best first. 1 is the name itself."""
        if not word:
            return []
        found: dict[str, float] = {}
        if word in self._known:
            found[word] = 1.0
        for name in self._beginning(word):
            found.setdefault(name, 0.94 - 0.1 * min(1.0, (len(name) - len(word)) / 20))
        for name in self._alike(word):
            score = _score(word, name)
            if score > found.get(name, 0.0):
                found[name] = score
        return nlargest(limit, ((n, s) for n, s in found.items() if s > 0.0), key=lambda pair: (pair[1], -len(pair[0])))

    def _beginning(self, word: str) -> list[str]:
        start = bisect_left(self.names, word)
        near = self.names[start : start + PREFIXES_MOST]
        return [name for name in near if name.startswith(word)]

    def _alike(self, word: str) -> list[str]:
        mine = [gram for gram in _grams(word) if gram in self._postings]
        mine.sort(key=lambda gram: len(self._postings[gram]))
        shared: Counter[int] = Counter()
        visited = 0
        for gram in mine:
            those = self._postings[gram]
            if visited and visited + len(those) > VISITED_MOST:
                break
            visited += len(those)
            shared.update(those)
        wanted = len(word) + 1
        best = nlargest(
            COMPARED_MOST, shared.items(), key=lambda pair: pair[1] / (wanted + 0.3 * len(self.names[pair[0]]))
        )
        return [self.names[i] for i, _ in best]


def _grams(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _score(word: str, name: str) -> float:
    """Return how much a typed word means this name: wrong letters, or all its words among the name's."""
    if _digits(word) != _digits(name) and not _digits(word) <= _digits(name):
        return 0.0  # 5th is not a misspelt 4th
    most = allowed(len(word)) if _digits(word) == _digits(name) else 0
    wrong = edits(word, name, most)
    if wrong <= most:
        return 0.9 - 0.3 * wrong / max(4, len(word) / 2)
    if most and len(name) > len(word):
        wrong = edits(word, name[: len(word)], most)
        if wrong <= most:
            return 0.78 - 0.3 * wrong / max(4, len(word) / 2)
    return _by_words(word.split(), name.split())


def _digits(text: str) -> frozenset[str]:
    """Return the numbers among the words: wrong letters may be forgiven, wrong numbers never."""
    return frozenset("".join(c for c in word if c.isdigit()) for word in text.split() if any(c.isdigit() for c in word))


def _by_words(typed: list[str], named: list[str]) -> float:
    fits = 0.0
    for word in typed:
        best = max((_word_fits(word, other) for other in named), default=0.0)
        if not best:
            return 0.0
        fits += best
    return (0.6 + 0.25 * len(typed) / len(named)) * fits / len(typed) if typed else 0.0


def _word_fits(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) > 1 and other.startswith(word):
        return 0.95
    most = min(2, allowed(len(word))) if not any(c.isdigit() for c in word + other) else 0
    return 0.85 if most and edits(word, other, most) <= most else 0.0
