"""A real Chromium for the browser tests: the machine's, else Playwright's own, else Debian's. Never a skip."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class NoBrowser(Exception):
    """No browser could be found or fetched; the message says how to install one."""


def found_or_fetched() -> str:
    """Return the path of a Chromium, installing one when there is none."""
    for find in (_asked_for, _installed, _of_playwright):
        if path := find():
            return path
    print("No Chromium on this machine: fetching one ...", flush=True)
    for fetch in (_fetch_playwrights, _fetch_debians):
        fetch()
        if path := _installed() or _of_playwright():
            return path
    raise NoBrowser(
        "there is no Chromium and none could be fetched. Install one (Debian: apt-get install chromium) "
        "or name one: CHROMIUM=/path/to/chromium ./test"
    )


def _asked_for() -> str:
    path = os.environ.get("CHROMIUM", "")
    return path if path and os.access(path, os.X_OK) else ""


def _installed() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")


def _of_playwright() -> str:
    """Return what Playwright downloaded earlier; asked in a process of its own, its driver wants no other loop."""
    program = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else ""


def _fetch_playwrights() -> None:
    _quietly([sys.executable, "-m", "playwright", "install", "chromium"], seconds=240)


def _fetch_debians() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly(["apt-get", "update"], seconds=240)
        _quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], seconds=600)


def _quietly(command: list[str], seconds: int) -> None:
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=seconds)
    except (subprocess.TimeoutExpired, OSError):
        print(f"{' '.join(command[:3])}: did not work", flush=True)
