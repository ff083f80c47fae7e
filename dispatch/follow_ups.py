"""How follow-up tasks look, and whose they are: the floor sees all, an agency its own; only readers of `care` any."""

from typing import Any

from dispatch import cards, roles
from dispatch.audience import Audience
from dispatch.models import FollowUp

KIND = "follow_ups"


def card(thing: FollowUp) -> cards.Partials:
    """Return a task's card, in `care` alone."""
    return {
        roles.CARE: {
            "follow_up": str(thing.ref),
            "incident": thing.incident.number,
            "agency": thing.agency,
            "text": thing.text,
            "due_at": cards.stamp(thing.due_at),
            "planned_at": cards.stamp(thing.planned_at),
            "by": str(thing.planned_by),
        }
    }


def open_cards(audience: Audience) -> dict[str, Any]:
    """Return the cards of the tasks that are not done, as far as the audience sees them."""
    shown = {str(task.ref): audience.joined(card(task)) for task in FollowUp.objects.open()}
    return {ref: found for ref, found in shown.items() if found and audience.sees_follow_up(found)}
