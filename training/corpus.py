"""The labelled narratives, and which of them are worked with and which are only scored."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "triage" / "corpus"
WORKING = FOLDER / "working.jsonl"
HELD_OUT = FOLDER / "held_out.jsonl"
SECOND_HELD_OUT = FOLDER / "second_held_out.jsonl"  # by somebody who had seen neither of the others


def read(path: Path) -> list[dict[str, Any]]:
    """Return the items of a part."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
