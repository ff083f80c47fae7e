"""Raising an alert on an incident under lock, and acknowledging one. Neither changes who is assigned."""

from typing import Any

from dispatch import alert_cards, inputs, roles, wire
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Alert


def raise_alert(scene: Scene, kind: str, says: str, facts: dict[str, Any]) -> Alert:
    """Raise an alert to the floor and to the units that are on the incident now.

    `says` is the sentence of the desks; `facts` hold its parts by name, for pages that say it in another language
    (`static/js/field/alerted.js`). They stand on the alert's card beside its own fields.
    """
    incident = scene.incident
    incident.alerts_count += 1
    on_it = sorted(alert_cards.sight(scene.assignments))
    at = scene.act.now
    alert = Alert(
        incident=incident, n=incident.alerts_count, kind=kind, raised_at=at, says=says, facts=facts, units=on_it
    )
    incident.alerts_raised.append(alert)
    scene.act.writes.add(alert)
    scene.act.writes.change(incident)
    return alert


@command("alert_acknowledged", inputs.AcknowledgeAlert)
def acknowledge_alert(*, act: Act, incident: str, alert: str) -> Entry:
    """Say that an alert was seen: by the floor, or by the unit whose member says so. Each for itself."""
    scene = Scene.of(act, incident)
    found = next((a for a in scene.incident.alerts_raised if alert_cards.alert_key(incident, a) == alert), None)
    if found is None:
        raise NotFound(f"There is no alert {alert} on {incident}.")
    seen = {"by": act.by.username, "at": str(wire.stamp(act.at))}
    if act.by.scope == roles.UNIT:
        if act.by.unit in found.seen_by:
            raise Refused("already_acknowledged", f"{act.by.unit} has acknowledged {alert} already.")
        seen["unit"] = act.by.unit
    elif before := found.by_floor:
        raise Refused("already_acknowledged", f"{before['by']} has acknowledged {alert} at {before['at']}.")
    found.acknowledgements = [*found.acknowledgements, seen]
    act.writes.change(found)
    return scene.entry({"alert": alert, **({"unit": seen["unit"]} if "unit" in seen else {})})
