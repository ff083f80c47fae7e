"""A call that was flagged, reviewed, referred: what the tests of bias flags share."""

import json
from typing import Any

from dispatch import board, log
from dispatch.errors import NotFound
from dispatch.principals import Principal
from tests.world import World

WORDS = "A black man is sitting in a parked car, he just does not belong here, he is not doing anything"
REASONS = ["no_act_described", "trait_given_as_reason"]


def everybody(world: World) -> list[Principal]:
    return [*world.everybody(), world.supervisor]


def flagged(world: World, **more: Any) -> str:
    """Take the call and flag it; return the incident's number. The flag is F1."""
    number = world.call(WORDS, callback="213-555-0142", caller_name="Pat Example")
    flag(world, number, **more)
    return number


def flag(world: World, number: str, by: Principal | None = None, **more: Any) -> log.Line:
    fields = {"incident": number, "reasons": REASONS, "note": "nothing he did was ever named"} | more
    return world.do("flag_bias", by or world.call_taker, **fields)


def review(world: World, number: str, by: Principal, decision: str, reason: str = "heard the call") -> log.Line:
    return world.do("review_bias_flag", by, incident=number, flag=1, decision=decision, reason=reason)


def referred(world: World, second: Principal) -> str:
    number = flagged(world)
    review(world, number, world.supervisor, "refer")
    review(world, number, second, "refer")
    return number


def exported(world: World, second: Principal) -> tuple[str, log.Line]:
    number = referred(world, second)
    fields = {"incident": number, "flag": 1, "recipient": "City Attorney", "reason": "PC 653y"}
    return number, world.do("export_bias_referral", world.supervisor, **fields)


def sent_to(viewer: Principal, number: str) -> str:
    """Everything this viewer can get at: stream, snapshot, record, timeline, search."""
    sent = [line.view(viewer.audience) for line in log.since(0)]
    shown = [board.snapshot(viewer), board.events(viewer, 0, 1000), board.search(viewer, {"q": "CANARY"})]
    try:
        shown += [board.incident(viewer, number), board.timeline(viewer, number)]
    except NotFound:
        shown += []
    return json.dumps([sent, shown])
