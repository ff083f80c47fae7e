"""The Spanish sentences of the field phone, as their files hold them.

`python -m tests.translations` compiles what was edited.
"""

from pathlib import Path
from typing import Final

import polib

FOLDER: Final = Path(__file__).resolve().parent.parent / "locale" / "es" / "LC_MESSAGES"


def spanish(domain: str) -> polib.POFile:
    """Return the sentences of `django` (templates) or `djangojs` (scripts) in Spanish."""
    return polib.pofile(str(FOLDER / f"{domain}.po"))


if __name__ == "__main__":
    for name in ("django", "djangojs"):
        spanish(name).save_as_mofile(str(FOLDER / f"{name}.mo"))
