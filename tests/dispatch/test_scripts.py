"""A page names every module its script loads, so that a browser asks for all of them at once."""

import re

import pytest
from django.conf import settings

from dispatch.scripts import STATIC, followed
from dispatch.templatetags.scripts import module

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
USED = sorted({name for path in TEMPLATES for name in re.findall(r"{% module '([^']+)' %}", path.read_text())})


def test_what_an_imported_module_imports_is_followed_and_a_circle_ends() -> None:
    found = followed(["js/wall/main.js"])
    assert {"js/wall/main.js", "js/wall/sums.js", "js/map/marks.js", "js/socket.js"} <= set(found)
    assert found == sorted(set(found))


@pytest.mark.parametrize("name", USED)
def test_a_script_is_preceded_by_its_modules_each_once(name: str) -> None:
    said = module(name)
    links = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', said)
    assert said.endswith(f'<script type="module" src="/static/{name}"></script>')
    assert len(links) == len(set(links))
    assert name not in links
    assert all((STATIC / link).is_file() for link in links)


def test_no_page_names_its_script_by_hand() -> None:
    assert len(USED) > 15
    by_hand = [path.name for path in TEMPLATES if 'type="module"' in path.read_text()]
    assert not by_hand
