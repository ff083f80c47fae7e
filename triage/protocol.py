"""The protocol as data: questions, determinants, call types, overrides with their cases, teams; loaded and frozen.

`checking` says what is wrong with one; a protocol with a fault cannot be loaded.
"""

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
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
ARMED = ("police", "co_response")


# What each table of a protocol must hold, and what it may.
KEYS = {
    "question": (("id", "step", "words", "why"), ("answers", "urgent", "asked_when", "asked_when_said", "help")),
    "determinant": (("id", "text", "response", "priority", "determination", "level"), ()),
    "call_type": (("code", "text", "determination", "priority", "response"), ("escalate", "de_escalate")),
    "override": (("number", "text", "case"), ()),
    "team": (("kind", "text", "armed", "can_hold", "can_transport", "hours", "can"), ()),
}


@dataclass(frozen=True)
class Answer:
    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question, in the order it is asked (`step` of domain 2.1); `urgent` ones come before all others.

    It is asked always, or when another question was answered so (`asked_when`) or a fact was named
    (`asked_when_said`). A question without answers is a field of the call itself.
    """

    id: str
    step: int
    words: str
    why: str
    answers: tuple[Answer, ...]
    urgent: bool = False
    asked_when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked_when_said: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class Determinant:
    """One of D1..D12 with its plan: who goes, how fast, what it is called."""

    id: str
    text: str
    response: tuple[str, ...]
    priority: str
    determination: str
    level: int


@dataclass(frozen=True)
class Rule:
    """Any of these facts gives this response."""

    facts: tuple[str, ...]
    response: tuple[str, ...]


@dataclass(frozen=True)
class CallType:
    """A call type's default; words and answers that are more dangerous always count more."""

    code: str
    text: str
    determination: str
    priority: str
    response: tuple[str, ...]
    escalate: tuple[Rule, ...] = ()
    de_escalate: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Override:
    """A safety override and the case that shows it works. `expect`: unsafe, conflict, eligible or evidence."""

    number: int
    text: str
    narrative: str
    answers: dict[str, str]
    expect: str


@dataclass(frozen=True)
class Team:
    kind: str
    text: str
    armed: bool
    can_hold: bool
    can_transport: bool
    hours: str
    can: tuple[str, ...]


@dataclass(frozen=True)
class Protocol:
    """A released or draft protocol. `version` is the SHA-256 of its text."""

    name: str
    version: str
    text: str
    questions: tuple[Question, ...]
    determinants: tuple[Determinant, ...]
    call_types: tuple[CallType, ...]
    overrides: tuple[Override, ...]
    teams: tuple[Team, ...]

    def question(self, id: str) -> Question | None:
        """Return the question of this id that can be ticked."""
        return next((q for q in self.questions if q.id == id and q.answers), None)

    def call_type(self, code: str) -> CallType | None:
        return next((t for t in self.call_types if t.code == code), None)

    def determinant(self, id: str) -> Determinant:
        return next(d for d in self.determinants if d.id == id)


def loads(text: str) -> Protocol:
    """Return the protocol of a TOML text; raise `BadInput` with every fault in it."""
    from triage import checking

    protocol = parsed(text)
    if faults := checking.faults(protocol):
        raise BadInput(" ".join(faults))
    return protocol


@lru_cache(maxsize=1)
def load_default() -> Protocol:
    """Return the protocol that the package ships."""
    return loads((FOLDER / "los_angeles.toml").read_text(encoding="utf-8"))


def parsed(text: str) -> Protocol:
    """Return the protocol of a TOML text, unchecked but for its shape; raise `BadInput` for what cannot be read."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The protocol is not valid TOML: {error}.") from None
    scales = {
        n: tuple(Answer(v, label) for v, label in those.items()) for n, those in tables.get("answers", {}).items()
    }
    return Protocol(
        name=str(tables.get("name", "")),
        version=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        questions=_each(tables, "question", lambda given: _question(given, scales)),
        determinants=_each(tables, "determinant", lambda g: Determinant(**{**g, "response": tuple(g["response"])})),
        call_types=_each(tables, "call_type", _call_type),
        overrides=_each(tables, "override", _override),
        teams=_each(tables, "team", lambda g: Team(**{**g, "can": tuple(g["can"])})),
    )


def _each(tables: dict[str, Any], kind: str, make: Callable[[dict[str, Any]], Any]) -> tuple[Any, ...]:
    """Return every table of a kind; a missing, unknown or misshapen key is one sentence that names the table."""
    found = []
    needed, may = KEYS[kind]
    for n, given in enumerate(tables.get(kind, []), start=1):
        name = next((str(given[key]) for key in ("id", "code", "number", "kind") if key in given), f"no. {n}")
        what = f"The {kind.replace('_', ' ')} {name}"
        if missing := [key for key in needed if key not in given]:
            raise BadInput(f"{what} lacks {', '.join(missing)}.")
        if unknown := sorted(set(given) - {*needed, *may}):
            raise BadInput(f"{what} has a key that does not exist: {unknown[0]}.")
        try:
            found.append(make(given))
        except (KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"{what} is misshapen: {error}.") from None
    return tuple(found)


def _question(given: dict[str, Any], scales: dict[str, tuple[Answer, ...]]) -> Question:
    scale = given.pop("answers", "yes_no")
    if scale not in scales:
        raise BadInput(f"The question {given.get('id')} uses answers that do not exist: {scale}.")
    when = {question: tuple(values) for question, values in given.pop("asked_when", {}).items()}
    said = tuple(given.pop("asked_when_said", ()))
    return Question(**given, answers=scales[scale], asked_when=when, asked_when_said=said)


def _call_type(given: dict[str, Any]) -> CallType:
    escalate, de_escalate = _rules(given.pop("escalate", [])), _rules(given.pop("de_escalate", []))
    plan = tuple(given.pop("response"))
    return CallType(**given, response=plan, escalate=escalate, de_escalate=de_escalate)


def _rules(given: list[dict[str, Any]]) -> tuple[Rule, ...]:
    return tuple(Rule(tuple(rule["facts"]), tuple(rule["response"])) for rule in given)


def _override(given: dict[str, Any]) -> Override:
    case = given["case"]
    return Override(given["number"], given["text"], case["narrative"], dict(case["answers"]), case["expect"])
