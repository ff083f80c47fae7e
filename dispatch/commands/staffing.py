"""How many there should be, and where, when and for what an agency's teams work: data, not code."""

from datetime import date
from typing import Any

from dispatch import inputs, roster_cards
from dispatch.commands import rostering
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid
from dispatch.log import Entry
from responders.models import Agency, Area, StaffingMinimum


@command("minimum_staffing_set", inputs.SetMinimumStaffing)
def set_minimum_staffing(*, act: Act, kind: str, area: str, hours: str, days: str, units: int) -> Entry:
    """Set how many units of a kind there should be in an area's hours; 0 takes the rule away."""
    agency, where = rostering.agency(act), rostering.area(area)
    same = StaffingMinimum.objects.filter(agency=agency, kind=kind, area=where, hours=hours, days=days)
    found = same.select_for_update(of=("self",)).first()
    was = found.units if found else 0
    made = found or StaffingMinimum(agency=agency, kind=kind, area=where, hours=hours, days=days)
    made.units = units
    if found:
        act.writes.change(made)
    else:
        act.writes.add(made)
    card = roster_cards.minimum(made)
    return rostering.told(act, card | {"was": was}, {"minimums": {key(card): card if units else None}})


@command("team_scope_set", inputs.SetTeamScope)
def set_team_scope(*, act: Act, **said: Any) -> Entry:
    """Set what the agency's teams are for: areas, hours, contract, call types. The recommendation follows it."""
    if not said:
        raise Invalid("Name at least one field to change.")
    agency = Agency.objects.select_for_update(no_key=True).get(pk=rostering.agency(act).pk)
    before = roster_cards.scope(agency, agency.serves.order_by("number").values_list("name", flat=True))
    for name in ("call_types", "hours", "contract_from", "contract_until"):
        setattr(agency, name, said.get(name, getattr(agency, name)))
    _contract(agency.contract_from, agency.contract_until)
    serves = _serve(agency, said["serves"]) if "serves" in said else before["serves"]
    act.writes.change(agency)
    now = roster_cards.scope(agency, serves)
    was = {name: value for name, value in before.items() if now[name] != value}
    return rostering.told(act, {"was": was, "now": {n: now[n] for n in was}}, {"scope": {agency.code: now}})


def key(card: dict[str, Any]) -> str:
    """Return what a minimum is known by in an event."""
    return "|".join((card["kind"], card["area"], card["hours"], card["days"]))


def _contract(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        says = "Lies before the first day of the contract."
        raise Invalid(f"contract_until: {says}", fields={"contract_until": [says]})


def _serve(agency: Agency, names: list[str]) -> list[str]:
    known = {area.name: area for area in Area.objects.filter(name__in=names)}
    if strange := [name for name in names if name not in known]:
        says = f"There is no area {strange[0]}."
        raise Invalid(f"serves: {says}", fields={"serves": [says]})
    agency.serves.set(known.values())
    return [area.name for area in sorted(known.values(), key=lambda area: area.number)]
