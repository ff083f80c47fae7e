"""What counts: triage's word, or a person's who overrode it. And what changed between two runs of triage."""

from typing import Any

from dispatch import lifecycles
from dispatch.models import Incident, Override
from responders import kinds

COMPARED = ("determination", "level", "priority", "hazards", "unarmed_alone_is_safe")
DESKS_AND_TEAMS = (*kinds.UNARMED_TEAMS, kinds.LIFELINE_988)
Result = dict[str, Any]


def in_force(incident: Incident) -> Override | None:
    """Return the override that counts now, if any."""
    return incident.override if incident.override and incident.override.in_force else None


def recommended(incident: Incident) -> list[dict[str, Any]]:
    """Return who triage says should go."""
    said: list[dict[str, Any]] = _result(incident).get("response", [])
    return said


def response(incident: Incident) -> list[dict[str, Any]]:
    """Return who should go: triage's word unless an override is in force."""
    override = in_force(incident)
    return as_response(override.response) if override else recommended(incident)


def kinds_of(response: list[dict[str, Any]]) -> list[str]:
    """Return the kinds that go; one that stands by until a danger is excluded does not."""
    return [r["kind"] for r in response if r["role"] != "stand_by"]


def as_response(chosen: list[str]) -> list[dict[str, Any]]:
    return [{"kind": kind, "role": "also" if i else "primary", "required": True} for i, kind in enumerate(chosen)]


def determination(incident: Incident) -> str | None:
    override = in_force(incident)
    return (override.determination if override else "") or _result(incident).get("determination")


def direction(before: list[str], after: list[str]) -> str:
    """Return whether an override brings police in, takes them out, or neither. A joint team counts as police."""
    was, is_ = armed(before), armed(after)
    if was == is_:
        return lifecycles.NEITHER
    return lifecycles.TOWARD_POLICE if is_ else lifecycles.AWAY_FROM_POLICE


def armed(those: list[str]) -> bool:
    return bool(set(kinds.ARMED) & set(those))


def in_danger(incident: Incident) -> bool:
    """Return whether triage knows of a danger fact: then two people send the police away, never one."""
    result = _result(incident)
    return bool(result.get("hazards")) and not result.get("unarmed_alone_is_safe", False)


def known(incident: Incident) -> dict[str, Any]:
    """Return the dangers known now: an override is suspended by what comes later."""
    result = _result(incident)
    return {"hazards": result.get("hazards", []), "level": result.get("level", 0)}


def outdated(override: Override, result: Result) -> bool:
    """Return whether triage found a danger that whoever overrode it did not know."""
    new = set(result["hazards"]) - set(override.known.get("hazards", []))
    return bool(new) or (result["level"] == 4 and override.known.get("level", 0) < 4)


def makes_eligible(response: list[str]) -> bool:
    """Return whether this response sends an unarmed team alone: such a call belongs in the ledger."""
    return bool(response) and response[0] in DESKS_AND_TEAMS and not armed(response)


def difference(before: Result, after: Result) -> dict[str, Any] | None:
    """Return `{before, after}` of what people act on, None when nothing of it changed."""
    old, new = _looked_at(before), _looked_at(after)
    return {"before": old, "after": new} if old != new else None


def escalates(change: dict[str, Any]) -> bool:
    """Return whether a change is for the worse: what must be noticed although nobody is on the way yet."""
    old, new = change["before"], change["after"]
    return bool(
        new["level"] > old["level"]
        or new["priority"] < old["priority"]
        or (old["unarmed_alone_is_safe"] and not new["unarmed_alone_is_safe"])
        or (armed(new["response"]) and not armed(old["response"]))
        or set(new["hazards"]) - set(old["hazards"])
    )


def _looked_at(result: Result) -> dict[str, Any]:
    return {**{name: result[name] for name in COMPARED}, "response": kinds_of(result["response"])}


def _result(incident: Incident) -> Result:
    result: Result = incident.assessment.result if incident.assessment else {}
    return result
