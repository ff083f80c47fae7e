"""Linking incidents, and moving one to another place. Merging and splitting have modules of their own."""

from dispatch import inputs, lifecycles, parts
from dispatch.commands import placing
from dispatch.commands.alerts import raise_alert
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene, several, together
from dispatch.errors import Refused
from dispatch.log import Entry
from dispatch.models import Link


@command("incidents_linked", inputs.LinkIncidents)
def link_incidents(*, act: Act, incident: str, other: str, reason: str = "") -> Entry:
    """Say that two incidents have to do with each other. Each record names the other; closed ones too."""
    scene, left = several(act, incident, other)
    if any(link.other_id == left.incident.pk for link in parts.of(scene.incident).links):
        raise Refused("already_linked", f"{incident} and {other} are linked already.")
    tie(scene, "related", left, reason)
    facts = {"incident": incident, "other": other, "relation": "related", "reason": reason}
    return together(scene.entry(facts), left.entry({}))


@command("incident_moved", inputs.MoveIncident)
def move_incident(
    *, act: Act, incident: str, address: str, reason: str, lat: float | None = None, lon: float | None = None
) -> Entry:
    """Change where it is. The units on it are alerted and have to acknowledge that they heard."""
    placing.lock(act)
    scene = Scene.open(act, incident)
    found = scene.incident
    was = {"address": found.address, "lat": found.lat, "lon": found.lon}
    placing.put(found, {"address": address, "lat": lat, "lon": lon})
    if was == {"address": found.address, "lat": found.lat, "lon": found.lon}:
        raise Refused("nothing_changed", f"{incident} is there already.")
    placing.look_again(scene)
    if any(a.is_open for a in scene.assignments):
        says = f"Moved to {address}; it was {was['address']}. {reason}"
        raise_alert(scene, lifecycles.PLACE_CHANGED, says, {"was": was, "address": address, "reason": reason})
    return scene.entry({"was": was, "address": address, "lat": lat, "lon": lon, "reason": reason})


def tie(scene: Scene, relation: str, left: Scene, reason: str) -> None:
    """Add the two rows of one link: what `scene` is towards `left`, and the other way."""
    act = scene.act
    for one, other, is_ in ((scene, left, relation), (left, scene, lifecycles.RELATIONS[relation])):
        link = Link(
            incident=one.incident, other=other.incident, relation=is_, reason=reason, at=act.at, by_id=act.by.id
        )
        parts.of(one.incident).links.append(link)
        one.incident.parts_count += 1
        act.writes.change(one.incident)
        act.writes.add(link)
