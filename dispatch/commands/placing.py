"""Setting where an incident is, and what is known about that place. Every verb that sets a place goes through here."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from dispatch import premises, trips
from dispatch.commands.registry import Act
from dispatch.commands.scene import Scene
from dispatch.errors import Invalid
from dispatch.models import Incident
from dispatch.trips import Sql
from responders import areas
from responders.los_angeles import city
from responders.models import Area

WHERE: Final = ("address", "lat", "lon")
ABOUT: Final = ("municipality", "cross_street", "uncertainty_m", "place_verified")
WITHIN: Final = ("apartment", "gate")
FIELDS: Final = frozenset({*WHERE, *ABOUT, *WITHIN})
UNKNOWN: Final = {"municipality": "", "cross_street": "", "uncertainty_m": None, "place_verified": False}


def put(incident: Incident, said: dict[str, Any]) -> None:
    """Set what was said of the place. What was known about another place is forgotten, never carried over."""
    moved = any(name in said and said[name] != getattr(incident, name) for name in WHERE)
    for name in FIELDS & set(said):
        setattr(incident, name, said[name])
    if moved:
        for name in set(ABOUT) - set(said):
            setattr(incident, name, UNKNOWN[name])
    if "address" in said:
        incident.place_key = premises.key(said["address"])
    if {*WHERE, "municipality"} & set(said):
        incident.area = _area(incident)
    if incident.place_verified and incident.lat is None:
        why = "A verified place needs a position: choose a candidate, or leave it unverified."
        raise Invalid(f"place_verified: {why}", fields={"place_verified": [why]})


def _area(incident: Incident) -> Area | None:
    """Return the area of a place; none in another town, where the nearest station is not who answers."""
    if incident.lat is None or incident.lon is None or incident.municipality not in ("", city.HOME):
        return None
    return areas.area_of(incident.lat, incident.lon, areas.known())


def asking(act: Act, incident: Incident, numbers: Sequence[str] = ()) -> tuple[Sql, Sql]:
    """Return the shared lock and the question for the cautions at the incident's place, for one trip.

    `numbers` are those that its calls came from: care plans of persons are found by them too.
    """
    return premises.SHARED, premises.asking(act.now, incident.address, incident.lat, incident.lon, numbers)


def keep(incident: Incident, rows: Iterable[tuple[Any, ...]], numbers: Sequence[str] = ()) -> None:
    """Put the answer to `asking` on the incident."""
    found = premises.those(rows, incident.address, incident.lat, incident.lon, numbers)
    incident.cautions = premises.kept(incident.cautions, found)


def lock(act: Act) -> None:
    """Take the shared lock before the incident's: the order of everybody who sets a place."""
    trips.ask(premises.SHARED)


def look_again(scene: Scene) -> None:
    """Set the cautions of a locked incident anew, after `lock`: for verbs that move or reopen one, or its calls."""
    numbers = [call.callback for call in scene.calls]
    _, rows = trips.ask(*asking(scene.act, scene.incident, numbers))
    keep(scene.incident, rows, numbers)
    scene.act.writes.change(scene.incident)
