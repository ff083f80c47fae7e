"""Who somebody is changes nothing about who is sent: names, origin, religion and gender words are swapped."""

import pytest

from triage import engine, protocol

P = protocol.load_default()
NARRATIVES = [
    "{who} sits on the bus bench talking to nobody, crying, no weapons",
    "{who} waves a knife at people outside the market",
    "loud argument between {who} and the landlord, nobody hit",
    "{who} collapsed in the shop, not breathing",
    "{who} keyed my car last night",
    "{who} asleep in the doorway, shop wants to open",
    "{who} stands at the corner, looks suspicious",
]
PEOPLE = [
    "a man", "a woman", "a black man", "a white woman", "a latino man", "a korean lady", "an armenian guy",
    "a muslim woman", "a jewish man", "an immigrant", "a trans woman", "Jamal", "Emily", "Guadalupe", "Mohammed",
]  # fmt: skip
WHAT_COUNTS = ("determination", "level", "priority", "response", "unarmed_alone_is_safe")


@pytest.mark.parametrize("narrative", NARRATIVES)
def test_swapping_who_somebody_is_changes_nothing_that_is_sent(narrative: str) -> None:
    found = [engine.assess(P, narrative.format(who=who), {}) for who in PEOPLE]
    assert all({k: f[k] for k in WHAT_COUNTS} == {k: found[0][k] for k in WHAT_COUNTS} for f in found)


DANGERS = [
    "he has a gun",
    "she stabbed him",
    "threatens to kill his brother",
    "tiene un cuchillo",
    "shots fired",
]
CALM = [
    "woman cries on a bench",
    "neighbor plays loud music",
    "man asleep in a doorway",
    "grandma fell in the kitchen",
    "wants information about a tow",
]


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize("calm", CALM)
def test_a_danger_that_is_added_never_lowers_anything(calm: str, danger: str) -> None:
    before = engine.assess(P, calm, {})
    for text in (f"{calm}. {danger}", f"{danger}. {calm}"):
        after = engine.assess(P, text, {})
        assert after["level"] >= before["level"]
        assert after["unarmed_alone_is_safe"] is False


@pytest.mark.parametrize("calm", CALM)
@pytest.mark.parametrize("denial", ["no weapons seen", "nobody hurt", "sin armas"])
def test_a_denial_that_is_removed_never_lowers_the_level(calm: str, denial: str) -> None:
    with_it = engine.assess(P, f"{calm}, {denial}", {})
    assert engine.assess(P, calm, {})["level"] >= with_it["level"]
