"""From facts, dangers and scores to a determinant, a response and a level. Hard rules come before any score.

Order (domain 2.2): life first; then danger to people; then crime without danger; then the need for a service.
"""

from dataclasses import dataclass, field

from triage.dangers import Danger
from triage.facts import NAMED, Facts
from triage.protocol import ARMED, KINDS, CallType, Protocol
from triage.reading import Mention
from triage.scoring import Scores

UNARMED = tuple(kind for kind in KINDS if kind not in ARMED)
TEAMS = ("mental_health", "homeless_outreach", "mediation", "988_transfer")
DANGEROUS = 0.6  # a call that reads as dangerous as this leads with police or co-response
UNSURE = 0.07  # and one as dangerous as this has them stand by
SETTLED = 0.25  # unless the caller was asked about weapon and violence and said no
MARGIN = 0.25  # by which police must be the better answer where no danger was found
UNWELL = 0.08  # an ambulance stands by where illness is not excluded
CLEAR = 0.6  # below which no score speaks against the call type that was chosen
AHEAD = 0.3  # by which co-response must be the better answer where no word speaks of a crisis
NOBODY = 0.05  # by which sending nobody must be the better answer
ALSO = 0.35  # a further kind goes when its score says so
TOO_LITTLE = 3  # words; with fewer known ones nothing is decided by scores
CONCERNS = ("crisis", "hurt", "intoxicated", "welfare", "missing", "fear", "scream", "suspicious")
OF_KIND = {
    "mental_health": "D6",
    "988_transfer": "D7",
    "homeless_outreach": "D9",
    "mediation": "D10",
    "no_dispatch": "D12",
}


@dataclass
class Decision:
    """What triage came to.

    `stand_by`: kinds that wait nearby: co-response until danger is excluded, medical until illness is.
    """

    determinant: str
    response: list[str]
    determination: str
    level: int
    priority: str
    stand_by: list[str] = field(default_factory=list)
    life: list[Mention] = field(default_factory=list)
    because_of_type: str = ""


def decide(p: Protocol, facts: Facts, found: list[Danger], scores: Scores, kind: CallType | None) -> Decision:
    """Return the decision for what is known of a call."""
    life = life_first(facts)
    if kind and (plan := _of_type(facts, found, scores, kind)):
        lead = plan[0]
    elif _too_little(facts, found):
        return _open(kind, life)
    else:
        plan, lead = [], _lead(facts, found, scores, bool(life))
    criminal = scores["criminal"] >= _doubt(lead, found)
    determinant = _determinant(lead, facts, bool(found), bool(life), criminal)
    planned = p.determinant(determinant)
    response = plan or _with_seconds([*planned.response], lead, scores)
    decision = Decision(determinant, response, planned.determination, planned.level, planned.priority, life=life)
    if kind and plan:
        decision.determination, decision.priority, decision.because_of_type = (
            kind.determination,
            kind.priority,
            kind.code,
        )
    elif lead in ARMED or criminal:
        decision.determination = "criminal" if criminal else "non_criminal"
    _keep_safe(decision, facts, found, scores)
    decision.level = level(facts, found, life)
    decision.priority = _priority(decision, found)
    return decision


def life_first(facts: Facts) -> list[Mention]:
    """Return what says that a life is at stake; an answer counts as well as words."""
    said = facts.now("life", "attempt_body")
    if said and not (facts.said("explained") and facts.said("nothing")):
        return said
    return []


def in_need_of_medicine(facts: Facts) -> bool:
    """Return whether answers say that an ambulance goes, whatever the words say."""
    breathing = facts.answer("conscious_breathing")
    down = bool(facts.now("welfare", "intoxicated", "elder", "hurt"))
    return breathing == "no" or facts.yes("attempt_made") or (breathing == "unknown" and down)


def level(facts: Facts, found: list[Danger], life: list[Mention]) -> int:
    """Return LA County's risk level, from what is said and meant alone: a denial that is taken out lowers nothing."""
    if found:
        return 4
    if life or in_need_of_medicine(facts) or facts.yes("injury") or facts.now("suicide", "plan", "fire"):
        return 3
    if facts.yes("suicidal"):
        return 3
    return 2 if facts.now(*CONCERNS) or facts.yes("age_minor") else 1


def _doubt(lead: str, found: list[Danger]) -> float:
    """Return how much must speak for a crime: less where police go because of what a person does."""
    if lead == "police":
        return 0.25 if any(not danger.scene for danger in found) else 0.4
    return 0.5


