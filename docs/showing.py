"""What the documentation's pictures share: the product on data of its own, a browser, somebody signed in on it."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
Size = tuple[int, int]


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser that CHROMIUM names, otherwise the one that is found."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


def signed_in(started: Browser, address: str, name: str, size: Size) -> Page:
    """Return a page of a demonstration account; DEMO_PASSWORD holds the password of them all."""
    width, height = size
    page = started.new_context(base_url=address, viewport={"width": width, "height": height}).new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(os.environ["DEMO_PASSWORD"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


def at(page: Page, path: str) -> Page:
    """Go to a page and wait until its line to the server is live."""
    page.goto(path)
    expect(page.locator("#link")).to_have_text("Live", timeout=15_000)
    return page


@contextmanager
def product() -> Iterator[str]:
    """Start the product on data of its own, with an evening's calls; it is gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="daybreak-scenes-", ignore_cleanup_errors=True) as data:
        os.environ.update(PORT=port, DATA_DIR=data, DEMO_PASSWORD=secrets.token_urlsafe(12))
        running = subprocess.Popen(
            [ROOT / "run"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            for said in running.stdout or ():
                if said.startswith("Their password"):
                    break
            else:
                sys.exit("The product did not start: ./run says why.")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)


def evening() -> None:
    command = [sys.executable, "manage.py", "simulate", "--speed", "0", "--start", "19", "--calls", "34"]
    subprocess.run([*command, "--calls-only"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
