"""What the ingest door does with a provider's message: at most one command, and the same answer to a repeat.

A provider sends again whenever it is in doubt. So a message is recognised by the provider's own reference: a
call that rang already is updated when its location differs, and a text that was received already is answered.
"""

from typing import Any
from uuid import UUID, uuid4, uuid5

from dispatch import commands, inputs, roles
from dispatch.commands.ringing import LOCATION
from dispatch.errors import Forbidden, Invalid, NotFound, Refused, RequestIdReused, invalid
from dispatch.log import Line
from dispatch.models import Ringing, Text
from dispatch.principals import Principal

# Each message of a feed has one request id, made of its references: two at once are one.
MESSAGES = UUID("5d0e1d4a-94d4-4c55-8a5f-0f4f4d3c1a77")

Done = tuple[dict[str, Any], Line | None]


def ring(by: Principal, given: Any) -> Done:
    """Let a call ring, or take what is new of one that rang; return how it stands and the event, if there was one."""
    _check(by)
    said = _read(inputs.CallRings, given)
    known = _known(by, said["ref"])
    if known is None:
        try:
            line = commands.run("ring_call", by=by, body={"request_id": _id(by, said["ref"]), **_sent(given)})
            return standing(by, said["ref"]), line
        except (RequestIdReused, Refused):  # the same call, sent twice at once
            known = _known(by, said["ref"])
            if known is None:
                raise
    newer = {name: said[name] for name in LOCATION if name in said and said[name] != getattr(known, name)}
    if known.ended or not newer:
        return standing(by, said["ref"]), None
    return update(by, said["ref"], {name: given[name] for name in LOCATION if name in given})


def update(by: Principal, ref: str, given: Any) -> Done:
    """Take a newer location of a call."""
    line = _run(by, "update_ringing", given, ref=ref)
    return standing(by, ref), line


def end(by: Principal, ref: str, given: Any) -> Done:
    """End a call's line; the same answer when it has ended already."""
    _check(by)
    known = _known(by, ref)
    if known and known.ended:
        return standing(by, ref), None
    try:
        line = _run(by, "end_ringing", given, ref=ref)
    except Refused:  # somebody, or this message sent twice, ended it a moment ago
        return standing(by, ref), None
    return standing(by, ref), line


def receive(by: Principal, ref: str, given: Any) -> Done:
    """Take a caller's text; the same answer for a text that was received already."""
    _check(by)
    said = _read(inputs.CallersText, given)
    known = Text.objects.filter(ringing__feed_id=by.id, ringing__provider_ref=ref, provider_ref=said["ref"]).first()
    if known:
        return {"n": known.n}, None
    body = {"request_id": _id(by, ref, said["ref"]), "call_ref": ref, **_sent(given)}
    line = commands.run("receive_text", by=by, body=body)
    return {"n": line.bodies["common"]["facts"]["n"]}, line


def texts(by: Principal, ref: str, since: int) -> dict[str, Any]:
    """Return the conversation after text number `since`, oldest first: what the feed has still to deliver."""
    _check(by)
    rings = _known(by, ref)
    if rings is None:
        raise NotFound(f"There is no call {ref} of this feed.")
    found = Text.objects.filter(ringing=rings, n__gt=since).order_by("n")[:200]
    results = [{"n": t.n, "from": t.side, "words": t.words, "at": t.at} for t in found]
    return {"results": results, "state": rings.state}


def standing(by: Principal, ref: str) -> dict[str, Any]:
    """Return how a feed's call stands: `{ringing, state, ended}`."""
    rings = _known(by, ref)
    if rings is None:
        raise NotFound(f"There is no call {ref} of this feed.")
    return {"ringing": str(rings.ref), "state": rings.state, "ended": rings.ended or None}


def _run(by: Principal, verb: str, given: Any, **more: str) -> Line:
    return commands.run(verb, by=by, body={"request_id": str(uuid4()), **_sent(given), **more})


def _check(by: Principal) -> None:
    """Refuse who is no feed before anything is looked up."""
    if not roles.may(by.role, "ring_call"):
        raise Forbidden("Only a feed's account lets calls ring.")


def _sent(given: Any) -> dict[str, Any]:
    """Return the body without what only we decide."""
    if not isinstance(given, dict):
        raise Invalid("The body must be a JSON object.")
    return {name: value for name, value in given.items() if name != "request_id"}


def _read(shape: Any, given: Any) -> dict[str, Any]:
    read = shape(data={name: value for name, value in _sent(given).items() if name != "at"})
    if not read.is_valid():
        raise invalid(read.errors)
    return dict(read.validated_data)


def _id(by: Principal, *refs: str) -> str:
    return str(uuid5(MESSAGES, "\n".join([str(by.id), *refs])))


def _known(by: Principal, ref: str) -> Ringing | None:
    return Ringing.objects.filter(feed_id=by.id, provider_ref=ref).first()
