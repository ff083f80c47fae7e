"""Signing in by the form: a whole centre at a change of shift, and somebody who guesses."""

import pytest
from django.core.cache import cache
from django.test import Client

from responders.models import Member
from tests.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "a long password for tests"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(world: World) -> None:
    cache.clear()


def sign_in(name: str, password: str) -> int:
    return Client().post("/accounts/login/", {"login": name, "password": password}).status_code


def test_sixty_people_of_one_centre_sign_in_within_a_minute_from_one_address() -> None:
    for number in range(60):
        Member.objects.create_user(f"taker{number}", password=PASSWORD, role="call_taker")
    assert {sign_in(f"taker{number}", PASSWORD) for number in range(60)} == {302}


def test_who_guesses_at_one_name_is_stopped_after_five_tries_with_a_sentence() -> None:
    Member.objects.create_user("taker", password=PASSWORD, role="call_taker")
    assert [sign_in("taker", f"guess {number}") for number in range(5)] == [200] * 5
    refused = Client().post("/accounts/login/", {"login": "taker", "password": PASSWORD})
    assert refused.status_code == 200
    assert "Too many failed login attempts" in refused.content.decode()
