"""`kill -9` of any process in the middle of the load: nothing acknowledged is lost, nothing is done twice,
the log has no gap and its chain is whole."""

import threading
from typing import Any

import pytest

from tests.faults.product import Product, call, until

TAKERS = 4
CALLS = 60  # of each taker


class Taker(threading.Thread):
    """Takes calls until all are acknowledged; an unknown outcome is asked again with the same request id."""

    def __init__(self, product: Product, token: str, n: int) -> None:
        super().__init__()
        self.product, self.token, self.bodies = product, token, [call(n * 1000 + i) for i in range(CALLS)]
        self.acknowledged: dict[str, str] = {}
        self.unknown = 0

    def run(self) -> None:
        for body in self.bodies:
            until("acknowledged", lambda body=body: self.take(body), seconds=90)

    def take(self, body: dict[str, Any]) -> bool:
        status, answer = self.product.ask("POST", "/api/commands/take_call/", body, self.token)
        if status != 200:
            assert status in (0, 401, 500, 503), (status, answer)
            self.unknown += 1
            return False
        self.acknowledged[body["request_id"]] = answer["event"]["incidents"][0]
        return True


def events(product: Product, token: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        since = found[-1]["seq"] if found else 0
        _, page = product.ask("GET", f"/api/events/?since={since}&limit=1000", token=token)
        found += page["events"]
        if not page["events"] or found[-1]["seq"] >= page["head"]:
            return found


@pytest.mark.parametrize("victim", ["uvicorn", "postgres: daybreak", "bin/postgres -D", "celery"])
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(product: Product, victim: str) -> None:
    token = product.token("calltaker")
    takers = [Taker(product, token, n) for n in range(TAKERS)]
    for taker in takers:
        taker.start()
    until("the load runs", lambda: sum(len(t.acknowledged) for t in takers) > TAKERS * CALLS // 6)
    assert product.kill(victim), f"{victim} was not running"
    for taker in takers:
        taker.join()

    until("ready", product.ready)
    acknowledged = {request: number for taker in takers for request, number in taker.acknowledged.items()}
    assert len(acknowledged) == TAKERS * CALLS
    log = events(product, product.token("supervisor"))
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    mine = [e for e in log if e.get("request_id") in acknowledged]
    assert {e["request_id"]: e["incidents"][0] for e in mine} == acknowledged
    assert len(mine) == len(acknowledged)
    assert "The log is whole" in product.verify_log()
