"""What the scores see of a call: words that are meant, concepts and how they are meant, and answers.

Denials of dangers are not seen at all, so taking "no weapons seen" out of a narrative changes no score. Who
somebody is was taken out by the reading; only the suggestion of a review for bias looks at it (`traits`).
Sentences are bags: their order changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from triage.people import tables
from triage.reading import Mention, Reading
from triage.scope import SUBJECTS
from triage.words import Word

DANGERS = frozenset(
    {
        "firearm",
        "blade",
        "blunt",
        "explosive",
        "armed",
        "implied_weapon",
        "violence",
        "threat",
        "forced",
        "held",
        "robbery",
    }
    | {"coded", "arson", "abuse", "scream", "fear", "partner_harm", "found_weapon", "calm", "crime_now", "jumping"}
)
ACTS = frozenset({"violence", "threat", "forced", "robbery", "crime_now", "cold_crime", "held", "arson"})
HOUSING = "homeless"  # whose words, denied or not, are seen by nothing that decides whether police go
TRAILING = 3  # words after what is denied that still belong to the denial
STEM = 5  # letters of a word's beginning that count as the word: "stabbed", "stabbing", "estabilidad" do not


@dataclass(frozen=True)
class Evidence:
    """The features of a call: where each first stands (start, end), and which stand in each sentence.

    Answers have no place: (-1, -1), and no sentence.
    """

    places: dict[str, tuple[int, int]]
    sentences: list[set[str]]


def features(reading: Reading, answers: dict[str, str]) -> Evidence:
    """Return every feature of a call."""
    places: dict[str, tuple[int, int]] = {}
    sentences: dict[int, set[str]] = {}
    for name, start, end, sentence in _of_words(reading):
        places.setdefault(name, (start, end))
        sentences.setdefault(sentence, set()).add(name)
    for mention in reading.mentions:
        for name in _of_mention(mention):
            places.setdefault(name, (mention.start, mention.end))
            sentences.setdefault(mention.sentence, set()).add(name)
    for question, answer in answers.items():
        places[f"a:{question}={answer}"] = (-1, -1)
    return Evidence(places, list(sentences.values()))


def is_status(feature: str) -> bool:
    """Return whether a feature is housing status or language: it may choose which unarmed team goes, no more."""
    return feature.startswith(("c:homeless", "a:language="))


def traits(reading: Reading) -> list[Word]:
    """Return the words that say who somebody is: ethnicity, origin, religion, gender identity, disability."""
    people = tables()
    marked = people.traits | people.disability
    return [w for w in reading.raw if w.text in marked or w.text.removesuffix("s") in marked]


def of_bias(reading: Reading) -> Iterator[str]:
    """Yield what only the suggestion of a review sees: a trait, and whether any act stands beside it."""
    concepts = {m.concept for m in reading.mentions if not m.denied}
    if not traits(reading):
        return
    yield "t:trait"
    acts = concepts & ACTS
    yield "t:trait and an act" if acts else "t:trait and no act"
    for concept in ("suspicious", "retracted", "explained", "nothing", "cold_crime", "crime_now", "violence"):
        if concept in concepts:
            yield f"t:trait and {concept}"


def _of_words(reading: Reading) -> Iterator[tuple[str, int, int, int]]:
    """Yield single words, their beginnings, and pairs inside a clause."""
    silent, housing = _silent(reading), tables().housing
    before = None
    for i, word in enumerate(reading.words):
        if word.is_stop or i in silent:
            before = None
            continue
        if word.text in housing:
            continue
        text, sentence = word.text, reading.surroundings.sentences[i]
        if len(text) > STEM:
            yield f"s:{text[:STEM]}", word.start, word.end, sentence
        if text not in reading.known:
            continue  # a name nobody listed must count as little as one that is
        yield f"w:{text}", word.start, word.end, sentence
        if before:
            yield f"p:{before.text} {text}", before.start, word.end, sentence
        before = word


def _silent(reading: Reading) -> set[int]:
    """Return the words that belong to a denial: from the denial to what it denies, and what trails it ("seen")."""
    silent: set[int] = set()
    begins = {m.at for m in reading.mentions if not m.denied}
    for m in reading.mentions:
        if m.denied and m.concept != HOUSING:
            last = m.at
            while last + 1 < len(reading.words) and reading.words[last + 1].start < m.end:
                last += 1
            for i in range(last + 1, min(last + 1 + TRAILING, len(reading.words))):
                if reading.words[i].is_stop or reading.words[i].text in SUBJECTS or i in begins:
                    break
                last = i
            silent |= set(range(reading.surroundings.denial_of(m.at), last + 1))
    return silent


def _of_mention(m: Mention) -> Iterator[str]:
    if m.denied:
        if m.concept not in DANGERS:
            yield f"c:{m.concept} denied"
        return
    yield f"c:{m.concept} past" if m.past else f"c:{m.concept}"
    if not m.soft:
        yield f"c:{m.concept} outright"
    if m.past:
        return
    if m.place:
        yield f"c:{m.concept} {m.place}"
    if m.nobody:
        yield f"c:{m.concept} at nobody"
    if m.hedged:
        yield f"c:{m.concept} hedged"
