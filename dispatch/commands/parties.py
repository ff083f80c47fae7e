"""Persons and vehicles on an incident. What identifies somebody goes to few; whom to look for to everybody there."""

from collections.abc import Mapping
from typing import Any, Final

from dispatch import inputs, parts, roles
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden, Invalid, NotFound
from dispatch.log import Entry
from dispatch.models import Person, Vehicle

# Which compartment each field is read in. A plate leads to a name: those on the call need it, nobody else does.
PERSON: Final = {
    "role": roles.COMMON,
    "description": roles.COMMON,
    "name": roles.CALLER,
    "phone": roles.CALLER,
    "health": roles.CARE,
    "record": roles.LAW,
}
VEHICLE: Final = {"description": roles.COMMON, "plate": roles.CALLER, "plate_state": roles.CALLER}


@command("person_recorded", inputs.RecordPerson)
def record_person(*, act: Act, incident: str, n: int | None = None, **said: str) -> Entry:
    """Add a person, or change one (`n`): only the fields that are sent. Closed incidents too."""
    scene = _scene(act, incident, PERSON, said)
    known = parts.of(scene.incident).persons
    if n is None:
        said.setdefault("role", "other")
    found = _one(scene, known, n, Person, f"{incident}/P")
    return _changed(scene, found, known, PERSON, said, "person")


@command("vehicle_recorded", inputs.RecordVehicle)
def record_vehicle(*, act: Act, incident: str, n: int | None = None, **said: str) -> Entry:
    """Add a vehicle, or change one (`n`): only the fields that are sent. Closed incidents too."""
    scene = _scene(act, incident, VEHICLE, said)
    known = parts.of(scene.incident).vehicles
    found = _one(scene, known, n, Vehicle, f"{incident}/V")
    if "plate" in said:
        said["plate"] = "".join(said["plate"].upper().split())
    return _changed(scene, found, known, VEHICLE, said, "vehicle")


def _scene(act: Act, number: str, fields: Mapping[str, str], said: Mapping[str, str]) -> Scene:
    """Nobody writes what they could not read."""
    for name in said:
        if fields[name] not in act.by.audience.compartments:
            raise Forbidden(f"You may not write {name}: you could not read it.")
    if not any(str(text).strip() for name, text in said.items() if name != "role") and "role" not in said:
        raise Invalid("Say at least one thing about it.")
    return Scene.of(act, number)


def _one(scene: Scene, known: list[Any], n: int | None, model: type[Any], name: str) -> Any:
    if n is None:
        return model(incident=scene.incident, n=parts.next_number(known), at=scene.act.at, by_id=scene.act.by.id)
    found = next((one for one in known if one.n == n), None)
    if found is None:
        raise NotFound(f"There is no {name}{n}.")
    return found


def _changed(
    scene: Scene, found: Any, known: list[Any], fields: Mapping[str, str], said: Mapping[str, str], what: str
) -> Entry:
    for name, text in said.items():
        setattr(found, name, text)
    if found in known and found.pk:
        scene.act.writes.change(found)
    else:
        known.append(found)
        scene.incident.parts_count += 1
        scene.act.writes.add(found)
        scene.act.writes.change(scene.incident)
    entry = scene.entry({what: f"{scene.number}/{what[0].upper()}{found.n}"})
    for name, text in said.items():  # each word in the body of its compartment, and nowhere else
        body = entry.bodies.setdefault(fields[name], {"facts": {}, "cards": {}})
        body["facts"] = {**body["facts"], name: text}
    return entry
