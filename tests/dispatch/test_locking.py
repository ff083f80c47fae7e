"""U50: what the server knows of a locked desk and of a session that ends. enforces desk.lock_after"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dispatch import locking
from tests.dispatch.test_settings import change
from tests.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "a long password for tests"
JSON = "application/json"


@pytest.fixture
def desk(world: World) -> Client:
    """A browser in which a dispatcher has signed in by the form."""
    from responders.models import Member

    member = Member.objects.get(username=world.dispatcher.username)
    member.set_password(PASSWORD)
    member.save()
    client = Client()
    answer = client.post("/accounts/login/", {"login": member.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def left(desk: Client) -> timedelta:
    return desk.session.get_expiry_date() - timezone.now()


def about(hours: float) -> tuple[timedelta, timedelta]:
    return timedelta(hours=hours, minutes=-1), timedelta(hours=hours, minutes=1)


def test_a_desk_locks_after_the_centres_time(world: World, desk: Client) -> None:
    assert desk.get("/api/desk/").json()["lock_after"] == 1800
    change(world, "desk.lock_after", 600)
    assert desk.get("/api/desk/").json()["lock_after"] == 600


def test_a_session_lasts_as_long_as_the_centre_says(world: World, desk: Client) -> None:  # enforces desk.session
    assert about(11)[0] < left(desk) < about(11)[1]
    change(world, "desk.session", 7200)
    desk.post("/api/desk/unlock/", {"password": PASSWORD}, JSON)
    assert about(2)[0] < left(desk) < about(2)[1]


def test_one_key_adds_the_centres_time_to_a_session(world: World, desk: Client) -> None:  # enforces desk.extend
    change(world, "desk.extend", 1800)
    assert desk.post("/api/desk/extend/").status_code == 200
    assert about(11.5)[0] < left(desk) < about(11.5)[1]


def test_no_extension_passes_twelve_hours_after_the_password(desk: Client) -> None:
    assert desk.post("/api/desk/extend/").json()["may_extend"] is False
    answer = desk.post("/api/desk/extend/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "refused.password_needed")
    assert about(12)[0] < left(desk) < about(12)[1]


def test_a_locked_desk_gives_out_no_document_with_words_and_stays_current(desk: Client) -> None:
    assert desk.post("/api/desk/lock/").json()["locked"] is True
    typed = {"sec-fetch-dest": "document"}
    for path in ("/api/board/", "/incidents/LA26-000001/handover/", "/accounts/password/change/", "/api/docs/"):
        answer = desk.get(path, headers=typed)
        assert (answer.status_code, answer["location"]) == (302, "/"), path
    assert b"data-locked" in desk.get("/board/", headers=typed).content
    assert desk.get("/api/board/", headers={"sec-fetch-dest": "empty"}).status_code == 200


def test_a_wrong_password_leaves_it_locked_and_the_right_one_opens_it(desk: Client) -> None:
    desk.post("/api/desk/lock/")
    answer = desk.post("/api/desk/unlock/", {"password": "something else"}, JSON)
    assert (answer.status_code, answer.json()["error"]["fields"]) == (400, {"password": ["This is not your password."]})
    assert desk.session[locking.LOCKED] is True
    assert desk.post("/api/desk/unlock/", {"password": PASSWORD}, JSON).json()["locked"] is False


def test_somebody_else_may_sign_the_one_who_left_out(desk: Client) -> None:
    desk.post("/api/desk/lock/")
    desk.post("/accounts/logout/")
    assert desk.get("/api/desk/").status_code == 401


def test_a_program_with_a_token_has_no_desk(world: World) -> None:
    assert Client().post("/api/desk/lock/").status_code == 401
