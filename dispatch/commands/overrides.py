"""Overriding triage: always possible, with a reason from the list and words. A danger needs a second person."""

from dispatch import inputs, lifecycles, overriding, trips
from dispatch.commands import loading
from dispatch.commands.registry import Act, command
from dispatch.commands.retriage import set_state
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry
from dispatch.models import Incident, Override


@command("triage_overridden", inputs.OverrideTriage)
def override_triage(
    *, act: Act, incident: str, response: list[str], reason_code: str, words: str, determination: str = ""
) -> Entry:
    """Decide otherwise than triage. Without police or co-response in a danger it waits for a second person.

    An earlier override is replaced; one that still waits for its second person only by whoever proposed it.
    """
    *rows, keys = trips.ask(*loading.incident(incident), trips.next_key(Override))
    scene = Scene.loaded(act, incident, rows).must_be_open()
    _check_news(scene.incident, response, determination)
    was = overriding.kinds_of(overriding.response(scene.incident))
    override = _proposed(act, scene.incident, response, was)
    override.pk, override.reason_code, override.words = keys[0][0], reason_code, words.strip()
    override.determination = determination
    _replace(act, scene.incident)
    scene.incident.override = override
    act.writes.add(override)
    act.writes.change(scene.incident)
    if override.in_force:
        _count(act, scene.incident)
    return scene.entry(
        {
            "response": response,
            "was": was,
            "direction": override.direction,
            "determination": determination,
            "reason_code": reason_code,
            "words": override.words,
            "state": override.state,
        }
    )


@command("override_confirmed", inputs.ConfirmOverride)
def confirm_override(*, act: Act, incident: str, agree: bool, words: str = "") -> Entry:
    """Agree to an override that sends the police away from a danger, or refuse it: as the second person."""
    scene = Scene.open(act, incident)
    override = scene.incident.override
    if override is None or override.state != lifecycles.AWAITING:
        raise Refused("nothing_to_confirm", f"No override of {incident} waits for a second person.")
    if override.by == act.by.username:
        raise Refused("second_person", "You proposed this override: somebody else has to confirm or refuse it.")
    set_state(act, override, lifecycles.IN_FORCE if agree else lifecycles.REFUSED)
    override.decided_by, override.decided_at, override.decided_words = act.by.username, act.at, words.strip()
    if agree:
        override.known = overriding.known(scene.incident)
        _count(act, scene.incident)
    return scene.entry({"agree": agree, "proposed_by": override.by, "words": words, "state": override.state})


def _proposed(act: Act, incident: Incident, response: list[str], was: list[str]) -> Override:
    alone = overriding.in_danger(incident) and not overriding.armed(response)
    return Override(
        incident=incident,
        n=incident.override.n + 1 if incident.override else 1,
        state=lifecycles.AWAITING if alone else lifecycles.IN_FORCE,
        since=act.now,
        direction=overriding.direction(was, response),
        response=response,
        was=was,
        recommended=overriding.kinds_of(overriding.recommended(incident)),
        known=overriding.known(incident),
        at=act.at,
        by=act.by.username,
    )


def _replace(act: Act, incident: Incident) -> None:
    before = incident.override
    if before is None or before.state not in lifecycles.OVERRIDE.open:
        return
    if before.state == lifecycles.AWAITING and before.by != act.by.username:
        raise Refused("override_waiting", f"The override by {before.by} waits: confirm or refuse it first.")
    set_state(act, before, lifecycles.REPLACED)


def _check_news(incident: Incident, response: list[str], determination: str) -> None:
    same = response == overriding.kinds_of(overriding.response(incident))
    if same and determination in ("", overriding.determination(incident)):
        raise Refused("nothing_changed", "This is what counts already: choose who should go instead.")


def _count(act: Act, incident: Incident) -> None:
    """A call that people send an unarmed team to belongs in the ledger, whatever triage said."""
    if incident.override and overriding.makes_eligible(incident.override.response) and not incident.eligible:
        incident.eligible, incident.eligible_at = True, act.now
        act.writes.change(incident)
