"""What counts now. Read from the database at most once a second and process, so that commands pay nothing.

A saved setting counts in every process within a second; boards learn of it by the event.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dispatch import lifecycles, plans
from dispatch.causes import Limits
from dispatch.centre import defaults
from dispatch.lookback import Lookback
from dispatch.models import Setting
from dispatch.plans import Plan

KEPT = 1.0  # seconds
OPEN = (
    "call_types",
    "transfer_targets",
    "phone_tree",
    "lookback_types",
    "plans",
)  # tables whose entries are the centre's own


@dataclass(frozen=True)
class Newest:
    version: int
    value: Any


_plans: tuple[Any, tuple[Plan, ...]] | None = None
_kept: tuple[float, dict[str, Newest]] | None = None


def newest() -> dict[str, Newest]:
    """Return the newest version of every setting; what nobody has stored yet is as shipped, version 0."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] >= KEPT:
        rows = Setting.objects.order_by("name", "-version").distinct("name")
        shipped = defaults.all_of_them()
        stored = {row.name: row for row in rows}
        _kept = time.monotonic(), {name: _newest(name, stored.get(name), value) for name, value in shipped.items()}
    return _kept[1]


def _completed(value: Any, shipped: Any) -> Any:
    """Return a stored value with the keys of the shipped one, in its order (the database keeps none).

    What an upgrade brings counts as shipped until somebody saves it; what it no longer knows counts no more.
    """
    if not isinstance(shipped, dict):
        return value
    known = value if isinstance(value, dict) else {}
    return {name: _completed(known.get(name, inner), inner) for name, inner in shipped.items()}


def _newest(name: str, row: Setting | None, shipped: Any) -> Newest:
    if row is None:
        return Newest(0, shipped)
    value = dict(sorted(row.value.items())) if name in OPEN else _completed(row.value, shipped)
    return Newest(row.version, value)


def forget() -> None:
    """Read anew next time."""
    global _kept
    _kept = None


def values() -> dict[str, Any]:
    """Return name -> value of everything."""
    return {name: found.value for name, found in newest().items()}


def timer(name: str, key: str) -> timedelta:
    """Return a limit, such as `timer("waiting", "P1")`."""
    return timedelta(seconds=newest()["timers"].value[name][key])


def limits() -> Limits:
    """Return the limits that alarms are raised by."""
    now = newest()
    return Limits(now["timers"].value, now["alarms"].value, now["priorities"].value)


def alarms() -> dict[str, dict[str, Any]]:
    """Return the registry of alarms: kind -> cause, action, priority, time_allowed (s), tone, escalates_to, on."""
    found: dict[str, dict[str, Any]] = newest()["alarms"].value
    return found


def priority(code: str) -> str:
    """Return what this floor calls a priority, with its code: `P1, Immediate`."""
    return f"{code}, {newest()['priorities'].value[code]}"


def dispositions() -> list[str]:
    """Return the dispositions that this centre uses, in the product's order."""
    chosen = newest()["dispositions"].value
    return [code for code in lifecycles.DISPOSITIONS if chosen[code]["on"]]


def call_type(code: str, text: str) -> str:
    """Return what this floor calls a type of call; `text` is what the protocol calls it. "" for no type."""
    label: str = newest()["call_types"].value.get(code, {}).get("label", "")
    return label or text or code


def to_call(code: str) -> dict[str, str]:
    """Return whom an alarm that nobody took goes to: `{code, name, number, then}`; `then` is who comes after."""
    return {"code": code, **newest()["phone_tree"].value[code]}


def transfer_target(code: str) -> dict[str, str] | None:
    """Return where a call may be handed to, `{name, kind, number}`; None for a code that is not in the list."""
    found: dict[str, str] | None = newest()["transfer_targets"].value.get(code)
    return found


def response_plans() -> tuple[Plan, ...]:
    """Return the response plans in force, in their order."""
    global _plans
    found = newest()["plans"]
    if _plans is None or _plans[0] is not found.value:
        _plans = found.value, plans.of(found.value)
    return _plans[1]


def lookback() -> Lookback:
    """Return how long earlier calls say something about new ones."""
    now = newest()
    by_type = {code: entry["days"] for code, entry in now["lookback_types"].value.items()}
    return Lookback(now["lookback"].value["generally"], now["lookback"].value["dangerous"], by_type)


def colours_css() -> str:
    """Return the style sheet that puts the centre's colours over the product's, for both themes."""
    colours = newest()["colours"].value
    rules = []
    for theme, where in (("dark", ":root"), ("light", ':root[data-theme="light"]')):
        pairs = " ".join(f"--{name}: {colour[theme]};" for name, colour in colours.items())
        rules.append(f"{where} {{ {pairs} }}\n")
    return "".join(rules)
