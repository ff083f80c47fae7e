"""The processes of production on one machine: Redis, two web nodes, a worker and beat, over one PostgreSQL."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.faults.product import until
from tests.live import ROOT, Server, free_port


class Process:
    """One process that can be killed and started again."""

    def __init__(self, log: Path, *command: str, **environment: str) -> None:
        self.log, self.command, self.environment = log, command, {**os.environ, **environment}
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("a") as log:
            self.running = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        if self.running and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


def redis_server() -> str:
    """Return the program's path; a machine without it fails, because the promise would go untested."""
    found = shutil.which("redis-server")
    if not found:
        raise FileNotFoundError(
            "redis-server is not on this machine. On Debian or Ubuntu: apt-get install redis-server"
        )
    return found


class Topology:
    """What docker-compose.yml starts, minus the proxy: a browser goes to a node by its port."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.environment = {"REDIS_URL": f"redis://127.0.0.1:{port}/0", "DATA_DIR": str(folder)}
        asked = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.redis = Process(folder / "redis.log", redis_server(), *asked)
        celery = [sys.executable, "-m", "celery", "-A", "dispatch"]
        self.worker = Process(
            folder / "worker.log", *celery, "worker", "--concurrency=1", "--loglevel=WARNING", **self.environment
        )
        schedule = ["--schedule", str(folder / "schedule"), "--pidfile="]
        self.beat = Process(folder / "beat.log", *celery, "beat", "--loglevel=WARNING", *schedule, **self.environment)
        self.a, self.b = Server(**self.environment), Server(**self.environment)

    def start(self) -> "Topology":
        for process in (self.redis, self.worker, self.beat):
            process.start()
        for node in (self.a, self.b):
            node.start()
        until("nothing is degraded", lambda: self.degraded() == [])
        return self

    def stop(self) -> None:
        for node in (self.a, self.b):
            node.stop()
        for process in (self.beat, self.worker, self.redis):
            process.kill()

    def ready(self) -> tuple[int, dict[str, Any]]:
        """Return what node B answers at /readyz/."""
        try:
            with urllib.request.urlopen(f"{self.b.url}/readyz/", timeout=5) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as answer:
            return answer.code, json.loads(answer.read())

    def degraded(self) -> list[str]:
        return list(self.ready()[1]["degraded"])
