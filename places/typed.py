"""What was typed into the one address field, taken apart. Never raises; what is not understood stays as words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from places import coordinates, spelling, street
from places.coordinates import Coordinates
from places.street import Street

LONGEST = 300  # characters that are read
_APARTMENT = re.compile(
    r"(?:^|[\s,;])(?:(?:apartment|apt|apto|depto|departamento|unit|suite|ste|room|rm)\b\.?\s*#?\s*|#\s*)"
    r"([0-9]{1,5}[a-z]?|[a-z][0-9]{0,4}|[0-9]{1,4}-[0-9a-z]{1,4})(?=$|[\s,;])",
    re.I,
)
_FLOOR = re.compile(
    r"(?:^|[\s,;])((?:\d{1,2}(?:st|nd|rd|th)|first|second|third|ground|top)\s+floor|floor\s+\d{1,2})(?=$|[\s,;])",
    re.I,
)
_GATE = re.compile(
    r"(?:^|[\s,;])(?:gate|porton|port\u00f3n)\s*(?:code|no\.?|number)?\s*#?\s*"
    r"([0-9]{1,6}[a-z#*]?|[#*][0-9]{1,6}|[a-z])(?=$|[\s,;])",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:&|/|@|\\|\+)\s*|\s+(?:and|at|y|con|esquina(?: con)?|x)\s+", re.I)
_NUMBER = re.compile(r"^\s*(\d{1,6})(?:\s*-\s*\d{1,6}|[a-z](?=\s)|\s*1/2|\s*\u00bd)?\s+(.*)$", re.I | re.S)
_BLOCK = re.compile(r"^\s*(\d{1,6})\s*(?:block|blk|cuadra)(?:\s+of)?\s+", re.I)
_NUMBER_LAST = re.compile(
    r"^\s*((?:calle|avenida|av|bulevar|paseo)\s+.+?)\s+(?:n[u\u00fa]mero\s+)?(\d{1,6})\s*$", re.I | re.S
)
_STATE = re.compile(r"^(?:ca|calif|california|usa)?\s*(?:9\d{4}(?:-\d{4})?)?$", re.I)


@dataclass(frozen=True)
class Typed:
    """The parts. `sides`: the two streets of an intersection; `words`: everything but apartment, gate, town.

    `everything` is all but apartment and gate in its one spelling, `written` the same as it was written.
    """

    words: str
    number: int | None = None
    block: bool = False
    street: Street | None = None
    sides: tuple[Street, Street] | None = None
    coordinates: Coordinates | None = None
    town: str = ""
    apartment: str = ""
    gate: str = ""
    everything: str = ""
    written: str = ""

    @property
    def key(self) -> str:
        """Return the same text for the same place however it was spelled; empty when it names none."""
        if self.coordinates:
            return f"{self.coordinates.lat:.4f},{self.coordinates.lon:.4f}"
        if self.sides:
            return " & ".join(sorted(side.core for side in self.sides))
        if self.number is not None and self.street and self.street.core:
            return f"{self.number} {self.street.direction} {self.street.core}".replace("  ", " ")
        return self.words

    @property
    def keys(self) -> list[str]:
        """Return `key` and those of who said the direction where this one did not, or left it out."""
        if self.sides or self.number is None or not self.street or not self.street.core:
            return [self.key] if self.key else []
        said = ("", self.street.direction) if self.street.direction else ("", "n", "s", "e", "w")
        return sorted({f"{self.number} {d} {self.street.core}".replace("  ", " ") for d in said})


def read(text: str, towns: Mapping[str, str] | None = None) -> Typed:
    """Return the parts of a typed address. `towns`: spelling -> the town's name, as the gazetteer knows them."""
    text = text[:LONGEST]
    if position := coordinates.read(text):
        return Typed(words="", coordinates=position)
    text, gate = _taken(_GATE, text)
    text, apartment = _taken(_APARTMENT, text)
    text, floor = _taken(_FLOOR, text)
    if position := coordinates.read(text.strip(" ,;")):
        return Typed(words="", coordinates=position, apartment=apartment or floor, gate=gate)
    everything, written = " ".join(spelling.words(text)), " ".join(spelling.written(text))
    text, town = _town(text, towns or {})
    text = next((part for part in text.split(",") if spelling.words(part)), text)  # details come after a comma
    found = {"town": town, "apartment": apartment or floor, "gate": gate, "everything": everything, "written": written}
    if sides := _sides(text):
        return Typed(words=" ".join(spelling.words(text)), sides=sides, **found)  # type: ignore[arg-type]
    if last := _NUMBER_LAST.match(text):
        text = f"{last.group(2)} {last.group(1)}"  # in Spanish the number comes after the street
    block = _BLOCK.match(text)
    numbered = _NUMBER.match(text) if not block else None
    rest = text[block.end() :] if block else numbered.group(2) if numbered else text
    number = int(block.group(1)) if block else int(numbered.group(1)) if numbered else None
    words = " ".join(spelling.words(text))
    return Typed(words=words, number=number, block=bool(block), street=street.read(rest), **found)  # type: ignore[arg-type]


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return the text without what the pattern finds, and what it found; never everything there is."""
    found = pattern.search(text)
    if not found or not (text[: found.start()] + text[found.end() :]).strip(" ,;"):
        return text, ""
    return f"{text[: found.start()]} {text[found.end() :]}", " ".join(found.group(1).split())


def _sides(text: str) -> tuple[Street, Street] | None:
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) != 2:
        return None
    first, second = street.read(parts[0]), street.read(parts[1])
    return (first, second) if first.core and second.core and not _NUMBER.match(parts[0]) else None


def _town(text: str, towns: Mapping[str, str]) -> tuple[str, str]:
    """Return the text without its town, and the town: after a comma, or the last words when enough is left."""
    parts = text.split(",")
    town = ""
    while len(parts) > 1:
        last = " ".join(spelling.words(parts[-1]))
        if last in towns and not town:
            town = towns[last]
        elif not _STATE.match(parts[-1].strip()):
            break
        parts.pop()
    rest = ",".join(parts)
    if town:
        return rest, town
    pieces = rest.split()
    for take in (3, 2, 1):
        before, last = pieces[:-take], " ".join(spelling.words(" ".join(pieces[-take:])))
        named = all(any(c.isalnum() for c in piece) for piece in pieces[-take:])
        if named and last in towns and _enough(before):
            return " ".join(before), towns[last]
    return rest, ""


def _enough(pieces: list[str]) -> bool:
    """Return whether a street is still named: `1200` or `Vine &` alone is none, so the last words are no town."""
    if not pieces or _BETWEEN.fullmatch(f" {pieces[-1]} ") or pieces[-1][-1] in "&/@":
        return False
    named = [word for word in spelling.words(" ".join(pieces)) if not word.isdigit()]
    return any(word not in spelling.DIRECTIONS.values() for word in named)
