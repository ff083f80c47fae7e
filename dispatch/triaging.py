"""Triage at the desk: the protocol in force, an assessment of what was said, and keeping it as a row."""

import time
from datetime import datetime
from functools import lru_cache
from typing import Any

from dispatch.errors import Invalid
from dispatch.models import Assessment, Call, Incident, Note, Protocol
from triage import BadInput, engine, protocol

WORST_FIRST = ("yes", "unknown", "no")


LOOKED_UP_EVERY = 1.0  # seconds: a release is in force on every node within one


def in_force() -> protocol.Protocol:
    """Return the newest released protocol. The packaged one is the first release (see the migrations)."""
    return _loaded(_newest(int(time.monotonic() / LOOKED_UP_EVERY)))


@lru_cache(maxsize=1)
def _newest(second: int) -> str:
    newest: str = Protocol.objects.order_by("-released_at", "-pk").values_list("version", flat=True)[0]
    return newest


@lru_cache(maxsize=8)
def _loaded(version: str) -> protocol.Protocol:
    return protocol.loads(Protocol.objects.filter(version=version).values_list("text", flat=True)[0])


def recomputed(kept: Assessment) -> dict[str, Any]:
    """Return a stored assessment made again from its own inputs, under the protocol it names.

    With the engine revision that it names, this is what is stored; `version` says whether it is that revision.
    """
    known = _loaded(kept.version.partition("+")[0])
    return engine.assess(known, _fitting(read(kept.narrative, kept.notes)), kept.answers, kept.call_type or None)


def assess(narrative: str, answers: dict[str, str], call_type: str = "") -> dict[str, Any]:
    """Return the assessment of words and answers (design 5); nothing is stored. Raises `Invalid`."""
    try:
        return engine.assess(in_force(), narrative, answers, call_type or None)
    except BadInput as error:
        raise Invalid(str(error), fields={"answers": [str(error)]}) from None


def kept(
    now: datetime,
    key: int,
    incident: Incident,
    result: dict[str, Any],
    narrative: str,
    answers: Any,
    call_type: str | None = None,
    notes: str = "",
) -> Assessment:
    """Return a new assessment row, under this key, with what it was given; it is now the incident's.

    `call_type` is given when it was assessed under another call type than the incident's.
    """
    incident.assessment = Assessment(
        pk=key,
        incident=incident,
        at=now,
        protocol=result["protocol"],
        version=result["version"],
        narrative=narrative,
        notes=notes,
        answers=answers,
        call_type=incident.call_type if call_type is None else call_type,
        result=result,
    )
    if result["eligible"] and not incident.eligible:
        incident.eligible, incident.eligible_at = True, now
    if not incident.priority_set_by_hand:
        incident.priority = result["priority"]
    return incident.assessment


def again(now: datetime, key: int, incident: Incident, calls: list[Call], notes: list[Note]) -> Assessment:
    """Return a new assessment of all that every caller said and that was noted for everybody since.

    `notes` are the incident's common ones: the reasons of an assessment are shown to everyone, so what only
    some may read must not be among what it read.
    """
    narrative = "\n".join(call.narrative for call in calls if call.narrative)
    noted = "\n".join(note.text for note in notes)
    answers, call_type = _still_known(incident, merged([call.answers for call in calls]))
    text = read(narrative, noted)
    result = assess(_fitting(text), answers, call_type)
    if len(text) > engine.LONGEST:
        result["conflicts"] = [*result["conflicts"], TOO_LONG]
    return kept(now, key, incident, result, narrative, answers, call_type, noted)


def read(narrative: str, notes: str) -> str:
    """Return the text that triage reads of an incident: what the callers said, then what was noted for everybody."""
    return "\n".join(part for part in (narrative, notes) if part)


TOO_LONG = {
    "question": "",
    "says": "More was said than triage reads at once: it read the beginning and the newest. Read the middle yourself.",
    "evidence": {},
}


def _fitting(text: str) -> str:
    """Return what the engine can read of a long text: how it began, and what came last."""
    half = engine.LONGEST // 2
    return text if len(text) <= engine.LONGEST else text[:half] + text[-half:]


def _still_known(incident: Incident, answers: dict[str, str]) -> tuple[dict[str, str], str]:
    """Return answers and call type without what was right under the incident's last protocol and is gone now.

    A release must not make the open incidents unchangeable; what never existed stays refused.
    """
    code = incident.call_type
    before = incident.assessment.version.partition("+")[0] if incident.assessment else ""
    now = in_force()
    if before in ("", now.version):
        return answers, code
    try:
        then = _loaded(before)
    except BadInput:  # released in a form that this engine no longer reads
        return {q: a for q, a in answers.items() if _takes(now, q, a)}, code if now.call_type(code) else ""
    gone = code and then.call_type(code) and not now.call_type(code)
    known = {q: a for q, a in answers.items() if _takes(now, q, a) or not _takes(then, q, a)}
    return known, "" if gone else code


def _takes(known: protocol.Protocol, question: str, answer: str) -> bool:
    asked = known.question(question)
    return asked is not None and answer in [a.value for a in asked.answers]


def merged(said: list[dict[str, str]]) -> dict[str, str]:
    """Return the answers of all callers. Where two disagree on yes or no, yes counts: the worse is kept."""
    answers: dict[str, str] = {}
    for one in said:
        for question, answer in one.items():
            before = answers.get(question)
            if before is None or _rank(answer) <= _rank(before):
                answers[question] = answer
    return answers


def _rank(answer: str) -> int:
    return WORST_FIRST.index(answer) if answer in WORST_FIRST else 0


def call_type_text(code: str) -> str:
    """Return a call type's words; raise `Invalid` for a code that the protocol in force does not know."""
    if not code:
        return ""
    known = in_force().call_type(code)
    if known:
        return known.text
    raise Invalid("There is no such call type.", fields={"call_type": ["There is no such call type."]})


def protocol_card() -> dict[str, Any]:
    """Return the protocol in force for the intake page: questions in order, call types."""
    now = in_force()
    return {
        "version": now.version,
        "questions": [_question(q) for q in now.questions if q.answers],
        "call_types": [
            {"code": t.code, "text": t.text, "determination": t.determination, "priority": t.priority}
            for t in now.call_types
        ],
    }


def _question(question: protocol.Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "words": question.words,
        "help": question.help,
        "why": question.why,
        "asked_when": {other: list(values) for other, values in question.asked_when.items()},
        "answers": [{"value": a.value, "label": a.label} for a in question.answers],
    }
