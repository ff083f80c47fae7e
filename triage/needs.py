"""What kind of help is needed when nobody is in danger from somebody else, in the order of the labelling rules:
life first, an attempt, thoughts of suicide, crime without present danger, missing people, then the service need.
"""

from dataclasses import dataclass, field
from typing import Any

from triage.facts import WEAPONS, Facts
from triage.protocol import CallType
from triage.reading import Mention

Reason = tuple[str, str, Mention | None]
LATE = ("ago", "yesterday")


@dataclass
class Need:
    """The service need and what it hangs on."""

    response: list[str] = field(default_factory=list)
    determination: str = "undetermined"
    reasons: list[Reason] = field(default_factory=list)
    crisis: bool = False
    self_harm: bool = False
    medical_first: bool = False
    urgent: bool = False
    hurt_by_somebody: bool = False
    found_weapon: bool = False
    cold: bool = False
    bias: dict[str, Any] | None = None

    def send(self, *kinds: str) -> None:
        self.response += [kind for kind in kinds if kind not in self.response]
        if self.determination == "undetermined":
            self.determination = "non_criminal"

    def because(self, rule: str, says: str, mention: Mention | None) -> None:
        self.reasons.append((rule, says, mention))


def find(facts: Facts, kind: CallType | None) -> Need:
    """Return the need of a call; an empty response when nothing that was said decides it."""
    need = Need()
    need.crisis = bool(facts.said("crisis", "suicide", "attempt_body")) or facts.yes("suicidal")
    need.self_harm = bool(facts.said("suicide", "attempt_body", "plan")) or facts.yes("suicidal")
    need.hurt_by_somebody = bool(facts.now("violence") or facts.yes("violence_now"))
    need.found_weapon = bool(facts.now("found_weapon") and facts.said(*WEAPONS))
    _bias(facts, need)
    _life(facts, need)
    _attempt(facts, need)
    if not need.response:
        _thoughts(facts, need)
    if not need.response:
        _cold_crime(facts, need)
    if not need.response:
        _missing(facts, need)
    if not need.response:
        _service(facts, need)
    return need


def _life(facts: Facts, need: Need) -> None:
    mentions = facts.now("medical_now") or facts.now("collision")
    unwell = facts.yes("injury") or facts.answer("conscious_breathing") == "no"
    unknown = facts.answer("conscious_breathing") == "unknown"
    if facts.now("intoxicated") and not facts.said("retracted"):
        # Intoxication goes to medical: what looks like drink or drugs may be an illness.
        need.send("medical")
        need.because("intoxicated", "Intoxication, which may hide an illness", facts.now("intoxicated")[0])
    if mentions or unwell or (unknown and facts.said("intoxicated", "welfare", "elder")):
        if facts.said("collision") and not facts.now("medical_now") and facts.said("nothing"):
            return
        need.medical_first = need.urgent = True
        need.send("medical")
        need.because("life_first", "Somebody may be ill or hurt", mentions[0] if mentions else None)


def _attempt(facts: Facts, need: Need) -> None:
    if mentions := facts.now("attempt_body"):
        need.medical_first = need.urgent = True
        need.send("medical", "mental_health")
        need.because("attempt", "An attempt by something taken or a wound", mentions[0])


def _thoughts(facts: Facts, need: Need) -> None:
    mentions = facts.now("suicide", "plan")
    if not mentions and not facts.yes("suicidal"):
        return
    own = facts.yes("caller_is_subject") or _speaks_of_self(facts)
    minor = facts.yes("age_minor") or bool(facts.said("child"))
    plan = facts.yes("means_access") or bool(facts.now("plan"))
    kind = "988_transfer" if own and not minor and not plan else "mental_health"
    need.send(kind)
    need.because("thoughts_of_suicide", "Speaks of dying or of hurting themselves", mentions[0] if mentions else None)


def _speaks_of_self(facts: Facts) -> bool:
    start = f" {facts.text.lower()} "
    return any(
        w in start
        for w in (
            " im ",
            " i'm ",
            " my life",
            " myself",
            " i ",
            " me ",
            "just feel",
            " self caller",
            "platicar",
        )
    )


def _cold_crime(facts: Facts, need: Need) -> None:
    if mentions := facts.said("crime_now", "robbery", "violence", "threat", "forced"):
        if facts.said("retracted") and not facts.answer("violence_now"):
            return
        present = not all(m.past for m in mentions) and facts.answer("subject_on_scene") != "no"
        need.send("police")
        need.determination = "criminal"
        need.cold = not present
        need.because("crime", "A crime is described, without present danger", mentions[0])


def _missing(facts: Facts, need: Need) -> None:
    mentions = facts.now("missing")
    at_risk = facts.said("child", "elder", "crisis") or facts.yes("age_minor") or facts.yes("vulnerable")
    if mentions and at_risk:
        need.send("police")
        need.because("missing_at_risk", "Somebody at risk is missing: a search needs police authority", mentions[0])
    if need.found_weapon:
        need.send("police")
        need.because("found_weapon", "A found weapon: taking it needs police authority", facts.now("found_weapon")[0])


SERVICES = (
    # concept, kinds, rule, what it says
    ("crisis", ("mental_health",), "crisis", "A crisis or a disability, nobody in danger"),
    ("welfare", ("medical",), "no_answer", "No answer from somebody who may be frail or ill"),
    ("homeless", ("homeless_outreach",), "homelessness", "Homelessness or non-violent trespass"),
    ("dispute", ("mediation",), "dispute", "A dispute without violence or threat"),
    ("nothing", ("no_dispatch",), "nothing_to_send_to", "Nothing that a unit could do there"),
    ("retracted", ("no_dispatch",), "taken_back", "The caller explained it away"),
    ("suspicious", ("no_dispatch",), "no_act", "Suspicion without any act described"),
)


def _service(facts: Facts, need: Need) -> None:
    if facts.said("retracted") and not facts.said("crisis", "homeless", "intoxicated", "dispute"):
        need.send("no_dispatch")
        need.because("taken_back", "The caller explained it away", facts.said("retracted")[0])
        return
    if facts.said("suspicious") and not facts.said("crisis", "homeless", "intoxicated"):
        need.send("no_dispatch")
        need.because("no_act", "Suspicion without any act described", facts.said("suspicious")[0])
        return
    for concept, kinds, rule, says in SERVICES:
        if mentions := facts.now(concept):
            if concept == "welfare" and facts.said("crisis") and not facts.said("elder"):
                kinds = ("mental_health",)
            need.send(*kinds)
            need.because(rule, says, mentions[0])
            return


def _bias(facts: Facts, need: Need) -> None:
    """Suggest a review, never set it: no act, and the suspicion rests on who somebody is."""
    traits, suspicion = facts.said("protected"), facts.said("suspicious", "retracted")
    act = facts.now("crime_now", "violence", "threat", "robbery", "forced") and not facts.said("retracted")
    if traits and suspicion and not act:
        quotes = [facts.text[m.start : m.end] for m in (traits[0], suspicion[0])]
        need.bias = {"reasons": ["no_act_described", "trait_given_as_reason"], "quotes": quotes}
