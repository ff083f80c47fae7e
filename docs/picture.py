"""Take the README's picture of the board: `python docs/picture.py ADDRESS` while `./run` serves the demonstration.

The password of the demonstration accounts is read from DEMO_PASSWORD. CHROMIUM names the browser, otherwise it is
looked for. Take it on a board with a day's load: `docs/scenes.py` makes one (and this picture's scene among twelve).
"""

import sys
from pathlib import Path

from playwright.sync_api import expect
from showing import at, browser, signed_in

PICTURE = Path(__file__).with_name("board.jpg")
LIMIT = 300_000  # bytes: a clone should stay small


def main(address: str) -> None:
    with browser() as started:
        page = at(signed_in(started, address, "dispatcher", (1500, 860)), "/board/")
        chosen = page.get_by_role("option").filter(has_text="Mental health").filter(has_not_text="Co-response").first
        chosen.click()
        expect(page.locator(".offer").first).to_be_visible()
        page.screenshot(path=PICTURE, type="jpeg", quality=82)
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.name}: {size / 1000:.0f} kB\n")
    if size > LIMIT:
        sys.exit(f"That is over {LIMIT / 1000:.0f} kB: make the window smaller.")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
