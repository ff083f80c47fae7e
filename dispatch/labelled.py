"""Labelled narratives (JSON lines): read from what somebody pasted, each fault with its line."""

import json
from typing import Any

from triage import protocol

BYTES_MAX = 5 * 1024 * 1024
MOST_FAULTS = 20
MOST_ITEMS = 10_000


class BadLabels(ValueError):
    """Lines that are no labelled narratives; `faults` says which and why."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def items(text: str) -> list[dict[str, Any]]:
    """Return the items of a JSON-lines text; raise `BadLabels` with the first faults found."""
    if len(text.encode()) > BYTES_MAX:
        raise BadLabels([f"The file is larger than {BYTES_MAX // 1024 // 1024} MB."])
    found, faults, ids = [], [], set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        item, why = _item(line)
        if not why and str(item["id"]) in ids:
            why = f"the id {item['id']} stands twice"
        if why:
            faults.append(f"Line {number}: {why}.")
        else:
            ids.add(str(item["id"]))
            found.append(item)
    if faults:
        raise BadLabels(faults[:MOST_FAULTS])
    if len(found) > MOST_ITEMS:
        raise BadLabels([f"It holds more than {MOST_ITEMS} narratives."])
    if not found:
        raise BadLabels(["There is no labelled narrative in it."])
    return found


def _item(line: str) -> tuple[dict[str, Any], str]:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return {}, "not JSON"
    if not isinstance(item, dict):
        return {}, "not an object"
    expected, answers = item.get("expected"), item.get("answers", {})
    if not isinstance(item.get("id"), str) or not 0 < len(item["id"]) <= 60:
        return {}, "it has no id of 1 to 60 characters"
    if not isinstance(item.get("narrative"), str):
        return {}, "it has no narrative"
    if not isinstance(answers, dict) or not all(isinstance(a, str) for a in answers.values()):
        return {}, "its answers are not words by question"
    if not isinstance(item.get("category", ""), str) or not isinstance(item.get("trap", ""), str):
        return {}, "its category or its trap is not a word"
    if not isinstance(item.get("traps", []), list) or not all(isinstance(t, str) for t in item.get("traps", [])):
        return {}, "its traps are not words"
    if not isinstance(expected, dict):
        return {}, "it does not say what is expected"
    return item, _expected(expected)


def _expected(expected: dict[str, Any]) -> str:
    kinds = [expected.get("response"), expected.get("also_acceptable", [])]
    if not all(isinstance(k, list) and set(map(str, k)) <= set(protocol.KINDS) for k in kinds) or not kinds[0]:
        return "what is expected has no response of known kinds"
    if expected.get("determination") not in ("criminal", "non_criminal"):
        return "what is expected is neither criminal nor non_criminal"
    for name in ("unsafe_to_send_unarmed", "bias_flag_reasonable"):
        if not isinstance(expected.get(name), bool):
            return f"what is expected does not say {name}"
    expected.setdefault("also_acceptable", [])
    return ""
