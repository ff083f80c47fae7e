"""The labelled narratives as tests use them."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "triage" / "corpus"


@lru_cache(maxsize=2)
def part(name: str) -> list[dict[str, Any]]:
    """Return the items of a part: `working` or `held_out`."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def everything() -> list[dict[str, Any]]:
    return [*part("working"), *part("held_out")]
