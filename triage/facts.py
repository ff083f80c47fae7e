"""Facts: what was said and answered, brought together. Where they disagree the more dangerous one counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from triage.reading import Mention, mentions

WEAPONS = ("firearm", "blade", "blunt")
# Words that deny but mean an emergency: their denial is part of the phrase itself.
NEVER_DENIED = frozenset({"medical_now", "coded", "height", "traffic", "retracted", "past", "hedge", "welfare"})


@dataclass
class Facts:
    """What is known of a call: mentions by concept, answers, and contradictions found on the way."""

    text: str
    answers: dict[str, str]
    found: dict[str, list[Mention]] = field(default_factory=dict)
    denied: dict[str, list[Mention]] = field(default_factory=dict)

    def said(self, *concepts: str) -> list[Mention]:
        """Return mentions that are meant as said: not denied, whenever it was."""
        return [m for c in concepts for m in self.found.get(c, [])]

    def now(self, *concepts: str) -> list[Mention]:
        """Return mentions of the present."""
        return [m for m in self.said(*concepts) if not m.past]

    def answer(self, question: str) -> str:
        """Return yes, no, unknown, or the empty text for a question that was not asked."""
        return self.answers.get(question, "")

    def yes(self, question: str) -> bool:
        return self.answer(question) == "yes"

    def near(self, concept: str, others: Iterable[str], within: int = 8) -> list[Mention]:
        """Return mentions of `concept` that stand at most so many words from a mention of the others."""
        theirs = self.said(*others)
        return [m for m in self.said(concept) if any(abs(m.at - o.at) <= within for o in theirs)]


def gather(text: str, answers: dict[str, str]) -> Facts:
    """Return the facts of a call."""
    facts = Facts(text, answers)
    for mention in mentions(text):
        denied = mention.denied and mention.concept not in NEVER_DENIED
        kept = facts.denied if denied else facts.found
        kept.setdefault(mention.concept, []).append(mention)
    return facts
