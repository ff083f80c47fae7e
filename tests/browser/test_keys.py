"""Keys: one registry, none while somebody types, changed or off by whoever sits there (U07, U09, U12, U13)."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_board import incident
from tests.desks import Desk, live, put_on_board

WITHOUT = """async () => {
  const { ACTIONS, forgotten } = await import('/static/js/actions/registry.js');
  const { verbs } = await (await fetch('/api/board/')).json();
  const whole = (one) => one.label && one.key && one.line.words.length && one.line.example;
  const unfinished = ACTIONS.filter((one) => !whole(one)).map(({ id }) => id);
  return { verbs: verbs.length, forgotten: forgotten(verbs), unfinished };
}"""


def test_everything_a_person_at_a_board_may_do_has_a_key_a_line_and_a_label(desk: Desk) -> None:
    for who in ("dispatcher", "supervisor", "calltaker"):
        found = live(desk(who, "/board/")).evaluate(WITHOUT)
        assert found["verbs"] > 5
        assert (found["forgotten"], found["unfinished"]) == ([], []), who


def test_u12_help_lists_every_action_that_is_offered_and_no_other(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    board.keyboard.press("?")
    dialog = board.get_by_role("dialog")
    expect(dialog).to_be_visible()
    wanted = board.evaluate(
        "async () => { const { offered } = await import('/static/js/actions/registry.js');"
        "const { verbs } = await (await fetch('/api/board/')).json(); return offered(verbs).map(({label}) => label); }"
    )
    shown = [text.split(" (asks")[0] for text in dialog.locator("tr td:nth-child(3)").all_inner_texts()]
    assert sorted(shown) == sorted(wanted)
    clean(board)


def test_u13_single_keys_do_nothing_while_somebody_types_or_when_switched_off(desk: Desk) -> None:
    board = live(desk("supervisor", "/board/"))
    board.keyboard.press("/")
    board.keyboard.type("npjk?")
    expect(board.locator("#command")).to_have_value("npjk?")
    expect(board.get_by_role("dialog")).to_have_count(0)
    board.keyboard.press("Escape")
    board.keyboard.press("?")
    with board.expect_response("**/commands/save_preferences/"):
        board.get_by_label("Single-key shortcuts").uncheck()
    board.get_by_role("button", name="Close", exact=True).click()
    board.keyboard.press("p")
    expect(board.locator("#hold-order")).to_have_attribute("aria-pressed", "false")
    board.reload()
    live(board)
    board.keyboard.press("p")
    expect(board.locator("#hold-order")).to_have_attribute("aria-pressed", "false")
    board.keyboard.press("Control+k")
    expect(board.get_by_role("dialog")).to_be_visible()
    board.keyboard.type("keys and commands")
    board.keyboard.press("Enter")
    with board.expect_response("**/commands/save_preferences/"):
        board.get_by_label("Single-key shortcuts").check()


def remap(board: Page, label: str, *keys: str) -> None:
    board.get_by_role("button", name=f"Key of: {label}:").click()
    for key in keys:
        board.keyboard.press(key)


def test_u13_a_key_can_be_changed_and_is_the_same_on_any_desk(desk: Desk) -> None:
    board = live(desk("supervisor2", "/board/"))
    board.keyboard.press("?")
    remap(board, "Hold the order of the lists, or let it go", "j")
    expect(board.locator("#keymap-says")).to_contain_text("second key")
    board.keyboard.press("Enter")
    expect(board.locator("#keymap-says")).to_have_text("j is taken: Next incident.")
    with board.expect_response("**/commands/save_preferences/"):
        remap(board, "Hold the order of the lists, or let it go", "F", "Enter")
    expect(board.locator("#keymap-says")).to_contain_text(": F.")
    clean(board)
    board.get_by_role("button", name="Close", exact=True).click()
    other = live(desk("supervisor2", "/board/"))
    other.keyboard.press("p")
    expect(other.locator("#hold-order")).to_have_attribute("aria-pressed", "false")
    other.keyboard.press("F")
    expect(other.locator("#hold-order")).to_have_attribute("aria-pressed", "true")


def test_u09_the_palette_finds_by_letters_and_shows_the_key_beside_it(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    number = put_on_board(desk("calltaker", "/intake/"), "Fountain Av / Vine St", "neighbors argue about a fence")
    incident(board, number).click()
    board.keyboard.press("Control+k")
    board.keyboard.type("pri")
    first = board.locator("#palette [role=option]").first
    expect(first).to_contain_text("Set the priority")
    expect(first.locator("kbd")).to_have_text("i p")
    clean(board)
    board.keyboard.press("Enter")
    expect(board.get_by_role("dialog", name="Set the priority")).to_be_visible()
    board.keyboard.press("Escape")
    board.keyboard.press("Control+k")
    board.keyboard.type("fountain vine")
    expect(board.locator("#palette [role=option]").first).to_contain_text("Fountain Av / Vine St")


def test_u07_a_call_is_worked_from_taking_it_to_closing_it_without_a_mouse(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    board.keyboard.press("n")
    board.wait_for_url("**/intake/")
    number = put_on_board(board, "Sunset Bl / Alvarado St", "burglar alarm going, back window smashed")
    board.goto("/board/")
    live(board)
    short = number.split("-")[1]

    def line(text: str, said: str) -> None:
        board.keyboard.press("/")
        board.keyboard.type(text)
        board.keyboard.press("Enter")
        expect(board.locator("#echo")).to_contain_text(said)

    expect(incident(board, number)).to_be_visible()
    line(f"I {short}", "")
    board.keyboard.press("Escape")
    expect(board.locator("#detail .offer").first).to_be_visible()
    unit = board.locator("#detail .offer b").first.inner_text()
    board.keyboard.press("d")
    expect(incident(board, number)).to_contain_text(unit)
    for keys in ("ua", "ue", "uo"):
        for key in keys:
            board.keyboard.press(key)
        expect(board.locator("#sent li").first).to_have_attribute("data-state", "saved")
    expect(board.locator("#detail .job .state")).to_have_text("on scene")
    board.keyboard.press("u")
    expect(board.locator("#echo")).to_contain_text("c clear a unit")
    board.keyboard.press("c")
    expect(board.get_by_role("dialog")).to_contain_text(unit)
    board.keyboard.type("report")
    board.keyboard.press("Enter")
    expect(incident(board, number)).to_contain_text("waiting")
    board.keyboard.press("c")
    board.keyboard.type("report")
    board.keyboard.press("Enter")
    expect(incident(board, number)).to_have_count(0)
