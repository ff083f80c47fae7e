"""What makes it unsafe to send an unarmed team alone. These are hard rules: no score, setting or rule of a
protocol switches one off; only a person with a reason does, and a second person confirms (domain 2.3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from triage.facts import Facts
from triage.reading import Mention


@dataclass(frozen=True)
class Danger:
    """One danger: the rule that found it, what it says to people, and the words or answer behind it.

    `scene` dangers (traffic, a height) come from the place, not from a person.
    """

    rule: str
    says: str
    mention: Mention | None = None
    answer: str = ""
    scene: bool = False


Rule = Callable[[Facts], Iterator[Danger]]


def weapons(facts: Facts) -> Iterator[Danger]:
    """Overrides 1 and 3: a weapon in somebody's hand or reach, or named beside violence, a threat or a crisis."""
    for mention in facts.weapons_near():
        if _is_danger(facts, mention):
            yield Danger("weapon", "A weapon, or something used as one", mention)
    if facts.yes("weapons"):
        yield Danger("weapon_answered", "Weapon answered with yes", answer="weapons=yes")
    if facts.answer("weapon_place") in ("hand", "reach"):
        yield Danger(
            "weapon_answered", "Weapon in hand or reach", answer=f"weapon_place={facts.answer('weapon_place')}"
        )


def hinted_weapon(facts: Facts) -> Iterator[Danger]:
    """Override 4: a weapon that is not known but hinted at counts as one."""
    for mention in facts.hard("implied_weapon"):
        yield Danger("hinted_weapon", "A weapon is hinted at", mention)


def violence(facts: Facts) -> Iterator[Danger]:
    for mention in facts.hard("violence"):
        if not mention.nobody and not _explained(facts, mention):
            yield Danger("violence", "Somebody is being hurt", mention)
    if facts.yes("violence_now"):
        yield Danger("violence_answered", "Violence now answered with yes", answer="violence_now=yes")


def threats(facts: Facts) -> Iterator[Danger]:
    for mention in facts.hard("threat"):
        if not mention.nobody and not _explained(facts, mention) and not _said_laughing(facts):
            yield Danger("threat", "A threat against a person", mention)
    if facts.yes("threat_to_others"):
        yield Danger("threat_answered", "Threat to others answered with yes", answer="threat_to_others=yes")


def forced_entry(facts: Facts) -> Iterator[Danger]:
    for mention in facts.hard("forced"):
        if not _explained(facts, mention):
            yield Danger("forced_entry", "Somebody is forcing a way in, or is inside", mention)


def held(facts: Facts) -> Iterator[Danger]:
    """Override 5: held against their will."""
    for mention in facts.hard("held"):
        yield Danger("held", "Somebody is held against their will", mention)


def robbery(facts: Facts) -> Iterator[Danger]:
    for mention in facts.hard("robbery"):
        yield Danger("robbery", "A robbery", mention)


def coded(facts: Facts) -> Iterator[Danger]:
    """A caller who cannot speak freely, or takes it back under pressure."""
    for mention in facts.hard("coded"):
        yield Danger("coded_call", "The caller may not be free to speak", mention)
    if facts.answer("safe_to_talk") == "no":
        yield Danger("coded_call", "Not safe to talk", answer="safe_to_talk=no")


def at_home(facts: Facts) -> Iterator[Danger]:
    """Override 5: partner violence and abuse of a child or elder are never for an unarmed team alone."""
    for mention in facts.hard("partner_harm"):
        yield Danger("partner_violence", "Violence or fear between partners", mention)
    for mention in facts.near("fear", ("partner",), 12):
        yield Danger("partner_violence", "Fear of a partner", mention)
    for mention in facts.hard("abuse"):
        if facts.said("child", "elder", "offspring"):
            yield Danger("abuse", "Abuse of a child or an elder", mention)


def heights_and_traffic(facts: Facts) -> Iterator[Danger]:
    """Override 6: live traffic, freeway, tracks, a roof's edge: scene control goes too."""
    place = facts.answer("location_type")
    if place in ("freeway", "tracks"):
        yield Danger("traffic", "In live traffic or on tracks", answer=f"location_type={place}", scene=True)
    if facts.said("collision"):
        return
    lost = bool(facts.now("crisis", "suicide", "goodbye")) or facts.yes("suicidal")
    for mention in facts.now("traffic", "tracks"):
        if lost or not mention.soft:
            yield Danger("traffic", "In or near live traffic or tracks", mention, scene=True)
    for mention in facts.now("jumping"):
        yield Danger("height", "Means to jump", mention, scene=True)
    for mention in facts.now("height"):
        despair = facts.now("suicide", "goodbye") or facts.yes("suicidal") or place == "height"
        if despair or (not mention.soft and facts.now("crisis", "fear")):
            yield Danger("height", "At a height", mention, scene=True)


def armed_despair(facts: Facts) -> Iterator[Danger]:
    """An attempt in progress that endangers: a goodbye and then silence counts as one."""
    if facts.now("silence"):
        for mention in facts.now("goodbye"):
            yield Danger("goodbye_and_silence", "A goodbye, then silence: an attempt until shown otherwise", mention)
            return
    if facts.yes("suicidal") and facts.yes("means_access"):
        yield Danger("means_at_hand", "Suicidal with the means at hand", answer="means_access=yes")


def arson(facts: Facts) -> Iterator[Danger]:
    """Override 3: fire set by a person is a danger whatever is said of weapons."""
    for mention in facts.hard("arson"):
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


def _is_danger(facts: Facts, weapon: Mention) -> bool:
    """Return whether a weapon that is named is a danger.

    A gun is one wherever it is, unless it is said where. A blade, a bomb or "armed" is one in a hand or within
    reach, or beside violence, a threat, fear or a crisis. What is a weapon only when used as one (a bat) needs both.
    """
    if _carried_as_tool(facts, weapon) or _explained(facts, weapon):
        return False
    if weapon.concept == "firearm" and weapon.place != "room":
        return True
    held = weapon.place in ("hand", "reach")
    aggression = bool(facts.now("violence", "threat", "fear", "scream", "robbery", "held"))
    if weapon.concept == "blunt":
        return held and aggression
    return held or aggression or bool(facts.now("crisis", "suicide")) or facts.yes("suicidal")


def _carried_as_tool(facts: Facts, weapon: Mention) -> bool:
    """Return whether the text says what the thing is for, nobody is threatened, and no answer says weapon."""
    if facts.yes("weapons") or facts.now("violence", "threat", "fear", "scream", "robbery", "held"):
        return False
    return weapon.concept != "firearm" and any(m.sentence == weapon.sentence for m in facts.now("idle_tool"))


def _said_laughing(facts: Facts) -> bool:
    """Return whether words of a threat were said laughing: no weapon, nobody afraid, nobody hurt."""
    if facts.now("fear", "scream", "violence", "implied_weapon") or facts.weapons_near():
        return False
    return bool(facts.now("jest"))


def _explained(facts: Facts, mention: Mention) -> bool:
    """Return whether the caller explained it away, unforced, and nothing else speaks of danger.

    The order of sentences does not matter: an explanation counts wherever it stands.
    """
    if facts.hard("coded", "held", "implied_weapon", "arson", "partner_harm") or facts.now("fear"):
        return False
    if facts.yes("weapons") or facts.yes("violence_now") or facts.yes("threat_to_others"):
        return False
    return bool(facts.said("explained"))
