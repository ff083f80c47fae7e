"""How alarms and settings of the centre look from outside."""

from typing import Any

from dispatch import roles, wire
from dispatch.models import Alarm
from responders import agencies

Partials = dict[str, dict[str, Any]]

stamp = wire.stamp


def alarm(thing: Alarm) -> Partials:
    """Return an alarm's card. `sounds_at`: when it last called for attention; `members`: what a group stands for."""
    return {
        roles.COMMON: {
            "alarm": str(thing.ref),
            "kind": thing.kind,
            "priority": thing.priority,
            "tone": thing.tone,
            "says": thing.says,
            "action": thing.action,
            "incident": thing.incident.number if thing.incident else None,
            "unit": thing.unit.call_sign if thing.unit else None,
            "agency": agencies.of(thing.unit.agency_id).code if thing.unit else None,
            "members": thing.members,
            "times": thing.times,
            "chattering": thing.chattering,
            "raised_at": stamp(thing.raised_at),
            "sounds_at": thing.sounded[-1] if thing.sounded else None,
            "due_at": stamp(thing.due_at),
            "acknowledged_by": thing.acknowledged_by or None,
            "acknowledged_at": stamp(thing.acknowledged_at),
            "escalated_at": stamp(thing.escalated_at),
            "escalated_to": thing.escalated_to or None,
            "ended_at": stamp(thing.ended_at),
        }
    }


def setting(name: str, version: int, value: Any) -> Partials:
    """Return the card of one setting of the centre."""
    return {roles.COMMON: {"setting": name, "version": version, "value": value}}
