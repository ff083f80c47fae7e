"""What a hand and an eye need: large targets, a ring of focus, few questions whether one is sure (U22, U30, U31)."""

import pytest
from playwright.sync_api import Page, expect

from tests.desks import Desk, live

SMALL = """least => [...document.querySelectorAll('button, select, input, textarea, [role=option]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.type !== 'checkbox' && !one.closest('.visually-hidden'))
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([box, one]) => `${one.id || one.textContent.trim()} ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
RING = """() => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const [x, y] = [box.x + Math.min(box.width, 20) / 2, box.y + Math.min(box.height, 20) / 2];
  const top = document.elementFromPoint(x, y);
  const seen = top !== null && (one.contains(top) || top.contains(one) || top.closest('label') !== null);
  return { name: one.id || one.textContent.trim().slice(0, 30), body: one === document.body,
    ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, seen };
}"""
DANGEROUS = """async () => {
  const { ACTIONS } = await import('/static/js/actions/registry.js');
  return [ACTIONS.filter(({ danger }) => danger).map(({ id }) => id), ACTIONS.filter(({ verb }) => verb).length];
}"""


@pytest.mark.parametrize(
    ("who", "path", "width", "least"),
    [
        ("dispatcher", "/board/", 1600, 24),
        ("calltaker", "/intake/", 1600, 24),
        ("supervisor", "/supervise/", 1600, 24),
        ("patrol", "/field/", 390, 44),
    ],
)
def test_u30_whatever_is_pressed_is_large_enough(desk: Desk, who: str, path: str, width: int, least: int) -> None:
    """24 pixels at a desk (WCAG 2.2, 2.5.8), 44 on a crew's phone."""
    page = live(desk(who, path, width=width, height=844))
    assert page.evaluate(SMALL, least) == []


@pytest.mark.parametrize(("who", "path"), [("dispatcher", "/board/"), ("calltaker", "/intake/")])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_u31_the_hand_is_seen_wherever_tab_leads(desk: Desk, who: str, path: str, theme: str) -> None:
    page = live(desk(who, path))
    if theme == "light":
        page.locator("#theme").click()
    page.locator("#main").focus()
    lost = []
    for _ in range(25):
        page.keyboard.press("Tab")
        found = page.evaluate(RING)
        if not found["body"] and not (found["ring"] and found["seen"]):
            lost.append(found)
    assert lost == []


def test_u31_the_hand_comes_back_after_a_dialog(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    board.locator("#units").focus()
    board.keyboard.press("?")
    expect(board.get_by_role("dialog")).to_be_visible()
    board.keyboard.press("Escape")
    expect(board.locator("#units")).to_be_focused()


def test_u22_only_what_cannot_be_taken_back_is_typed_out_to_confirm(desk: Desk) -> None:
    board: Page = live(desk("dispatcher", "/board/"))
    dangerous, actions = board.evaluate(DANGEROUS)
    assert dangerous == ["merge_incidents"]
    assert actions > 40
