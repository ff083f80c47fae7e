"""Commits events at a rate, in a process of its own, and prints of each when it was committed and what it said.

Its first line says that it begins, its last is
`{seq: [monotonic nanoseconds, wall clock in milliseconds, incident, priority]}`
"""

import json
import sys
import time
from uuid import uuid4

import django

django.setup()

from dispatch import commands, principals  # noqa: E402


def main(incidents: list[str], events: int, per_second: float) -> None:
    by = principals.of_username("dispatcher")
    print("ready", flush=True)
    committed: dict[int, tuple[int, float, str, str]] = {}
    for n in range(events):
        began = time.monotonic()
        incident, priority = incidents[n % len(incidents)], f"P{2 + (n + n // len(incidents)) % 3}"
        body = {"request_id": str(uuid4()), "incident": incident, "priority": priority, "reason": "measured"}
        line = commands.run("set_priority", by=by, body=body)
        committed[line.seq] = (time.monotonic_ns(), time.time() * 1000, incident, priority)
        time.sleep(max(0, 1 / per_second - (time.monotonic() - began)))
    print(json.dumps(committed))


if __name__ == "__main__":
    main(sys.argv[3].split(","), int(sys.argv[1]), float(sys.argv[2]))
