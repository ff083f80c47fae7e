"""What makes it unsafe to send an unarmed team alone. These are hard rules: no score, setting or rule of a
protocol switches one off; only a person with a reason does, and a second person confirms (domain 2.3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from triage.facts import WEAPONS, Facts
from triage.reading import Mention


@dataclass(frozen=True)
class Danger:
    """One danger: the rule that found it, what it says to people, and the words or answer behind it."""

    rule: str
    says: str
    mention: Mention | None = None
    answer: str = ""


Rule = Callable[[Facts], Iterator[Danger]]


def weapons(facts: Facts) -> Iterator[Danger]:
    """Override 1 and 3: a weapon that is shown, held, near or not said to be gone."""
    for concept in WEAPONS:
        for mention in facts.now(concept):
            if not _gone(facts, mention) and not _explained(facts, mention):
                yield Danger("weapon", "A weapon, or something used as one", mention)
    if facts.yes("weapons"):
        yield Danger("weapon_answered", "Weapon answered with yes", answer="weapons=yes")


def hinted_weapon(facts: Facts) -> Iterator[Danger]:
    """Override 4: a weapon that is not known but hinted at counts as one."""
    for mention in facts.now("implied_weapon"):
        yield Danger("hinted_weapon", "A weapon is hinted at", mention)


def violence(facts: Facts) -> Iterator[Danger]:
    for mention in facts.now("violence"):
        if not facts.said("retracted"):
            yield Danger("violence", "Somebody is being hurt", mention)
    if facts.yes("violence_now"):
        yield Danger("violence_answered", "Violence now answered with yes", answer="violence_now=yes")


def threats(facts: Facts) -> Iterator[Danger]:
    for mention in facts.now("threat"):
        if not facts.said("retracted"):
            yield Danger("threat", "A threat against a person", mention)
    if facts.yes("threat_to_others"):
        yield Danger("threat_answered", "Threat to others answered with yes", answer="threat_to_others=yes")


def forced_entry(facts: Facts) -> Iterator[Danger]:
    for mention in facts.now("forced"):
        if not facts.said("retracted"):
            yield Danger("forced_entry", "Somebody is forcing a way in, or is inside", mention)


def held(facts: Facts) -> Iterator[Danger]:
    """Override 5: held against their will."""
    for mention in facts.said("held"):
        yield Danger("held", "Somebody is held against their will", mention)


def robbery(facts: Facts) -> Iterator[Danger]:
    for mention in facts.now("robbery"):
        yield Danger("robbery", "A robbery", mention)


def coded(facts: Facts) -> Iterator[Danger]:
    """A caller who cannot speak freely, or takes it back under pressure."""
    for mention in facts.said("coded"):
        yield Danger("coded_call", "The caller may not be free to speak", mention)


def at_home(facts: Facts) -> Iterator[Danger]:
    """Override 5: partner violence and abuse of a child or elder are never for an unarmed team alone."""
    for mention in facts.said("partner"):
        harmed = facts.near("violence", ("partner",), 14) or facts.near("fear", ("partner",), 12)
        if facts.said("welfare", "coded"):
            harmed = harmed or facts.near("scream", ("partner",), 25)
        if [m for m in harmed if not m.past]:
            yield Danger("partner_violence", "Violence or fear between partners", mention)
            return


def heights_and_traffic(facts: Facts) -> Iterator[Danger]:
    """Override 6: live traffic, freeway, tracks, a roof's edge: scene control goes too."""
    for mention in facts.now("traffic"):
        if not facts.said("collision"):
            yield Danger("traffic", "In or near live traffic", mention)
    if facts.answer("location_type") == "freeway":
        yield Danger("freeway_answered", "On a freeway", answer="location_type=freeway")
    for mention in facts.now("height"):
        if facts.said("suicide", "crisis") or facts.yes("suicidal") or facts.now("fear"):
            yield Danger("height", "At a height or on tracks", mention)


def armed_despair(facts: Facts) -> Iterator[Danger]:
    """An attempt in progress that endangers: a goodbye and then silence counts as one."""
    silent = [m for m in facts.now("welfare") if "answer" in facts.text[m.start : m.end].lower()]
    for mention in facts.now("plan", "suicide"):
        words = facts.text[mention.start : mention.end].lower()
        if silent and any(w in words for w in ("goodbye", "good bye", "note", "noose", "despid")):
            yield Danger("goodbye_and_silence", "A goodbye, then silence: an attempt until shown otherwise", mention)
    if facts.yes("suicidal") and facts.yes("means_access"):
        yield Danger("means_at_hand", "Suicidal with the means at hand", answer="means_access=yes")


def arson(facts: Facts) -> Iterator[Danger]:
    """Override 3: fire set by a person is a danger whatever is said of weapons."""
    for mention in facts.now("arson"):
        yield Danger("arson", "Somebody sets fire", mention)


def history(facts: Facts) -> Iterator[Danger]:
    if facts.yes("history_violence"):
        yield Danger("history", "Has hurt a responder before", answer="history_violence=yes")


RULES: tuple[Rule, ...] = (
    weapons,
    hinted_weapon,
    violence,
    threats,
    forced_entry,
    held,
    robbery,
    coded,
    at_home,
    heights_and_traffic,
    armed_despair,
    arson,
    history,
)


def find(facts: Facts) -> list[Danger]:
    """Return every danger in the facts."""
    return [danger for rule in RULES for danger in rule(facts)]


def _gone(facts: Facts, weapon: Mention) -> bool:
    """Return whether the text says that this weapon is gone, and nobody in crisis could reach another.

    A weapon thrown away by somebody who fears using it is a danger all the same: with a crisis it stays one.
    """
    if facts.yes("weapons") and not facts.said("retracted"):
        return False
    gone = [m for m in facts.said("gone") if abs(m.at - weapon.at) <= 9]
    return bool(gone)


def _explained(facts: Facts, weapon: Mention) -> bool:
    """Return whether the caller explained the weapon away afterwards, unforced, and nothing else speaks of danger."""
    later = [m for m in facts.said("retracted") if m.at > weapon.at]
    forced = facts.said("coded", "threat", "violence", "held", "fear", "implied_weapon")
    return bool(later) and not forced and not facts.yes("weapons")
