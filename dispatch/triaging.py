"""Triage at the desk: the protocol in force, an assessment of what was said, and keeping it as a row."""

import time
from datetime import datetime
from functools import lru_cache
from typing import Any

from dispatch.errors import Invalid
from dispatch.models import Assessment, Call, Incident, Protocol
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
    now: datetime, key: int, incident: Incident, result: dict[str, Any], narrative: str, answers: Any
) -> Assessment:
    """Return a new assessment row, under this key, with what it was given; it is now the incident's."""
    incident.assessment = Assessment(
        pk=key,
        incident=incident,
        at=now,
        protocol=result["protocol"],
        version=result["version"],
        narrative=narrative,
        answers=answers,
        call_type=incident.call_type,
        result=result,
    )
    incident.eligible = incident.eligible or result["eligible"]
    if not incident.priority_set_by_hand:
        incident.priority = result["priority"]
    return incident.assessment


def again(now: datetime, key: int, incident: Incident, calls: list[Call]) -> Assessment:
    """Return a new assessment of all that every caller said; it is now the incident's."""
    narrative = "\n".join(call.narrative for call in calls if call.narrative)
    answers = merged([call.answers for call in calls])
    result = assess(narrative, answers, incident.call_type)
    return kept(now, key, incident, result, narrative, answers)


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
