"""Four lists that are never hidden, still under the hand, and that take nobody's focus (U14-U16, U29, U36, U39)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_board import command, incident, short
from tests.desks import Desk, live, put_on_board

DO = """async ([verb, bodies]) => {
  const { command } = await import('/static/js/api.js');
  const found = [];
  for (const body of bodies) found.push((await command(verb, body)).incidents?.[0] ?? null);
  return found;
}"""
ROWS = "rows => rows.map((row) => row.dataset.number)"
PRIORITIES = "rows => rows.map((row) => row.children[0].textContent)"
HITS = """() => {
  window.hits = [];
  const hit = (event) => window.hits.push(event.target.closest('.row').dataset.number);
  document.getElementById('incidents').addEventListener('pointerdown', hit);
}"""
IN_THE_BACKGROUND = """([run, notes, calls]) => {
  const send = eval(run);
  window.all = Promise.all([send(['add_note', notes]), send(['take_call', calls])]);
}"""
ROOM = """() => ['incidents', 'active']
  .map((id) => Math.floor(document.getElementById(id).clientHeight / 28)).reduce((a, b) => a + b)"""
UNITS_SEEN = """list => {
  const box = list.getBoundingClientRect();
  const within = (row) => row.getBoundingClientRect().bottom <= box.bottom;
  return [...list.querySelectorAll('.unit-row')].filter(within).length;
}"""
SIZES = """() => {
  const text = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const shown = (e) => e.checkVisibility() && text(e) && !e.closest('kbd');
  const all = [...document.querySelectorAll('main *')].filter(shown);
  return [...new Set(all.map((e) => parseFloat(getComputedStyle(e).fontSize)))];
}"""
LATE = """async () => {
  const { setClock } = await import('/static/js/page.js');
  const late = () => setClock(new Date(Date.now() + 75_000));
  late();
  setInterval(late, 200);
}"""


def do(page: Page, verb: str, *bodies: dict[str, object]) -> list[str]:
    """Send commands from a page's session, one after the other; return the numbers of their incidents."""
    numbers: list[str] = page.evaluate(DO, [verb, list(bodies)])
    assert all(numbers), f"{verb} was refused"
    return numbers


def call(address: str, narrative: str = "two neighbors argue about a fence, voices up") -> dict[str, object]:
    return {"address": address, "narrative": narrative, "lat": 34.05, "lon": -118.25}


