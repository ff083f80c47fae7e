"""Trackers: which device reports which unit's position. Each agency keeps its own."""

from dispatch import inputs, roster_cards
from dispatch.commands import rostering
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from responders.models import Tracker, Unit


@command("tracker_enrolled", inputs.EnrolTracker)
def enrol_tracker(*, act: Act, device: str, unit: str, carried: str, consent: str = "") -> Entry:
    """Take positions of a device for a unit of one's own agency from now on.

    A phone needs `consent`, the name of who agreed to share it while on shift. Refused while the device is enrolled:
    a device that changes its unit is ended there first, so that no track changes its owner unseen.
    """
    if carried == Tracker.PHONE and not consent.strip():
        raise Invalid("A phone is shared by consent: say who agreed.", fields={"consent": ["Name who agreed."]})
    found = Unit.objects.on_roster().select_related("agency").filter(call_sign=unit).first()
    if found is None or found.agency.code != act.by.agency:
        raise NotFound(f"There is no unit {unit}.")
    known = Tracker.objects.in_use().filter(agency=found.agency, device=device).select_related("unit").first()
    if known:
        raise Refused("enrolled", f"{device} is enrolled for {known.unit}: end it there first.")
    fields = {"agency": found.agency, "device": device, "unit": found, "carried": carried, "since": act.at}
    made = Tracker(**fields, consent=consent if carried == Tracker.PHONE else "")
    act.writes.add(made)
    return _entry(act, made)


@command("tracker_ended", inputs.EndTracker)
def end_tracker(*, act: Act, device: str) -> Entry:
    """Take no more positions of a device: it left the unit, or who carries it no longer agrees."""
    mine = Tracker.objects.in_use().filter(agency__code=act.by.agency, device=device)
    known = mine.select_related("unit").select_for_update(of=("self",)).first()
    if known is None:
        raise NotFound(f"There is no tracker {device}.")
    known.ended_at = act.at
    act.writes.change(known)
    return _entry(act, known)


def _entry(act: Act, changed: Tracker) -> Entry:
    facts = {"device": changed.device, "unit": changed.unit.call_sign, "carried": changed.carried}
    return rostering.told(act, facts, {"trackers": {changed.device: roster_cards.tracker(changed)}})
