"""What is wrong with a protocol, one sentence per fault. None is loaded, released or rehearsed with a fault."""

from collections import Counter
from collections.abc import Iterable, Iterator

from triage.facts import NAMED
from triage.protocol import ARMED, KINDS, CallType, Protocol, Question, Rule

DETERMINANTS = tuple(f"D{n}" for n in range(1, 13))
OVERRIDES = tuple(range(1, 12))
PRIORITIES = ("P1", "P2", "P3", "P4")
DETERMINATIONS = ("criminal", "non_criminal", "undetermined")
MUST_BE_ARMED = ("D2", "D3")  # violence now and crisis with danger: no plan sends an unarmed team alone
MUST_BE_MEDICAL = ("D1",)


def faults(p: Protocol) -> list[str]:
    """Return one sentence per fault; empty when the protocol is whole."""
    found = [*_names(p), *_questions(p), *_determinants(p), *_call_types(p)]
    return found or list(_overrides(p))


def _names(p: Protocol) -> Iterator[str]:
    if not p.name:
        yield "The protocol has no name."
    named: dict[str, list[str]] = {
        "question": [q.id for q in p.questions],
        "determinant": [d.id for d in p.determinants],
        "call type": [t.code for t in p.call_types],
        "override": [str(o.number) for o in p.overrides],
        "team": [t.kind for t in p.teams],
    }
    for kind, names in named.items():
        if not names:
            yield f"The protocol has no {kind}."
        for name, times in Counter(names).items():
            if times > 1:
                yield f"The {kind} {name} stands twice."


def _questions(p: Protocol) -> Iterator[str]:
    known = {q.id: {a.value for a in q.answers} for q in p.questions}
    for question in p.questions:
        if question.answers and "unknown" not in known[question.id]:
            yield f"The question {question.id} cannot be answered with unknown."
        for other, values in question.asked_when.items():
            if missing := set(values) - known.get(other, set()):
                yield f"The question {question.id} waits for {other}={sorted(missing)[0]}, which does not exist."
        yield from _unknown_facts(f"question {question.id}", question.asked_when_said)
    reached = _reached(p.questions)
    yield from (f"The question {q.id} can never be reached." for q in p.questions if q.id not in reached)


def _reached(questions: Iterable[Question]) -> set[str]:
    """Return the questions that are asked at once or unlocked, in any number of steps, by those that are."""
    reached: set[str] = set()
    while True:
        more = {
            q.id
            for q in questions
            if q.id not in reached and (not q.asked_when or q.asked_when_said or set(q.asked_when) & reached)
        }
        if not more:
            return reached
        reached |= more


def _determinants(p: Protocol) -> Iterator[str]:
    found = {d.id: d for d in p.determinants}
    for id in DETERMINANTS:
        if id not in found:
            yield f"The determinant {id} is missing."
    for d in p.determinants:
        if d.id not in DETERMINANTS:
            yield f"There is no determinant {d.id}."
        yield from _plan(f"determinant {d.id}", d.response, d.priority, d.determination)
        if d.level not in (1, 2, 3, 4):
            yield f"The determinant {d.id} has no level from 1 to 4."
        if d.id in MUST_BE_ARMED and not set(d.response) & set(ARMED):
            yield f"The determinant {d.id} is dangerous: its plan must hold police or co_response."
        if d.id in MUST_BE_MEDICAL and "medical" not in d.response:
            yield f"The determinant {d.id} is about a life: its plan must hold medical."


def _call_types(p: Protocol) -> Iterator[str]:
    for each in p.call_types:
        what = f"call type {each.code}"
        yield from _plan(what, each.response, each.priority, each.determination)
        for rule in _all_rules(each):
            yield from _plan(f"rule of the {what}", rule.response)
            yield from _unknown_facts(what, rule.facts)


def _all_rules(each: CallType) -> tuple[Rule, ...]:
    return (*each.escalate, *each.de_escalate)


def _plan(what: str, response: tuple[str, ...], priority: str = "P1", determination: str = "criminal") -> Iterator[str]:
    if not response or set(response) - set(KINDS):
        yield f"The {what} has no plan of known response kinds."
    if priority not in PRIORITIES:
        yield f"The {what} has no priority P1 to P4."
    if determination not in DETERMINATIONS:
        yield f"The {what} has no determination that exists."


def _unknown_facts(what: str, facts: tuple[str, ...]) -> Iterator[str]:
    for fact in facts:
        if fact not in NAMED:
            yield f"The {what} names the fact {fact}, which does not exist."


def _overrides(p: Protocol) -> Iterator[str]:
    """Every override has a case, and the case comes out as it must under this protocol."""
    from triage import engine

    numbers = {o.number for o in p.overrides}
    yield from (f"The override {n} has no test case." for n in OVERRIDES if n not in numbers)
    for override in p.overrides:
        got = engine.assess(p, override.narrative, override.answers)
        met = {
            "unsafe": not got["unarmed_alone_is_safe"] and bool({r["kind"] for r in got["response"]} & set(ARMED)),
            "conflict": bool(got["conflicts"]) and not got["unarmed_alone_is_safe"],
            "eligible": got["eligible"],
            "evidence": any(r["evidence"].get("text") for r in got["reasons"] if r["weight"] == "hard"),
        }
        if not met.get(override.expect, False):
            yield f"The case of override {override.number} does not come out as {override.expect}."
