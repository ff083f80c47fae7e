"""The small shapes that settings are made of. Each looks at one value and says what is wrong, by its path."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

Faults = dict[str, str]  # path inside the value, dots between -> one sentence
Shape = Callable[[Any, str, Faults], None]
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CODE: Final = re.compile(r"[a-z0-9][a-z0-9_]{0,23}")
SMALL: Final = "A code has small letters, digits and underscores, at most 24."
CALL_TYPE: Final = re.compile(r"[0-9A-Z][0-9A-Z\-]{0,11}")
NUMBER: Final = re.compile(r"\+?[0-9][0-9 ()\-]{1,22}[0-9]")


def at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def whole(least: int, most: int, what: str = "") -> Shape:
    """A whole number between two others."""

    def look(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            faults[path] = f"Must be a whole number from {least} to {most}{what and f' {what}'}."

    return look


def share(least: float = 0.0) -> Shape:
    """A number from `least` to 1."""

    def look(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= 1:
            faults[path] = f"Must be a number from {least:g} to 1."

    return look


def words(most: int, *, blank: bool = False) -> Shape:
    """One line of text."""

    def look(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, str) or (not blank and not value.strip()):
            faults[path] = "Write at least a word."
        elif len(value) > most:
            faults[path] = f"Must be at most {most} characters."
        elif CONTROL.search(value):
            faults[path] = "Holds a character that cannot be seen: type it again by hand."

    return look


def phone(value: Any, path: str, faults: Faults) -> None:
    """A number to dial: digits, blanks, hyphens, brackets; three digits at least."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        faults[path] = "Must be a number to dial: digits, blanks, hyphens and brackets, three digits at least."


def yes_or_no(value: Any, path: str, faults: Faults) -> None:
    if not isinstance(value, bool):
        faults[path] = "Must be on or off."


def one_of(choices: Iterable[str]) -> Shape:
    known = tuple(choices)

    def look(value: Any, path: str, faults: Faults) -> None:
        if value not in known:
            faults[path] = f"Must be one of: {', '.join(known)}."

    return look


def list_of(what: str, known: Iterable[str | int] = (), like: "re.Pattern[str] | None" = None, most: int = 60) -> Shape:
    """A list of different values: those of `known`, or words that look `like` that."""
    values = tuple(known)

    def sound(one: Any) -> bool:
        if isinstance(one, bool) or not isinstance(one, str | int):
            return False
        return one in values if values else isinstance(one, str) and bool(like and like.fullmatch(one))

    def look(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, list) or len(value) > most:
            faults[path] = f"Must be a list of at most {most} {what}."
        elif wrong := [one for one in value if not sound(one)]:
            among = f": {', '.join(map(str, values))}" if values else ""
            faults[path] = f"{str(wrong[0])[:40]!r} is none of the {what}{among}."
        elif len(set(value)) < len(value):
            faults[path] = "Names one of them twice."

    return look


def fixed(fields: dict[str, Shape]) -> Shape:
    """A table of exactly these fields."""

    def look(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults[path] = "Must be a table of fields."
            return
        for name in value.keys() - fields.keys():
            faults[at(path, str(name)[:40])] = "There is no such field."
        for name, shape in fields.items():
            if name in value:
                shape(value[name], at(path, name), faults)
            else:
                faults[at(path, name)] = "Is missing."

    return look


def open_table(
    entry: Shape, most: int, codes: "re.Pattern[str]" = CODE, says: str = SMALL, *, blank: bool = False
) -> Shape:
    """A table of at most `most` entries under codes that a person chose; `blank`: it may be empty."""

    def look(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, dict) or (not value and not blank):
            faults[path] = "Must have at least one entry."
            return
        if len(value) > most:
            faults[path] = f"Must have at most {most} entries."
            return
        for code, inner in value.items():
            if codes.fullmatch(str(code)):
                entry(inner, at(path, code), faults)
            else:
                faults[at(path, str(code)[:40])] = says

    return look
