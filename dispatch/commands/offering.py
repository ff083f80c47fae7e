"""A unit that does not come, or says nothing: the floor is told, and the next best are offered on the incident."""

from collections.abc import Iterable
from datetime import timedelta

from dispatch import candidates, inputs, lifecycles, overriding, shortfall
from dispatch.centre import reading
from dispatch.commands.alerts import raise_alert
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry
from dispatch.models import Alert, Assignment
from dispatch.shortfall import Offer


@command("unanswered_reported", inputs.OnJob)
def report_unanswered(*, act: Act, incident: str, unit: str) -> Entry:
    """Report that a unit has not acknowledged its job within the limit, and offer the next. Once for each sending."""
    scene = Scene.open(act, incident)
    job = scene.job(unit)
    limit = reading.limits().unit(lifecycles.ASSIGNED, scene.incident.priority)
    if job.state != lifecycles.ASSIGNED or act.now - job.since < limit:
        raise Refused("not_due", f"{unit} has answered, or its time is not over.")
    if any(_is_about(alert, job) for alert in scene.incident.alerts_raised):
        raise Refused("already_reported", f"That {unit} has not answered is said already.")
    offer_next(scene, lifecycles.UNIT_UNANSWERED, f"{unit} has not acknowledged in {_long(limit)}.", job)
    return scene.entry({"unit": unit, "seconds": int(limit.total_seconds())})


def offer_next(scene: Scene, kind: str, says: str, job: Assignment) -> Alert:
    """Raise an alert to the floor with the next best units in place of this one."""
    unit, teams = job.unit.call_sign, tuple(overriding.kinds_of(overriding.response(scene.incident)))
    wanted = tuple(k for k in teams if k in job.unit.kinds) or tuple(job.unit.kinds)
    others = [one for one in candidates.on_roster() if one.call_sign != unit]
    offers = shortfall.next_best(candidates.need(scene.incident), wanted, others)
    facts = {"unit": unit, "next_best": shortfall.offered(offers)}
    alert = raise_alert(scene, kind, f"{says} {said(offers)}", facts)
    alert.units = []  # the floor decides; units on the incident are told when somebody is sent
    return alert


def _is_about(alert: Alert, job: Assignment) -> bool:
    mine = alert.kind == lifecycles.UNIT_UNANSWERED and alert.facts.get("unit") == job.unit.call_sign
    return mine and alert.raised_at >= job.since


def _long(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds} s" if seconds % 60 else f"{seconds // 60} min"


def said(offers: Iterable[Offer]) -> str:
    """Return the best of them as a sentence, with what it costs."""
    best = next(iter(offers), None)
    if best is None:
        return "No unit is free at all."
    costs = f" ({best.costs})" if best.costs else ""
    return f"Next best: {best.unit}, {best.kind.replace('_', ' ')}{costs}."
