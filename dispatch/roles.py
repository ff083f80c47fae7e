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

CALLS: Final = frozenset({"take_call", "update_call", "attach_call"})
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
ASSIGNING: Final = frozenset({"assign_unit", "queue_unit", "cancel_assignment"})
FLAGGING: Final = frozenset({"flag_bias"})
REVIEWING: Final = frozenset({"review_bias_flag", "export_bias_referral"})
DUTY: Final = frozenset({"sign_on", "sign_off", "set_unit_status"})
PROTOCOLS: Final = frozenset(
    {
        "save_protocol_draft",
        "propose_protocol",
        "publish_protocol",
        "withdraw_protocol",
        "start_replay",
    }
)
DESK: Final = frozenset({"save_preferences"})
READS_POLICY: Final = frozenset({"supervisor", "auditor"})


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
    "call_taker": Role("Call-taker", CALLS | NOTES | TRIAGE | ALERTS | FLAGGING | DESK, FLOOR, OF_THE_FLOOR),
    "dispatcher": Role(
        "Dispatcher",
        CALLS | NOTES | TRIAGE | SECOND | ALERTS | PROGRESS | INCIDENTS | ASSIGNING | DUTY | FLAGGING | DESK,
        FLOOR,
        OF_THE_FLOOR,
    ),
    "supervisor": Role(
        "Supervisor",
        CALLS
        | NOTES
        | TRIAGE
        | SECOND
        | ALERTS
        | PROGRESS
        | INCIDENTS
        | ASSIGNING
        | DUTY
        | FLAGGING
        | REVIEWING
        | PROTOCOLS
        | DESK,
        FLOOR,
        COMPARTMENTS,
    ),
    "agency_admin": Role("Agency admin", NOTES | PROGRESS | DUTY | DESK, AGENCY, (COMMON,), agency_notes=True),
    "field": Role("Field responder", NOTES | ALERTS | PROGRESS | DUTY, UNIT, (COMMON, CALLER), agency_notes=True),
    "auditor": Role("Auditor", frozenset(), FLOOR, (COMMON,)),
    # What becomes due by itself, done in the name of no person; nobody signs in as this.
    "system": Role("System", frozenset({"expire_bias_flag", "report_overdue"}), FLOOR, (COMMON,)),
    "none": Role("No role", frozenset(), UNIT, ()),
}


def may(role: str, verb: str) -> bool:
    """Return whether the role may send the verb at all; whose unit it is, the command asks itself."""
    return verb in ROLES[role].verbs


def may_read_policy(role: str) -> bool:
    """Return whether the role reads drafts of protocols and their replays; releases are read by all who work."""
    return role in READS_POLICY


def compartments(role: str, agency_reads: str) -> tuple[str, ...]:
    """Return the compartments that a member of this role, in an agency that reads `agency_reads`, sees."""
    row = ROLES[role]
    extra = (agency_reads,) if row.agency_notes and agency_reads else ()
    return tuple(c for c in COMPARTMENTS if c in row.compartments or c in extra)
