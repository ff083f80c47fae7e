"""The shape of every verb's body, a module a subject. Unknown fields are refused; text stays as it was typed."""

from dispatch.inputs.assignments import (
    AssignUnit,
    CancelAssignment,
    ClearUnit,
    Decline,
)
from dispatch.inputs.bias_flags import (
    ExportBiasReferral,
    FlagBias,
    OnBiasFlag,
    ReviewBiasFlag,
)
from dispatch.inputs.calls import (
    Assess,
    AttachCall,
    CallerWords,
    TakeCall,
    UpdateCall,
)
from dispatch.inputs.fields import (
    BODY_MAX,
    NARRATIVE_MAX,
    Answers,
    Identifier,
    OnIncident,
    OnJob,
    OnUnit,
    Place,
    Strict,
    Text,
    Verb,
    Words,
)
from dispatch.inputs.incidents import (
    AddNote,
    CloseIncident,
    HoldIncident,
    RecordOutcome,
    ReopenIncident,
    SetPriority,
)
from dispatch.inputs.preferences import SavePreferences
from dispatch.inputs.protocols import (
    LABELLED_MAX,
    LARGER_BODIES,
    PROTOCOL_MAX,
    OnProtocolDraft,
    SaveProtocolDraft,
    StartReplay,
    WithdrawProtocol,
)
from dispatch.inputs.triage import (
    AcknowledgeAlert,
    AlertKey,
    ConfirmOverride,
    OverrideTriage,
)
from dispatch.inputs.units import (
    SetUnitStatus,
    SignOn,
)

__all__ = [
    "BODY_MAX",
    "LABELLED_MAX",
    "LARGER_BODIES",
    "NARRATIVE_MAX",
    "PROTOCOL_MAX",
    "AcknowledgeAlert",
    "AddNote",
    "AlertKey",
    "Answers",
    "Assess",
    "AssignUnit",
    "AttachCall",
    "CallerWords",
    "CancelAssignment",
    "ClearUnit",
    "CloseIncident",
    "ConfirmOverride",
    "Decline",
    "ExportBiasReferral",
    "FlagBias",
    "HoldIncident",
    "Identifier",
    "OnBiasFlag",
    "OnIncident",
    "OnJob",
    "OnProtocolDraft",
    "OnUnit",
    "OverrideTriage",
    "Place",
    "RecordOutcome",
    "ReopenIncident",
    "ReviewBiasFlag",
    "SavePreferences",
    "SaveProtocolDraft",
    "SetPriority",
    "SetUnitStatus",
    "SignOn",
    "StartReplay",
    "Strict",
    "TakeCall",
    "Text",
    "UpdateCall",
    "Verb",
    "WithdrawProtocol",
    "Words",
]
