"""The values a centre starts with, as the package ships them."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dispatch import plans

FILE: Final = Path(__file__).with_name("defaults.toml")


@lru_cache(maxsize=1)
def all_of_them() -> dict[str, Any]:
    """Return name -> value of every setting. Not to be changed by the caller."""
    return {**tomllib.loads(FILE.read_text(encoding="utf-8")), "plans": plans.shipped()}


def names() -> list[str]:
    """Return the names of all settings, in the order of the page."""
    return list(all_of_them())
