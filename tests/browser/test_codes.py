"""U46: no page shows a code of the wire as it is: what people read are words."""

import re

import pytest

from tests.desks import Desk
from tests.floor import Floor

CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")
VISIBLE = """() => {
    const told = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { parentElement: box, textContent: text } = walk.currentNode;
        const apart = box.closest("script, template, kbd, code, .narrative, .who");
        if (!apart && box.checkVisibility() && text.trim()) told.push(text.trim());
    }
    return told;
}"""


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("dispatcher", "/board/"),
        ("calltaker", "/intake/"),
        ("dispatcher", "/incidents/{number}/"),
        ("dispatcher", "/incidents/{number}/handover/"),
        ("dispatcher", "/search/"),
        ("lahsa_admin", "/roster/"),
        ("supervisor", "/supervise/"),
    ],
)
def test_u46_a_page_shows_words_and_no_code(desk: Desk, who: str, path: str) -> None:
    floor = Floor(desk)
    said = {
        "address": "Hope St / 5th St",
        "narrative": "woman cries on a bench, no weapons",
        "answers": {"weapons": "no"},
    }
    number = floor.do("take_call", **said)["incidents"][0]
    page = desk(who, path.format(number=number))
    page.wait_for_load_state("networkidle")
    told = [text for text in page.evaluate(VISIBLE) if text != who]  # what a person is called is no code
    assert not [text for text in told if CODE.search(text)]
