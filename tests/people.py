"""People of the tests who work through the API: what happened before a page is opened, and when."""

import json
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4


class Person:
    """Somebody signed in by a token on a running server."""

    def __init__(self, url: str, name: str, password: str) -> None:
        self.url, self.token = url, ""
        self.token = self._ask("token/", {"username": name, "password": password})["token"]

    def do(self, verb: str, **fields: Any) -> dict[str, Any]:
        """Send a verb; `ago` is how many seconds before now it happened."""
        if (ago := fields.pop("ago", None)) is not None:
            fields["at"] = (datetime.now(UTC) - timedelta(seconds=ago)).isoformat()
        event: dict[str, Any] = self._ask(f"commands/{verb}/", {"request_id": str(uuid4()), **fields})["event"]
        return event

    def call(self, narrative: str, address: str = "1358 N Wilcox Ave", **fields: Any) -> str:
        """Take a call and return its incident's number."""
        said = {"address": address, "lat": 34.0958, "lon": -118.3309, "narrative": narrative}
        number: str = self.do("take_call", **(said | fields))["incidents"][0]
        return number

    def get(self, path: str) -> Any:
        return self._ask(path)

    def _ask(self, path: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Token {self.token}"} if self.token else {}
        sent = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/api/{path}", sent, headers)) as answer:
            return json.loads(answer.read())
