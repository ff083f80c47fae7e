"""The shape of every verb's body, a module a subject. Unknown fields are refused; text stays as it was typed."""

from dispatch.inputs.alarms import (
    EndAlarm,
    EndEmergency,
    OnAlarm,
    RaiseAlarm,
)
from dispatch.inputs.assignments import (
    AssignUnit,
    CancelAssignment,
    ClearUnit,
    Decline,
    OnScene,
)
from dispatch.inputs.bias_flags import (
    ExportBiasReferral,
    FlagBias,
    OnBiasFlag,
    ReviewBiasFlag,
)
from dispatch.inputs.callbacks import (
    PlanCallback,
    RecordCallback,
)
from dispatch.inputs.calls import (
    Assess,
    AttachCall,
    CallerWords,
    TakeCall,
    UpdateCall,
)
from dispatch.inputs.care_plans import (
    AddCarePlan,
    ExpireCarePlan,
    ReviewCarePlan,
)
from dispatch.inputs.cautions import (
    AddCaution,
    ExpireCaution,
    ReviewCaution,
)
from dispatch.inputs.centre import (
    SaveSetting,
)
from dispatch.inputs.contacts import (
    RecordContactOutcome,
    ReportContact,
)
from dispatch.inputs.devices import (
    ReportNotice,
    SubscribeDevice,
    UnsubscribeDevice,
)
from dispatch.inputs.drill import (
    CueCall,
    OnScenario,
    StartScenario,
)
from dispatch.inputs.exports import (
    ApproveExport,
    AskExport,
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
    Step,
    Strict,
    Text,
    Verb,
    Words,
)
from dispatch.inputs.follow_ups import (
    FinishFollowUp,
    PlanFollowUp,
)
from dispatch.inputs.helping import (
    CorrectTime,
    ExchangeUnits,
    HandOver,
    PreemptUnit,
    RequestBackup,
    WithdrawRequest,
)
from dispatch.inputs.incidents import (
    AddNote,
    CloseIncident,
    HoldIncident,
    RecordOutcome,
    ReopenIncident,
    SetPriority,
)
from dispatch.inputs.joining import (
    LinkIncidents,
    MergeIncidents,
    MoveIncident,
    SplitIncident,
    Undo,
)
from dispatch.inputs.messages import (
    AcknowledgeMessage,
    OnMessage,
    PostMessage,
)
from dispatch.inputs.persons import (
    RecordPerson,
    RecordVehicle,
)
from dispatch.inputs.places import (
    VerifyPlace,
)
from dispatch.inputs.preferences import (
    SavePreferences,
)
from dispatch.inputs.protocols import (
    LABELLED_MAX,
    LARGER_BODIES,
    PROTOCOL_MAX,
    CancelReplay,
    OnProtocolDraft,
    SaveProtocolDraft,
    StartReplay,
    WithdrawProtocol,
)
from dispatch.inputs.ringing import (
    CallRings,
    ClaimCall,
    EndRinging,
    Location,
    OnRinging,
    ProviderRef,
    RingCall,
    UpdateRinging,
)
from dispatch.inputs.rosters import (
    AddMember,
    AddUnit,
    CancelShift,
    CertifyMember,
    Day,
    DeactivateMember,
    ImportRoster,
    MoveShift,
    PlanShift,
    PlanShifts,
    RecountCrew,
    ReportSick,
    RetireUnit,
    RevokeCertification,
    SaveShiftTemplate,
    SaveStation,
    SaveVehicle,
    SetMinimumStaffing,
    SetTeamScope,
    SwapShifts,
    UpdateMember,
    UpdateUnit,
    Username,
)
from dispatch.inputs.staging import (
    ClearScene,
    RequireStaging,
)
from dispatch.inputs.texts import (
    CallersText,
    PostText,
    ReceiveText,
)
from dispatch.inputs.trackers import (
    EndTracker,
    EnrolTracker,
    OnGateway,
    WithToken,
)
from dispatch.inputs.transfers import (
    EndTransfer,
    RecordInterpreter,
    TransferCall,
)
from dispatch.inputs.triage import (
    AcknowledgeAlert,
    AlertKey,
    ConfirmOverride,
    OverrideTriage,
)
from dispatch.inputs.unheard import (
    EndMissedCheckIn,
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
    "AcknowledgeMessage",
    "AddCarePlan",
    "AddCaution",
    "AddMember",
    "AddNote",
    "AddUnit",
    "AlertKey",
    "Answers",
    "ApproveExport",
    "AskExport",
    "Assess",
    "AssignUnit",
    "AttachCall",
    "CallRings",
    "CallerWords",
    "CallersText",
    "CancelAssignment",
    "CancelReplay",
    "CancelShift",
    "CertifyMember",
    "ClaimCall",
    "ClearScene",
    "ClearUnit",
    "CloseIncident",
    "ConfirmOverride",
    "CorrectTime",
    "CueCall",
    "Day",
    "DeactivateMember",
    "Decline",
    "EndAlarm",
    "EndEmergency",
    "EndMissedCheckIn",
    "EndRinging",
    "EndTracker",
    "EndTransfer",
    "EnrolTracker",
    "ExchangeUnits",
    "ExpireCarePlan",
    "ExpireCaution",
    "ExportBiasReferral",
    "FinishFollowUp",
    "FlagBias",
    "HandOver",
    "HoldIncident",
    "Identifier",
    "ImportRoster",
    "LinkIncidents",
    "Location",
    "MergeIncidents",
    "MoveIncident",
    "MoveShift",
    "OnAlarm",
    "OnBiasFlag",
    "OnGateway",
    "OnIncident",
    "OnJob",
    "OnMessage",
    "OnProtocolDraft",
    "OnRinging",
    "OnScenario",
    "OnScene",
    "OnUnit",
    "OverrideTriage",
    "Place",
    "PlanCallback",
    "PlanFollowUp",
    "PlanShift",
    "PlanShifts",
    "PostMessage",
    "PostText",
    "PreemptUnit",
    "ProviderRef",
    "RaiseAlarm",
    "ReceiveText",
    "RecordCallback",
    "RecordContactOutcome",
    "RecordInterpreter",
    "RecordOutcome",
    "RecordPerson",
    "RecordVehicle",
    "RecountCrew",
    "ReopenIncident",
    "ReportContact",
    "ReportNotice",
    "ReportSick",
    "RequestBackup",
    "RequireStaging",
    "RetireUnit",
    "ReviewBiasFlag",
    "ReviewCarePlan",
    "ReviewCaution",
    "RevokeCertification",
    "RingCall",
    "SavePreferences",
    "SaveProtocolDraft",
    "SaveSetting",
    "SaveShiftTemplate",
    "SaveStation",
    "SaveVehicle",
    "SetMinimumStaffing",
    "SetPriority",
    "SetTeamScope",
    "SetUnitStatus",
    "SignOn",
    "SplitIncident",
    "StartReplay",
    "StartScenario",
    "Step",
    "Strict",
    "SubscribeDevice",
    "SwapShifts",
    "TakeCall",
    "Text",
    "TransferCall",
    "Undo",
    "UnsubscribeDevice",
    "UpdateCall",
    "UpdateMember",
    "UpdateRinging",
    "UpdateUnit",
    "Username",
    "Verb",
    "VerifyPlace",
    "WithToken",
    "WithdrawProtocol",
    "WithdrawRequest",
    "Words",
]
