"""What one protocol changes in another, in words: a diff of what the tables say, not of how they are typed."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NAMED_BY = ("id", "code", "key", "name", "kind")  # what a table of a list is called by, the first that it has


@dataclass(frozen=True)
class Amendment:
    """One thing added, removed or changed. `thing` is its kind (question, call type), `name` which one."""

    what: str
    thing: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""

    def as_dict(self) -> dict[str, str]:
        return {**self.__dict__, "says": self.says()}

    def says(self) -> str:
        """Return the amendment as one line that a person reads."""
        subject = f"{self.thing} {self.name}".strip()
        if self.what == "changed":
            field = f", {self.field}" if self.field else ""
            return f"{subject}{field}: {self.before or 'nothing'} -> {self.after or 'nothing'}"
        return f"{subject} {self.what}: {self.after or self.before}".rstrip(": ")


def between(before: str, after: str) -> list[Amendment]:
    """Return what the second text changes in the first. Both must be TOML; raises `TOMLDecodeError`."""
    old, new = tomllib.loads(before), tomllib.loads(after)
    found: list[Amendment] = []
    for key in [*old, *(k for k in new if k not in old)]:
        found += _of_key(key.replace("_", " "), old.get(key), new.get(key))
    return found


def _of_key(thing: str, old: Any, new: Any) -> Iterator[Amendment]:
    if _is_tables(old) or _is_tables(new):
        yield from _of_tables(thing, _by_name(old or []), _by_name(new or []))
    elif isinstance(old, dict) or isinstance(new, dict):
        yield from _of_tables(thing, old or {}, new or {})
    elif old != new:
        yield Amendment("changed", thing, "", "", words(old), words(new))


def _of_tables(thing: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Amendment]:
    for name in [*old, *(n for n in new if n not in old)]:
        if name not in new:
            yield Amendment("removed", thing, name, before=words(old[name]))
        elif name not in old:
            yield Amendment("added", thing, name, after=words(new[name]))
        elif isinstance(old[name], dict) and isinstance(new[name], dict):
            yield from _of_fields(thing, name, old[name], new[name])
        elif old[name] != new[name]:
            yield Amendment("changed", thing, name, "", words(old[name]), words(new[name]))
    # The order of questions is the order in which they are asked.
    kept_before, kept_after = [n for n in old if n in new], [n for n in new if n in old]
    if kept_before != kept_after:
        yield Amendment("changed", thing, "", "order", ", ".join(kept_before), ", ".join(kept_after))


def _of_fields(thing: str, name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Amendment]:
    for field in [*old, *(f for f in new if f not in old)]:
        if old.get(field) != new.get(field):
            yield Amendment(
                "changed", thing, name, field.replace("_", " "), words(old.get(field)), words(new.get(field))
            )


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _by_name(tables: list[dict[str, Any]]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for n, table in enumerate(tables, 1):
        name = next((str(table[key]) for key in NAMED_BY if key in table), f"number {n}")
        named[name if name not in named else f"{name} (again, number {n})"] = table
    return named


def words(value: Any) -> str:
    """Return a TOML value as a person would write it down."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')}: {words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(words(inner) for inner in value)
    return str(value)
