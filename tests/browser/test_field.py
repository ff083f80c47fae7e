"""The phone of a team: a job appears by itself and is worked with one hand."""

from playwright.sync_api import expect

from tests.desks import Desk, caught, live, put_on_board

CLOCK_IS_HEARD = "async () => (await import('/static/js/page.js')).serverTime() !== null"


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
    expect(phone.locator("#known")).to_contain_text("back window smashed")
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


def test_a_team_reports_a_contact_of_its_own_and_what_came_of_it(desk: Desk) -> None:
    phone = live(desk("crisis_team", "/field/", width=390, height=844))
    if phone.locator("#duty").get_by_role("button", name="Sign on").count():
        phone.locator("#duty").get_by_role("button", name="Sign on").click()
    phone.get_by_text("Own contact").click()
    phone.get_by_role("button", name="Report it").click()
    expect(phone.locator("#contact-address-problem")).to_have_text("Say where you are, or take the position.")
    phone.get_by_label("Where you are").fill("Alvarado St / 6th St")
    phone.get_by_label("What you see").fill("man sleeps in a doorway, asks for a bed")
    phone.get_by_role("button", name="Report it").click()
    expect(phone.locator("#state")).to_have_text("on scene")
    phone.get_by_text("Outcome of the contact").click()
    expect(phone.get_by_role("group", name="Accepted")).to_be_hidden()  # nothing was offered yet
    phone.get_by_role("group", name="Offered").get_by_label("shelter").check()
    phone.get_by_role("group", name="Accepted").get_by_label("shelter").check()
    phone.get_by_label("Follow-up").select_option("wanted")
    phone.get_by_role("button", name="Record the outcome").click()
    expect(phone.locator('#outbox li[data-state="saved"]').last).to_contain_text("Outcome of the contact")
    number = phone.locator("#job .mono").inner_text()
    record = live(desk("dispatcher", f"/incidents/{number}/"))
    expect(record.locator("#parts")).to_contain_text("shelter")
    phone.get_by_role("button", name="Clear…").click()
    phone.get_by_role("dialog").get_by_label("Disposition").select_option("referred")
    phone.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(phone.locator("#job")).to_contain_text("No job")


def test_a_position_is_shared_by_consent_and_not_after_signing_off(desk: Desk) -> None:
    phone = desk("crisis_team", "/search/", width=390, height=844)
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 34.0577, "longitude": -118.2752, "accuracy": 9})
    phone.goto("/field/")
    live(phone)
    if phone.locator("#duty").get_by_role("button", name="Sign on").count():
        phone.locator("#duty").get_by_role("button", name="Sign on").click()
    switch = phone.get_by_role("switch", name="Position")
    expect(switch).to_have_attribute("aria-checked", "false")
    caught(phone, lambda: phone.evaluate(CLOCK_IS_HEARD))  # before, a position carries no time
    with phone.expect_response("**/api/positions/") as answered:
        switch.click()
    (sent,) = answered.value.request.post_data_json
    assert answered.value.status == 200
    assert sent.pop("at").endswith("Z")  # when the phone measured it, by the server's clock
    assert sent == {"unit": "AL1", "lat": 34.0577, "lon": -118.2752, "accuracy": 9}
    expect(switch).to_have_attribute("aria-checked", "true")
    phone.get_by_role("button", name="Sign off").click()
    expect(switch).to_be_hidden()
    phone.get_by_role("button", name="Sign on").click()
    expect(switch).to_have_attribute("aria-checked", "false")


def test_the_page_can_be_installed_and_a_notice_says_nothing_of_a_call(desk: Desk) -> None:
    phone = live(desk("crisis_team", "/field/", width=390, height=844))
    phone.context.grant_permissions(["notifications"])
    manifest = phone.request.get("/field/manifest.webmanifest").json()
    assert (manifest["start_url"], manifest["display"]) == ("/field/", "standalone")
    for icon in manifest["icons"]:
        assert phone.request.get(icon["src"]).ok
    phone.evaluate("() => navigator.serviceWorker.ready")
    workers = phone.context.new_cdp_session(phone)
    found: list[str] = []
    workers.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    workers.send("ServiceWorker.enable")
    caught(phone, lambda: found)
    told = {"origin": phone.url.removesuffix("/field/"), "registrationId": found[0]}
    workers.send("ServiceWorker.deliverPushMessage", {**told, "data": '{"notice": "", "language": "es"}'})
    shown = phone.wait_for_function(
        """async () => {
            const all = await (await navigator.serviceWorker.ready).getNotifications();
            return all.length && [all[0].title, all[0].body];
        }"""
    )
    assert shown.json_value() == ["Tiene una llamada asignada", "Abra Daybreak para leerla y confirmarla."]
