"""How a message looks: whole in its own compartment and nowhere else."""

from dispatch import wire
from dispatch.models import Message


def message(thing: Message) -> dict[str, dict[str, object]]:
    """Return a message's card. `units` and `agencies` say who is sent it besides the floor (see `audience`)."""
    return {
        thing.compartment: {
            "message": str(thing.ref),
            "kind": thing.kind,
            "compartment": thing.compartment,
            "to": {thing.to_kind: thing.to},
            "text": thing.text,
            "by": thing.by,
            "by_unit": thing.by_unit,
            "at": wire.stamp(thing.at),
            "until": wire.stamp(thing.until),
            "area": thing.area,
            "incident": thing.incident.number if thing.incident else None,
            "units": thing.units,
            "agencies": thing.agencies,
            "acknowledged": thing.acknowledged,
        }
    }
