"""The protocol as data: questions, answers, call types, rules' names; loaded, checked, frozen."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from triage import BadInput

FOLDER = Path(__file__).parent / "protocols"
KINDS = (
    "police",
    "co_response",
    "mental_health",
    "homeless_outreach",
    "medical",
    "988_transfer",
    "mediation",
    "no_dispatch",
)


@dataclass(frozen=True)
class Answer:
    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question, in the order it is asked. `urgent` ones come before everything that is only useful."""

    id: str
    words: str
    why: str
    help: str
    answers: tuple[Answer, ...]
    urgent: bool = False


@dataclass(frozen=True)
class CallType:
    """A call type's default; words and answers that are more dangerous always count more."""

    code: str
    text: str
    determination: str
    priority: str
    response: tuple[str, ...]


@dataclass(frozen=True)
class Protocol:
    """A released or draft protocol. `version` is the SHA-256 of its text."""

    name: str
    version: str
    text: str
    questions: tuple[Question, ...]
    call_types: tuple[CallType, ...]

    def question(self, id: str) -> Question | None:
        return next((q for q in self.questions if q.id == id), None)

    def call_type(self, code: str) -> CallType | None:
        return next((t for t in self.call_types if t.code == code), None)


def loads(text: str) -> Protocol:
    """Return the protocol of a TOML text; raise `BadInput` with every fault in it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The protocol is not valid TOML: {error}.") from None
    answers = {name: _answers(those) for name, those in tables.get("answers", {}).items()}
    protocol = Protocol(
        name=str(tables.get("name", "")),
        version=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        questions=tuple(_question(q, answers) for q in tables.get("question", [])),
        call_types=tuple(_call_type(t) for t in tables.get("call_type", [])),
    )
    if faults := check(protocol):
        raise BadInput(" ".join(faults))
    return protocol


@lru_cache(maxsize=1)
def load_default() -> Protocol:
    """Return the protocol that the package ships."""
    return loads((FOLDER / "los_angeles.toml").read_text(encoding="utf-8"))


def check(protocol: Protocol) -> list[str]:
    """Return one sentence per fault; empty when the protocol is whole."""
    faults = [] if protocol.name else ["The protocol has no name."]
    named = {
        "question": [question.id for question in protocol.questions],
        "call type": [each.code for each in protocol.call_types],
    }
    for kind, names in named.items():
        faults += [f"The {kind} {name} stands twice." for name in sorted(set(names)) if names.count(name) > 1]
        if not names:
            faults.append(f"The protocol has no {kind}.")
    for question in protocol.questions:
        if "unknown" not in [a.value for a in question.answers]:
            faults.append(f"The question {question.id} cannot be answered with unknown.")
    for each in protocol.call_types:
        if not each.response or set(each.response) - set(KINDS):
            faults.append(f"The call type {each.code} has no plan of known response kinds.")
    return faults


def _answers(those: dict[str, str]) -> tuple[Answer, ...]:
    return tuple(Answer(value, label) for value, label in those.items())


def _question(given: dict[str, Any], answers: dict[str, tuple[Answer, ...]]) -> Question:
    scale = given.get("answers", "yes_no")
    if scale not in answers:
        raise BadInput(f"The question {given.get('id')} uses answers that do not exist: {scale}.")
    return Question(
        id=given["id"],
        words=given["words"],
        why=given.get("why", ""),
        help=given.get("help", ""),
        answers=answers[scale],
        urgent=bool(given.get("urgent", False)),
    )


def _call_type(given: dict[str, Any]) -> CallType:
    return CallType(given["code"], given["text"], given["determination"], given["priority"], tuple(given["response"]))
