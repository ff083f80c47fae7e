"""What the documentation says is so: its links lead somewhere, its settings and states are those of the code."""

import re
from pathlib import Path

import pytest

from dispatch import lifecycles

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = PAGES[0].read_text()
SETTING = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"|required\(\"([A-Z_]+)\"\)")
PATHS = re.compile(r"`((?:dispatch|docs|tests|static|triage|responders|bench|deploy)/[\w./]*)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_repository_leads_to_a_file(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", page.read_text()) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    missing = [path for path in PATHS.findall(page.read_text()) if not (ROOT / path).exists()]
    assert not missing


def test_the_picture_is_there_and_small() -> None:
    assert 20_000 < (ROOT / "docs/board.jpg").stat().st_size < 300_000


def test_every_setting_read_from_the_environment_is_explained() -> None:
    read = {a or b for a, b in SETTING.findall((ROOT / "dispatch/settings.py").read_text())}
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/production.md").read_text(), re.M))
    assert len(read) > 10
    assert read == explained


def test_the_diagram_of_an_assignment_holds_its_states_and_only_moves_that_are_allowed() -> None:
    diagram = re.search(r"```mermaid(.*?)```", README, re.S)
    assert diagram
    drawn = re.findall(r"(\[\*\]|\w+) --> (\[\*\]|\w+)", diagram[1])
    assert {state for move in drawn for state in move} - {"[*]"} == set(lifecycles.ASSIGNMENT.states)
    inner = [move for move in drawn if "[*]" not in move]
    assert all(lifecycles.ASSIGNMENT.allows(*move) for move in inner)
