"""A handful of open incidents, made through the same commands as everyone's, so that a board is alive at once."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import uuid4

from dispatch import commands, principals
from dispatch.errors import Refused

CALLS = Path(__file__).parent / "opening.toml"
STEPS = ("assign", "acknowledge", "mark_en_route", "mark_on_scene")


def make() -> int:
    """Take the calls and move some of them along; return how many incidents are open now."""
    from responders.models import Area

    stations = {area.name: area for area in Area.objects.all()}
    taker, dispatcher = principals.of_username("calltaker"), principals.of_username("dispatcher")
    opening = tomllib.loads(CALLS.read_text(encoding="utf-8"))
    supervisor = principals.of_username("supervisor")
    for caution in opening["caution"]:
        body = {name: value for name, value in caution.items() if name != "area"}
        _run("add_caution", supervisor, body | _near(stations[caution["area"]]))
    calls = opening["call"]
    for call in calls:
        station = stations[call["area"]]
        body = {
            "address": call["address"],
            **_near(station),
            "narrative": call["narrative"],
            "answers": call.get("answers", {}),
            "language": call.get("language", "en"),
        }
        number = _run("take_call", taker, body).incidents[0]
        if call["steps"]:
            _go_along(dispatcher, number, call["steps"])
    return len(calls)


def _near(station: Any) -> dict[str, float]:
    return {"lat": round(station.lat + 0.004, 5), "lon": round(station.lon - 0.003, 5)}


def _go_along(dispatcher: principals.Principal, number: str, steps: int) -> None:
    from dispatch import recommending

    offers = recommending.recommendation(dispatcher, number)["units"]
    if not offers:
        return
    unit = offers[0]["unit"]
    try:
        _run("assign_unit", dispatcher, {"incident": number, "unit": unit})
        for verb in STEPS[1:steps]:
            _run(verb, dispatcher, {"incident": number, "unit": unit, "source": "radio"})
    except Refused:
        return  # somebody is already working on this board: leave it to them


def _run(verb: str, by: principals.Principal, body: dict[str, Any]) -> Any:
    return commands.run(verb, by=by, body={"request_id": str(uuid4()), **body})
