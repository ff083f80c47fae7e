"""The HTTP doors on a real server: one error shape, sign-in, CSRF, bad input that changes nothing."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Any
from uuid import uuid4

import pytest

from dispatch import log
from responders.models import Member
from tests.live import Server
from tests.world import World

pytestmark = pytest.mark.commits
PASSWORD = "a long password for tests"


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    for name in ("dispatcher", "patrol", "lapd_admin", "crisis_team"):
        getattr(world, name)
        member = Member.objects.get(username=name)
        member.set_password(PASSWORD)
        member.save()
    running = Server().start()
    yield running
    running.stop()


def ask(url: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    """Return status and JSON of a GET, or of a POST when there is a body (bytes are sent as they are)."""
    sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, sent, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def signed(server: Server, name: str) -> dict[str, str]:
    status, answer = ask(f"{server.url}/api/token/", {"username": name, "password": PASSWORD})
    assert status == 200
    return {"Authorization": f"Token {answer['token']}"}


def note(number: str) -> dict[str, str]:
    return {"request_id": str(uuid4()), "incident": number, "text": "x"}


def test_a_command_answers_with_its_event(world: World, server: Server) -> None:
    number, key = world.call(), signed(server, "dispatcher")
    status, answer = ask(f"{server.url}/api/commands/add_note/", note(number), **key)
    assert status == 200
    assert answer["event"]["kind"] == "note_added"


def test_bad_bodies_get_one_shape_and_change_nothing(world: World, server: Server) -> None:
    number, key, start = world.call(), signed(server, "dispatcher"), log.head().seq
    good = note(number)
    for body, status, code in [
        (b"{", 400, "invalid"),
        (b"[]", 400, "invalid"),
        (b"\xff\xfe", 400, "invalid"),
        (b'{"text": "' + b"x" * 1_000_000 + b'"}', 400, "invalid"),
        (good | {"text": "x" * 30_000}, 400, "invalid"),
        (good | {"colour": "red"}, 400, "invalid"),
        (good | {"text": "a\x00b"}, 400, "invalid"),
        (good | {"request_id": "7"}, 400, "invalid"),
        (good | {"incident": "LA26-999999"}, 404, "not_found"),
    ]:
        got, answer = ask(f"{server.url}/api/commands/add_note/", body, **key)
        assert (got, answer["error"]["code"]) == (status, code)
        assert answer["error"]["detail"]
    assert log.head().seq == start


def test_who_is_not_signed_in_is_told_so_everywhere(world: World, server: Server) -> None:
    for path, body in [
        ("/api/board/", None),
        ("/api/events/?since=0", None),
        ("/api/incidents/", None),
        ("/api/units/", None),
        ("/api/members/", None),
        ("/api/drafts/", None),
        ("/api/bias-flags/", None),
        ("/api/bias-flags/statistics/?by=area", None),
        ("/api/bias-flags/LA26-000001/1/export/", None),
        ("/api/triage/assess/", {"narrative": "x", "answers": {}}),
        ("/api/commands/take_call/", {"request_id": str(uuid4())}),
    ]:
        for key in ({}, {"Authorization": "Token wrong"}):
            status, answer = ask(server.url + path, body, **key)
            assert (status, answer["error"]["code"]) == (401, "not_signed_in"), path


def test_a_wrong_password_and_a_wrong_name_get_the_same_answer(world: World, server: Server) -> None:
    answers = [
        ask(f"{server.url}/api/token/", {"username": name, "password": "wrong wrong wrong"})
        for name in ("dispatcher", "nobody")
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 401


def test_an_unknown_verb_is_404_and_a_forbidden_one_403(world: World, server: Server) -> None:
    key = signed(server, "patrol")
    assert ask(f"{server.url}/api/commands/explode/", {"request_id": str(uuid4())}, **key)[0] == 404
    status, answer = ask(f"{server.url}/api/commands/take_call/", {"request_id": str(uuid4())}, **key)
    assert (status, answer["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize("who", ["crisis_team", "lapd_admin"])
def test_another_agencys_unit_does_not_exist(world: World, server: Server, who: str) -> None:
    unit = "6A15" if who == "crisis_team" else "UM61"
    body = {"request_id": str(uuid4()), "unit": unit}
    status, answer = ask(f"{server.url}/api/commands/sign_off/", body, **signed(server, who))
    assert (status, answer["error"]["code"]) == (404, "not_found")


def test_a_session_without_the_csrf_token_changes_nothing(world: World, server: Server) -> None:
    number = world.call()
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    browser.open(f"{server.url}/accounts/login/")
    secret = next(c.value for c in jar if c.name == "csrftoken")
    form = f"login=dispatcher&password={PASSWORD.replace(' ', '+')}&csrfmiddlewaretoken={secret}"
    browser.open(f"{server.url}/accounts/login/", form.encode())
    cookies = {"Cookie": "; ".join(f"{c.name}={c.value}" for c in jar)}
    secret = next(c.value for c in jar if c.name == "csrftoken")
    url, start = f"{server.url}/api/commands/add_note/", log.head().seq
    assert ask(url, note(number), **cookies)[0] == 403
    assert log.head().seq == start
    evil = {"Origin": "https://evil.example", "X-CSRFToken": secret or ""}
    assert ask(url, note(number), **cookies, **evil)[0] == 403
    assert ask(url, note(number), **cookies, **{"X-CSRFToken": secret or ""})[0] == 200


def test_the_schema_names_every_verb_and_the_page_shows_it(world: World, server: Server) -> None:
    from dispatch.commands import COMMANDS

    with urllib.request.urlopen(f"{server.url}/api/schema/?format=json") as answer:
        paths = json.load(answer)["paths"]
    assert {f"/api/commands/{verb}/" for verb in COMMANDS} <= set(paths)
    with urllib.request.urlopen(f"{server.url}/api/docs/") as answer:
        assert b"swagger" in answer.read()


def test_an_address_that_does_not_exist_answers_in_the_same_shape(world: World, server: Server) -> None:
    status, answer = ask(f"{server.url}/api/nothing/here/")
    assert (status, answer["error"]["code"]) == (404, "not_found")
