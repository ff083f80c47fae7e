"""Suspected bias-motivated calls: asking for a review, deciding it, handing a referral out, letting go.

The one rule: nothing here touches priority, response or assignments. A flag changes what is kept, not who comes.
"""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from dispatch import cards, inputs, lifecycles, referral, roles, wire
from dispatch.commands import moves
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import BiasExport, BiasFlag, Call

KEPT_WHEN_DISMISSED = timedelta(days=731)  # two years, a leap year's day included


@command("bias_flagged", inputs.FlagBias)
def flag_bias(
    *,
    act: Act,
    incident: str,
    reasons: list[str],
    note: str,
    call: UUID | None = None,
    quotes: list[str] | None = None,
) -> Entry:
    """Ask supervisors to review a call. Not a finding; changes nothing about the response, open or closed.

    Everything is kept as it stands now, and the record is held back from the purge. Only supervisors are sent
    what was written; the sender's answer is the event's number.
    """
    scene = Scene.of(act, incident)
    told = _call(scene, call)
    _check_quotes(scene, quotes or [])
    flag = BiasFlag(
        incident=scene.incident,
        n=BiasFlag.objects.filter(incident=scene.incident).count() + 1,
        call=told,
        by_id=act.by.id,
        at=act.at,
        reasons=reasons,
        note=note,
        quotes=quotes or [],
        suggested=_suggested(scene),
        snapshot=referral.frozen(act.now, scene.incident, scene.assignments, scene.calls),
    )
    scene.incident.retention_hold = True
    act.writes.change(scene.incident)
    act.writes.add(flag)
    said = {"call": str(call) if call else None, "reasons": reasons, "note": note, "quotes": flag.quotes}
    record = {"suggested": flag.suggested, "record_sha256": referral.digest(flag.snapshot)}
    return _said(scene, flag, said | record)


@command("bias_flag_reviewed", inputs.ReviewBiasFlag)
def review_bias_flag(*, act: Act, incident: str, flag: int, decision: str, reason: str) -> Entry:
    """Decide a flag: dismiss, coach or refer. A referral needs a second supervisor, who refers or dismisses.

    Nobody reviews a flag of their own, and nobody reviews twice.
    """
    scene, found = _flag(act, incident, flag)
    _check_reviewer(act, found)
    second = found.state == lifecycles.REFERRAL_PROPOSED
    _move(found, lifecycles.REFERRED if second and decision == "refer" else lifecycles.BIAS_DECISIONS[decision])
    if second:
        found.second_reviewed_by_id, found.second_reviewed_at = act.by.id, act.at
        found.second_decision, found.second_reason = decision, reason
    else:
        found.reviewed_by_id, found.reviewed_at = act.by.id, act.at
        found.decision, found.decision_reason = decision, reason
    if found.state == lifecycles.DISMISSED:
        found.expires_at = act.now + KEPT_WHEN_DISMISSED
    act.writes.change(found)
    decided = {"decision": decision, "reason": reason, "state": found.state, "second": second}
    return _said(scene, found, decided | {"expires_at": wire.stamp(found.expires_at)})


@command("bias_referral_exported", inputs.ExportBiasReferral)
def export_bias_referral(*, act: Act, incident: str, flag: int, recipient: str, reason: str) -> Entry:
    """Make the file of a referral, for the City Attorney. Its SHA-256 is in this event; the file is kept as it is."""
    scene, found = _flag(act, incident, flag)
    if found.state != lifecycles.REFERRED:
        raise Refused("not_referred", f"{found.ref} is {moves.words(found.state)}: only a referral is handed out.")
    exporting = referral.Exporting(by=act.by.username, at=act.at, recipient=recipient, reason=reason)
    file = referral.made(found, exporting)
    digest = hashlib.sha256(file).hexdigest()
    act.writes.add(
        BiasExport(flag=found, by_id=act.by.id, at=act.at, recipient=recipient, reason=reason, sha256=digest, file=file)
    )
    return _said(scene, found, {"recipient": recipient, "reason": reason, "sha256": digest, "bytes": len(file)})


@command("bias_flag_expired", inputs.OnBiasFlag)
def expire_bias_flag(*, act: Act, incident: str, flag: int) -> Entry:
    """Let a dismissed flag go when its time is over; the record is purgeable again once no flag holds it."""
    scene, found = _flag(act, incident, flag)
    if found.expires_at is None or found.expires_at > act.now:
        raise Refused("not_due", f"{found.ref} is not due to expire.")
    _move(found, lifecycles.EXPIRED)
    act.writes.change(found)
    others = BiasFlag.objects.shown().filter(incident=scene.incident).exclude(pk=found.pk)
    scene.incident.retention_hold = others.exists()
    act.writes.change(scene.incident)
    return _said(scene, found, {"retention_hold": scene.incident.retention_hold})


def _said(scene: Scene, flag: BiasFlag, facts: dict[str, Any]) -> Entry:
    """Return the entry: everything in `review`, nothing in `common`. The floor gets a blank tick."""
    return scene.said(roles.REVIEW, {"flag": flag.ref, **facts}, cards.Deck())


def _call(scene: Scene, ref: UUID | None) -> Call | None:
    if ref is None:
        return None
    for call in scene.calls:
        if call.ref == ref:
            return call
    raise NotFound(f"There is no call {ref} on {scene.number}.")


def _check_quotes(scene: Scene, quotes: list[str]) -> None:
    """A quote is what the caller said, to the letter: evidence is not retold."""
    words = [call.narrative for call in scene.calls]
    for quote in quotes:
        if not any(quote in text for text in words):
            raise Invalid(f"quotes: “{quote}” is not in the caller's words.", fields={"quotes": ["Quote exactly."]})


def _suggested(scene: Scene) -> bool:
    assessment = scene.incident.assessment
    return bool(assessment and assessment.result.get("bias_review_suggested"))


def _flag(act: Act, number: str, n: int) -> tuple[Scene, BiasFlag]:
    """Lock the incident and return it with one of its flags; the incident's lock is the flag's."""
    scene = Scene.of(act, number)
    found = BiasFlag.objects.shown().filter(incident=scene.incident, n=n).first()
    if found is None:
        raise NotFound(f"There is no flag {number}/F{n}.")
    found.incident = scene.incident
    return scene, found


def _check_reviewer(act: Act, flag: BiasFlag) -> None:
    if act.by.id == flag.by_id:
        raise Refused("own_flag", f"You raised {flag.ref}: somebody else reviews it.")
    if act.by.id == flag.reviewed_by_id:
        raise Refused("same_reviewer", f"You proposed to refer {flag.ref}: another supervisor decides.")


def _move(flag: BiasFlag, state: str) -> None:
    if not lifecycles.BIAS_FLAG.allows(flag.state, state):
        raise Refused("illegal_move", f"{flag.ref} is {moves.words(flag.state)}: it cannot be {moves.words(state)}.")
    flag.state = state
