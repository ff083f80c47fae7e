"""Take pictures of the scenes that matter: `python docs/scenes.py [--out DIR] [--only WORD]`.

It starts the product on data of its own, gives it an evening's calls, and takes every scene in both themes and three
sizes (a phone's for the field) to be looked at: is what matters most the largest, is anything cut off or hard to read?
`--at ADDRESS` uses a product that runs already (DATA_DIR and DEMO_PASSWORD are then its own).
"""

import argparse
import json
import os
import re
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Error, Page, expect
from showing import Size, at, browser, evening, product, signed_in

SIZES: list[Size] = [(1366, 768), (1920, 1080), (2560, 1440)]
PHONE: list[Size] = [(400, 860)]
THEMES = ("dark", "light")
CRISIS = "My brother has not slept for days, he hears voices and cries. He is alone in his room and has hurt nobody."
LOUD = "Two men shouting in the street, one has a bottle, the other holds his head, blood on his shirt."

WRITTEN = ("please dont call", "he is in the next room")


class Stage:
    """The running product with somebody at each desk: what the scenes are set with."""

    def __init__(self, started: Browser, address: str) -> None:
        self.started, self.address = started, address
        self.pages: dict[str, Page] = {}

    def desk(self, name: str, path: str) -> Page:
        if name not in self.pages:
            self.pages[name] = signed_in(self.started, self.address, name, SIZES[0])
        return at(self.pages[name], path)

    def act(self, who: str, verb: str, /, **fields: Any) -> dict[str, Any]:
        """Do something as one of the demonstration accounts, through the product's own door."""
        page = self.pages[who]
        cookie = next(c["value"] for c in page.context.cookies() if c["name"].startswith("csrftoken"))
        answer = page.request.post(
            f"/api/commands/{verb}/",
            data=json.dumps(fields | {"request_id": str(uuid4())}),
            headers={"Content-Type": "application/json", "X-CSRFToken": cookie, "Referer": self.address},
        )
        if not answer.ok:
            sys.stderr.write(f"{verb}: {answer.text()}\n")
        done: dict[str, Any] = answer.json()
        return done

    def read(self, name: str, path: str) -> Any:
        return self.pages[name].request.get(path).json()

    def ring(self, **call: Any) -> str:
        """Let a call ring as the simulated provider does; return its reference."""
        ref = f"urn:emergency:uid:callid:{uuid4().hex}:example.org"
        token = self._ingest("token/", "", username="feed", password=os.environ["DEMO_PASSWORD"])["token"]
        self._ingest("calls/ring/", token, ref=ref, **call)
        for words in WRITTEN if call.get("medium") == "chat" else ():
            self._ingest(f"calls/{ref}/texts/", token, ref=uuid4().hex, words=words)
        return ref

    def _ingest(self, path: str, token: str, **body: Any) -> Any:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Token {token}"} if token else {})
        request = urllib.request.Request(f"{self.address}/api/{path}", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())


