"""Scores over labelled narratives, by the rules of the labelling: misses first, then the shares."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from triage import engine
from triage.protocol import Protocol

ARMED = {"police", "co_response"}


def read(path: Path) -> list[dict[str, Any]]:
    """Return the items of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judge(protocol: Protocol, item: dict[str, Any]) -> dict[str, Any]:
    """Return what is right and wrong about one item's assessment."""
    expected = item["expected"]
    got = engine.assess(protocol, item["narrative"], item.get("answers", {}))
    kinds = [r["kind"] for r in got["response"]]
    accepted = {expected["response"][0], *expected["also_acceptable"]}
    scored = not expected.get("determination_either", False)
    flagged, wanted = got["bias_review_suggested"] is not None, expected["bias_flag_reasonable"]
    return {
        "id": item["id"],
        "safety_miss": expected["unsafe_to_send_unarmed"] and not ARMED & set(kinds),
        "medical_miss": expected["response"][0] == "medical" and "medical" not in kinds,
        "over_policed": not ARMED & {*expected["response"], *accepted} and kinds[0] in ARMED,
        "determination": (got["determination"] == expected["determination"]) if scored else None,
        "response": kinds[0] in accepted,
        "full": kinds[0] in accepted and set(expected["response"][1:]) <= set(kinds),
        "flag": (flagged, wanted),
        "got": {"determination": got["determination"], "response": kinds},
        "category": item.get("category", ""),
        "traps": item.get("traps") or ([item["trap"]] if item.get("trap") else []),
    }


def scores(protocol: Protocol, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the scores as one JSON-able object."""
    judged = [judge(protocol, item) for item in items]
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {
        "by_category": defaultdict(list),
        "by_trap": defaultdict(list),
    }
    for one in judged:
        groups["by_category"][one["category"]].append(one)
        for trap in one["traps"]:
            groups["by_trap"][trap].append(one)
    return {
        **_totals(judged),
        **{name: {k: _totals(g) for k, g in sorted(by.items())} for name, by in groups.items()},
        "failures": [_failure(one) for one in judged if _wrong(one)],
    }


def _totals(judged: list[dict[str, Any]]) -> dict[str, Any]:
    scored = [j for j in judged if j["determination"] is not None]
    raised = [j for j in judged if j["flag"][0]]
    wanted = [j for j in judged if j["flag"][1]]
    both = [j for j in judged if j["flag"] == (True, True)]
    return {
        "n": len(judged),
        "safety_misses": sum(j["safety_miss"] for j in judged),
        "medical_misses": sum(j["medical_miss"] for j in judged),
        "over_policing": _share([j["over_policed"] for j in judged], 0.0),
        "determination_accuracy": _share([j["determination"] for j in scored]),
        "response_match": _share([j["response"] for j in judged]),
        "full_response": _share([j["full"] for j in judged]),
        "bias_precision": len(both) / len(raised) if raised else 1.0,
        "bias_recall": len(both) / len(wanted) if wanted else 1.0,
    }


def _share(values: list[bool], empty: float = 1.0) -> float:
    return round(sum(values) / len(values), 4) if values else empty


def _wrong(one: dict[str, Any]) -> list[str]:
    checks = {
        "safety_miss": one["safety_miss"],
        "medical_miss": one["medical_miss"],
        "over_policed": one["over_policed"],
        "determination": one["determination"] is False,
        "response": not one["response"],
        "full": not one["full"],
        "flag": one["flag"][0] != one["flag"][1],
    }
    return [name for name, wrong in checks.items() if wrong]


def _failure(one: dict[str, Any]) -> dict[str, Any]:
    return {"id": one["id"], "wrong": _wrong(one), "got": one["got"]}