def _lead(facts: Facts, found: list[Danger], scores: Scores, life: bool) -> str:
    """Return the kind that goes first: the most acceptable of those that the hard rules leave."""
    allowed: tuple[str, ...] = KINDS
    if found:
        allowed = (*ARMED, "medical") if life or scores.blind_to_status("medical") >= 0.5 else ARMED
    if found and not _in_crisis(facts):
        # Co-response leads when the danger comes from a person in crisis; nothing here says so.
        ahead = scores.blind_to_status("co_response") - scores.blind_to_status("police")
        allowed = tuple(kind for kind in allowed if kind != "co_response" or ahead >= AHEAD)
    lead = max(allowed, key=lambda kind: (_claim(kind, scores, bool(found)), -KINDS.index(kind)))
    if found or lead in ARMED:
        return lead
    # Whether police go is decided; which unarmed team goes may hang on housing status and language.
    return max(UNARMED, key=lambda kind: (scores[kind] - _margin(kind, False), -KINDS.index(kind)))


def _in_crisis(facts: Facts) -> bool:
    return bool(facts.now("crisis", "suicide", "goodbye", "plan", "jumping")) or facts.yes("suicidal")


def _claim(kind: str, scores: Scores, danger: bool) -> float:
    """Return how strongly a kind asks to go first. Sending police without a danger, or nobody, needs a lead."""
    return scores.blind_to_status(kind) - _margin(kind, danger)


def _margin(kind: str, danger: bool) -> float:
    if kind == "no_dispatch":
        return NOBODY
    return MARGIN if kind in ARMED and not danger else 0.0


def _determinant(lead: str, facts: Facts, danger: bool, life: bool, criminal: bool) -> str:
    if lead == "medical":
        return "D1" if life or in_need_of_medicine(facts) or facts.now("fire") else "D8"
    if lead == "co_response":
        return "D3"
    if lead != "police":
        return OF_KIND[lead]
    if not criminal:
        return "D2" if danger and not facts.now("missing", "found_weapon") else "D5"
    if danger:
        return "D2"
    return "D4" if NAMED["suspect_near"](facts) else "D11"


def _with_seconds(response: list[str], lead: str, scores: Scores) -> list[str]:
    """Add the kinds that such calls also got."""
    for kind in ("police", "co_response", "medical", "mental_health", "homeless_outreach"):
        if kind not in response and scores[f"also {kind}"] >= ALSO and lead != "no_dispatch":
            if kind in ARMED and set(response) & set(ARMED):
                continue
            response.append(kind)
    return response


def _keep_safe(decision: Decision, facts: Facts, found: list[Danger], scores: Scores) -> None:
    """The floor under every plan: danger keeps police or co-response, a life keeps medical."""
    response = decision.response
    armed = set(response) & set(ARMED)
    if found and not armed:
        response.append(max(ARMED, key=lambda kind: scores[kind]))
        armed = {response[-1]}
    if found and response[0] in (*TEAMS, "no_dispatch"):
        response.sort(key=lambda kind: (kind not in ARMED, kind == "no_dispatch"))
    if (decision.life or in_need_of_medicine(facts)) and "medical" not in response:
        response.append("medical")
    if not armed and scores["unsafe"] >= (SETTLED if _settled(facts) else UNSURE):
        decision.stand_by.append("co_response")
    if "medical" not in response and scores.blind_to_status("medical") >= UNWELL:
        decision.stand_by.append("medical")
    response += decision.stand_by
    if "no_dispatch" in response and set(response) - {"no_dispatch", *decision.stand_by}:
        response.remove("no_dispatch")


def _settled(facts: Facts) -> bool:
    """Return whether the caller was asked about weapon and violence, and said no."""
    return facts.answer("weapons") == "no" and facts.answer("violence_now") == "no"


def _of_type(facts: Facts, found: list[Danger], scores: Scores, kind: CallType) -> list[str]:
    """Return the call type's plan where it decides: an escalator or de-escalator is named, or words are few."""
    for rule in kind.escalate:
        if any(NAMED[fact](facts) for fact in rule.facts):
            return [*rule.response]
    if not found:
        for rule in kind.de_escalate:
            if any(NAMED[fact](facts) for fact in rule.facts):
                return [*rule.response]
        if set(kind.response) & set(ARMED) or _too_little(facts, found) or _unclear(scores):
            return [*kind.response]
    return []


def _unclear(scores: Scores) -> bool:
    """Return whether the words speak clearly for nobody: then what the call-taker chose counts."""
    return max(scores.blind_to_status(kind) for kind in KINDS) < CLEAR


def _too_little(facts: Facts, found: list[Danger]) -> bool:
    """Return whether hardly anything was said: then nothing is guessed."""
    said = [word for word in facts.reading.words if not word.is_stop]
    meant = [m for those in facts.found.values() for m in those if m.concept not in ("self", "family")]
    asked = set(facts.answers) - {"language"}
    return not found and not meant and not asked and len(said) < TOO_LITTLE


def _open(kind: CallType | None, life: list[Mention]) -> Decision:
    """Return the cautious first answer to a call of which nothing is known yet: undetermined, said aloud."""
    return Decision("", ["co_response"], "undetermined", 2, "P2", life=life)


def _priority(decision: Decision, found: list[Danger]) -> str:
    if found and decision.level == 4:
        return "P1"
    if decision.determinant == "D1":
        return "P1"
    return decision.priority
