"""The engine: words and answers to an assessment. Same protocol, words and answers: same assessment, always.

Reading, hard rules and scores are put together in `decisions`; here the result is put into words and numbers.
"""

from typing import Any, Final

from triage import BadInput, dangers, decisions, scoring
from triage.asking import next_questions
from triage.bias import suggested
from triage.dangers import Danger
from triage.decisions import TEAMS, Decision
from triage.facts import Facts, gather
from triage.features import features
from triage.protocol import ARMED, Protocol, load_default
from triage.reading import WEAPONS, Mention, read
from triage.scoring import Scores

CODE = "3"  # raised whenever the same words could come out differently
LONGEST = 100_000  # characters: what several callers and notes say of one incident
MOST_REASONS = 12
SAYS = {
    "police": "Reads like calls that police answered",
    "co_response": "Reads like a crisis with danger",
    "mental_health": "Reads like a crisis without danger",
    "homeless_outreach": "Reads like homelessness or non-violent trespass",
    "medical": "Somebody may be ill, hurt or intoxicated",
    "988_transfer": "Speaks of dying, for themselves, with nothing under way",
    "mediation": "Reads like a dispute without violence or threat",
    "no_dispatch": "Nothing that a unit could do there",
}


def revision() -> str:
    """Return what, with the protocol, makes an assessment: the code's and the weights' revision."""
    return f"{CODE}.{scoring.weights().revision}"


def warm() -> None:
    """Read lexicons and weights now, so that no caller waits a tenth of a second for the first assessment."""
    assess(load_default(), "ready", {})


def assess(p: Protocol, narrative: str, answers: dict[str, str], call_type: str | None = None) -> dict[str, Any]:
    """Return an assessment (design 5) as plain JSON values. Raises `BadInput` for what cannot be read."""
    _check(p, narrative, answers)
    kind = p.call_type(call_type) if call_type else None
    if call_type and kind is None:
        raise BadInput(f"There is no call type {call_type}.")
    reading = read(narrative, scoring.weights().known)
    facts = gather(reading, answers)
    scores = scoring.score(features(reading, answers))
    found = dangers.find(facts) or _reads_dangerous(facts, scores)
    decision = decisions.decide(p, facts, found, scores, kind)
    return _assessment(p, facts, found, scores, decision)


def _check(p: Protocol, narrative: str, answers: dict[str, str]) -> None:
    if len(narrative) > LONGEST:
        raise BadInput(f"The narrative is longer than {LONGEST} characters.")
    for name, value in answers.items():
        question = p.question(name)
        if question is None:
            raise BadInput(f"There is no question {name}.")
        if value not in [a.value for a in question.answers]:
            raise BadInput(f"{name} cannot be answered with {value}.")


def _reads_dangerous(facts: Facts, scores: Scores) -> list[Danger]:
    """Return a danger that no hard rule named but that the words as a whole read like."""
    if scores["unsafe"] < decisions.DANGEROUS:
        return []
    driven = scores.driven_by("unsafe", 1)
    mention = Mention("unsafe", driven[0][1], driven[0][2], 0, 0) if driven else None
    return [Danger("reads_dangerous", "Reads like calls in which somebody was in danger", mention)]


def _assessment(p: Protocol, facts: Facts, found: list[Danger], scores: Scores, decision: Decision) -> dict[str, Any]:
    armed = set(decision.response) & set(ARMED)
    return {
        "determination": decision.determination,
        "determinant": decision.determinant,
        "level": decision.level,
        "priority": decision.priority,
        "response": [_part(kind, i, decision) for i, kind in enumerate(decision.response)],
        "unarmed_alone_is_safe": not found and not armed,
        # A stand-by makes a call no less a call for an unarmed team.
        "eligible": not found and decision.response[0] in TEAMS and armed <= set(decision.stand_by),
        "reasons": _reasons(facts, found, scores, decision),
        "hedges": _hedges(facts),
        "denials": _denials(facts),
        "conflicts": _conflicts(facts, found),
        "hazards": sorted({d.says for d in found}),
        "next_questions": next_questions(p, facts, found, scores, decision),
        "bias_review_suggested": suggested(facts, scores),
        "protocol": p.name,
        "version": f"{p.version}+{revision()}",
    }


STANDS_BY: Final = {
    "co_response": "Danger is not excluded: co-response stands by",
    "medical": "Illness is not excluded: medical stands by",
}
"""Why each kind that may stand by does."""


