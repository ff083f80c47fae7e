"""A 911 provider of the tests: rings, writes, locates and hangs up through the ingest door, as a machine does."""

import json
import urllib.request
from typing import Any
from uuid import uuid4


class Provider:
    """One feed on a running server; each call of a test gets a reference of its own."""

    def __init__(self, url: str, password: str) -> None:
        self.url = url
        self.token = ""
        self.token = self._ask("token/", {"username": "feed", "password": password})["token"]

    def ring(self, **call: Any) -> str:
        """Let a call ring; return the provider's reference of it."""
        ref = f"urn:emergency:uid:callid:{uuid4().hex}:example.org"
        self._ask("calls/ring/", {"ref": ref, **call})
        return ref

    def locate(self, ref: str, **location: Any) -> None:
        self._ask(f"calls/{ref}/location/", location)

    def write(self, ref: str, words: str) -> None:
        self._ask(f"calls/{ref}/texts/", {"ref": uuid4().hex, "words": words})

    def end(self, ref: str, how: str) -> None:
        self._ask(f"calls/{ref}/end/", {"how": how})

    def texts(self, ref: str, since: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask(f"calls/{ref}/texts/?since={since}")["results"]
        return found

    def _ask(self, path: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Token {self.token}"} if self.token else {}
        )
        sent = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/api/{path}", sent, headers)) as answer:
            return json.loads(answer.read())
