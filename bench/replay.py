"""`python -m bench.replay [--calls N]`: a draft replayed over N stored calls by the processes of one Celery worker.

The stored assessments are made by SQL out of a few hundred real ones, so that laying them takes seconds; each
is read, assessed under the draft and compared, like any other.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from bench import ground, machine
from dispatch.embedded import testcluster

PROCESSES = 2
# Copies of the incidents that the ground laid and of their assessments, with numbers of a year of their own.
COPIES = """
WITH pattern AS (
    SELECT i.*, a.protocol, a.version, a.narrative, a.answers, a.result,
           row_number() OVER (ORDER BY i.id) - 1 AS n, count(*) OVER () AS of
    FROM dispatch_incident i JOIN dispatch_assessment a ON a.id = i.assessment_id
), made AS (
    INSERT INTO dispatch_incident (number, status, since, opened_at, source, address, lat, lon, area_id, call_type,
        call_type_text, language, notes_count, priority, priority_set_by_hand, eligible, disposition, outcome,
        outcome_reason, hold_reason, alerts_count, eligible_at, overdue_why, retention_hold)
    SELECT 'BB99-' || lpad(g::text, 7, '0'), 'waiting', p.since, p.opened_at, p.source, p.address, p.lat, p.lon,
        p.area_id, p.call_type, p.call_type_text, p.language, 0, p.priority, false, p.eligible, '', '', '', '',
        0, p.eligible_at, '', false
    FROM generate_series(1, %s) g JOIN pattern p ON p.n = g %% p.of
    RETURNING id, number
)
INSERT INTO dispatch_assessment (incident_id, at, protocol, version, narrative, notes, answers, call_type, result)
SELECT m.id, p.since, p.protocol, p.version, p.narrative || ' ' || m.number, '', p.answers, p.call_type, p.result
FROM made m JOIN pattern p ON p.n = substr(m.number, 6)::int %% p.of
"""
POINT = """
UPDATE dispatch_incident i SET assessment_id = a.id FROM dispatch_assessment a
WHERE a.incident_id = i.id AND i.assessment_id IS NULL
"""
SAID = (
    "woman on a bench is crying and talks to nobody, no weapons, her family asks for somebody to talk to her",
    "neighbours argue about music again, nobody is hurt, caller wants it quiet",
    "man holds a knife in the kitchen and says he will stab his brother, caller is in the bedroom",
    "someone sleeps in the doorway of the shop, will not leave, calm, maybe drunk, breathing",
    "my car is gone from the garage since last night, no idea who took it",
    "un hombre grita en la calle, no tiene armas, no ha golpeado a nadie",
    "please come",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    asked = parser.parse_args()
    print(f"machine: {machine.says()}")
    with testcluster.cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as folder:
        ground.environment(cluster)
        os.environ["DATA_DIR"] = folder
        ground.lay(cluster)
        with ground.fresh(cluster):
            _lay(asked.calls)
            _measure(Path(folder))


def _lay(calls: int) -> None:
    from django.db import connection

    from dispatch import commands, principals, triaging

    by, types = principals.of_username("calltaker"), triaging.in_force().call_types
    for n in range(350):
        said = {"narrative": SAID[n % len(SAID)], "call_type": types[n % len(types)].code}
        commands.run("take_call", by=by, body=ground.call(n) | {"answers": {}} | said)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(COPIES, [calls])
        cursor.execute(POINT)
        cursor.execute("ANALYZE")
        cursor.execute("RESET statement_timeout")


def _measure(folder: Path) -> None:
    from dispatch import commands, policy, principals, triaging
    from dispatch.models import Replay

    by, draft = principals.of_username("supervisor"), str(uuid4())
    text = triaging.in_force().text.replace('response = ["mediation"]', 'response = ["police"]')
    saved = {"request_id": str(uuid4()), "draft": draft, "name": "bench", "text": text}
    commands.run("save_protocol_draft", by=by, body=saved)
    workers = _workers(folder)
    try:
        began = time.monotonic()
        commands.run("start_replay", by=by, body={"request_id": str(uuid4()), "draft": draft, "over": "record"})
        asked = time.monotonic() - began
        while (at := policy.replay(Replay.objects.get().ref))["state"] in ("queued", "running"):
            print(f"\r{at['done']:,} of {at['total']:,}, {at['seconds_left']} s left   ", end="", flush=True)
            time.sleep(0.5)
        took = time.monotonic() - began
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    rate = at["total"] / took
    print(
        f"\rreplay of {at['total']:,} stored calls by {PROCESSES} processes: {at['state']} after {took:.1f} s from the "
        f"command (which took {asked:.2f} s): {rate:,.0f} calls/s, {100_000 / rate / 60:.1f} min per 100,000; "
        f"{at['result']['flips']:,} flip"
    )


def _workers(folder: Path) -> list["subprocess.Popen[bytes]"]:
    """Start what production starts: a worker of two processes, and beat."""
    for name in ("queue/messages", "queue/control", "queue/processed", "beat"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    celery = [sys.executable, "-m", "celery", "-A", "dispatch"]
    log = (folder / "worker.log").open("w")
    worker = [*celery, "worker", "--pool=prefork", f"--concurrency={PROCESSES}", "--loglevel=WARNING"]
    beat = [*celery, "beat", "--loglevel=WARNING", "--schedule", str(folder / "beat" / "schedule"), "--pidfile="]
    return [subprocess.Popen(argv, stdout=log, stderr=log) for argv in (worker, beat)]


if __name__ == "__main__":
    main()
