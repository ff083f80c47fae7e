"""The phone of a team: a job appears by itself and is worked with one hand."""

from playwright.sync_api import expect

from tests.desks import Desk, live, put_on_board


def test_a_team_works_its_job_from_the_phone_and_the_board_follows(desk: Desk) -> None:
    phone = live(desk("patrol", "/field/", width=390, height=844))
    unit = phone.locator("#unit").inner_text().split(",")[0]
    board = live(desk("dispatcher", "/board/"))
    number = put_on_board(
        desk("calltaker", "/intake/"), "Vermont Av / 3rd St", "burglar alarm going, back window smashed"
    )
    board.keyboard.press("/")
    board.keyboard.type(f"D {unit} {number.split('-')[1]}")
    board.keyboard.press("Enter")
    expect(phone.locator("#job")).to_contain_text("back window smashed")
    for press, state in (("Acknowledge", "acknowledged"), ("En route", "en route"), ("On scene", "on scene")):
        phone.get_by_role("button", name=press, exact=True).click()
        expect(phone.locator("#state")).to_have_text(state)
    phone.get_by_label("Note", exact=True).fill("window forced, nobody inside")
    phone.get_by_label("Who may read it").last.select_option("law")
    phone.get_by_role("button", name="Add the note").click()
    expect(phone.locator("#notes")).to_contain_text("window forced")
    phone.get_by_role("button", name="Clear…").click()
    phone.get_by_role("dialog").get_by_label("Disposition").select_option("report_taken")
    phone.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(phone.locator("#job")).to_contain_text("No job")
    row = board.locator(f'.incident-row[data-number="{number}"]')
    expect(row).to_contain_text("waiting")


def test_a_crisis_team_sees_its_own_job_only_and_no_police_note(desk: Desk) -> None:
    team = live(desk("crisis_team", "/field/", width=390, height=844))
    number = put_on_board(desk("calltaker", "/intake/"), "Alvarado St", "shots fired from a car")
    board = live(desk("dispatcher", f"/incidents/{number}/"))
    expect(board.locator("#record")).to_contain_text("shots fired")
    team.goto(f"/incidents/{number}/")
    expect(team.locator("#said")).to_contain_text("There is no incident")
    expect(team.locator("#record")).not_to_contain_text("shots fired")
