"""Telling a team's phones of a job: a follower of the board that asks what has not been told yet, and tells it.

A notice says that there is a job and not a word more: push services are other people's computers. What is to be told
is asked of the rows, so a lost wake-up loses nothing; a notice is claimed before it goes out and one device is told
once. What becomes of it (sent, failed, delivered, opened) is on the record through `report_notice`.
"""

import json
import logging
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from pywebpush import WebPushException, webpush
from requests import RequestException

from dispatch import commands, lifecycles, principals
from dispatch.errors import NotFound, Problem
from dispatch.models import Assignment, Device, Notice
from responders.models import Member

logger = logging.getLogger(__name__)
REPORTS: Final = UUID("0e5bb1a8-94c2-4c7e-8c0c-0f8f0b1f6c21")
STILL_NEWS: Final = timedelta(minutes=10)  # an assignment older than that is known, or somebody called
AT_ONCE: Final = 12  # claimed together: all of them are tried before anybody may claim them again
AGAIN: Final = timedelta(seconds=60)  # a notice that was claimed and did not go out
WITHIN: Final = 4.0  # seconds for a push service to answer
KEPT: Final = 120  # seconds that a push service keeps a notice for a phone that is out of reach
GONE: Final = (404, 410)  # what a push service says of a browser that is not there any more (RFC 8030)


def tell(now: datetime) -> int:
    """Tell the phones of every unit that was just sent; return how many notices went out."""
    if not settings.PUSH_KEY:
        return 0
    for job in Assignment.objects.filter(state=lifecycles.ASSIGNED, since__gte=now - STILL_NEWS).select_related("unit"):
        crew = Member.objects.filter(unit=job.unit, is_active=True)
        devices = Device.objects.filter(member__in=crew).exclude(notices__assignment=job)
        Notice.objects.bulk_create([Notice(assignment=job, device=d) for d in devices], ignore_conflicts=True)
    return sum(_send(notice, now) for notice in _claimed(now))


def _claimed(now: datetime) -> list[Notice]:
    """Claim what is to go out: nobody else sends it now."""
    with transaction.atomic():
        open_ones = Notice.objects.unsent().filter(Q(tried_at=None) | Q(tried_at__lt=now - AGAIN))
        fresh = open_ones.filter(assignment__since__gte=now - STILL_NEWS, assignment__state=lifecycles.ASSIGNED)
        found = list(fresh.select_for_update(skip_locked=True)[:AT_ONCE])
        Notice.objects.filter(pk__in=[n.pk for n in found]).update(tried_at=now)
    ready = Notice.objects.filter(pk__in=[n.pk for n in found])
    return list(ready.select_related("device", "assignment__incident", "assignment__unit"))


def _send(notice: Notice, now: datetime) -> bool:
    device = notice.device
    try:
        webpush(
            subscription_info={"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
            data=json.dumps({"notice": str(notice.ref), "language": device.language}),
            vapid_private_key=settings.PUSH_KEY,
            vapid_claims={"sub": settings.PUSH_CONTACT},
            ttl=KEPT,
            headers={"Urgency": "high"},
            timeout=WITHIN,
        )
    except (WebPushException, RequestException, ValueError) as error:  # ValueError: its keys are no keys
        _failed(notice, error)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=now)
    _report(notice, "sent")
    return True


def _failed(notice: Notice, error: Exception) -> None:
    """Forget a browser that is gone or never was one; a service that is away is asked again while the job is news."""
    answer = getattr(error, "response", None)
    logger.warning("a notice could not be sent: %s", getattr(answer, "status_code", error.__class__.__name__))
    _report(notice, "failed")
    if isinstance(error, ValueError) or (answer is not None and answer.status_code in GONE):
        Notice.objects.filter(device=notice.device).delete()
        notice.device.delete()


def received(ref: UUID, state: str) -> None:
    """Record what a phone says of a notice: that it came (`delivered`), that somebody looked (`opened`)."""
    notice = Notice.objects.filter(ref=ref).select_related("assignment__incident", "assignment__unit").first()
    if notice is None:
        raise NotFound("There is no such notice.")
    _report(notice, state)


def _report(notice: Notice, state: str) -> None:
    job = notice.assignment
    fields: dict[str, Any] = {"incident": job.incident.number, "unit": job.unit.call_sign, "state": state}
    body = {"request_id": str(uuid5(REPORTS, f"{job.pk} {state}")), **fields}
    try:
        commands.run("report_notice", by=principals.system(), body=body)
    except Problem as problem:
        logger.debug("notice: %s", problem.detail)  # said already, or the job is over


@cache
def public_key() -> str:
    """Return our key as a browser wants it when it subscribes, "" where notices are off."""
    if not settings.PUSH_KEY:
        return ""
    from base64 import urlsafe_b64encode

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid

    point = Vapid.from_string(settings.PUSH_KEY).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()
