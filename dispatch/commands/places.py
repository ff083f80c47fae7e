"""Confirming where an incident is: what was used as typed waits on a work list until somebody has looked."""

from typing import Any

from dispatch import inputs
from dispatch.commands import placing
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry


@command("place_verified", inputs.VerifyPlace)
def verify_place(*, act: Act, incident: str, **said: Any) -> Entry:
    """Confirm an open incident's place, with a candidate's address and position or as it stands. Keeps the old one.

    Another address than the caller's goes on the record beside it: the event has both.
    """
    placing.lock(act)
    scene = Scene.open(act, incident)
    if scene.incident.place_verified and not said:
        raise Refused("already_verified", f"The place of {incident} is verified already.")
    was = {name: getattr(scene.incident, name) for name in placing.WHERE}
    placing.put(scene.incident, {**said, "place_verified": True})
    placing.look_again(scene)
    place = {name: getattr(scene.incident, name) for name in placing.WHERE}
    return scene.entry({"was": was, "place": place})
