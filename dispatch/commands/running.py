"""Running one command: may this person, one durable transaction, exactly one event, the same answer twice."""

import hashlib
from functools import cache
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from psycopg import errors as pg
from rest_framework.serializers import Serializer, ValidationError

from dispatch import log, roles, wire
from dispatch.commands.registry import COMMANDS, Act, Command
from dispatch.errors import Forbidden, Invalid, NotFound, Problem, Refused, RequestIdReused, TryAgain, invalid
from dispatch.principals import Principal

BUSY = (pg.LockNotAvailable, pg.DeadlockDetected, pg.SerializationFailure, pg.QueryCanceled)
ASKED_BEFORE = "SELECT verb, digest, seq FROM request WHERE by_id = %s AND request_id = %s"


def run(verb: str, *, by: Principal, body: Any) -> log.Line:
    """Run `verb` with a JSON body and return its event; for a repeated `request_id`, the same event.

    Raises a `Problem`: unknown verb, forbidden, invalid body, refused by the state of the world, or
    `try_again` when a row stayed locked by somebody else. Whatever is raised, nothing was changed.
    """
    command = COMMANDS.get(verb)
    if command is None:
        raise NotFound(f"There is no verb {str(verb)[:40]!r}.")
    if not roles.may(by.role, verb):
        raise Forbidden(f"A {roles.ROLES[by.role].title.lower()} may not {verb.replace('_', ' ')}.")
    fields = _read(command, body)
    asked = log.Asked(by.id, fields.pop("request_id"), verb, _digest(body))
    return _do(command, by, fields, asked)


def _read(command: Command, body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Invalid("The body must be a JSON object.")
    try:
        return dict(_shape(command).run_validation(body))
    except ValidationError as error:
        raise invalid(error.detail) from None


@cache
def _shape(command: Command) -> Serializer[Any]:
    """Return the verb's shape, made once: making its fields anew costs more than checking a body with them."""
    return command.takes()


def _digest(body: Any) -> bytes:
    return hashlib.sha256(wire.canonical(body).encode()).digest()


def _answered(asked: log.Asked) -> log.Line | None:
    """Return the event this request id already made; refuse when it was another verb or body."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED_BEFORE, [asked.by_id, asked.request_id])
        row = cursor.fetchone()
    if row is None:
        return None
    verb, digest, seq = row
    if (verb, bytes(digest)) != (asked.verb, asked.digest):
        raise RequestIdReused("This request id was already used for something else. Send a new one.")
    return log.line(seq)


def _do(command: Command, by: Principal, fields: dict[str, Any], asked: log.Asked) -> log.Line:
    """Do it. Whether it was asked before is looked up only when it fails: a repeat always does.

    A repeated request id violates its constraint when the event is appended, or is refused earlier because
    its first run already changed the world. So a first request pays nothing for idempotency.
    """
    try:
        return _transact(command, by, fields, asked)
    except Problem:
        if before := _answered(asked):
            return before
        raise
    except IntegrityError as error:
        return _explain(error, asked)
    except OperationalError as error:
        if isinstance(error.__cause__, BUSY):
            raise TryAgain("Somebody else is changing this right now. Nothing was changed: try again.") from None
        raise


def _transact(command: Command, by: Principal, fields: dict[str, Any], asked: log.Asked) -> log.Line:
    now = timezone.now()
    source = fields.pop("source", "keyboard") if command.verb != "take_call" else "keyboard"
    act = Act(by=by, now=now, at=fields.pop("at", now), source=source, request_id=asked.request_id)
    with transaction.atomic(durable=True):
        entry = command.does(act=act, **fields)
        return log.record(
            entry,
            kind=command.kind,
            at=act.at,
            by=by.username,
            source=act.source,
            asked=asked,
            writes=act.writes,
        )


def _explain(error: IntegrityError, asked: log.Asked) -> log.Line:
    """Return the first answer when the same request won a race against itself; else a refusal."""
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    if constraint == "request_id_once_per_user" and (before := _answered(asked)):
        return before
    if constraint in REFUSALS:
        raise Refused(constraint, REFUSALS[constraint]) from None
    raise error


# What the database refuses although the command saw nothing wrong: somebody was faster.
REFUSALS = {
    "assignment_one_open_per_unit": "Another dispatcher took this unit a moment ago.",
    "assignment_one_open_primary": "Another dispatcher made somebody else the primary a moment ago.",
    "override_one_open_per_incident": "Somebody else overrode this a moment ago.",
    "incident_eligible_needs_outcome": "Say how this eligible call ended before closing it.",
    "protocol_draft_ref": "This draft was saved a moment ago by another request: read it again.",
    "ringing_once_per_ref": "This call rang a moment ago already.",
    "text_once_per_ref": "This text was received a moment ago already.",
    "callback_one_open_per_call": "Somebody planned this call-back a moment ago.",
    "callback_one_open_per_ringing": "Somebody planned this call-back a moment ago.",
    "setting_version": "Somebody else saved this setting a moment ago: read it again.",
    "alarm_one_open_per_source": "This alarm was raised a moment ago.",
    "preferences_one_per_member": "Another desk of yours saved its preferences a moment ago: save again.",
    "shift_no_overlap": "Somebody planned this member for the same time a moment ago.",
    "responders_unit_call_sign_key": "This call sign was taken a moment ago.",
    "responders_member_username_key": "This name was taken a moment ago.",
    "certification_once_per_member": "This certificate was entered a moment ago.",
    "station_once_per_agency": "This station was saved a moment ago.",
    "vehicle_once_per_agency": "This vehicle was saved a moment ago.",
    "template_once_per_agency": "This template was saved a moment ago.",
    "minimum_once": "This minimum was set a moment ago.",
    "replay_one_at_a_time": "This draft is being replayed already.",
}
