"""The engine: facts to an assessment. Same protocol, words and answers: same assessment, always.

Order (domain 2.2): life first; then danger to people; then crime without danger; then the need for a service.
"""

from dataclasses import dataclass, field
from typing import Any

from triage import BadInput, dangers, needs
from triage.dangers import Danger
from triage.facts import Facts, gather
from triage.needs import Need
from triage.protocol import CallType, Protocol
from triage.reading import Mention

REVISION = "1"
LONGEST = 20_000  # characters
MOST_REASONS = 12
ARMED = ("police", "co_response")
TEAMS = ("mental_health", "homeless_outreach", "mediation", "988_transfer")


@dataclass
class Finding:
    """What the rules came to, before it is put into words."""

    response: list[str] = field(default_factory=list)
    determination: str = "undetermined"
    level: int = 2
    priority: str = "P3"


def assess(p: Protocol, narrative: str, answers: dict[str, str], call_type: str | None = None) -> dict[str, Any]:
    """Return an assessment (design 5) as plain JSON values. Raises `BadInput` for what cannot be read."""
    _check(p, narrative, answers)
    kind = p.call_type(call_type) if call_type else None
    if call_type and kind is None:
        raise BadInput(f"There is no call type {call_type}.")
    facts = gather(narrative, answers)
    found, need = dangers.find(facts), needs.find(facts, kind)
    finding = _decide(facts, found, need, kind)
    return _assessment(p, facts, found, need, finding)


def _check(p: Protocol, narrative: str, answers: dict[str, str]) -> None:
    if len(narrative) > LONGEST:
        raise BadInput(f"The narrative is longer than {LONGEST} characters.")
    for name, value in answers.items():
        question = p.question(name)
        if question is None:
            raise BadInput(f"There is no question {name}.")
        if value not in [a.value for a in question.answers]:
            raise BadInput(f"{name} cannot be answered with {value}.")


def _decide(facts: Facts, found: list[Danger], need: Need, kind: CallType | None) -> Finding:
    finding = Finding(response=[*need.response], determination=need.determination)
    if found:
        _answer_danger(facts, found, need, finding)
    elif kind and not facts.found and not finding.response:
        finding.response, finding.determination = [*kind.response], kind.determination
    if kind and set(kind.response) & set(ARMED) and not set(finding.response) & set(ARMED):
        # A call type that sends police is not softened by words that merely say less.
        finding.response.append(next(k for k in kind.response if k in ARMED))
        finding.determination = kind.determination
    if not finding.response:
        finding.response, finding.determination = ["co_response"], "undetermined"
    finding.level = _level(facts, found, need)
    finding.priority = _priority(finding, need, found)
    if kind and kind.priority < finding.priority and not facts.found:
        finding.priority = kind.priority
    return finding


def _answer_danger(facts: Facts, found: list[Danger], need: Need, finding: Finding) -> None:
    """Put police or co-response in front, or behind medical when a life comes first."""
    lead = "co_response" if need.crisis else "police"
    rules = {danger.rule for danger in found}
    others = [k for k in finding.response if k == "medical"]
    if rules <= {"traffic", "freeway_answered"} and not need.crisis:
        lead = "police"
    if need.medical_first and not rules & {"forced_entry", "robbery"} and not need.hurt_by_somebody:
        finding.response = [*others, lead] if others else [lead]
    else:
        finding.response = [lead, *others]
    if lead == "police" and rules - {"traffic", "freeway_answered", "height", "history"}:
        finding.determination = "criminal"
    if lead == "co_response":
        harm = {
            "violence",
            "violence_answered",
            "threat",
            "threat_answered",
            "forced_entry",
            "held",
            "robbery",
        }
        finding.determination = "criminal" if rules & harm and not need.self_harm else "non_criminal"
    if need.found_weapon:
        finding.response, finding.determination = ["police", *others], "non_criminal"


def _level(facts: Facts, found: list[Danger], need: Need) -> int:
    if found:
        return 4
    if need.medical_first or need.self_harm:
        return 3
    return 2 if need.response and need.response[0] in ("mental_health", "medical", "police", "988_transfer") else 1


