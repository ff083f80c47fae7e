"""What falls due by itself, done as `system` through the commands like all else. Safe to run twice."""

import logging
from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone

from dispatch import commands, crewing, principals, wire
from dispatch.errors import Problem
from dispatch.models import BiasFlag, Caution
from responders import crews
from responders.models import Unit

logger = logging.getLogger(__name__)
# One request id per flag: a second run, or a second worker, gets the first one's answer.
TIME_IS_OVER = "its time is over"
EXPIRING = UUID("1b6e6f0e-8f0c-4a53-9d0c-1f6f3c4b7a21")


def expire_bias_flags(now: datetime) -> int:
    """Expire the dismissed flags that are due; return how many. One that is busy waits for the next run."""
    system, done = principals.system(), 0
    for flag in BiasFlag.objects.due(now).select_related("incident"):
        body = {"request_id": str(uuid5(EXPIRING, flag.ref)), "incident": flag.incident.number, "flag": flag.n}
        try:
            commands.run("expire_bias_flag", by=system, body=body)
            done += 1
        except Problem as problem:
            logger.warning("%s did not expire: %s", flag.ref, problem.detail)
    return done


def expire_cautions(now: datetime) -> int:
    """End the cautions and care plans that are due; return how many. One that is busy waits for the next run."""
    system, done = principals.system(), 0
    for caution in Caution.objects.due(now):
        verb, name = ("expire_care_plan", "care_plan") if caution.plan else ("expire_caution", "caution")
        about = {name: str(caution.ref), "reason": TIME_IS_OVER}
        body = {"request_id": str(uuid5(EXPIRING, f"{caution.ref} {caution.expires_at.isoformat()}")), **about}
        try:
            commands.run(verb, by=system, body=body)
            done += 1
        except Problem as problem:
            logger.warning("caution %s did not expire: %s", caution.ref, problem.detail)
    return done


def recount_crews(now: datetime) -> int:
    """Work out anew what units can do whose crew's certificates ran out; return how many changed."""
    system, done, day = principals.system(), 0, timezone.localtime(now).date()
    for unit in Unit.objects.on_roster().exclude(crew=[]):
        if not crewing.recount(unit, day):
            continue
        can = wire.canonical([unit.call_sign, day.isoformat(), [getattr(unit, name) for name in crews.FOLLOWING]])
        try:
            body = {"request_id": str(uuid5(EXPIRING, can)), "unit": unit.call_sign}
            commands.run("recount_crew", by=system, body=body)
            done += 1
        except Problem as problem:
            logger.warning("the crew of %s was not recounted: %s", unit.call_sign, problem.detail)
    return done
