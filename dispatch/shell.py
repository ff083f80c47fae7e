"""The phone's own files: which they are, found by following what its page imports, and the version they make together.

The service worker keeps exactly these. A release that changes one of them has another version and replaces all.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = ("base.html", "field/field.html", "field/offline.html")
SCRIPTS = ("js/field/main.js", "js/field/waiting.js", "js/page.js", "js/stamp.js")
OTHERS = (
    "css/tokens.css",
    "css/base.css",
    "css/print.css",
    "css/forms.css",
    "css/cautions.css",
    "css/field.css",
    "icon.svg",
)
WORKER = STATIC / "js" / "field" / "worker.js"
IMPORT = re.compile(r'^import (?:[^"]*? from )?"(\.[^"]+)";', re.MULTILINE)


def imported() -> list[str]:
    """Return every module that the phone's pages load, as names below `static/`."""
    found: dict[str, None] = {}
    waiting = list(SCRIPTS)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = None
        path = STATIC / name
        for other in IMPORT.findall(path.read_text()):
            waiting.append((path.parent / other).resolve().relative_to(STATIC.resolve()).as_posix())
    return sorted(found)


@cache
def shell() -> dict[str, Any]:
    """Return `{version, files}`: the addresses that the service worker keeps, and their SHA-256 as one."""
    names = [*imported(), *OTHERS]
    digest = hashlib.sha256()
    catalogues = sorted((Path(settings.BASE_DIR) / "locale").rglob("*.mo"))
    for path in [*(STATIC / name for name in names), *(TEMPLATES / page for page in PAGES), WORKER, *catalogues]:
        digest.update(path.read_bytes())
    return {"version": digest.hexdigest()[:16], "files": [f"{settings.STATIC_URL}{name}" for name in names]}
