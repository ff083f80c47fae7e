"""The phone's own files: which they are, found by following what its page imports, and the version they make together.

The service worker keeps exactly these. A release that changes one of them has another version and replaces all.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from dispatch.scripts import STATIC, followed

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = ("base.html", "field/field.html", "field/offline.html")
SCRIPTS = ("js/field/main.js", "js/field/waiting.js", "js/lock/main.js", "js/page.js", "js/stamp.js")
OTHERS = (
    "css/tokens.css",
    "css/base.css",
    "css/print.css",
    "css/forms.css",
    "css/cautions.css",
    "css/field.css",
    "css/lock.css",
    "icon.svg",
)
WORKER = STATIC / "js" / "field" / "worker.js"


@cache
def shell() -> dict[str, Any]:
    """Return `{version, files}`: the addresses that the service worker keeps, and their SHA-256 as one."""
    names = [*followed(SCRIPTS), *OTHERS]
    digest = hashlib.sha256()
    catalogues = sorted((Path(settings.BASE_DIR) / "locale").rglob("*.mo"))
    for path in [*(STATIC / name for name in names), *(TEMPLATES / page for page in PAGES), WORKER, *catalogues]:
        digest.update(path.read_bytes())
    return {"version": digest.hexdigest()[:16], "files": [f"{settings.STATIC_URL}{name}" for name in names]}
