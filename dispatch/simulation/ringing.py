"""Sends a simulated provider's messages through the ingest door, at a speed."""

import heapq
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable

from dispatch import ingesting, principals
from dispatch.errors import Problem
from dispatch.simulation.plan import Planned
from dispatch.simulation.provider import Message, messages
from dispatch.simulation.running import Wait

FEED = "feed"


def run(
    calls: Iterable[Planned], *, seed: int, speed: float, say: Callable[[str], object], wait: Wait = time.sleep
) -> Counter[str]:
    """Let the calls ring. `speed`: simulated seconds in one second; 0 is as fast as the machine can.

    People answer, or nobody does: a message that a provider would not send as the call stands is left out.
    Returns how many messages of each kind were sent.
    """
    by, sent, order = principals.of_username(FEED), Counter[str](), itertools.count()
    due: list[tuple[float, int, Message]] = []
    rings = iter(enumerate(calls))
    began, first = time.monotonic(), 0.0

    def plan_next() -> None:
        """Plan one call ahead: the next rings not before this one."""
        if found := next(rings, None):
            for message in messages(found[1], found[0], seed):
                heapq.heappush(due, (message.at, next(order), message))

    plan_next()
    if due:
        first = due[0][0]
    while due:
        at, _, message = heapq.heappop(due)
        if speed:
            wait(max(0.0, (at - first) / speed - (time.monotonic() - began)))
        if message.to == "ring":
            plan_next()
        if send(by, message):
            sent[message.to] += 1
            if message.to == "ring":
                body = message.body
                say(f"{body.get('medium', 'voice')} {body['number']} {body.get('class_of_service', '')}".rstrip())
    return sent


def send(by: principals.Principal, message: Message) -> bool:
    """Send one message; return whether it was taken. A refusal is a fact of the day, not an error."""
    try:
        if message.only_if and ingesting.standing(by, message.ref)["state"] not in message.only_if:
            return False
        match message.to:
            case "ring":
                ingesting.ring(by, {"ref": message.ref, **message.body})
            case "location":
                ingesting.update(by, message.ref, message.body)
            case "text":
                ingesting.receive(by, message.ref, message.body)
            case "end":
                ingesting.end(by, message.ref, message.body)
    except Problem:
        return False
    return True
