"""The ledger of eligible calls: how long one may wait for a team, and what its end follows from."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dispatch import lifecycles, overriding
from dispatch.centre import reading
from dispatch.models import Assignment, Incident
from responders import kinds

OPEN_AND_NOT_HELD = (lifecycles.WAITING, lifecycles.WORKING)
Ending = tuple[str, str]  # outcome, reason


def limit(priority: str) -> timedelta:
    """Return how long an eligible call of this priority may wait for a team: the centre's, not the product's."""
    return reading.timer("team", priority)


def team_due(incident: Incident, assignments: Iterable[Assignment]) -> datetime | None:
    """Return when the floor is to be told that no team has come; None while there is nothing to wait for.

    Told once, it is told again only after another limit.
    """
    waits = incident.eligible_at and incident.status in OPEN_AND_NOT_HELD and teams_asked_for(incident)
    if not waits or any(is_team(a) and (a.is_open or a.state == lifecycles.CLEARED) for a in assignments):
        return None
    since = incident.overdue_at or incident.eligible_at
    return since + limit(incident.priority) if since else None


def teams_asked_for(incident: Incident) -> list[str]:
    """Return the unarmed teams among those who should go."""
    asked = overriding.kinds_of(overriding.response(incident))
    return [kind for kind in asked if kind in kinds.UNARMED_TEAMS]


def is_team(job: Assignment) -> bool:
    return bool(set(kinds.UNARMED_TEAMS) & set(job.unit.kinds))


def ending(incident: Incident, assignments: list[Assignment], lifeline: str = "") -> Ending:
    """Return the outcome that follows from what happened, with its reason; empty when a person must say.

    `lifeline` names the transfer that 988 accepted, if any: it counts where nobody was sent.
    """
    if not incident.eligible:
        return "", ""
    if sent := sorted(filter(None, (_sent_at(a) for a in assignments if is_team(a)))):
        return "team_sent_late" if late(incident, sent[0]) else "team_sent", ""
    override = overriding.in_force(incident)
    if override and overriding.armed(override.response) and not teams_asked_for(incident):
        return "overridden", f"{override.reason_code.replace('_', ' ')}: {override.words}"[:500]
    if _disqualified(incident) and any(_sent_at(a) for a in assignments if overriding.armed(a.unit.kinds)):
        return "disqualified_by_new_facts", "; ".join(overriding.known(incident)["hazards"])[:500]
    if lifeline:
        return "transferred_988", f"accepted by 988: {lifeline}"
    return "", ""


def late(incident: Incident, sent_at: datetime) -> bool:
    """Return whether a team that was sent then was sent after the limit."""
    if incident.overdue_at and sent_at >= incident.overdue_at:
        return True
    return bool(incident.eligible_at) and sent_at > incident.eligible_at + limit(incident.priority)


def _disqualified(incident: Incident) -> bool:
    return bool(incident.assessment) and not incident.assessment.result["eligible"]


def _sent_at(job: Assignment) -> datetime | None:
    """Return when a unit was sent that took the job and finished it; None for one called back or that declined."""
    if job.state != lifecycles.CLEARED:
        return None
    sent = [m.happened_at for m in job.steps if m.state == lifecycles.ASSIGNED]
    return sent[-1] if sent else job.since
