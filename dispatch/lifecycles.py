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

RINGS: Final = "ringing"
CLAIMED: Final = "claimed"
TAKEN: Final = "taken"
ENDED: Final = "ended"
RINGING: Final = Lifecycle(
    "ringing",
    (RINGS, CLAIMED, TAKEN, ENDED),
    (
        (RINGS, CLAIMED),
        (RINGS, TAKEN),
        (RINGS, ENDED),
        (CLAIMED, TAKEN),
        (CLAIMED, ENDED),
        (TAKEN, ENDED),
        (ENDED, RINGS),  # a conversation whose caller writes again
    ),
    (RINGS, CLAIMED, TAKEN),
)

INTERPRETER: Final = Lifecycle(
    "interpreter",
    ("requested", "connected", "ended"),
    (("requested", "connected"), ("requested", "ended"), ("connected", "ended")),
    ("requested", "connected"),
)

EVERY: Final = (UNIT, ASSIGNMENT, INCIDENT, TRANSFER, OVERRIDE, BIAS_FLAG, INTERPRETER, RINGING)
ALL: Final = {life.name: life for life in EVERY}

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
PLACE_CHANGED: Final = "place_changed"
UNIT_TAKEN: Final = "unit_taken"
HELP_ASKED: Final = "help_asked"
UNIT_SILENT: Final = "unit_silent"
UNIT_HEARD: Final = "unit_heard"
ENTERED_EARLY: Final = "entered_early"
UNIT_DECLINED: Final = "unit_declined"
UNIT_UNANSWERED: Final = "unit_unanswered"
ALERTS: Final = (
    TRIAGE_CHANGED,
    NO_TEAM_IN_TIME,
    PLACE_CHANGED,
    UNIT_TAKEN,
    HELP_ASKED,
    EMERGENCY,
    UNIT_SILENT,
    UNIT_HEARD,
    ENTERED_EARLY,
    UNIT_DECLINED,
    UNIT_UNANSWERED,
)
# Alerts whose cause has an alarm of its own: that nobody has seen them is no second one.
HAVE_ALARMS: Final = (EMERGENCY, UNIT_UNANSWERED)
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
CALL_SOURCES: Final = ("911", "988", "311", "211", "field", "text", "chat", "walk_in", "transfer", "other")
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

MEDIA: Final = ("voice", "text", "chat")
WRITTEN: Final = ("text", "chat")
ABANDONED: Final = "abandoned"
HUNG_UP: Final = "hung_up"
# How a line ends. Abandoned: before anybody answered. Hung up: after, by the caller or the network. Completed: the
# desk and the caller were done with each other.
RINGING_ENDS: Final = (ABANDONED, HUNG_UP, "answered_elsewhere", "completed")
ENDS_TO_CALL_BACK: Final = (ABANDONED, HUNG_UP)

PLANNED: Final = "planned"  # by a call-taker, not by the way the line ended
CALLBACK_WHY: Final = (ABANDONED, HUNG_UP, PLANNED)
REACHED: Final = ("reached_no_emergency", "reached_emergency")
NOT_REACHED: Final = ("no_answer", "voicemail", "busy", "open_line")
CALLBACK_OUTCOMES: Final = (*REACHED, *NOT_REACHED)
# What an incident is towards another, and what that other is towards it.
RELATIONS: Final = {
    "related": "related",
    "duplicate_of": "has_duplicate",
    "has_duplicate": "duplicate_of",
    "split_from": "split_into",
    "split_into": "split_from",
}
BACKUP: Final = "backup"
HAND_OVER: Final = "hand_over"
HELP: Final = (BACKUP, HAND_OVER)
# The ladder: from an unarmed team to somebody armed, and from the police to an unarmed team.
UP: Final = "up"
DOWN: Final = "down"
LADDER: Final = (UP, DOWN)
NOTICES: Final = ("sent", "failed", "delivered", "opened")
PERSON_ROLES: Final = ("caller", "subject", "victim", "witness", "other")
TRANSFER_KINDS: Final = ("988", "211", "311", "fire", "other")
LIFELINE: Final = "988"
MESSAGE: Final = "message"
BOLO: Final = "bolo"
MESSAGES: Final = (MESSAGE, BOLO)
TO_UNIT: Final = "unit"
TO_AGENCY: Final = "agency"
TO_DESK: Final = "desk"
RECEIVERS: Final = (TO_UNIT, TO_AGENCY, TO_DESK)
EVERY_AGENCY: Final = "ALL"
