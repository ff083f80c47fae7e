"""Take the README's picture of the board: `python docs/picture.py ADDRESS` while `./run` serves the demonstration.

The password of the demonstration accounts is read from DEMO_PASSWORD. CHROMIUM names the browser, otherwise it is
looked for. Run `manage.py simulate --speed 600 --hours 1` first for a board with a day's load.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

PICTURE = Path(__file__).with_name("board.jpg")
LIMIT = 300_000  # bytes: a clone should stay small


def main(address: str) -> None:
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_context(base_url=address, viewport={"width": 1500, "height": 860}).new_page()
        page.goto("/accounts/login/")
        page.get_by_label("Name").fill("dispatcher")
        page.get_by_label("Password").fill(os.environ["DEMO_PASSWORD"])
        page.get_by_role("button", name="Sign in").click()
        page.goto("/board/")
        expect(page.locator("#link")).to_have_text("Live")
        chosen = page.get_by_role("option").filter(has_text="Mental health").filter(has_not_text="Co-response").first
        chosen.click()
        expect(page.locator(".offer").first).to_be_visible()
        page.screenshot(path=PICTURE, type="jpeg", quality=82)
        browser.close()
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.name}: {size / 1000:.0f} kB\n")
    if size > LIMIT:
        sys.exit(f"That is over {LIMIT / 1000:.0f} kB: make the window smaller.")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
