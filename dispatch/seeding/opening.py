"""A handful of open incidents, made through the same commands as everyone's, so that a board is alive at once."""

from typing import Any
from uuid import uuid4

from dispatch import commands, principals
from dispatch.errors import Refused

# address, area's station to stand near, narrative, answers, language, then what happened so far
CALLS: list[dict[str, Any]] = [
    {"at": "Wilshire", "address": "4861 W Venice Blvd, bus bench", "narrative": "woman 30s on bus bench crying, talks to nobody, no shoes, PR gave her water. no wpns seen", "answers": {"weapons": "no"}, "steps": 4},
    {"at": "Hollywood", "address": "Hollywood Bl / Wilcox Av", "narrative": "man asleep in doorway of shop, blanket and cart, owner wants to open, no problem w him", "steps": 3},
    {"at": "Central", "address": "6th St / San Julian St", "narrative": "male down on sidewalk, not responding, chest moving, empty bottle next to him", "answers": {"conscious_breathing": "unknown"}, "steps": 4},
    {"at": "Southeast", "address": "W 108th St, apt 4", "narrative": "son 19 off meds 3 days, hears voices, pacing in living room, mom says never hurt anyone, wants someone to talk to him", "answers": {"violence_now": "no", "weapons": "no"}, "steps": 2},
    {"at": "Van Nuys", "address": "Sylmar Av / Delano St", "narrative": "husband punched her, she locked herself in bathroom, he is still in the house yelling", "answers": {"violence_now": "yes"}, "steps": 4},
    {"at": "Olympic", "address": "S Vermont Av, 3rd floor", "narrative": "vecinos con la musica muy alta desde las 10, ya se les pidio, nadie amenaza", "language": "es", "steps": 1},
    {"at": "Pacific", "address": "Venice Boardwalk / Windward", "narrative": "man w knife in hand yelling at traffic, ppl keeping away", "answers": {"weapons": "yes"}, "steps": 3},
    {"at": "Devonshire", "address": "Etiwanda Av", "narrative": "2 neighbors arguing over fence line, voices up, hands in pockets", "answers": {"violence_now": "no"}, "steps": 0},
    {"at": "Northeast", "address": "N San Fernando Rd", "narrative": "tent by the underpass, needles on sidewalk, resident asks for outreach", "steps": 0},
    {"at": "West LA", "address": "Butler Av", "narrative": "self caller, divorce, says whats the point, no plan, wants to talk to someone", "answers": {"caller_is_subject": "yes", "suicidal": "yes", "means_access": "no"}, "steps": 0},
    {"at": "Rampart", "address": "W 6th St / Union Av", "narrative": "car stolen overnight from street, no suspect", "answers": {"subject_on_scene": "no"}, "steps": 0},
    {"at": "Harbor", "address": "John S Gibson Bl", "narrative": "grandma 84 fell in kitchen, awake, hip hurts, cant get up", "answers": {"injury": "yes"}, "steps": 2},
]  # fmt: skip
STEPS = ("assign", "acknowledge", "mark_en_route", "mark_on_scene")


def make() -> int:
    """Take the calls and move some of them along; return how many incidents are open now."""
    from responders.models import Area

    stations = {area.name: area for area in Area.objects.all()}
    taker, dispatcher = principals.of_username("calltaker"), principals.of_username("dispatcher")
    for call in CALLS:
        station = stations[call["at"]]
        body = {
            "address": call["address"],
            "lat": round(station.lat + 0.004, 5),
            "lon": round(station.lon - 0.003, 5),
            "narrative": call["narrative"],
            "answers": call.get("answers", {}),
            "language": call.get("language", "en"),
        }
        number = _run("take_call", taker, body).incidents[0]
        if call["steps"]:
            _go_along(dispatcher, number, call["steps"])
    return len(CALLS)


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