def test_u14_five_hundred_events_while_typing_take_neither_focus_nor_a_letter(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    (number,) = do(other, "take_call", call("1 Spring St"))
    expect(incident(board, number)).to_be_visible()
    incident(board, number).click()
    board.locator("#detail").evaluate("panel => { panel.scrollTop = 40; }")
    typed = "N 1 she says he is calm now, sits on the porch and waits for the team " * 2
    board.keyboard.press("/")
    notes = [{"incident": number, "text": f"line {i}"} for i in range(440)]
    calls = [call(f"{i} Hill St", "man down, not breathing") for i in range(60)]
    other.evaluate(IN_THE_BACKGROUND, [DO, notes, calls])
    board.keyboard.type(typed, delay=15)
    other.evaluate("() => window.all")
    expect(board.locator("#detail")).to_contain_text("line 439", timeout=20_000)
    expect(board.locator("#command")).to_be_focused()
    expect(board.locator("#command")).to_have_value(typed)
    assert board.locator("#command").evaluate("box => box.selectionStart") == len(typed)
    expect(board.locator(".incident-row[aria-selected=true]")).to_contain_text(short(number))
    clean(board)


def test_u15_a_click_hits_the_row_it_was_meant_for_while_calls_come_in(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    do(other, "take_call", *[call(f"{i} Main St") for i in range(6)])
    expect(board.get_by_role("option").filter(has_text="5 Main St")).to_be_visible()
    rows = board.locator("#incidents .row")
    board.evaluate(HITS)
    rows.nth(2).hover()
    calls = [call(f"{i} Broadway", "shots fired, man is bleeding") for i in range(60)]
    other.evaluate(IN_THE_BACKGROUND, [DO, [], calls])
    intended = []
    for i in range(200):
        row = rows.nth(i % 4)
        intended.append(row.get_attribute("data-number"))
        box = row.bounding_box()
        assert box
        board.mouse.click(box["x"] + 80, box["y"] + box["height"] / 2)
    other.evaluate("() => window.all")
    assert board.evaluate("() => window.hits") == intended
    expect(board.locator("#fresh")).to_contain_text(re.compile(r"\d+ new above"))
    board.locator("#command").focus()
    board.mouse.move(900, 500)
    expect(board.locator("#fresh")).to_be_hidden()
    expect(rows.first).to_contain_text("P1")


def test_u16_the_held_order_counts_what_changed_and_alarms_show_all_the_same(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    (number,) = do(other, "take_call", call("10 Olvera St"))
    expect(incident(board, number)).to_be_visible()
    board.keyboard.press("p")
    hold = board.locator("#hold-order")
    expect(hold).to_have_attribute("aria-pressed", "true")
    held = board.locator("#incidents .row").evaluate_all(ROWS)
    new = do(
        other,
        "take_call",
        call("11 Olvera St", "man with a gun, shots fired"),
        call("12 Olvera St", "child not breathing"),
    )
    expect(hold).to_contain_text(re.compile(r"Order held: [2-9]\d* changes"))
    do(other, "add_note", {"incident": number, "text": "he has a knife now and says he will stab her"})
    expect(board.locator("#inbox")).to_contain_text(short(number))
    expect(board.locator("#assertive")).to_contain_text(new[1])
    now = board.locator("#incidents .row").evaluate_all(ROWS)
    assert now[: len(held)] == held
    clean(board)
    board.keyboard.press("p")
    expect(hold).to_have_attribute("aria-pressed", "false")
    order = board.locator("#incidents .row").evaluate_all(PRIORITIES)
    assert order == sorted(order)


def test_waiting_and_active_incidents_are_two_lists_and_a_unit_moves_one_over(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    (number,) = do(other, "take_call", call("20 Alameda St", "burglar alarm going, back window smashed"))
    expect(board.locator(f'#incidents .incident-row[data-number="{number}"]')).to_be_visible()
    unit = board.locator('.unit-row:has(.chip:text-is("available"))').filter(has_text=re.compile(r"^\s*\d+A")).first
    sign = unit.get_attribute("data-unit")
    command(board, f"D {sign} {short(number)}")
    expect(board.locator(f'#active .incident-row[data-number="{number}"]')).to_contain_text(sign or "")
    expect(board.locator(f'#incidents .incident-row[data-number="{number}"]')).to_have_count(0)


def test_u36_what_waits_for_somebody_is_counted_and_done_from_its_own_row(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    (number,) = do(other, "take_call", call("30 Temple St"))
    do(other, "add_note", {"incident": number, "text": "he has a gun in his hand and aims at the door"})
    row = board.locator("#inbox li").filter(has_text=short(number))
    expect(row).to_be_visible()
    expect(board.locator("#inbox-count")).to_contain_text(re.compile(r"\d+ alerts?"))
    board.keyboard.press("g")
    board.keyboard.press("l")
    expect(board.locator("#inbox button:focus")).to_have_count(1)
    row.get_by_role("button", name="Acknowledge").focus()
    board.keyboard.press("Enter")
    expect(row).to_have_count(0)


def test_u29_twenty_five_incidents_and_forty_units_stand_on_one_screen(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/", width=1920, height=1080)), live(desk("supervisor", "/board/"))
    do(other, "take_call", *[call(f"{i} Figueroa St") for i in range(25)])
    expect(board.get_by_role("option").filter(has_text="24 Figueroa St")).to_have_count(1)
    room = board.evaluate(ROOM)
    seen = board.locator("#units").evaluate(UNITS_SEEN)
    assert (room >= 25, seen >= 40) == (True, True), (room, seen)
    sizes = board.evaluate(SIZES)
    assert min(sizes) >= 15.2, sizes


def test_units_are_grouped_by_status_agency_and_area_by_one_key(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    heads = board.locator("#units .group")
    expect(heads.filter(has_text=re.compile("^available", re.I))).to_have_count(1)
    board.keyboard.press("y")
    expect(heads.filter(has_text="Los Angeles Police Department")).to_have_count(1)
    board.keyboard.press("y")
    expect(heads.filter(has_text=re.compile(r"^Hollywood \("))).to_have_count(1)
    with board.expect_response("**/commands/save_preferences/"):
        board.keyboard.press("y")
    clean(board)


def test_u39_an_age_over_its_limit_says_the_limit_in_words(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = do(board, "take_call", call("40 Cesar Chavez Av", "shots fired, man is bleeding"))
    age = incident(board, number).locator(".age")
    age.scroll_into_view_if_needed()  # an age is written where it can be seen
    expect(age).to_have_text(re.compile(r"^0:\d\d$"))
    board.evaluate(LATE)
    expect(age).to_have_text(re.compile(r"^\d\d s, limit 75$"))


def test_two_hundred_percent_zoom_and_a_narrow_window_lose_nothing(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/", width=960, height=540))
    put_on_board(desk("calltaker", "/intake/"), "1 Grand Av", "man shouting at cars")
    for name in ("Waiting", "Active", "Alerts and messages", "Units"):
        expect(board.get_by_role("heading", name=re.compile(f"^{name}"))).to_be_visible()
    assert board.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    clean(board)
