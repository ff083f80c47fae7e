"""A street's name taken apart: direction, the name itself, and what kind of street it is."""

from dataclasses import dataclass

from places import spelling

_SUFFIXES = frozenset(spelling.SUFFIXES.values())
_DIRECTIONS = frozenset(spelling.DIRECTIONS.values())


@dataclass(frozen=True)
class Street:
    """`N Wilcox Ave` is ("n", "wilcox", "ave"); a part that was not said is empty and fits everything."""

    direction: str
    core: str
    suffix: str

    def likeness(self, other: "Street") -> float:
        """Return how well direction and suffix fit, 0..1, for two streets of the same core."""
        fits = 1.0
        if self.direction and other.direction and self.direction != other.direction:
            fits *= 0.75
        elif bool(self.direction) != bool(other.direction):
            fits *= 0.997
        if self.suffix and other.suffix and self.suffix != other.suffix:
            fits *= 0.8
        return fits


def read(text: str) -> Street:
    """Return the street that a text names; an empty core when it names none."""
    return of_words(spelling.words(text))


def of_words(words: list[str]) -> Street:
    """Return the street out of words in their one spelling."""
    rest = list(words)
    if len(rest) > 1 and rest[0] in spelling.BEFORE:
        rest = rest[1:]
    direction = suffix = ""
    if len(rest) > 1 and rest[0] in _DIRECTIONS:
        direction, rest = rest[0], rest[1:]
    if len(rest) > 1 and rest[-1] in _SUFFIXES:
        suffix, rest = rest[-1], rest[:-1]
    elif direction and len(rest) == 1 and rest[0] in _SUFFIXES:  # West Blvd is a name, not a direction
        return Street("", direction, rest[0])
    core = " ".join(rest)
    if core.isascii() and core.isdigit() and len(core) < 4:
        core = spelling.ordinal(int(core))
    return Street(direction, core, suffix)
