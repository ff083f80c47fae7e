"""Commits events at a rate, in a process of its own, and prints when each was committed: `{seq: nanoseconds}`."""

import json
import sys
import time
from uuid import uuid4

import django

django.setup()

from dispatch import commands, principals  # noqa: E402


def main(incidents: list[str], events: int, per_second: float) -> None:
    by = principals.of_username("dispatcher")
    committed: dict[int, int] = {}
    for n in range(events):
        began = time.monotonic()
        body = {"request_id": str(uuid4()), "incident": incidents[n % len(incidents)], "reason": "measured"}
        line = commands.run("set_priority", by=by, body={**body, "priority": f"P{2 + n % 3}"})
        committed[line.seq] = time.monotonic_ns()
        time.sleep(max(0, 1 / per_second - (time.monotonic() - began)))
    print(json.dumps(committed))


if __name__ == "__main__":
    main(sys.argv[3].split(","), int(sys.argv[1]), float(sys.argv[2]))
