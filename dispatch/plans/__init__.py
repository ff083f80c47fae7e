"""Response plans as data: who is preferred, how many go and what they must be able to do, by type, level, area, hour.

Triage and people say which kinds go (and they alone); a plan says what follows from it in this city. The first plan
of the table that fits counts. What is in force is the centre's setting `plans`; the file beside this is what a centre
starts with. `[[staging]]` rules stand in the same file: where unarmed units wait nearby.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from responders import kinds
from responders.los_angeles import city

FILE: Final = Path(__file__).parent / "los_angeles.toml"
CAPABILITIES: Final = ("can_hold", "can_transport", "medical_level", "minor_trained", "armed")
ALWAYS: Final = "24/7"


@dataclass(frozen=True)
class Plan:
    """When it counts (empty: always) and what it asks for. `legs` are kinds that must all be there for the job.

    `danger`: a staging rule that counts only where triage has found a danger.
    """

    name: str
    first_kind: tuple[str, ...] = ()
    call_types: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()
    hours: str = ALWAYS
    minimum: int = 1
    agencies: tuple[str, ...] = ()
    requires: frozenset[str] = frozenset()
    legs: tuple[str, ...] = ()
    danger: bool = False
    code: str = ""

    def fits(self, asked: tuple[str, ...], call_type: str, level: int | None, area: str, local: datetime) -> bool:
        """Return whether it counts for a call whose response begins with `asked[0]`, at a local time."""
        return (
            (not self.first_kind or bool(asked and asked[0] in self.first_kind))
            and (not self.call_types or call_type in self.call_types)
            and (not self.levels or level in self.levels)
            and (not self.areas or area in self.areas)
            and city.works_at(self.hours, local)
        )


USUAL: Final = Plan("one unit of the kind asked for")


def chosen(
    asked: tuple[str, ...], call_type: str, level: int | None, area: str, local: datetime, known: tuple[Plan, ...]
) -> Plan:
    """Return the first plan that fits, the usual one when none does."""
    fitting = (plan for plan in known if plan.fits(asked, call_type, level, area, local))
    return next(fitting, USUAL)


def staging(
    asked: tuple[str, ...], call_type: str, level: int | None, area: str, local: datetime, *, danger: bool
) -> str:
    """Return the first staging rule that fits, by which unarmed units wait for the police; empty where none does."""
    fitting = (
        r.name for r in staging_rules() if (danger or not r.danger) and r.fits(asked, call_type, level, area, local)
    )
    return next(fitting, "")


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Return the plans that the package ships, by code, as the setting `plans` holds them. Not to be changed."""
    return {plan.code: _entry(n, plan) for n, plan in enumerate(loads(FILE.read_text(encoding="utf-8")), 1)}


def of(table: dict[str, dict[str, Any]]) -> tuple[Plan, ...]:
    """Return the plans of the setting's table, in the order that it gives them."""
    rows = sorted(table.items(), key=lambda one: (one[1]["order"], one[0]))
    return tuple(_plan_of(code, entry) for code, entry in rows)


def _plan_of(code: str, entry: dict[str, Any]) -> Plan:
    fields = {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items() if name != "order"}
    return Plan(**{**fields, "code": code, "requires": frozenset(entry["requires"])})


# The code is the key, a set becomes a list, and danger is a staging rule's alone.
TOLD_APART: Final = ("code", "requires", "danger")


def _entry(order: int, plan: Plan) -> dict[str, Any]:
    fields = {name: getattr(plan, name) for name in Plan.__dataclass_fields__ if name not in TOLD_APART}
    lists = {name: list(value) for name, value in fields.items() if isinstance(value, tuple)}
    return {"order": order, **fields, **lists, "requires": sorted(plan.requires)}


@cache
def staging_rules() -> tuple[Plan, ...]:
    return loads(FILE.read_text(encoding="utf-8"), "staging")


def loads(text: str, table: str = "plan") -> tuple[Plan, ...]:
    """Return the plans of a TOML table in their order. Raises `ValueError` with a sentence that names the plan."""
    try:
        tables = tomllib.loads(text).get(table, [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The response plans are no TOML: {error}.") from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError("Response plans are written as [[plan]].")
    return tuple(_plan(i, table) for i, table in enumerate(tables, 1))


def _plan(n: int, table: dict[str, Any]) -> Plan:
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"Plan {n} has no name.")
    if unknown := sorted(set(table) - set(Plan.__dataclass_fields__)):
        raise ValueError(f"Plan {name!r} has an unknown field {unknown[0]!r}.")
    for field in ("first_kind", "call_types", "areas", "agencies", "requires", "legs"):
        _checked(name, table, field, str)
    _checked(name, table, "levels", int)
    for field, known in (("first_kind", kinds.ALL), ("legs", kinds.FIELD), ("requires", CAPABILITIES)):
        if wrong := [value for value in table.get(field, []) if value not in known]:
            raise ValueError(f"Plan {name!r}: {field} knows no {wrong[0]!r}.")
    if type(table.get("danger", False)) is not bool:
        raise ValueError(f"Plan {name!r}: danger is true or false.")
    minimum = table.get("minimum", 1)
    if isinstance(minimum, bool) or not isinstance(minimum, int) or not 1 <= minimum <= 20:
        raise ValueError(f"Plan {name!r}: minimum is a number of units from 1 to 20.")
    hours = table.get("hours", ALWAYS)
    try:
        city.works_at(hours, datetime(2026, 1, 1))
    except (ValueError, AttributeError):
        raise ValueError(f"Plan {name!r}: hours are written 22:00-06:00.") from None
    lists = {field: tuple(value) for field, value in table.items() if isinstance(value, list)}
    return Plan(**{**table, **lists, "requires": frozenset(table.get("requires", ()))})


def _checked(name: str, table: dict[str, Any], field: str, of: type) -> None:
    value = table.get(field, [])
    if not isinstance(value, list) or not all(type(one) is of for one in value):
        raise ValueError(f"Plan {name!r}: {field} is a list of {'numbers' if of is int else 'words'}.")
