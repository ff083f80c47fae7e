"""U46: the field phone says everything in Spanish too, and no code stands there without words."""

import re
from pathlib import Path

import pytest

from dispatch import lifecycles, shell
from dispatch.scripts import STATIC, followed
from tests import sentences, translations

MARK = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"\{% block body_attributes %\}.*?\{% endblock %\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|\{#.*?#\}", re.DOTALL)
SHOWN_ATTRIBUTE = re.compile(r'(?:aria-label|placeholder|title|alt)="([^"{]*[A-Za-z][^"{]*)"')
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
SENTENCE = re.compile(r"^[▲◌!i ]*[A-Z][a-z]+(?: [a-z]+|…|\.$)")
# Names that are the same in both languages, and the frame of training, which the field page has in common.
SAME = {"Daybreak", "· Daybreak", "TRAINING", "TRAINING ·", "nothing here is real", "·", "✚"}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_sentence_has_its_spanish(domain: str) -> None:
    wanted = sentences.of_templates() if domain == "django" else sentences.of_scripts() | sentences.of_tables()
    known = {entry.msgid: entry for entry in translations.spanish(domain)}
    assert not sorted(wanted - set(known)), "these sentences are in English only"
    for entry in known.values():
        assert entry.msgstr.strip(), entry.msgid
        assert not entry.fuzzy, entry.msgid
        assert set(MARK.findall(entry.msgid)) == set(MARK.findall(entry.msgstr)), entry.msgid


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_sentences_are_those_that_are_written(domain: str) -> None:
    path = sentences.ROOT / "locale" / "es" / "LC_MESSAGES" / f"{domain}.mo"
    assert path.read_bytes() == translations.spanish(domain).to_binary(), "compile them: python -m tests.translations"


@pytest.mark.parametrize("path", sentences.templates(), ids=lambda path: path.name)
def test_no_template_of_the_phone_holds_bare_english(path: Path) -> None:
    text = path.read_text()
    bare = {line.strip() for line in TAG.sub("\n", text).splitlines() if re.search(r"[A-Za-z]", line)}
    assert not bare - SAME
    assert not SHOWN_ATTRIBUTE.findall(text)


def test_no_script_of_the_phone_says_a_sentence_that_it_does_not_look_up() -> None:
    known = {entry.msgid for entry in translations.spanish("djangojs")}
    for name in followed(shell.SCRIPTS):
        if not name.startswith("js/field/"):
            continue
        code = re.sub(r"/\*.*?\*/|^\s*//.*$|/\^.*?/[a-z]*,", "", (STATIC / name).read_text(), flags=re.S | re.M)
        said = {one or other for one, other in LITERAL.findall(code)}
        assert not [text for text in said if SENTENCE.match(text) and text not in known], name


def test_every_alert_that_a_unit_is_told_has_a_sentence_of_its_own_on_the_phone() -> None:
    told = set(lifecycles.ALERTS) - {lifecycles.HELP_ASKED, lifecycles.UNIT_DECLINED, lifecycles.UNIT_UNANSWERED}
    said = re.findall(r"^  (\w+): \[\[", (STATIC / "js/field/alerted.js").read_text(), re.M)
    assert sorted(said) == sorted(told)


def test_what_the_server_refuses_a_phone_is_said_in_both_languages() -> None:
    """A sample of each refusal of the verbs that the phone sends; `said.js` knows each by its pattern."""
    patterns = re.findall(r"\[/(.+?)/i?, ", (STATIC / "js/field/said.js").read_text())
    compiled = [re.compile(pattern.replace("(?<", "(?P<")) for pattern in patterns]
    for said in REFUSALS:
        assert any(pattern.search(said) for pattern in compiled), said


REFUSALS = (
    "There is no incident LA26-000123.",
    "There is no unit 6A15 on LA26-000123.",
    "There is no unit 6A15.",
    "LA26-000123 is closed (resolved). Reopen it first.",
    "6A15 is on scene on LA26-000123: it cannot be en route.",
    "6A15 is off duty: it cannot be unavailable.",
    "at: 6A15 was on scene later than that.",
    "at: something later was heard of 6A15.",
    "6A15 is on LA26-000123: clear it first.",
    "6A15 is off duty: sign it on first.",
    "LA26-000123/H1 asks for that already, since 14:05.",
    "to: UM61 is mental health itself.",
    "at: Lies in the future.",
    "Lies in the future.",
    "Name another kind.",
    "This centre does not use the disposition arrest.",
    "A field responder may not close incident.",
    "UM61 was taken by dispatcher 3 min ago for LA26-000123 (on scene).",
    "UM61 is unavailable (lunch).",
    "accepted: What was accepted was offered: tick it there too.",
    "contact: Nobody was met: nothing was offered to them.",
    "Only the phone of UM61 may say where UM61 is.",
    "UM61 has acknowledged LA26-000123/A1 already.",
    "dispatcher has acknowledged LA26-000123/A1 at 2026-11-24T07:10:11.12Z.",
    "There is no alert LA26-000123/A1 on LA26-000123.",
    "Staging hold (fire): police have not reported the scene clear. If UM61 is there already, say so with the reason.",
    "You may not record the outcome of a contact: you could not read it.",
    "crew: There is no member m.ruiz of ALCOTT who works.",
    "There is no member m.ruiz of ALCOTT who works.",
    "m.ruiz is on AL2 now: sign that off first.",
    "vehicle: There is no vehicle V9.",
    "There is no vehicle V9.",
    "V7 is out of service: brakes.",
    "AL1 is available: it cannot be available.",
    "May hold only letters, digits, blanks, dots and hyphens.",
    "May hold small letters, digits, dots, hyphens, _.",
    "Say whose plan it is.",
    "address: names no place.",
    "Names no place: add a position.",
    "There is no care plan 8c4e9a0e-6f34-4f42-9a83-0d6f9c1f7d11.",
    "This caution ended on 2026-11-24: consent withdrawn.",
    "Care plans are for those who read clinical notes.",
)