def _part(kind: str, i: int, decision: Decision) -> dict[str, Any]:
    role = "primary" if i == 0 else "stand_by" if kind in decision.stand_by else "also"
    return {"kind": kind, "role": role, "required": role != "stand_by"}


def _reasons(facts: Facts, found: list[Danger], scores: Scores, decision: Decision) -> list[dict[str, Any]]:
    """Return why: hard rules first, then a life, then what drove the score of the kind that goes first."""
    reasons = [_reason(facts, d.rule, d.says, d.mention, d.answer, "hard") for d in found]
    reasons += [
        _reason(facts, "life_first", "Somebody may be ill or hurt: life first", m, "", "hard") for m in decision.life
    ]
    if decision.because_of_type:
        says = f"Call type {decision.because_of_type}"
        reasons.append(_reason(facts, "call_type", says, None, f"call_type={decision.because_of_type}", "soft"))
    if decision.determination != "undetermined":
        lead = decision.response[0]
        for _, start, end in scores.driven_by(lead):
            reasons.append(_reason(facts, f"reads_as_{lead}", SAYS[lead], Mention("", start, end, 0, 0), "", "soft"))
    for kind in decision.stand_by:
        reasons.append(_reason(facts, "stand_by", STANDS_BY[kind], None, "", "soft"))
    if not reasons:
        reasons.append(
            _reason(
                facts, "nothing_matched", "Nothing said so far decides it: a cautious first answer", None, "", "soft"
            )
        )
    return _once(reasons)[:MOST_REASONS]


def _span(facts: Facts, m: Mention) -> dict[str, Any]:
    return {"text": facts.text[m.start : m.end], "start": m.start, "end": m.end}


def _reason(facts: Facts, rule: str, says: str, m: Mention | None, answer: str, weight: str) -> dict[str, Any]:
    evidence: dict[str, Any] = _span(facts, m) if m else {"answer": answer} if answer else {}
    how = {
        name: value
        for name, value in (
            ("place", m.place if m else ""),
            ("source", m.source if m else ""),
            ("hedged", m.hedged if m else False),
        )
        if value
    }
    return {"rule": rule, "says": says, "evidence": evidence | how, "weight": weight}


def _once(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for reason in reasons:
        key = (reason["rule"], reason["says"], str(reason["evidence"].get("text", "")).lower())
        if key not in seen:
            seen.add(key)
            kept.append(reason)
    return kept


def _hedges(facts: Facts) -> list[dict[str, Any]]:
    """Return every word of doubt with its place: responders read it as it was said."""
    around = facts.reading.surroundings
    spans = [(around.said[first].start, around.said[last].end) for first, last in around.cues.get("hedges", [])]
    return [{"text": facts.text[start:end], "start": start, "end": end} for start, end in spans[:8]]


# Where words and answers disagree, the more dangerous one counted; people are told (override 2).
CONTRADICTIONS = (
    ("weapons", ("weapon", "hinted_weapon"), "weapon", WEAPONS),
    ("violence_now", ("violence",), "violence", ("violence",)),
    ("threat_to_others", ("threat",), "threat", ("threat",)),
)


def _denials(facts: Facts) -> list[dict[str, Any]]:
    """Return what dangers the words deny, in those words: read out before an unarmed team is sent, never an answer."""
    found = []
    for question, _, _, concepts in CONTRADICTIONS:
        for m in [m for c in concepts if not facts.said(c) for m in facts.denied.get(c, [])][:1]:
            start = facts.reading.words[facts.reading.surroundings.denial_of(m.at)].start
            found.append({"question": question, "text": facts.text[start : m.end], "start": start, "end": m.end})
    return found


def _conflicts(facts: Facts, found: list[Danger]) -> list[dict[str, Any]]:
    conflicts = []
    for question, rules, what, concepts in CONTRADICTIONS:
        words = [d for d in found if d.rule in rules and d.mention]
        if words and facts.answer(question) == "no":
            span = _span(facts, words[0].mention) if words[0].mention else {}
            says = f"Answered: no {what}. The words speak of one; the words count."
            conflicts.append({"question": question, "says": says, "evidence": span})
        denied = [m for c in concepts for m in facts.denied.get(c, [])]
        if facts.yes(question) and denied and not words:
            says = f"Answered: {what}. The words deny it; the answer counts."
            conflicts.append({"question": question, "says": says, "evidence": _span(facts, denied[0])})
    return conflicts