def load(stage: Stage) -> str:
    """Fill the board: units on their way and on scene, and one crisis with everything known; return its number."""
    stage.desk("dispatcher", "/board/")
    everything = stage.read("dispatcher", "/api/board/")["cards"]
    if len([one for one in everything["incidents"].values() if one["status"] == "active"]) < 5:
        for place, (number, card) in enumerate(list(everything["incidents"].items())[:16]):
            units = stage.read("dispatcher", f"/api/incidents/{number}/recommendation/")["units"]
            if place % 2 or not units or card["status"] != "waiting":
                continue
            unit = units[0]["unit"]
            stage.act("dispatcher", "assign_unit", incident=number, unit=unit, role="primary")
            for verb in ("acknowledge", "mark_en_route", "mark_on_scene")[: place // 2 % 4]:
                stage.act("dispatcher", verb, incident=number, unit=unit)
    stage.desk("calltaker", "/intake/")
    answers = {"weapons": "no", "violence_now": "no", "will_meet_team": "yes"}
    place = {"address": "1420 Dahlia St", "lat": 34.06, "lon": -118.28, "apartment": "Apt 4"}
    caller = {"caller_name": "M. Okafor", "callback": "213-555-0102"}
    taken = stage.act("calltaker", "take_call", narrative=CRISIS, answers=answers, language="es", **place, **caller)
    number = str(taken["event"]["facts"]["incident"])
    about = {"incident": number, "role": "subject"}
    stage.act("dispatcher", "record_person", description="Man, 30s, grey hooded jacket", name="D. Okafor", **about)
    stage.act(
        "dispatcher", "record_vehicle", incident=number, description="White van, left door dented", plate="8ABC123"
    )
    stage.act("dispatcher", "link_incidents", incident=number, other=next(iter(everything["incidents"])))
    stage.act("dispatcher", "request_backup", incident=number, kind="medical", reason="He has not eaten for three days")
    return number


def chosen(stage: Stage, number: str) -> Page:
    page = stage.desk("dispatcher", "/board/")
    page.get_by_role("option").filter(has_text=number.split("-")[1]).first.click()
    expect(page.get_by_role("heading", name="Recommended units")).to_be_visible()
    return page


def line(stage: Stage, number: str) -> Page:
    """Show a refusal: a unit that is on another job is asked for."""
    page = chosen(stage, number)
    cards = stage.read("dispatcher", "/api/board/")["cards"]["incidents"].values()
    busy = next(job["unit"] for card in cards for job in card["assignments"] if job["open"])
    page.locator("#command").fill(f"D {busy} {number.split('-')[1]}")
    page.locator("#command").press("Enter")
    expect(page.locator("#echo")).to_have_attribute("data-tone", "danger")
    return page


def help_(stage: Stage, number: str) -> Page:
    page = chosen(stage, number)
    page.keyboard.press("?")
    return page


def palette(stage: Stage, number: str) -> Page:
    page = chosen(stage, number)
    page.keyboard.press("Control+k")
    page.keyboard.type("tr")
    return page


def dialog(stage: Stage, number: str) -> Page:
    page = chosen(stage, number)
    page.locator("#detail").get_by_role("button", name="Backup…").click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    return page


def stale(stage: Stage, number: str) -> Page:
    """Show the board ten seconds after the server fell silent."""
    page = stage.pages["dispatcher"]
    page.route_web_socket(re.compile("/ws/board/"), lambda socket: _silent(socket))
    page.goto("/board/")
    expect(page.locator("#link")).to_have_text("Live", timeout=15_000)
    expect(page.locator("#veil")).to_be_visible(timeout=20_000)
    return page


def _silent(socket: Any) -> None:
    """Let the server speak for four seconds, then nothing comes through any more."""
    server, began = socket.connect_to_server(), time.monotonic()
    socket.on_message(server.send)
    server.on_message(lambda message: socket.send(message) if time.monotonic() - began < 4 else None)


def intake(stage: Stage, _: str) -> Page:
    page = stage.desk("calltaker", "/intake/")
    page.get_by_label("Address").fill("Vermont Av")
    page.get_by_label("What is happening").press_sequentially(LOUD, delay=2)
    page.get_by_label("Address").press("End")
    expect(page.locator("#place-list")).to_be_visible()
    expect(page.locator("#verdict")).to_contain_text("Why")
    return page


def ringing(stage: Stage, _: str) -> Page:
    page = stage.desk("calltaker", "/intake/")
    stage.ring(number="213-555-0101", lat=34.0958, lon=-118.3309, uncertainty_m=35, class_of_service="WPH2")
    expect(page.locator("#ringing li").first).to_be_visible()
    return page


def conversation(stage: Stage, _: str) -> Page:
    page = stage.desk("calltaker", "/intake/")
    stage.ring(number="213-555-0120", medium="chat")
    rung = page.locator("#ringing li", has_text="213-555-0120").first
    expect(rung).to_be_visible()
    rung.get_by_role("button").first.click()
    expect(page.locator("#conversation")).to_be_visible()
    return page


def record(stage: Stage, number: str) -> Page:
    page = stage.desk("dispatcher", f"/incidents/{number}/")
    expect(page.locator("#timeline li").first).to_be_visible()
    return page


def map_(stage: Stage, _: str) -> Page:
    return stage.desk("dispatcher", "/map/")


def wall(stage: Stage, _: str) -> Page:
    return stage.desk("supervisor", "/wall/")


def field(stage: Stage, number: str) -> Page:
    page = stage.desk("crisis_team", "/field/")
    unit = page.locator("#unit").inner_text().split(",")[0]
    stage.act("dispatcher", "assign_unit", incident=number, unit=unit, role="primary", reason="To take a picture")
    expect(page.locator("#job")).to_contain_text("brother")
    return page


def spanish(stage: Stage, number: str) -> Page:
    """Show the phone of somebody who reads Spanish."""
    page = stage.pages["crisis_team"] if "crisis_team" in stage.pages else field(stage, number)
    page.locator("button.language[data-language=es]").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#job")).to_contain_text("brother")
    return page


def week(stage: Stage, _: str) -> Page:
    page = stage.desk("lahsa_admin", "/roster/")
    expect(page.locator(".shift").first).to_be_visible()
    return page


def reports(stage: Stage, _: str) -> Page:
    page = stage.desk("supervisor", "/wall/")
    page.goto("/reports/")
    expect(page.locator("#report")).to_be_visible()
    return page


Scene = Callable[[Stage, str], Page]
SCENES: dict[str, tuple[Scene, list[Size]]] = {
    "board": (chosen, SIZES), "refusal": (line, SIZES), "help": (help_, SIZES), "palette": (palette, SIZES),
    "dialog": (dialog, SIZES), "intake": (intake, SIZES), "ringing": (ringing, SIZES),
    "conversation": (conversation, SIZES), "record": (record, SIZES), "map": (map_, SIZES), "wall": (wall, SIZES),
    "field": (field, PHONE), "field-es": (spanish, PHONE), "week": (week, SIZES), "reports": (reports, SIZES),
    "stale": (stale, SIZES),
}  # fmt: skip


def shoot(page: Page, name: str, sizes: list[Size], out: Path) -> None:
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
            page.screenshot(path=out / f"{name}-{width}-{theme}.png")


def take(address: str, out: Path, only: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    with browser() as started:
        stage = Stage(started, address)
        number = load(stage)
        for name, (scene, sizes) in SCENES.items():
            if only not in name:
                continue
            try:
                shoot(scene(stage, number), name, sizes, out)
                sys.stdout.write(f"{name}\n")
            except (AssertionError, Error, KeyError, StopIteration) as problem:
                failed.append(name)
                sys.stderr.write(f"{name}: {str(problem).splitlines()[0]}\n")
    if failed:
        sys.exit(f"Not taken: {', '.join(failed)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("scenes"), help="the folder of the pictures")
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--at", help="the address of a product that runs already")
    asked = parser.parse_args()
    if asked.at:
        take(asked.at.rstrip("/"), asked.out, asked.only)
        return
    with product() as address:
        evening()
        take(address, asked.out, asked.only)


if __name__ == "__main__":
    main()
