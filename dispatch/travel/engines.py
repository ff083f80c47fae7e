"""What routing servers speak: OSRM's table service and Valhalla's matrix. Many sources, one target.

Shapes after the documentation of both: OSRM HTTP API v1 `table` (durations in seconds, distances in metres) and
Valhalla `sources_to_targets` (`time` in seconds, `distance` in kilometres when asked so).
"""

import http.client
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

Position = tuple[float, float]  # lat, lon (WGS 84)
Row = tuple[float, float] | None  # metres, seconds; None when there is no way
LONGEST_ANSWER: Final = 1_000_000  # bytes


class Unusable(Exception):
    """The server gave no answer that can be used; the text says why, for the log."""


@dataclass(frozen=True)
class Engine:
    """A kind of routing server, by the name that people are shown beside a travel time."""

    name: str
    matrix: Callable[[str, list[Position], Position, float], list[Row]]


def osrm(url: str, sources: list[Position], target: Position, seconds: float) -> list[Row]:
    """Return metres and seconds from each source to the target. Raises `Unusable`."""
    points = ";".join(f"{lon:.6f},{lat:.6f}" for lat, lon in [*sources, target])
    from_ = ";".join(str(i) for i in range(len(sources)))
    where = f"/table/v1/driving/{points}?sources={from_}&destinations={len(sources)}&annotations=duration,distance"
    answer = _ask(Request(url.rstrip("/") + where), seconds)
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        raise Unusable("OSRM answers with another code than Ok")
    return _rows(len(sources), lambda i: (answer["distances"][i][0], answer["durations"][i][0]))


def valhalla(url: str, sources: list[Position], target: Position, seconds: float) -> list[Row]:
    """Return metres and seconds from each source to the target. Raises `Unusable`."""
    asked = {
        "sources": [{"lat": lat, "lon": lon} for lat, lon in sources],
        "targets": [{"lat": target[0], "lon": target[1]}],
        "costing": "auto",
        "units": "kilometers",
    }
    where = url.rstrip("/") + "/sources_to_targets"
    request = Request(where, json.dumps(asked).encode(), {"Content-Type": "application/json"})
    answer = _ask(request, seconds)

    def cell(i: int) -> tuple[Any, Any]:
        found = answer["sources_to_targets"][i][0]
        away = found["distance"]
        return None if away is None else away * 1000, found["time"]

    return _rows(len(sources), cell)


ENGINES: Final = {"osrm": Engine("OSRM", osrm), "valhalla": Engine("Valhalla", valhalla)}


def checked(url: str, engine: str) -> str:
    """Return the address of a routing server as settings give it. Raises `ValueError` with a sentence."""
    if not url:
        return ""
    if engine not in ENGINES:
        raise ValueError(f"TRAVEL_ENGINE must be one of {', '.join(ENGINES)}.")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise ValueError("TRAVEL_URL must be an http:// or https:// address.")
    return url


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_NoRedirect, ProxyHandler({}))


def _ask(request: Request, seconds: float) -> Any:
    """Return the JSON of an answer that is whole within the time; a server that drips is given up as well."""
    until = time.monotonic() + seconds
    try:
        with _opener.open(request, timeout=seconds) as answer:
            body = b""
            while piece := answer.read1(65_536):
                body += piece
                if time.monotonic() > until or len(body) > LONGEST_ANSWER:
                    raise Unusable("the answer is too slow or too long")
        return json.loads(body)
    except (URLError, http.client.HTTPException, OSError, ValueError, RecursionError) as error:
        raise Unusable(f"{type(error).__name__}: {error}") from None


def _rows(count: int, cell: Callable[[int], tuple[Any, Any]]) -> list[Row]:
    try:
        return [_row(*cell(i)) for i in range(count)]
    except (KeyError, IndexError, TypeError) as error:
        raise Unusable(f"the answer has another shape: {type(error).__name__}") from None


def _row(metres: Any, seconds: Any) -> Row:
    if metres is None or seconds is None:
        return None
    for value in (metres, seconds):
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
            raise Unusable("the answer has values that are no lengths or times")
    return float(metres), float(seconds)
