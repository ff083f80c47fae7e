"""An eligible call that no team came to in time: the floor is told why, and offered the next best."""

from dispatch import candidates, inputs, ledger, lifecycles, shortfall
from dispatch.commands import offering
from dispatch.commands.alerts import raise_alert
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Refused
from dispatch.log import Entry


@command("overdue_reported", inputs.OnIncident)
def report_overdue(*, act: Act, incident: str) -> Entry:
    """Report that the limit has passed. Refused when it has not, or a team is there: so it may be asked twice.

    Why nobody came is kept on the incident, for whoever closes it and for the ledger.
    """
    scene = Scene.open(act, incident)
    due = scene.incident.team_due_at
    if due is None or due > act.now:
        raise Refused("not_due", f"{incident} waits for no team, or its limit has not passed.")
    teams = tuple(ledger.teams_asked_for(scene.incident))
    need, units = candidates.need(scene.incident), candidates.on_roster()
    short = shortfall.why_no_team(need, teams, units)
    offers = shortfall.next_best(need, teams, units)
    facts = shortfall.as_facts(short, offers)
    minutes = int(ledger.limit(scene.incident.priority).total_seconds() // 60)
    says = f"No unarmed team in {minutes} min: {short.says}. {offering.said(offers)}"
    scene.incident.overdue_at, scene.incident.overdue_why = act.now, short.why
    raise_alert(scene, lifecycles.NO_TEAM_IN_TIME, says, facts | {"minutes": minutes})
    return scene.entry({"minutes": minutes, **facts})
