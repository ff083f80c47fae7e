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
    """Return the newest released protocol; the packaged one while none was released."""
    newest = _newest(int(time.monotonic() / LOOKED_UP_EVERY))
    return _loaded(newest) if newest else protocol.load_default()


@lru_cache(maxsize=1)
def _newest(second: int) -> str | None:
    return Protocol.objects.order_by("-released_at").values_list("version", flat=True).first()


@lru_cache(maxsize=8)
def _loaded(version: str) -> protocol.Protocol:
    return protocol.loads(Protocol.objects.get(version=version).text)


def assess(narrative: str, answers: dict[str, str], call_type: str = "") -> dict[str, Any]:
    """Return the assessment of words and answers (design 5); nothing is stored. Raises `Invalid`."""
    try:
        return engine.assess(in_force(), narrative, answers, call_type or None)
    except BadInput as error:
        raise Invalid(str(error), fields={"answers": [str(error)]}) from None


def kept(
    now: datetime, key: int, incident: Incident, result: dict[str, Any], narrative: str, answers: Any, notes: str = ""
) -> Assessment:
    """Return a new assessment row, under this key, with what it was given; it is now the incident's."""
    incident.assessment = Assessment(
        pk=key,
        incident=incident,
        at=now,
        protocol=result["protocol"],
        version=result["version"],
        narrative=narrative,
        notes=notes,
        answers=answers,
        call_type=incident.call_type,
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
    answers = _known(merged([call.answers for call in calls]))
    text = "\n".join(part for part in (narrative, noted) if part)
    result = assess(_fitting(text), answers, _known_type(incident.call_type))
    if len(text) > engine.LONGEST:
        result["conflicts"] = [*result["conflicts"], TOO_LONG]
    return kept(now, key, incident, result, narrative, answers, noted)


TOO_LONG = {
    "question": "",
    "says": "More was said than triage reads at once: it read the beginning and the newest. Read the middle yourself.",
    "evidence": {},
}


def _fitting(text: str) -> str:
    """Return what the engine can read of a long text: how it began, and what came last."""
    half = engine.LONGEST // 2
    return text if len(text) <= engine.LONGEST else text[:half] + text[-half:]


def _known(answers: dict[str, str]) -> dict[str, str]:
    """Keep the answers that the protocol in force knows: a release must not lock the incidents that are open."""
    may = {q.id: {a.value for a in q.answers} for q in in_force().questions}
    return {question: answer for question, answer in answers.items() if answer in may.get(question, ())}


def _known_type(code: str) -> str:
    return code if in_force().call_type(code) else ""


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
