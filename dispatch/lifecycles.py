"""The lifecycles as tables: read by Python, the database constraint, the browser and the README's diagram.

A move that is not in a table cannot happen: `check` refuses it here, the database refuses unknown states.
"""

from dataclasses import dataclass
from typing import Final

from responders import duty

Move = tuple[str, str]


@dataclass(frozen=True)
class Lifecycle:
    """States in their order on the job, the moves between them, and which states count as open."""

    name: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]
    open: tuple[str, ...]

    def allows(self, old: str, new: str) -> bool:
        """Return whether `old` may become `new`."""
        return (old, new) in self.moves

    def as_dict(self) -> dict[str, object]:
        """Return the table for a snapshot."""
        return {
            "states": list(self.states),
            "moves": [list(m) for m in self.moves],
            "open": list(self.open),
        }


WAITING: Final = "waiting"
WORKING: Final = "working"
HELD: Final = "held"
CLOSED: Final = "closed"

QUEUED: Final = "queued"
ASSIGNED: Final = "assigned"
ACKNOWLEDGED: Final = "acknowledged"
EN_ROUTE: Final = "en_route"
STAGED: Final = "staged"
ON_SCENE: Final = "on_scene"
TRANSPORTING: Final = "transporting"
CLEARED: Final = "cleared"
CANCELLED: Final = "cancelled"
DECLINED: Final = "declined"

JOB: Final = (ASSIGNED, ACKNOWLEDGED, EN_ROUTE, STAGED, ON_SCENE, TRANSPORTING)
BEFORE_ARRIVAL: Final = (QUEUED, ASSIGNED, ACKNOWLEDGED, EN_ROUTE, STAGED)


def _forwards() -> tuple[Move, ...]:
    """Return every step forwards on a job; steps may be skipped, none may be taken back."""
    return tuple((a, b) for i, a in enumerate(JOB) for b in JOB[i + 1 :])


UNIT: Final = Lifecycle("unit", duty.STATES, duty.MOVES, (duty.AVAILABLE, duty.UNAVAILABLE))
ASSIGNMENT: Final = Lifecycle(
    "assignment",
    (QUEUED, *JOB, CLEARED, CANCELLED, DECLINED),
    (
        (QUEUED, ASSIGNED),
        (QUEUED, CANCELLED),
        *_forwards(),
        *((state, CLEARED) for state in JOB),
        *((state, CANCELLED) for state in JOB),
        *((state, DECLINED) for state in BEFORE_ARRIVAL if state != QUEUED),
    ),
    JOB,
)
INCIDENT: Final = Lifecycle(
    "incident",
    (WAITING, WORKING, HELD, CLOSED),
    (
        (WAITING, WORKING),
        (WORKING, WAITING),
        (WAITING, HELD),
        (HELD, WAITING),
        (WAITING, CLOSED),
        (WORKING, CLOSED),
        (HELD, CLOSED),
        (CLOSED, WAITING),
    ),
    (WAITING, WORKING, HELD),
)
TRANSFER: Final = Lifecycle(
    "transfer",
    ("requested", "accepted", "completed", "declined", "abandoned"),
    (
        ("requested", "accepted"),
        ("requested", "declined"),
        ("requested", "abandoned"),
        ("accepted", "completed"),
        ("accepted", "abandoned"),
    ),
    ("requested", "accepted"),
)

OPEN: Final = "open"
DISMISSED: Final = "dismissed"
COACHED: Final = "coached"
REFERRAL_PROPOSED: Final = "referral_proposed"
REFERRED: Final = "referred"
EXPIRED: Final = "expired"
BIAS_FLAG: Final = Lifecycle(
    "bias_flag",
    (OPEN, DISMISSED, COACHED, REFERRAL_PROPOSED, REFERRED, EXPIRED),
    (
        (OPEN, DISMISSED),
        (OPEN, COACHED),
        (OPEN, REFERRAL_PROPOSED),
        (REFERRAL_PROPOSED, REFERRED),
        (REFERRAL_PROPOSED, DISMISSED),
        (DISMISSED, EXPIRED),
    ),
    (OPEN, REFERRAL_PROPOSED),
)

