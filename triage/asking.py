"""The next best question: the one whose answer would change most, dangerous things first, and why it is asked."""

from typing import Any

from triage import scoring
from triage.dangers import Danger
from triage.decisions import DANGEROUS, Decision
from triage.facts import NAMED, Facts
from triage.protocol import ARMED, KINDS, Protocol, Question
from triage.scoring import Scores

MOST = 3
DECIDES = {  # what a hard rule makes of an answer, whatever the scores say
    ("conscious_breathing", "no"): "medical",
    ("injury", "yes"): "medical",
    ("violence_now", "yes"): "police",
    ("threat_to_others", "yes"): "police",
    ("weapons", "yes"): "police",
    ("attempt_made", "yes"): "medical",
}


def next_questions(
    p: Protocol, facts: Facts, found: list[Danger], scores: Scores, decision: Decision
) -> list[dict[str, Any]]:
    """Return the three best questions not asked yet, with their answers and what an answer would change."""
    open_ = [q for q in p.questions if q.answers and not facts.answer(q.id) and _is_asked(q, facts)]
    ranked = sorted(((_changes(q, found, scores, decision), q) for q in open_), key=lambda pair: _order(*pair))
    return [
        {
            "id": q.id,
            "words": q.words,
            "answers": [{"value": a.value, "label": a.label} for a in q.answers],
            "why": q.why,
            "changes": changes,
        }
        for changes, q in ranked[:MOST]
    ]


def _is_asked(question: Question, facts: Facts) -> bool:
    """Return whether a question is due: always, unlocked by an answer, or by something that was said."""
    if not question.asked_when and not question.asked_when_said:
        return True
    if any(facts.answer(other) in values for other, values in question.asked_when.items()):
        return True
    return any(NAMED[fact](facts) if fact in NAMED else bool(facts.now(fact)) for fact in question.asked_when_said)


def _order(changes: dict[str, str], question: Question) -> tuple[bool, bool, bool, int]:
    needed = bool(question.asked_when_said) and question.step == 16
    return (not needed, not question.urgent, not changes, question.step)


def _changes(question: Question, found: list[Danger], scores: Scores, decision: Decision) -> dict[str, str]:
    """Return answer -> the kind that would then go first, for answers that would change it."""
    changes = {}
    lead = decision.response[0]
    for answer in question.answers:
        if answer.value == "unknown":
            continue
        then = DECIDES.get((question.id, answer.value)) or _lead_then(question.id, answer.value, found, scores, lead)
        if then != lead and not (then in ARMED and set(decision.response) & set(ARMED)):
            changes[answer.value] = then
    return changes


def _lead_then(question: str, answer: str, found: list[Danger], scores: Scores, lead: str) -> str:
    then = scoring.answered(scores, question, answer)
    if found or then["unsafe"] >= DANGEROUS:
        return lead if found else max(ARMED, key=lambda kind: then[kind])
    return max(KINDS, key=lambda kind: (then[kind], kind == lead))
