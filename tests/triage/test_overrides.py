"""The safety overrides: each has a test that fails when the override is removed."""

import pytest

from triage import BadInput, dangers, engine, protocol
from triage.facts import gather
from triage.reading import read

P = protocol.load_default()
ARMED = {"police", "co_response"}


def assess(narrative: str, call_type: str | None = None, **answers: str) -> dict:
    return engine.assess(P, narrative, answers, call_type)


def kinds(narrative: str, call_type: str | None = None, **answers: str) -> list[str]:
    return [r["kind"] for r in assess(narrative, call_type, **answers)["response"]]


DANGEROUS = [
    # 1: any danger keeps police or co-response
    ("man swings a machete at passers-by", {}),
    ("señora dice que el vecino trae una pistola", {}),
    ("quiet now, sits on the curb", {"weapons": "yes"}),
    ("he only talks", {"violence_now": "yes"}),
    ("he only talks", {"threat_to_others": "yes"}),
    # 2: words against answers
    ("he holds a knife to his chest in the kitchen, crying", {"weapons": "no"}),
    ("is punching his mother right now", {"violence_now": "no"}),
    # 3: no weapon lowers nothing that another fact raised
    ("no weapons, she set the couch on fire, talks to spirits", {"weapons": "no"}),
    ("no wpn, strangled her until she passed out", {"weapons": "no"}),
    # 4: unknown weapon with a hint
    ("keeps his hand in his jacket, says i got something for all of you", {"weapons": "unknown"}),
    # 5: partner violence, abuse, held
    ("my boyfriend is hitting me, im in the bathroom", {}),
    ("mi novio no me deja salir del cuarto", {}),
    ("he wont let her out of the room, hes crying, not hitting", {"weapons": "no", "violence_now": "no"}),
    # 6: traffic, tracks, edge
    ("woman walking in traffic lanes on sepulveda, confused", {}),
    ("teen on the ledge of the parking structure says wants to die", {"weapons": "no"}),
    ("talks to himself", {"location_type": "freeway"}),
    # coded and coerced
    ("caller only answers yes or no, yes he is here", {}),
    ("wants to order a pizza, sounds afraid", {}),
]


@pytest.mark.parametrize(("narrative", "answers"), DANGEROUS)
def test_a_danger_is_never_for_an_unarmed_team_alone(narrative: str, answers: dict[str, str]) -> None:
    found = assess(narrative, **answers)
    assert ARMED & {r["kind"] for r in found["response"]}
    assert found["unarmed_alone_is_safe"] is False
    assert found["eligible"] is False
    assert found["level"] == 4
    assert found["hazards"]


@pytest.mark.parametrize("rule", dangers.RULES, ids=lambda rule: rule.__name__)
def test_every_danger_rule_is_the_only_one_to_find_something(rule: dangers.Rule) -> None:
    """A rule that could be removed without any of these noticing would be one that nobody needs."""
    only = {
        "weapons": "man with a machete in his hand",
        "hinted_weapon": "keeps his hand in his bag",
        "violence": "they are punching a man outside",
        "threats": "says he is going to burn down the house",
        "forced_entry": "somebody is kicking in a door",
        "held": "he wont let her out",
        "robbery": "carjacked at the light",
        "coded": "caller only answers yes or no",
        "at_home": "my husband came home and im terrified",
        "heights_and_traffic": "walking into traffic",
        "armed_despair": "sent a goodbye text then no answer",
        "arson": "lit the curtains on fire",
        "history": "",
    }[rule.__name__]
    answers = {"history_violence": "yes"} if rule is dangers.history else {}
    facts = gather(read(only, frozenset()), answers)
    assert list(rule(facts))
    assert not [d for other in dangers.RULES if other is not rule for d in other(facts)]


def test_words_count_more_than_a_milder_answer_and_the_screen_says_so() -> None:
    found = assess("he has a knife in his hand", weapons="no")
    assert [c["question"] for c in found["conflicts"]] == ["weapons"]


@pytest.mark.parametrize(
    "narrative",
    [
        "woman cries on a bench, no weapons, never hurt anyone",
        "hermano de 30 cree que lo persiguen, no trae nada, no ha golpeado a nadie",
        "neighbor's loud music again, nobody threatened",
        "got a flu shot, arm sore, car battery died too",
        "could murder a burger right now, sorry wrong number",
    ],
)
def test_what_is_denied_or_idiom_sends_no_police(narrative: str) -> None:
    found = assess(narrative)
    assert not ARMED & {r["kind"] for r in found["response"] if r["required"]}
    assert found["level"] < 4


@pytest.mark.parametrize(
    "narrative",
    [
        "not breathing",
        "wont wake up, gurgling",
        "no pulse husband 55",
        "no respira mi papa",
        "od on fentanyl",
    ],
)
def test_denials_that_are_emergencies_bring_an_ambulance(narrative: str) -> None:
    assert kinds(narrative)[0] == "medical"


def test_unknown_breathing_of_somebody_down_is_medical() -> None:
    assert "medical" in kinds("drunk man on the sidewalk", conscious_breathing="unknown")


def test_nothing_said_is_undetermined_and_cautious() -> None:
    found = assess("")
    assert found["determination"] == "undetermined"
    assert found["response"][0]["kind"] == "co_response"
    assert found["next_questions"][0]["id"] == "conscious_breathing"


def test_a_call_type_that_sends_police_is_not_softened_by_few_words() -> None:
    assert ARMED & set(kinds("loud next door", "620D"))


def test_a_suggested_bias_review_quotes_and_changes_no_response() -> None:
    found = assess("black man sitting in car looks suspicious, hes just sitting there")
    assert found["bias_review_suggested"]["quotes"]
    assert found["response"][0]["kind"] == "no_dispatch"
    threatened = assess("black man looks suspicious, he pointed a gun at the clerk")
    assert threatened["response"][0]["kind"] == "police"


def test_the_same_call_gets_the_same_assessment() -> None:
    assert assess("he has a bat", weapons="yes") == assess("he has a bat", weapons="yes")


@pytest.mark.parametrize("answers", [{"colour": "red"}, {"weapons": "perhaps"}])
def test_answers_that_the_protocol_does_not_know_are_refused(answers: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        assess("x", **answers)


def test_a_megabyte_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="longer than"):
        assess("no " * 400_000)


@pytest.mark.parametrize("hostile", ["a" * 20_000, "no not never " * 1500, "gun " * 5000, "(" * 20_000, "é" * 9000])
def test_hostile_text_is_answered(hostile: str) -> None:
    assert assess(hostile[:20_000])["response"]


def test_what_the_words_deny_is_told_in_those_words_and_is_no_answer() -> None:
    found = assess("He is crying in the park. He has no weapons and nobody is fighting")
    assert {d["question"] for d in found["denials"]} >= {"weapons"}
    (weapons,) = (d for d in found["denials"] if d["question"] == "weapons")
    assert weapons["text"] == "no weapons"


def test_a_denial_beside_a_mention_is_not_told() -> None:
    found = assess("He said he has no knife but I see a knife in his hand")
    assert "weapons" not in [d["question"] for d in found["denials"]]
