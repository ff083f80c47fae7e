"""Who may do what and see what: one table from role to verbs, scope and compartments.

LAPD never reads `care`, crisis teams never read `law`; which of the two a member of an agency reads is the
agency's (`reads`). The dispatch floor is the custodian of the record and reads all four of these. The fifth,
`review`, holds what is said about callers when a call is suspected of bias: supervisors alone read it.
"""

from dataclasses import dataclass
from typing import Final

COMMON: Final = "common"
CALLER: Final = "caller"
LAW: Final = "law"
CARE: Final = "care"
REVIEW: Final = "review"
COMPARTMENTS: Final = (COMMON, CALLER, LAW, CARE, REVIEW)
OF_THE_FLOOR: Final = (COMMON, CALLER, LAW, CARE)

FLOOR: Final = "floor"
AGENCY: Final = "agency"
UNIT: Final = "unit"
CENTRE: Final = "centre"  # the settings of the centre, and no call

SETTINGS_FOR_ALL: Final = ("colours", "tones", "priorities", "dispositions", "call_types", "timers")

CALLS: Final = frozenset(
    {
        "take_call",
        "update_call",
        "attach_call",
        "claim_call",
        "end_ringing",
        "plan_callback",
        "record_callback",
        "post_text",
    }
)
FEED: Final = frozenset({"ring_call", "update_ringing", "end_ringing", "receive_text"})
PLACES: Final = frozenset({"verify_place"})
CAUTIONS: Final = frozenset({"add_caution"})
CARE_PLANS: Final = frozenset({"add_care_plan", "review_care_plan", "expire_care_plan"})
FOLLOW_UPS: Final = frozenset({"plan_follow_up", "finish_follow_up"})
FOR_CARE: Final = CARE_PLANS | FOLLOW_UPS
CAUTIONS_KEPT: Final = frozenset({"review_caution", "expire_caution"})
NOTES: Final = frozenset({"add_note"})
PROGRESS: Final = frozenset(
    {
        "acknowledge",
        "decline",
        "mark_en_route",
        "mark_staged",
        "mark_on_scene",
        "mark_transporting",
        "clear_unit",
        "check_in",
    }
)
INCIDENTS: Final = frozenset(
    {
        "set_priority",
        "hold_incident",
        "release_hold",
        "record_outcome",
        "close_incident",
        "reopen_incident",
    }
)
TRIAGE: Final = frozenset({"retriage", "override_triage"})
SECOND: Final = frozenset({"confirm_override"})
ALERTS: Final = frozenset({"acknowledge_alert"})
ALARMS: Final = frozenset({"acknowledge_alarm", "acknowledge_emergency"})
EMERGENCY: Final = frozenset({"press_emergency"})
ENDS_EMERGENCY: Final = frozenset({"end_emergency"})
CENTRE_SETTINGS: Final = frozenset({"save_setting"})
DUE: Final = frozenset({"raise_alarm", "escalate_alarm", "end_alarm"})
ASSIGNING: Final = frozenset({"assign_unit", "queue_unit", "cancel_assignment"})
FLAGGING: Final = frozenset({"flag_bias"})
REVIEWING: Final = frozenset({"review_bias_flag", "export_bias_referral"})
DUTY: Final = frozenset({"sign_on", "sign_off", "set_unit_status"})
JOINING: Final = frozenset({"link_incidents", "merge_incidents", "split_incident", "move_incident"})
MOVING_UNITS: Final = frozenset({"preempt_unit", "exchange_units", "correct_time"})
HELP: Final = frozenset({"request_backup", "hand_over", "withdraw_request"})
MESSAGES: Final = frozenset({"post_message", "acknowledge_message"})
PARTIES: Final = frozenset({"record_person", "record_vehicle"})
DESKS: Final = frozenset({"transfer_call", "end_transfer", "record_interpreter"})
UNDO: Final = frozenset({"undo"})
STAGING: Final = frozenset({"require_staging", "clear_scene"})
AT_THE_SCENE: Final = HELP | MESSAGES | PARTIES | UNDO | STAGING
ON_A_CALL: Final = MESSAGES | PARTIES | DESKS | UNDO | frozenset({"link_incidents", "split_incident", "move_incident"})
AT_THE_DESK: Final = ON_A_CALL | JOINING | MOVING_UNITS | HELP | STAGING
PROTOCOLS: Final = frozenset(
    {
        "save_protocol_draft",
        "propose_protocol",
        "publish_protocol",
        "withdraw_protocol",
        "start_replay",
        "cancel_replay",
    }
)
NOTICES: Final = frozenset({"report_notice"})
DESK: Final = frozenset({"save_preferences"})
# An agency's own roster: units, people, what they may do, shifts, how many there should be, where it works.
ROSTER: Final = frozenset(
    {
        "add_unit",
        "update_unit",
        "retire_unit",
        "save_station",
        "save_vehicle",
        "add_member",
        "update_member",
        "deactivate_member",
        "certify_member",
        "revoke_certification",
        "save_shift_template",
        "plan_shifts",
        "plan_shift",
        "move_shift",
        "swap_shifts",
        "report_sick",
        "cancel_shift",
        "set_minimum_staffing",
        "set_team_scope",
        "import_roster",
    }
)
# Files that leave the product: asked for with a reason, above a thousand rows by two people.
EXPORTS: Final = frozenset({"ask_export", "approve_export"})
DRILLS: Final = frozenset({"mark_drill", "start_scenario", "cue_call", "end_scenario"})
BY_ITSELF: Final = frozenset(
    {
        "expire_bias_flag",
        "report_overdue",
        "end_hold",
        "start_queued",
        "expire_message",
        "expire_caution",
        "recount_crew",
        "expire_care_plan",
    }
)
# What a call-taker leaves behind by attaching a call elsewhere, or takes twice; refused while a unit is on it.
DUPLICATES: Final = frozenset({"merge_incidents"})
AT_A_PHONE: Final = DUPLICATES | CALLS | PLACES | DESK | NOTES | TRIAGE | ALERTS | ALARMS | FLAGGING | ON_A_CALL
DISPATCHING: Final = frozenset().union(
    AT_A_PHONE,
    CAUTIONS,
    FOR_CARE,
    SECOND,
    PROGRESS,
    INCIDENTS,
    ASSIGNING,
    DUTY,
    AT_THE_DESK,
    EMERGENCY,
    ENDS_EMERGENCY,
)
TRACKERS: Final = frozenset({"enrol_tracker", "end_tracker", "add_gateway", "renew_gateway", "end_gateway"})
UNHEARD: Final = frozenset({"report_missed_check_in", "call_police_for_unit", "end_missed_check_in"})
UNANSWERED: Final = frozenset({"report_unanswered"})
# What a team does on its own: a contact nobody called about, what came of one, and its phone.
FIELD_WORK: Final = frozenset({"report_contact", "record_contact_outcome", "subscribe_device", "unsubscribe_device"})
READS_POLICY: Final = frozenset({"supervisor", "auditor"})
# Positions are no command: who may report a unit's, and who may see where units were.
POSTS_POSITIONS: Final = frozenset({"tracker", "field", "agency_admin", "dispatcher", "supervisor", "system"})
READS_TRACKS: Final = frozenset({"supervisor", "agency_admin"})
# Who looked at where units were.
READS_READS: Final = frozenset({"supervisor", "auditor"})
READS_REPORTS: Final = frozenset({"supervisor", "auditor"})
# What is exported -> whose roles may ask for it and approve it.
EXPORTABLE: Final = {
    "roster": frozenset({"agency_admin"}),
    "flips": READS_POLICY,
    "ladder": READS_REPORTS,
    "debrief": frozenset({"supervisor"}),
}


