"""The pages' own files are answered before Django, with everything a browser may ask of them."""

import asyncio
from typing import Any

import pytest
from django.conf import settings

from dispatch import asgi

STORE = settings.BASE_DIR / "static" / "js" / "store.js"


def asked(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body as the whole application answers them."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in {"host": "testserver", **headers}.items()],
        "server": ("testserver", 80),
        "client": ("127.0.0.1", 1),
    }
    sent: list[dict[str, Any]] = []

    given = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        return given.pop() if given else await asyncio.Event().wait()  # type: ignore[return-value]  # never

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(asgi.http(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}, body


@pytest.fixture
def no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: Any) -> None:
        raise AssertionError("Django was asked for a file")

    monkeypatch.setattr(asgi, "django", refuse)


@pytest.mark.usefixtures("no_django")
def test_a_file_is_sent_whole_with_its_type_and_the_headers_of_every_other_answer() -> None:
    status, headers, body = asked("/static/js/store.js")
    assert (status, body) == (200, STORE.read_bytes())
    assert headers["content-type"].startswith("text/javascript")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.usefixtures("no_django")
def test_a_file_that_has_not_changed_is_not_sent_again() -> None:
    _, first, _ = asked("/static/js/store.js")
    assert asked("/static/js/store.js", if_none_match=first["etag"])[::2] == (304, b"")


@pytest.mark.usefixtures("no_django")
def test_a_part_of_a_file_is_sent_and_a_head_has_no_body() -> None:
    assert asked("/static/js/store.js", range="bytes=0-9")[::2] == (206, STORE.read_bytes()[:10])
    status, headers, body = asked("/static/js/store.js", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(STORE.stat().st_size), b"")


@pytest.mark.usefixtures("no_django")
def test_nothing_is_written_to_a_file() -> None:
    assert asked("/static/js/store.js", "POST")[0] == 405


@pytest.mark.parametrize("path", ["/static/js/nothing.js", "/static/../manage.py", "/static/%2e%2e/manage.py"])
@pytest.mark.django_db
def test_what_is_no_file_of_ours_is_not_found(path: str) -> None:
    assert asked(path)[0] == 404
