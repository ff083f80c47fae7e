"""Which modules a page's script loads, found by following what it imports."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
IMPORT = re.compile(r'^(?:import|export) (?:[^"]*? from )?"(\.[^"]+)";', re.MULTILINE)


def followed(scripts: Iterable[str]) -> list[str]:
    """Return the scripts and every module they import, as names below `static/`, sorted."""
    found: dict[str, None] = {}
    waiting = list(scripts)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting.extend(_imports(name))
    return sorted(found)


@cache
def _imports(name: str) -> list[str]:
    path = STATIC / name
    return [
        (path.parent / other).resolve().relative_to(STATIC.resolve()).as_posix()
        for other in IMPORT.findall(path.read_text())
    ]
