"""Whether a setting's new value is sound: one small shape a setting, and the rules that a shape cannot say."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from dispatch import lifecycles, plans
from dispatch.centre import contrast, defaults
from dispatch.centre.shapes import (
    CALL_TYPE,
    Faults,
    Shape,
    fixed,
    list_of,
    one_of,
    open_table,
    phone,
    share,
    whole,
    words,
    yes_or_no,
)
from responders import kinds
from responders.los_angeles import city
from responders.models import Agency, Area

DAY: Final = 86_400  # seconds
PRIORITIES: Final = ("low", "medium", "high", "emergency")
TONES: Final = ("emergency", "high", "medium", "low", "trouble")
TARGET_KINDS: Final = ("988", "211", "311", "fire", "other")
# Alarms that lead from a missed check-in to the police.
NEVER_OFF: Final = ("check_in_due", "silent_on_scene")
# Ends that the product itself gives: a centre may rename them, not switch them off.
ALWAYS_ON: Final = ("no_dispatch", "duplicate", "handed_over")
NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z .'\-]{0,39}")
TYPE_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.\-]{0,15}")
PITCHES: Final = (80, 4000)  # Hz; above and below, small loudspeakers and older ears lose it

_seconds = whole(5, DAY, "seconds")
_by_priority = fixed(dict.fromkeys(lifecycles.PRIORITIES, _seconds))
_alarm = fixed(
    {
        "on": yes_or_no,
        "priority": one_of(PRIORITIES),
        "cause": words(120),
        "action": words(200),
        "time_allowed": _seconds,
        "tone": one_of(TONES),
        "escalates_to": words(24),
    }
)
_colour = fixed({"label": words(40), "dark": words(7), "light": words(7)})


def _notes(value: Any, path: str, faults: Faults) -> None:
    if not isinstance(value, list) or not 1 <= len(value) <= 12:
        faults[path] = "Must be one to twelve notes."
        return
    for note in value:
        numbers = isinstance(note, list) and len(note) == 2 and all(type(part) is int for part in note)
        if not numbers or not (note[0] == 0 or PITCHES[0] <= note[0] <= PITCHES[1]) or not 30 <= note[1] <= 1000:
            faults[path] = (
                f"A note is a pitch (0, or {PITCHES[0]} to {PITCHES[1]} Hz) and a length (30 to 1000 ms), "
                "such as 880 150."
            )
            return
    if not any(pitch for pitch, _ in value):
        faults[path] = "Must sound: every note is silence."


def _tone(least_volume: float) -> Shape:
    return fixed({"volume": share(least_volume), "every": whole(0, 600, "seconds"), "notes": _notes})


_days = whole(1, 3650, "days")
_call_type = fixed(
    {
        "on": yes_or_no,
        "label": words(60, blank=True),
        "local": words(12, blank=True),
        "alias": words(60, blank=True),
        "order": whole(0, 999),
    }
)
_plan = fixed(
    {
        "order": whole(1, 999),
        "name": words(80),
        "first_kind": list_of("kinds of response", kinds.ALL),
        "call_types": list_of("call types, such as 620D", like=CALL_TYPE),
        "levels": list_of("levels", (1, 2, 3, 4)),
        "areas": list_of("areas", like=NAME),
        "hours": words(11),
        "minimum": whole(1, 20, "units"),
        "agencies": list_of("agencies", like=NAME),
        "requires": list_of("capabilities", plans.CAPABILITIES),
        "legs": list_of("kinds of unit", kinds.FIELD),
    }
)

SHAPES: Final[dict[str, Shape]] = {
    "timers": fixed(
        {
            "waiting": _by_priority,
            "outreach": _by_priority,
            "team": _by_priority,
            "unit": fixed({"assigned": _by_priority, "acknowledged": _by_priority}),
            "check_in": fixed(dict.fromkeys(("armed", "unarmed", "level_3", "level_4", "caution", "alone"), _seconds)),
            "silence": fixed({"police": _seconds}),
            "line": fixed({"ringing": _seconds, "callback": _seconds}),
            "trouble": fixed({"worker": whole(15, DAY, "seconds"), "feed": whole(15, DAY, "seconds")}),
        }
    ),
    "desk": fixed(
        {
            "lock_after": whole(120, 1800, "seconds"),
            "session": whole(3600, 39_600, "seconds"),
            "extend": whole(300, 3600, "seconds"),
        }
    ),
    "alarms": fixed(dict.fromkeys(defaults.all_of_them()["alarms"], _alarm)),
    "colours": fixed(dict.fromkeys(defaults.all_of_them()["colours"], _colour)),
    "tones": fixed({name: _tone(0.5 if name == "emergency" else 0.0) for name in TONES}),
    "priorities": fixed(dict.fromkeys(lifecycles.PRIORITIES, words(24))),
    "dispositions": fixed(dict.fromkeys(lifecycles.DISPOSITIONS, fixed({"on": yes_or_no, "label": words(40)}))),
    "call_types": open_table(
        _call_type, 300, TYPE_CODE, "A call type has letters, digits and hyphens: 620D.", blank=True
    ),
    "transfer_targets": open_table(fixed({"name": words(60), "kind": one_of(TARGET_KINDS), "number": phone}), 60),
    "phone_tree": open_table(fixed({"name": words(60), "number": phone, "then": words(24, blank=True)}), 30),
    "tracks": fixed({"hours": whole(1, 720, "hours")}),
    "lookback": fixed({"generally": _days, "dangerous": _days}),
    "lookback_types": open_table(
        fixed({"days": _days}), 200, CALL_TYPE, "A call type has capital letters, digits and hyphens: 620D.", blank=True
    ),
    "plans": open_table(_plan, 100, blank=True),
}


def faults(name: str, value: Any, others: dict[str, Any]) -> Faults:
    """Return what is wrong with a new value, by path; empty when it may be saved. `others`: what counts now."""
    found: Faults = {}
    SHAPES[name](value, "", found)
    if not found and name in RULES:
        RULES[name](value, others, found)
    return found


def _alarm_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    for kind, alarm in value.items():
        if (kind == "emergency") != (alarm["priority"] == "emergency"):
            found[f"{kind}.priority"] = "Emergency is the priority of the emergency button, and of nothing else."
        if (kind == "emergency") != (alarm["tone"] == "emergency"):
            found[f"{kind}.tone"] = "The emergency tone is for the emergency button alone."
        if alarm["escalates_to"] not in others["phone_tree"]:
            found[f"{kind}.escalates_to"] = f"Must be in the phone tree: {', '.join(others['phone_tree'])}."
    if not value["emergency"]["on"]:
        found["emergency.on"] = "The emergency button cannot be switched off."
    for kind in NEVER_OFF:
        if not value[kind]["on"]:
            found[f"{kind}.on"] = "A unit that falls silent is always told: set its time instead."


def _colour_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    for name, colour in value.items():
        for theme in ("dark", "light"):
            path, given = f"{name}.{theme}", colour[theme]
            if not contrast.HEX.fullmatch(given):
                found[path] = "Must be a colour like #6cb6ff, in small letters."
                continue
            ratio, ground = contrast.worst(name, theme, given)
            if ratio < contrast.TEXT:
                found[path] = f"Cannot be read on {ground}: contrast {ratio:.1f}, needs {contrast.TEXT:g} (WCAG 2.2)."
            elif contrast.is_red(given) != (name == "danger"):
                found[path] = "Red is for immediate danger, and immediate danger is red."
    for theme in ("dark", "light"):
        seen: dict[str, str] = {}
        for name, colour in value.items():
            other = seen.setdefault(colour[theme], name)
            if other != name:
                found.setdefault(f"{name}.{theme}", f"Is the same as that of {other}.")


def _tone_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    if not 1 <= value["emergency"]["every"] <= 10:
        found["emergency.every"] = "Must come again within 1 to 10 seconds until somebody acknowledges."
    seen: dict[str, str] = {}
    for name, tone in value.items():
        other = seen.setdefault(str(tone["notes"]), name)
        if other != name:
            found[f"{name}.notes"] = f"Sounds the same as {other}."


def _disposition_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    for code in ALWAYS_ON:
        if not value[code]["on"]:
            found[f"{code}.on"] = "Is given by the product itself and cannot be switched off."
    if not value["resolved"]["on"]:
        found["resolved.on"] = "There must be a way to say that a call went well."


def _call_type_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    """No two types may look the same where somebody chooses between them."""
    for field in ("label", "local"):
        seen = {code.casefold(): code for code in value} if field == "local" else {}
        for code, entry in value.items():
            called = entry[field].strip().casefold()
            if called and seen.setdefault(called, code) != code:
                found[f"{code}.{field}"] = f"Is the same as that of {seen[called]}."


def _plan_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    """Places and agencies that exist here, or in the city as shipped: a misspelt one would silently never fit."""
    named = [one for plan in value.values() for one in (*plan["areas"], *plan["agencies"])]
    known = {one["code"] for one in city.agencies()} | {one["name"] for one in city.areas()}
    if set(named) - known:
        known |= {*Agency.objects.values_list("code", flat=True), *Area.objects.values_list("name", flat=True)}
    seen: dict[int, str] = {}
    for code, plan in value.items():
        for field in ("areas", "agencies"):
            if wrong := [one for one in plan[field] if one not in known]:
                found[f"{code}.{field}"] = f"There is no {wrong[0]} here."
        try:
            city.works_at(plan["hours"], datetime(2026, 1, 1))
        except ValueError:
            found[f"{code}.hours"] = "Hours are written 22:00-06:00, or 24/7."
        other = seen.setdefault(plan["order"], code)
        if other != code:
            found[f"{code}.order"] = f"Has the same place as {other.replace('_', ' ')}: the first that fits counts."


def _phone_rules(value: Any, others: dict[str, Any], found: Faults) -> None:
    for code, entry in value.items():
        if entry["then"] and (entry["then"] not in value or entry["then"] == code):
            found[f"{code}.then"] = f"Must be another entry of the tree, or empty: {', '.join(value)}."
        elif _in_a_circle(code, value):
            found[f"{code}.then"] = "Leads back to itself: somebody must be the last."
    for kind, alarm in others["alarms"].items():
        if alarm["escalates_to"] not in value:
            found[alarm["escalates_to"]] = f"The alarm {kind.replace('_', ' ')} goes to it: it cannot be taken out."


def _in_a_circle(code: str, tree: dict[str, Any]) -> bool:
    step = tree[code]["then"]
    for _ in tree:
        if step == code:
            return True
        step = tree.get(step, {}).get("then", "")
    return False


RULES: Final[dict[str, Callable[[Any, dict[str, Any], Faults], None]]] = {
    "alarms": _alarm_rules,
    "colours": _colour_rules,
    "tones": _tone_rules,
    "dispositions": _disposition_rules,
    "call_types": _call_type_rules,
    "phone_tree": _phone_rules,
    "plans": _plan_rules,
}
