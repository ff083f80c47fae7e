"""Changing what differs from centre to centre: one setting, one version, one event, on every board at once."""

from typing import Any

from dispatch import cards, centre_cards, inputs, triaging
from dispatch.centre import checking, history, reading
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Setting


@command("setting_saved", inputs.SaveSetting)
def save_setting(*, act: Act, name: str, value: Any, seen: int) -> Entry:
    """Save a new version of a setting. Refused when it is not sound, by field, or was changed since it was seen."""
    if name not in checking.SHAPES:
        raise NotFound(f"There is no setting {name[:24]!r}.")
    reading.forget()
    before = reading.newest()[name]
    if before.version != seen:
        raise Refused("changed", f"{name} was changed meanwhile (version {before.version}): read it again.")
    if faults := checking.faults(name, value, reading.values()) or _unknown(name, value, before.value):
        first = next(iter(faults))
        raise Invalid(f"{first or name}: {faults[first]}", fields={path: [says] for path, says in faults.items()})
    if value == before.value:
        raise Refused("nothing_changed", f"{name} is as it was: nothing to save.")
    version = before.version + 1
    act.writes.add(Setting(name=name, version=version, value=value, by=act.by.username, at=act.at))
    reading.forget()
    deck = cards.Deck()
    deck.add("settings", name, centre_cards.setting(name, version, value))
    facts = {"setting": name, "version": version, "changes": history.changes(before.value, value)}
    return Entry([], {c: {"facts": facts, "cards": kinds} for c, kinds in deck.bodies.items()})


def _unknown(name: str, value: Any, before: Any) -> dict[str, str]:
    """Return what names a call type that there is not: nobody would see it. What stood there already may stay."""
    if name != "call_types":
        return {}
    known = {one.code for one in triaging.in_force().call_types} | before.keys()
    others = {code for code, entry in value.items() if entry["local"].upper() in known - {code}}
    return {code: "The protocol in force has no such call type." for code in value if code not in known} | {
        f"{code}.local": "The code of another type." for code in others
    }
