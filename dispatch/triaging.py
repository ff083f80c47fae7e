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
    return engine.assess(known, kept.narrative, kept.answers, kept.call_type or None)


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
        answers=answers,
        call_type=incident.call_type if call_type is None else call_type,
        result=result,
    )
    incident.eligible = incident.eligible or result["eligible"]
    if not incident.priority_set_by_hand:
        incident.priority = result["priority"]
    return incident.assessment


def again(now: datetime, key: int, incident: Incident, calls: list[Call]) -> Assessment:
    """Return a new assessment of all that every caller said; it is now the incident's."""
    narrative = "\n".join(call.narrative for call in calls if call.narrative)
    answers, call_type = _still_known(incident, merged([call.answers for call in calls]))
    result = assess(narrative, answers, call_type)
    return kept(now, key, incident, result, narrative, answers, call_type)


def _still_known(incident: Incident, answers: dict[str, str]) -> tuple[dict[str, str], str]:
    """Return answers and call type without what was right under the incident's last protocol and is gone now.

    A release must not make the open incidents unchangeable; what never existed stays refused.
    """
    code = incident.call_type
    before = incident.assessment.version.partition("+")[0] if incident.assessment else ""
    now = in_force()
    if before in ("", now.version):
        return answers, code
    then = _loaded(before)
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
    types = in_force().call_types
    for known in types.values() if isinstance(types, dict) else types:
        if known.code == code:
            return str(known.text)
    raise Invalid("There is no such call type.", fields={"call_type": ["There is no such call type."]})


def protocol_card() -> dict[str, Any]:
    """Return the protocol in force for the intake page: questions in order, call types."""
    now = in_force()
    types = now.call_types
    return {
        "version": now.version,
        "questions": [_question(q) for q in now.questions],
        "call_types": [
            {"code": t.code, "text": t.text, "determination": t.determination, "priority": t.priority}
            for t in (types.values() if isinstance(types, dict) else types)
        ],
    }


def _question(question: Any) -> dict[str, Any]:
    return {
        "id": question.id,
        "words": question.words,
        "help": getattr(question, "help", ""),
        "answers": [{"value": a.value, "label": a.label} for a in question.answers],
    }