@dataclass(frozen=True)
class Role:
    """What a role may do (`verbs`), which rows it sees (`scope`) and which compartments.

    `agency_notes` adds the compartment that the member's agency reads (law or care).
    """

    title: str
    verbs: frozenset[str]
    scope: str
    compartments: tuple[str, ...]
    agency_notes: bool = False


ROLES: Final[dict[str, Role]] = {
    "call_taker": Role("Call-taker", AT_A_PHONE, FLOOR, OF_THE_FLOOR),
    "dispatcher": Role("Dispatcher", DISPATCHING, FLOOR, OF_THE_FLOOR),
    "supervisor": Role(
        "Supervisor", DISPATCHING | CAUTIONS_KEPT | REVIEWING | PROTOCOLS | EXPORTS, FLOOR, COMPARTMENTS
    ),
    "agency_admin": Role(
        "Agency admin",
        NOTES | PROGRESS | DUTY | MESSAGES | DESK | TRACKERS | ROSTER | EXPORTS | FOR_CARE,
        AGENCY,
        (COMMON,),
        agency_notes=True,
    ),
    "field": Role(
        "Field responder",
        NOTES | ALERTS | PROGRESS | DUTY | AT_THE_SCENE | EMERGENCY | FOR_CARE | FIELD_WORK | DESK,
        UNIT,
        (COMMON, CALLER),
        agency_notes=True,
    ),
    # Sets what differs from centre to centre, and sees no call.
    "centre_admin": Role("Admin of the centre", CENTRE_SETTINGS, CENTRE, (COMMON,)),
    "auditor": Role("Auditor", EXPORTS, FLOOR, (COMMON,)),
    # A provider's machine: it lets calls ring and is shown nothing. See docs/ingest.md.
    "feed": Role("Call feed", FEED, UNIT, ()),
    # A gateway of trackers: it reports where units of one agency are and is shown nothing. See docs/positions.md.
    "tracker": Role("Position feed", frozenset(), UNIT, ()),
    # What becomes due by itself, done in the name of no person; nobody signs in as this.
    "system": Role("System", BY_ITSELF | DUE | DRILLS | UNHEARD | UNANSWERED | NOTICES, FLOOR, (COMMON,)),
    "none": Role("No role", frozenset(), UNIT, ()),
}


def may(role: str, verb: str) -> bool:
    """Return whether the role may send the verb at all; whose unit it is, the command asks itself."""
    return verb in ROLES[role].verbs


def may_read_policy(role: str) -> bool:
    """Return whether the role reads drafts of protocols and their replays; releases are read by all who work."""
    return role in READS_POLICY


def may_read_reports(role: str) -> bool:
    """Return whether the role reads counts and times of many calls."""
    return role in READS_REPORTS


def may_export(role: str, what: str) -> bool:
    """Return whether the role may ask for an export of `what`, and approve that of somebody else."""
    return role in EXPORTABLE[what]


def compartments(role: str, agency_reads: str) -> tuple[str, ...]:
    """Return the compartments that a member of this role, in an agency that reads `agency_reads`, sees."""
    row = ROLES[role]
    extra = (agency_reads,) if row.agency_notes and agency_reads else ()
    return tuple(c for c in COMPARTMENTS if c in row.compartments or c in extra)
