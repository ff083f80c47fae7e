"""Travel times: the estimate, and routing servers that speak, hang, break or tell nonsense, over real HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dispatch.rank import Candidate, Need
from dispatch.travel import asking, engines, estimate

HERE = (34.0958, -118.3309)
NEED = Need(kinds=("police",), lat=HERE[0], lon=HERE[1])
UNITS = [Candidate(sign, "LAPD", ("police",), 34.10 + i / 100, -118.33) for i, sign in enumerate(("A", "B"))]


class Server(ThreadingHTTPServer):
    """Speaks both protocols' documented shapes about `rows` (metres, seconds); `does` can break it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Speaks)
        self.rows: list[tuple[Any, Any]] = [(1500, 180), (3000.5, 300)]
        self.does: Any = None
        self.hangs = False
        self.asked: list[tuple[str, Any]] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Speaks(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, None))
        rows = self.server.rows
        table = {"durations": [[s] for _, s in rows], "distances": [[m] for m, _ in rows]}
        self._answer({"code": "Ok", **table, "sources": [], "destinations": []})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked))
        cells = [
            [{"distance": None if m is None else m / 1000, "time": s, "from_index": i, "to_index": 0}]
            for i, (m, s) in enumerate(self.server.rows)
        ]
        self._answer({"sources_to_targets": cells, "units": "kilometers"})

    def _answer(self, body: Any) -> None:
        if self.server.does == "hang":
            self.server.hangs = True
            self.server.released.wait(60)
            self.server.hangs = False
            return
        if self.server.does == "break":
            self.send_error(500)
            return
        if self.server.does == "send elsewhere":
            self.send_response(302)
            self.send_header("Location", self.server.url + "/again")
            self.end_headers()
            return
        raw = self.server.does if isinstance(self.server.does, bytes) else json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    running = Server()
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    settings.TRAVEL_URL, settings.TRAVEL_ENGINE = running.url, "osrm"
    asking.forget()
    yield running
    running.released.set()
    running.shutdown()
    running.server_close()
    asking.forget()


def times(need: Need = NEED) -> dict[str, float]:
    return {sign: leg.seconds for sign, leg in asking.ways(need, UNITS).legs.items()}


def test_osrm_is_asked_once_for_all_units_and_named(server: Server) -> None:
    found = asking.ways(NEED, UNITS)
    assert found.legs == {"A": estimate.Leg(1500, 180.0, "OSRM"), "B": estimate.Leg(3000, 300.0, "OSRM")}
    assert found.source == "OSRM"
    ((path, _),) = server.asked
    parts = urlsplit(path)
    assert parts.path == "/table/v1/driving/-118.330000,34.100000;-118.330000,34.110000;-118.330900,34.095800"
    asked = {"sources": ["0;1"], "destinations": ["2"], "annotations": ["duration,distance"]}
    assert parse_qs(parts.query) == asked


def test_valhalla_is_asked_once_for_all_units_and_named(server: Server, settings: Any) -> None:
    settings.TRAVEL_ENGINE = "valhalla"
    found = asking.ways(NEED, UNITS)
    assert (found.source, found.legs["B"]) == ("Valhalla", estimate.Leg(3000, 300.0, "Valhalla"))
    ((path, asked),) = server.asked
    assert path == "/sources_to_targets"
    assert (asked["targets"], len(asked["sources"])) == ([{"lat": HERE[0], "lon": HERE[1]}], 2)


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_unit_without_a_way_is_estimated_the_others_are_not(server: Server, settings: Any, engine: str) -> None:
    settings.TRAVEL_ENGINE = engine
    server.rows = [(None, None), (3000, 300)]
    assert times() == {"B": 300.0}


def test_a_way_that_nobody_can_drive_so_fast_is_not_believed(server: Server) -> None:
    server.rows = [(1500, 0), (3000, 300)]
    assert times() == {"B": 300.0}


def test_lights_and_siren_shorten_a_measured_way_as_they_do_an_estimated_one(server: Server) -> None:
    code3 = Need(kinds=("police",), lat=HERE[0], lon=HERE[1], priority="P1")
    assert times(code3)["A"] == pytest.approx(180 * 8.5 / 14)


@pytest.mark.parametrize(
    "does",
    [
        "break",
        "send elsewhere",
        b"<html>not json</html>",
        b'{"code": "NoTable"}',
        b'{"code": "Ok"}',
        b'{"code": "Ok", "durations": [[1e999], [5]], "distances": [[1], [5]]}',
        b'{"code": "Ok", "durations": [[-7], [5]], "distances": [[1], [5]]}',
        b'{"code": "Ok", "durations": [["fast"], [5]], "distances": [[1], [5]]}',
        b'{"code": "Ok", "durations": [[90]], "distances": [[900]]}',
        b"[" * 100_000,
        b"[]",
        b"",
    ],
)
def test_a_broken_answer_falls_back_to_the_estimate(server: Server, does: Any) -> None:
    server.does = does
    found = asking.ways(NEED, UNITS)
    assert (found.legs, found.source, found.says) == ({}, "est.", "estimated: OSRM did not answer")


def test_a_server_that_hangs_is_not_waited_for_and_left_alone_for_a_while(server: Server) -> None:
    server.does = "hang"
    assert asking.ways(NEED, UNITS).says == "estimated: OSRM did not answer"
    assert server.hangs
    assert asking.ways(NEED, UNITS).says == "estimated: OSRM did not answer a moment ago"
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_falls_back_to_the_estimate(server: Server, settings: Any) -> None:
    settings.TRAVEL_URL = "http://127.0.0.1:1"
    assert asking.ways(NEED, UNITS).source == "est."


def test_without_a_server_nobody_is_asked(settings: Any) -> None:
    settings.TRAVEL_URL = ""
    assert asking.ways(NEED, UNITS) == asking.Answer()


def test_a_team_on_foot_is_never_measured_by_car(server: Server) -> None:
    walking = Candidate("W", "X", ("police",), 34.10, -118.33, on_foot=True)
    assert asking.ways(NEED, [walking]).legs == {}


@pytest.mark.parametrize(
    ("url", "engine", "says"),
    [
        ("file:///etc/passwd", "osrm", "TRAVEL_URL"),
        ("http://", "osrm", "TRAVEL_URL"),
        ("http://x", "google", "TRAVEL_ENGINE"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_sentence(url: str, engine: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        engines.checked(url, engine)


def test_the_estimate_knows_rush_hour_night_siren_and_feet() -> None:
    normal = estimate.speed("normal")
    assert estimate.speed("normal", 17) < normal < estimate.speed("normal", 2)
    assert estimate.speed("code3", 17) / estimate.speed("code3") > estimate.speed("normal", 17) / normal
    assert estimate.speed("foot", 17) == estimate.speed("foot")


def test_an_estimated_way_is_longer_than_the_straight_line() -> None:
    leg = estimate.leg(HERE, (34.11, -118.33), "normal")
    assert leg.metres == round(estimate.metres(*HERE, 34.11, -118.33) * 1.35)
    assert leg.source == "est."
