"""Fields, constraints and named querysets; no verbs. Every rule that can be a constraint is one."""

from dispatch.models.alert import Alert
from dispatch.models.assessment import Assessment
from dispatch.models.assignment import Assignment
from dispatch.models.bias_flag import BiasExport, BiasFlag
from dispatch.models.call import Call
from dispatch.models.counter import Counter
from dispatch.models.draft import Draft
from dispatch.models.event import Event, EventBody, LogHead, Request
from dispatch.models.heartbeat import Heartbeat
from dispatch.models.incident import Incident
from dispatch.models.move import Move
from dispatch.models.note import Note
from dispatch.models.override import Override
from dispatch.models.preferences import Preferences
from dispatch.models.protocol import Protocol, ProtocolDraft
from dispatch.models.replay import Replay, ReplayChunk, ReplayFlip
from dispatch.models.token import Token

__all__ = [
    "Alert",
    "Assessment",
    "Assignment",
    "BiasExport",
    "BiasFlag",
    "Call",
    "Counter",
    "Draft",
    "Event",
    "EventBody",
    "Heartbeat",
    "Incident",
    "LogHead",
    "Move",
    "Note",
    "Override",
    "Preferences",
    "Protocol",
    "ProtocolDraft",
    "Replay",
    "ReplayChunk",
    "ReplayFlip",
    "Request",
    "Token",
]