def _priority(finding: Finding, need: Need, found: list[Danger]) -> str:
    if found or (need.medical_first and finding.response[0] == "medical" and need.urgent):
        return "P1"
    first = finding.response[0]
    if first in ("mental_health", "988_transfer", "medical", "co_response"):
        return "P2"
    if first == "police":
        return "P4" if need.cold else "P2"
    return "P3" if first in ("homeless_outreach", "mediation") else "P4"


# --- in words -------------------------------------------------------------------------------------------


def _assessment(p: Protocol, facts: Facts, found: list[Danger], need: Need, finding: Finding) -> dict[str, Any]:
    safe = not found and not set(finding.response) & set(ARMED)
    reasons = [_reason(facts, d.rule, d.says, d.mention, d.answer, "hard") for d in found]
    reasons += [_reason(facts, rule, says, m, "", "soft") for rule, says, m in need.reasons]
    if not reasons:
        reasons = [
            _reason(
                facts,
                "nothing_matched",
                "Nothing said so far decides it: a cautious first answer",
                None,
                "",
                "soft",
            )
        ]
    return {
        "determination": finding.determination,
        "level": finding.level,
        "priority": finding.priority,
        "response": [
            {"kind": kind, "role": "primary" if i == 0 else "also", "required": True}
            for i, kind in enumerate(finding.response)
        ],
        "unarmed_alone_is_safe": safe,
        "eligible": safe and finding.response[0] in TEAMS,
        "reasons": _once(reasons)[:MOST_REASONS],
        "hedges": [_span(facts, m) for m in facts.said("hedge")][:8],
        "conflicts": _conflicts(facts, found),
        "hazards": sorted({d.says for d in found}),
        "next_questions": _next(p, facts, found, finding),
        "bias_review_suggested": need.bias,
        "protocol": p.name,
        "version": f"{p.version}+{REVISION}",
    }


def _span(facts: Facts, m: Mention) -> dict[str, Any]:
    return {"text": facts.text[m.start : m.end], "start": m.start, "end": m.end}


def _reason(facts: Facts, rule: str, says: str, m: Mention | None, answer: str, weight: str) -> dict[str, Any]:
    evidence: dict[str, Any] = _span(facts, m) if m else {"answer": answer} if answer else {}
    return {"rule": rule, "says": says, "evidence": evidence, "weight": weight}


def _once(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for reason in reasons:
        key = (reason["rule"], str(reason["evidence"].get("text", "")).lower())
        if key not in seen:
            seen.add(key)
            kept.append(reason)
    return kept


# Where words and answers disagree, the more dangerous one counted; people are told (override 2).
CONTRADICTIONS = (
    ("weapons", ("weapon", "hinted_weapon"), "a weapon"),
    ("violence_now", ("violence",), "violence"),
    ("threat_to_others", ("threat",), "a threat"),
)


def _conflicts(facts: Facts, found: list[Danger]) -> list[dict[str, Any]]:
    conflicts = []
    for question, rules, what in CONTRADICTIONS:
        words = [d for d in found if d.rule in rules and d.mention]
        if words and facts.answer(question) == "no":
            span = _span(facts, words[0].mention) if words[0].mention else {}
            says = f"Answered: no {what}. The words speak of one; the words count."
            conflicts.append({"question": question, "says": says, "evidence": span})
    return conflicts


def _next(p: Protocol, facts: Facts, found: list[Danger], finding: Finding) -> list[dict[str, Any]]:
    """Return the three best questions that were not asked: urgent ones first, in the protocol's order."""
    open_ = [q for q in p.questions if not facts.answer(q.id)]
    if not facts.said("suicide", "crisis"):
        open_ = [q for q in open_ if q.id != "means_access"]
    if not facts.said("suspicious"):
        open_ = [q for q in open_ if q.id != "act_described"]
    ordered = sorted(open_, key=lambda q: (q.id != "act_described", not q.urgent))
    return [
        {
            "id": q.id,
            "words": q.words,
            "answers": [{"value": a.value, "label": a.label} for a in q.answers],
            "why": q.why,
        }
        for q in ordered[:3]
    ]
