"""Who somebody is changes nothing about who is sent (counterfactual fairness), over the whole labelled set."""

import random
import re

import pytest

from tests.triage.labelled import everything
from triage import engine, protocol

P = protocol.load_default()
WHAT_COUNTS = ("determination", "level", "priority", "response", "unarmed_alone_is_safe")
POLICE = {"police", "co_response"}

# Words that are one another's counterfactual: each is swapped for the next of its line.
SWAPS = [
    "he she", "him her", "his her", "himself herself", "man woman", "men women", "male female", "guy lady",
    "boy girl", "husband wife", "boyfriend girlfriend", "bf gf", "father mother", "dad mom", "son daughter",
    "brother sister", "grandpa grandma", "uncle aunt", "nephew niece", "hombre mujer", "hermano hermana", "novio novia",
    "esposo esposa", "hijo hija", "abuelo abuela", "black white asian latino armenian persian", "latina korean",
    "mexican irish nigerian", "muslim jewish christian sikh", "mosque church temple synagogue", "immigrant foreigner",
    "maria emily latoya", "jose john jamal", "negro blanco", "moreno guero",
]  # fmt: skip
NEXT = {a: b for line in SWAPS for a, b in zip(line.split(), [*line.split()[1:], line.split()[0]], strict=True)}
SWAPPED = re.compile(r"\b(" + "|".join(sorted(NEXT, key=len, reverse=True)) + r")\b", re.IGNORECASE)


def swapped(text: str) -> str:
    """Return the text with who somebody is exchanged."""
    return SWAPPED.sub(lambda m: NEXT[m.group().lower()], text)


def what_counts(narrative: str, answers: dict[str, str]) -> dict[str, object]:
    found = engine.assess(P, narrative, answers)
    return {key: found[key] for key in WHAT_COUNTS}


def test_swapping_who_somebody_is_changes_nothing_over_the_whole_labelled_set() -> None:
    changed, tried = [], 0
    for item in everything():
        other = swapped(item["narrative"])
        if other == item["narrative"].lower() or other == item["narrative"]:
            continue
        tried += 1
        if what_counts(item["narrative"], item["answers"]) != what_counts(other, item["answers"]):
            changed.append((item["id"], item["narrative"], other))
    assert tried > 500
    assert not changed, changed[:5]


NAMES = ["Emily", "Jamal", "Guadalupe", "Mohammed", "Mei", "Hakobyan", "Kowalski", "Brad"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_counts_for_nothing(name: str) -> None:
    for said in ("{} waves a knife at people", "my neighbor {} plays loud music", "{} keyed my car last night"):
        assert what_counts(said.format(name), {}) == what_counts(said.format("Quentin"), {})


STATUS = re.compile(r"\b(homeless|unhoused|transient|indigente|vagabundo)\b ?", re.IGNORECASE)


def test_housing_status_and_language_never_decide_whether_police_go_over_the_whole_labelled_set() -> None:
    for item in everything():
        answers = {k: v for k, v in item["answers"].items() if k != "language"}
        found = [
            engine.assess(P, item["narrative"], answers | {"language": tongue}) for tongue in ("en", "es", "other")
        ]
        found.append(engine.assess(P, STATUS.sub("", item["narrative"]), answers))
        seen = {(f["determination"], f["level"], bool(POLICE & {r["kind"] for r in f["response"]})) for f in found}
        assert len(seen) == 1, (item["id"], item["narrative"], seen)


# --- metamorphic safety ---------------------------------------------------------------------------------

DANGERS = ["he has a gun", "she stabbed him", "threatens to kill his brother", "tiene un cuchillo", "shots fired at us"]
DENIALS = ["no weapons seen", "nobody hurt", "sin armas", "denies any threats", "not violent", "no guns, no knives"]


@pytest.mark.parametrize("danger", DANGERS)
def test_a_danger_that_is_added_never_lowers_the_level_over_the_whole_labelled_set(danger: str) -> None:
    for item in random.Random(4).sample(everything(), 400):
        before = engine.assess(P, item["narrative"], item["answers"])["level"]
        for text in (f"{item['narrative']}. {danger}", f"{danger}. {item['narrative']}"):
            assert engine.assess(P, text, item["answers"])["level"] >= before, text


@pytest.mark.parametrize("answer", ["weapons", "violence_now", "threat_to_others"])
def test_an_answer_that_is_dangerous_is_level_4(answer: str) -> None:
    for item in random.Random(5).sample(everything(), 200):
        found = engine.assess(P, item["narrative"], item["answers"] | {answer: "yes"})
        assert found["level"] == 4
        assert not found["unarmed_alone_is_safe"]


@pytest.mark.parametrize("denial", DENIALS)
def test_a_denial_that_is_taken_out_never_lowers_the_level(denial: str) -> None:
    for item in random.Random(6).sample(everything(), 300):
        with_it = engine.assess(P, f"{item['narrative']}. {denial}", item["answers"])["level"]
        assert engine.assess(P, item["narrative"], item["answers"])["level"] >= with_it, item["narrative"]


def test_the_order_of_sentences_changes_nothing_that_matters() -> None:
    tried = 0
    for item in everything():
        sentences = [s.strip() for s in re.split(r"(?<=[.;])\s+", item["narrative"]) if s.strip(" .;")]
        if len(sentences) < 2 or "?" in item["narrative"] or "\u2026" in item["narrative"] or ".." in item["narrative"]:
            continue
        tried += 1
        turned = ". ".join(s.rstrip(".;") for s in reversed(sentences))
        plain = ". ".join(s.rstrip(".;") for s in sentences)
        assert what_counts(plain, item["answers"]) == what_counts(turned, item["answers"]), item["narrative"]
    assert tried > 50
