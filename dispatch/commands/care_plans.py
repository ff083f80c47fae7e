"""Care plans of a person and of a place: what helps, what sets it off, whom to call. Never read by the police.

A plan is a caution of the compartment `care` that says more: it is found like one, at its place or by the number a
call comes from, and ends like one. The one rule: no plan without consent, a source and an end.
"""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from dispatch import inputs, premises, roles, trips
from dispatch.commands import cautions
from dispatch.commands.registry import Act, command
from dispatch.errors import Forbidden, Invalid
from dispatch.log import Entry
from dispatch.models import Caution

# Assumption, to be replaced by the programmes' policy: consent is asked for again after half a year.
LASTS: Final = timedelta(days=182)
SAYS: Final = ("person", "triggers", "call", "consent", "consent_by")


@command("care_plan_added", inputs.AddCarePlan)
def add_care_plan(*, act: Act, about: str, helps: str, told_by: str, phone: str = "", **said: Any) -> Entry:
    """Add a plan: with who consented, a source and an end. It shows at once on the open incidents it concerns."""
    _may_care(act)
    trips.ask(premises.EXCLUSIVE)
    said.setdefault("expires_at", act.now + LASTS)
    plan = Caution(
        compartment=roles.CARE,
        severity="information",
        text=helps,
        source=told_by,
        added_at=act.at,
        by_id=act.by.id,
        address=said["address"],
        lat=said.get("lat"),
        lon=said.get("lon"),
        place_key=premises.key(said["address"]),
        phone=premises.digits(phone),
        plan={"about": about, **{name: said.get(name, "") for name in SAYS}},
        **cautions.times(act, said),
    )
    if plan.lat is None and not plan.place_key:
        raise Invalid("address: names no place.", fields={"address": ["Names no place: add a position."]})
    act.writes.add(plan)
    return cautions.told(act, plan, {"about": about, "consent": plan.plan["consent"]})


@command("care_plan_reviewed", inputs.ReviewCarePlan)
def review_care_plan(*, act: Act, care_plan: UUID, **said: Any) -> Entry:
    """Say that a plan is still right and consented to, and until when; its words may become better with it."""
    _may_care(act)
    trips.ask(premises.EXCLUSIVE)
    found = cautions.active(act, care_plan, plan=True)
    was = {"helps": found.text, **found.plan}
    found.text, found.source = said.get("helps") or found.text, said.get("told_by") or found.source
    found.plan = found.plan | {name: said[name] for name in SAYS if said.get(name)}
    said.setdefault("expires_at", act.now + LASTS)
    for name, value in cautions.times(act, said).items():
        setattr(found, name, value)
    found.reviewed_at, found.reviewed_by_id = act.at, act.by.id
    act.writes.change(found)
    return cautions.told(act, found, {"was": was})


@command("care_plan_expired", inputs.ExpireCarePlan)
def expire_care_plan(*, act: Act, care_plan: UUID, reason: str) -> Entry:
    """End a plan, for instance because consent was withdrawn: it goes from every open incident at once."""
    _may_care(act)
    trips.ask(premises.EXCLUSIVE)
    return cautions.ended(act, cautions.active(act, care_plan, plan=True), reason)


def _may_care(act: Act) -> None:
    if roles.CARE not in act.by.audience.compartments and act.by.role != "system":
        raise Forbidden("Care plans are for those who read clinical notes.")
