"""Sends positions at a rate, in a process of its own, as a gateway of trackers does; prints what was reached.

`python -m bench.trackers PORT TOKEN UNITS PER_SECOND SECONDS BATCH`, UNITS with commas between. The last line is
`{"sent", "refused", "seconds", "p50", "p99"}`, the times of one batch in milliseconds.
"""

import http.client
import json
import sys
import time
from datetime import UTC, datetime

import orjson

from bench.load import Measured


def main(port: int, token: str, units: list[str], per_second: int, seconds: float, batch: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    done, sent, refused = Measured(0, []), 0, 0
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        due = began + sent / per_second
        if now < due:
            time.sleep(due - now)
        at = datetime.now(UTC).isoformat()
        items = [_item(units[(sent + i) % len(units)], sent + i, at) for i in range(batch)]
        asked = time.perf_counter()
        connection.request("POST", "/api/positions/", orjson.dumps(items), headers)
        answer = connection.getresponse()
        answer.read()
        done.times.append(time.perf_counter() - asked)
        sent += batch
        refused += answer.status != 200
    took = time.perf_counter() - began
    quantiles = {"p50": done.quantile(0.5) * 1000, "p99": done.quantile(0.99) * 1000}
    print(json.dumps({"sent": sent, "refused": refused, "seconds": took, **quantiles}))


def _item(unit: str, n: int, at: str) -> dict[str, object]:
    lat, lon = 34 + (n * 7919 % 1000) / 10_000, -118.3 + (n * 104_729 % 1000) / 10_000
    return {"unit": unit, "lat": lat, "lon": lon, "at": at, "accuracy": 8, "speed": 9.5, "heading": n % 360}


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3].split(","), int(sys.argv[4]), float(sys.argv[5]), int(sys.argv[6]))
