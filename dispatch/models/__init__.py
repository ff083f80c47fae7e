"""Fields, constraints and named querysets; no verbs. Every rule that can be a constraint is one."""

from dispatch.models.alarm import (
    Alarm,
)
from dispatch.models.alert import (
    Alert,
)
from dispatch.models.assessment import (
    Assessment,
)
from dispatch.models.assignment import (
    Assignment,
)
from dispatch.models.bias_flag import (
    BiasExport,
    BiasFlag,
)
from dispatch.models.call import (
    Call,
)
from dispatch.models.callback import (
    Callback,
)
from dispatch.models.caution import (
    Caution,
)
from dispatch.models.contact import (
    ContactOutcome,
)
from dispatch.models.counter import (
    Counter,
)
from dispatch.models.device import (
    Device,
    Notice,
)
from dispatch.models.draft import (
    Draft,
)
from dispatch.models.event import (
    Event,
    EventBody,
    LogHead,
    Request,
)
from dispatch.models.export import (
    Export,
)
from dispatch.models.follow_up import (
    FollowUp,
)
from dispatch.models.heartbeat import (
    Heartbeat,
)
from dispatch.models.help_request import (
    HelpRequest,
)
from dispatch.models.incident import (
    Incident,
)
from dispatch.models.interpreter import (
    Interpreter,
)
from dispatch.models.link import (
    Link,
)
from dispatch.models.message import (
    Message,
)
from dispatch.models.missed_check_in import (
    MissedCheckIn,
)
from dispatch.models.move import (
    Move,
)
from dispatch.models.note import (
    Note,
)
from dispatch.models.override import (
    Override,
)
from dispatch.models.person import (
    Person,
    Vehicle,
)
from dispatch.models.preferences import (
    Preferences,
)
from dispatch.models.protocol import (
    Protocol,
    ProtocolDraft,
)
from dispatch.models.replay import (
    Replay,
    ReplayChunk,
    ReplayFlip,
)
from dispatch.models.ringing import (
    Ringing,
)
from dispatch.models.setting import (
    Setting,
)
from dispatch.models.text import (
    Text,
)
from dispatch.models.token import (
    Token,
)
from dispatch.models.transfer import (
    Transfer,
)

__all__ = [
    "Alarm",
    "Alert",
    "Assessment",
    "Assignment",
    "BiasExport",
    "BiasFlag",
    "Call",
    "Callback",
    "Caution",
    "ContactOutcome",
    "Counter",
    "Device",
    "Draft",
    "Event",
    "EventBody",
    "Export",
    "FollowUp",
    "Heartbeat",
    "HelpRequest",
    "Incident",
    "Interpreter",
    "Link",
    "LogHead",
    "Message",
    "MissedCheckIn",
    "Move",
    "Note",
    "Notice",
    "Override",
    "Person",
    "Preferences",
    "Protocol",
    "ProtocolDraft",
    "Replay",
    "ReplayChunk",
    "ReplayFlip",
    "Request",
    "Ringing",
    "Setting",
    "Text",
    "Token",
    "Transfer",
    "Vehicle",
]