AWAITING: Final = "awaiting_confirmation"
IN_FORCE: Final = "in_force"
SUSPENDED: Final = "suspended"
REFUSED: Final = "refused"
REPLACED: Final = "replaced"
LAPSED: Final = "lapsed"
OVERRIDE: Final = Lifecycle(
    "override",
    (AWAITING, IN_FORCE, SUSPENDED, REFUSED, REPLACED, LAPSED),
    (
        (AWAITING, IN_FORCE),
        (AWAITING, REFUSED),
        (AWAITING, REPLACED),
        (AWAITING, LAPSED),
        (IN_FORCE, SUSPENDED),
        (IN_FORCE, REPLACED),
    ),
    (AWAITING, IN_FORCE),
)

ALL: Final = {life.name: life for life in (UNIT, ASSIGNMENT, INCIDENT, TRANSFER, OVERRIDE, BIAS_FLAG)}

DISPOSITIONS: Final = (
    "resolved",
    "report_taken",
    "arrest",
    "citation",
    "transported",
    "referred",
    "refused",
    "unable_to_locate",
    "gone_on_arrival",
    "no_report",
    "no_dispatch",
    "duplicate",
    "cancelled_by_caller",
    "handed_over",
    "unfounded",
)

# The ledger of eligible calls: how each call that an unarmed team could have taken ended (design 8).
OUTCOMES: Final = (
    "team_sent",
    "team_sent_late",
    "declined_by_team",
    "none_on_shift",
    "none_in_area",
    "all_committed",
    "disqualified_by_new_facts",
    "caller_refused",
    "overridden",
    "cancelled",
    "transferred_988",
)
# Why no unarmed team came: the outcomes that the roster itself can tell.
NO_TEAM: Final = ("none_on_shift", "none_in_area", "all_committed")

TRIAGE_CHANGED: Final = "triage_changed"
NO_TEAM_IN_TIME: Final = "no_team_in_time"
EMERGENCY: Final = "emergency"
ALERTS: Final = (TRIAGE_CHANGED, NO_TEAM_IN_TIME, EMERGENCY)
# How an emergency ended, as whoever spoke to the unit found it.
EMERGENCY_ENDS: Final = ("safe", "help_given", "false_press")

OVERRIDE_REASONS: Final = (
    "clinician_advice",
    "caller_known",
    "scene_report",
    "caller_request",
    "new_information_not_in_text",
    "triage_misread",
    "agency_policy",
    "other",
)
TOWARD_POLICE: Final = "toward_police"
AWAY_FROM_POLICE: Final = "away_from_police"
NEITHER: Final = "neither"
OVERRIDE_DIRECTIONS: Final = (TOWARD_POLICE, AWAY_FROM_POLICE, NEITHER)

ROLES_ON_JOB: Final = ("primary", "backup", "co_response")
PRIORITIES: Final = ("P1", "P2", "P3", "P4")
SOURCES: Final = ("keyboard", "radio", "phone", "mdt", "back_entry")
CALL_SOURCES: Final = ("911", "988", "311", "211", "field", "text", "walk_in", "transfer", "other")
# Why somebody asks for a bias review; the words stand beside the ticks.
BIAS_REASONS: Final = {
    "no_act_described": "No act is described",
    "act_contradicted": "Another source contradicts the act",
    "trait_given_as_reason": "A protected trait is given as the reason",
    "claim_withdrawn": "The claim was withdrawn when asked",
    "slur": "A slur was used",
    "caller_said_motive": "The caller said the motive",
    "repeat_calls": "Repeated calls about the same person or place",
}
BIAS_DECISIONS: Final = {"dismiss": DISMISSED, "coach": COACHED, "refer": REFERRAL_PROPOSED}
DETERMINATIONS: Final = ("criminal", "non_criminal", "undetermined")
