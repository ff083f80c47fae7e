"""Follow-up tasks: planned on an incident, done by their agency, whether or not the incident is still open."""

from datetime import datetime
from typing import Any
from uuid import UUID

from dispatch import cards, follow_ups, inputs, roles
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import FollowUp
from responders.models import Agency, Member


@command("follow_up_planned", inputs.PlanFollowUp)
def plan_follow_up(*, act: Act, incident: str, text: str, due_at: datetime, agency: str = "") -> Entry:
    """Plan a task for an agency that reads clinical notes: one's own, or from the floor any; on a closed one too."""
    if roles.CARE not in act.by.audience.compartments:
        raise Forbidden("Follow-ups are for those who read clinical notes.")
    scene = Scene.of(act, incident)
    mine = act.by.audience.agency
    whose = agency or mine
    if whose and ((mine and whose != mine) or not Agency.objects.filter(code=whose, reads=roles.CARE).exists()):
        raise NotFound(f"There is no agency {whose} that follows up.")
    planner = Member.objects.get(pk=act.by.id)
    task = FollowUp(
        incident=scene.incident, agency=whose, text=text, due_at=due_at, planned_at=act.at, planned_by=planner
    )
    act.writes.add(task)
    return _entry(task, {"agency": whose, "text": text, "due_at": cards.stamp(due_at)}, scene)


@command("follow_up_finished", inputs.FinishFollowUp)
def finish_follow_up(*, act: Act, follow_up: UUID, outcome: str, again_at: datetime | None = None) -> Entry:
    """Say what came of a task: it ends, or is due again at `again_at` with that said of the last attempt."""
    task = FollowUp.objects.select_for_update(of=("self",)).select_related("incident", "planned_by")
    found = task.filter(ref=follow_up).first()
    if found is None or not act.by.audience.sees_follow_up({"agency": found.agency}):
        raise NotFound(f"There is no follow-up {follow_up}.")
    if roles.CARE not in act.by.audience.compartments:
        raise NotFound(f"There is no follow-up {follow_up}.")
    if found.done_at:
        raise Refused("follow_up_done", f"{found.done_by} has done this at {found.done_at:%Y-%m-%d %H:%M} UTC.")
    if again_at:
        if again_at <= act.now:
            raise Invalid("again_at: lies in the past.", fields={"again_at": ["Lies in the past."]})
        found.due_at, found.text = again_at, f"{found.text} ({outcome})"[:500]
    else:
        found.done_at, found.done_by, found.outcome = act.at, act.by.username, outcome
    act.writes.change(found)
    return _entry(found, {"again_at": cards.stamp(again_at)} if again_at else {})


def _entry(task: FollowUp, facts: dict[str, Any], scene: Scene | None = None) -> Entry:
    """Return the entry: the task's card where it is open. Its end is a name without words: more may see that."""
    deck, key = cards.Deck(), str(task.ref)
    if task.done_at:
        deck.drop(follow_ups.KIND, key, roles.CARE)
    else:
        deck.add(follow_ups.KIND, key, follow_ups.card(task))
    told = {"follow_up": key, **facts}
    if scene:
        return scene.said(roles.CARE, told, deck)
    return Entry([task.incident.number], {roles.CARE: {"facts": told, "cards": deck.bodies[roles.CARE]}}, {})
