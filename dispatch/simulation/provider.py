"""A simulated 911 provider: calls that ring, get better locations, write, give up and hang up. Pure and seeded.

What rings is planned from the day's calls; each message goes through the same door as a real provider's.
Shares are our assumptions: one call in ten is written, one in eight gives up before it is answered; most wireless.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from dispatch.simulation.plan import Planned

WRITTEN = 0.10
GIVES_UP = 0.125
SERVICES = {"WPH2": 70, "WPH1": 6, "VOIP": 12, "RESD": 8, "BUSN": 4}
UNCERTAINTY_M = {"WPH2": (12, 180), "WPH1": (700, 4_000)}  # metres; a landline's address is exact
REBID = 12.0  # seconds until a wireless call's next, better location
PATIENCE = (8.0, 45.0)  # seconds until a caller who gives up hangs up
TALK = (50.0, 240.0)  # seconds of a call that is answered


@dataclass(frozen=True)
class Message:
    """One message of the provider: `at` seconds after midnight, `to` one of ring, location, text, end."""

    at: float
    to: str
    ref: str
    body: dict[str, Any]
    only_if: tuple[str, ...] = ()  # states of the call in which the provider would send it


def messages(call: Planned, n: int, seed: int) -> Iterator[Message]:
    """Yield what a provider sends of one call, in order."""
    random = Random(f"provider {seed} {n}")
    ref = f"urn:emergency:uid:callid:sim{seed}-{n}:provider.example"
    if random.random() < WRITTEN:
        yield from _written(random, call, ref)
    else:
        yield from _spoken(random, call, ref)


def _spoken(random: Random, call: Planned, ref: str) -> Iterator[Message]:
    service = random.choices(list(SERVICES), list(SERVICES.values()))[0]
    rings = {"number": call.body["callback"], "class_of_service": service}
    located = {"lat": call.body["lat"], "lon": call.body["lon"]}
    if service not in UNCERTAINTY_M:
        yield Message(call.at, "ring", ref, rings | located | {"address": call.body["address"]})
    else:
        low, high = UNCERTAINTY_M[service]
        radius = round(random.uniform(low, high))
        yield Message(call.at, "ring", ref, rings | located | {"uncertainty_m": radius})
    if random.random() < GIVES_UP:
        yield Message(call.at + random.uniform(*PATIENCE), "end", ref, {"how": "abandoned"}, ("ringing",))
        return
    if service == "WPH2":
        better = {"lat": round(located["lat"] + 0.0001, 5), "lon": located["lon"], "uncertainty_m": max(5, radius // 3)}
        yield Message(call.at + REBID, "location", ref, better, ("ringing", "claimed", "taken"))
    ends = call.at + random.uniform(*TALK)
    yield Message(ends, "end", ref, {"how": "completed"}, ("taken",))
    yield Message(ends, "end", ref, {"how": "hung_up"}, ("ringing", "claimed"))


def _written(random: Random, call: Planned, ref: str) -> Iterator[Message]:
    """A caller who writes does so in pieces, as people do."""
    medium = random.choice(("text", "chat"))
    rings = {"number": call.body["callback"], "medium": medium}
    if medium == "text":
        rings |= {"lat": call.body["lat"], "lon": call.body["lon"], "uncertainty_m": 1_500, "class_of_service": "WPH1"}
    yield Message(call.at, "ring", ref, rings)
    at = call.at
    for n, words in enumerate([*call.body["narrative"].split(", "), call.body["address"]]):
        if words.strip():
            yield Message(at, "text", ref, {"ref": f"m{n}", "words": words}, ("ringing", "claimed", "taken"))
        at += random.uniform(4, 15)
