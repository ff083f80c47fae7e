"""A team's phone is told that there is a job, in not a word more, and the floor sees how far the notice came."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from dispatch import board, notices
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.models import Device, Notice
from tests.follow import follows
from tests.push_service import Browser, PushService
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    found = PushService()
    settings.PUSH_HOSTS = [found.address]
    settings.PUSH_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"
    yield found
    found.stop()


@pytest.fixture
def phone(world: World, service: PushService) -> Browser:
    found = service.browser()
    with follows(*world.everybody()):
        world.do("subscribe_device", world.crisis_team, **found.subscription)
    return found


def notice_of(world: World, number: str) -> dict[str, str]:
    return dict(board.incident(world.dispatcher, number)["assignments"][0]["notice"] or {})


def test_a_job_is_told_to_the_phone_of_the_team_and_to_no_other(
    world: World, service: PushService, phone: Browser
) -> None:
    world.do("subscribe_device", world.patrol, **service.browser("patrol").subscription)
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        notices.tell(timezone.now())
    [(path, headers, body)] = service.took
    assert path == "/one"
    assert headers["authorization"].startswith("vapid ")
    assert list(notice_of(world, number)) == ["sent"]
    said = phone.opened(body)
    assert said == {"notice": str(Notice.objects.get().ref), "language": "en"}  # and nothing of the call


def test_a_second_sweep_tells_nobody_twice(world: World, service: PushService, phone: Browser) -> None:
    world.call_with("UM61")
    assert notices.tell(timezone.now()) == 1
    assert notices.tell(timezone.now()) == 0
    assert len(service.took) == 1


def test_what_the_phone_says_of_a_notice_is_on_the_record_once(
    world: World, service: PushService, phone: Browser
) -> None:
    number = world.call_with("UM61")
    notices.tell(timezone.now())
    ref = Notice.objects.get().ref
    with follows(*world.everybody()):
        notices.received(ref, "delivered")
        notices.received(ref, "opened")
    first = notice_of(world, number)
    assert set(first) == {"sent", "delivered", "opened"}
    notices.received(ref, "opened")
    assert notice_of(world, number) == first
    with pytest.raises(NotFound):
        notices.received(UUID(int=0), "opened")


def test_a_phone_needs_no_session_to_say_that_a_notice_came(
    world: World, service: PushService, phone: Browser, client: Client
) -> None:
    number = world.call_with("UM61")
    notices.tell(timezone.now())
    where = f"/api/notices/{Notice.objects.get().ref}/"
    with follows(*world.everybody()):
        answer = client.post(where, {"state": "opened"}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, {"taken": True})
    assert "opened" in notice_of(world, number)
    assert client.post(where, {"state": "sent"}, content_type="application/json").status_code == 400


def test_the_system_alone_reports_on_a_notice_and_each_state_once(
    world: World, service: PushService, phone: Browser
) -> None:
    from dispatch import principals

    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("report_notice", principals.system(), incident=number, unit="UM61", state="sent")
    with pytest.raises(Refused), follows(world.dispatcher):
        world.do("report_notice", principals.system(), incident=number, unit="UM61", state="sent")


def test_a_browser_that_is_gone_is_forgotten_and_the_floor_is_told(
    world: World, service: PushService, phone: Browser
) -> None:
    number = world.call_with("UM61")
    service.answers = 410
    notices.tell(timezone.now())
    assert list(notice_of(world, number)) == ["failed"]
    assert not Device.objects.exists()


def test_keys_that_are_none_stop_nobody_elses_notice(world: World, service: PushService, phone: Browser) -> None:
    world.do("unsubscribe_device", world.crisis_team, endpoint=phone.endpoint)
    world.do("subscribe_device", world.crisis_team, **{**phone.subscription, "p256dh": "A" * 87})
    world.do("subscribe_device", world.patrol, **service.browser("patrol").subscription)
    world.call_with("UM61")
    world.call_with("6A15")
    assert notices.tell(timezone.now()) == 1
    assert Device.objects.count() == 1


def test_a_person_may_take_the_permission_back(world: World, service: PushService, phone: Browser) -> None:
    with follows(*world.everybody()):
        world.do("unsubscribe_device", world.crisis_team, endpoint=phone.endpoint)
    world.call_with("UM61")
    assert notices.tell(timezone.now()) == 0


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://10.0.0.1/x",
        "https://evil.example/fcm.googleapis.com",
        "https://a:b@fcm.googleapis.com/",
    ],
)
def test_no_other_address_than_a_push_service_is_written_to(
    world: World, service: PushService, settings: Any, endpoint: str
) -> None:
    settings.PUSH_HOSTS = ["fcm.googleapis.com", ".push.apple.com"]
    said = {**service.browser().subscription, "endpoint": endpoint}
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("subscribe_device", world.crisis_team, **said)
