"""U42: before an unarmed team is sent three lines say what is known of weapon, violence and consent."""

from playwright.sync_api import expect

from tests.desks import Desk, live, put_on_board


def test_u42_three_lines_stand_before_an_unarmed_team_goes(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    number = put_on_board(
        desk("calltaker", "/intake/"), "Sunset Bl / Echo Park Av", "woman on a bench talking to herself, crying"
    )
    board.locator(f'.incident-row[data-number="{number}"]').click()
    for line in ("Weapon?", "Violence?", "Consent to help?"):
        expect(board.locator("#detail")).to_contain_text(line)
    expect(board.locator("#detail")).to_contain_text("Not asked")
