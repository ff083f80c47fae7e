"""Starting everything in order, restarting what dies, stopping in order: database last."""

import hashlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from dispatch import drill
from dispatch.embedded import CannotStart, attach, children, database, place, postgres
from dispatch.embedded.place import CHECKOUT, Place, kept_secret

RESTARTS = 5  # in a row, each after a longer pause; then the whole stops aloud
CALM = 30.0  # seconds that a child must live for its restarts to be forgotten
ACCOUNTS = (
    "calltaker, dispatcher, supervisor, supervisor2, lapd_admin, lahsa_admin, crisis_team, patrol, auditor, "
    "centre_admin, feed"
)


class Stop(Exception):
    """Somebody asked us to stop."""


@dataclass
class Child:
    """A process that is kept running. `stop_by` and `patience` (seconds) say how it is ended."""

    name: str
    argv: Sequence[str]
    log: Path
    patience: float
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    next_start: float = 0.0


@dataclass
class Supervisor:
    place: Place
    environment: dict[str, str] = field(default_factory=dict)
    cluster: postgres.Cluster | None = None
    kept: list[Child] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def run(self) -> int:
        """Start everything, say where it is, keep it running until somebody stops us."""
        try:
            self._start()
            self._say_where()
            while True:
                self._look_after()
                time.sleep(0.2)
        except Stop:
            print("\nStopping ...", flush=True)
            return 0
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            self._stop()

    # --- starting ---------------------------------------------------------------------------------

    def _start(self) -> None:
        self._prepare_environment()
        if not os.environ.get("DATABASE_URL"):
            self.step("PostgreSQL", self._start_database)
        else:
            print("Using the PostgreSQL of DATABASE_URL.", flush=True)
        self._check_purpose()
        print_ = database.fingerprint("*/migrations/*.py") + self.environment["DATABASE_URL"].rpartition("/")[2]
        if not database.is_done(self.place, "migrations", print_):
            self.step("Tables", lambda: self.manage("migrate", "--database", self._owner(), "--verbosity=0"))
            database.done(self.place, "migrations", print_)
        if self.place.training and not database.is_done(self.place, "drill", "marked"):
            self.step("Marked as training", lambda: self.manage("mark_drill"))
            database.done(self.place, "drill", "marked")
        print_ += database.fingerprint("responders/los_angeles/*", "dispatch/seeding/*.py")
        print_ += str(hash_of(self.environment["DEMO_PASSWORD"]))
        if not database.is_done(self.place, "seed", print_):
            self.step("A small Los Angeles", lambda: self.manage("seed"))
            database.done(self.place, "seed", print_)
        self.step("Web", self._start_web)
        self._start_worker()

    def _check_purpose(self) -> None:
        """Stop before anything is changed when a drill was given a live database, or the other way round."""
        try:
            database.check_purpose(self.environment["DATABASE_URL"], drill=self.place.training)
        except drill.Mismatch as why:
            raise CannotStart(str(why)) from None

    def _prepare_environment(self) -> None:
        data = self.place.data
        for folder in ("queue/messages", "queue/control", "queue/processed", "beat"):
            (data / folder).mkdir(parents=True, exist_ok=True)
        self.environment = {
            "PATH": os.defpath,
            **os.environ,
            **attach.environment(self.place),
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONUNBUFFERED": "1",
        }

    def _owner(self) -> str:
        return "owner" if self.environment.get("OWNER_DATABASE_URL") else "default"

    def _start_database(self) -> None:
        self.cluster, said = database.cluster_of(self.place)
        if said:
            print(f"  {said}.", flush=True)
        postgres.end_orphan(self.cluster)
        if not self.cluster.exists():
            postgres.create(self.cluster, password=kept_secret(self.place, "postgres"))
        postgres.start(self.cluster)
        postgres.wait_ready(self.cluster)
        database.make_roles(self.cluster, self.place)
        self.environment |= database.addresses(self.cluster, self.place)

    def _start_web(self) -> None:
        options = ["--host", self.place.host, "--port", str(self.place.port), "--no-access-log"]
        options += ["--ws-per-message-deflate", "false", "--ws-max-size", "131072"]
        options += ["--timeout-graceful-shutdown", "1"]
        argv = [sys.executable, "-m", "uvicorn", "dispatch.asgi:application", *options]
        web = Child("web", argv, self.place.logs / "web.log", patience=1.6)
        self.kept.append(web)
        self._spawn(web)
        self._wait_until_ready(web)

    def _start_worker(self) -> None:
        options = ["worker", "-B", "--pool=threads", "--concurrency=2", "--loglevel=INFO", "--without-gossip"]
        options += ["--without-mingle", "--schedule", str(self.place.data / "beat" / "schedule")]
        argv = [sys.executable, "-m", "celery", "-A", "dispatch", *options]
        worker = Child("worker", argv, self.place.logs / "worker.log", patience=0.6)
        self.kept.append(worker)
        self._spawn(worker)

    def _spawn(self, child: Child) -> None:
        child.process = children.spawn(child.argv, env=self.environment, log=child.log, by=signal.SIGKILL, cwd=CHECKOUT)
        child.started = time.monotonic()

    def _wait_until_ready(self, web: Child, limit: float = 60) -> None:
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if web.process is None or web.process.poll() is not None:
                raise CannotStart(f"the web process ended at once; its log says why: {web.log}")
            if answers(f"{self.place.address}/readyz/"):
                return
            time.sleep(0.05)
        raise CannotStart(f"the web process did not become ready; its log says why: {web.log}")

    def manage(self, *words: str) -> None:
        """Run a management command and wait for it; stop with the last lines of its log when it fails."""
        log = self.place.logs / "setup.log"
        argv = [sys.executable, str(CHECKOUT / "manage.py"), *words]
        child = children.spawn(argv, env=self.environment, log=log, cwd=CHECKOUT)
        try:
            status = child.wait()
        finally:
            if child.poll() is None:
                children.end(child, signal.SIGKILL)
        if status:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise CannotStart(f"manage.py {words[0]} failed ({' '.join(last)}); see {log}")

    def step(self, name: str, do: Callable[[], None]) -> None:
        """Do one step, saying what is being done and how long it took."""
        began = time.monotonic()
        print(f"{name} ...", end=" ", flush=True)
        do()
        print(f"{time.monotonic() - began:.1f} s", flush=True)

    def _say_where(self) -> None:
        took = time.monotonic() - self.began
        what = "Daybreak for TRAINING" if self.place.training else "Daybreak"
        print(f"\n{what} is ready after {took:.1f} s: {self.place.address}/")
        print(f"Demonstration accounts: {ACCOUNTS}")
        print(f"Their password: {self.environment['DEMO_PASSWORD']}")
        print(f"Logs: {self.place.logs}. Ctrl-C stops everything.", flush=True)

    # --- keeping ----------------------------------------------------------------------------------

    def _look_after(self) -> None:
        if self.cluster and self.cluster.child and self.cluster.child.poll() is not None:
            print("PostgreSQL ended: starting it again.", flush=True)
            postgres.launch(self.cluster)
            postgres.wait_ready(self.cluster)
        for child in self.kept:
            self._look_after_one(child)

    def _look_after_one(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None and child.process.poll() is not None:
            child.deaths = child.deaths + 1 if now - child.started < CALM else 1
            if child.deaths > RESTARTS:
                raise CannotStart(f"{child.name} ended {child.deaths} times in a row; see {child.log}")
            pause = min(5.0, 0.2 * 2 ** (child.deaths - 1))
            print(f"{child.name} ended ({child.process.returncode}): again in {pause:.1f} s.", flush=True)
            child.process, child.next_start = None, now + pause
        if child.process is None and now >= child.next_start:
            self._spawn(child)

    # --- stopping ---------------------------------------------------------------------------------

    def _stop(self) -> None:
        """Stop web, worker, database in this order, within three seconds together."""
        for child in self.kept:
            if child.process is None:
                continue
            children.end(child.process, signal.SIGTERM)
            try:
                child.process.wait(child.patience)
            except subprocess.TimeoutExpired:
                children.end(child.process, signal.SIGKILL)
                child.process.wait()
        if self.cluster:
            postgres.stop(self.cluster, limit=1.5)


def answers(url: str) -> bool:
    """Return whether a GET answers 200."""
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def asks_for_drill() -> bool:
    return os.environ.get("DRILL", "").lower() in ("1", "true", "yes", "on")


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main(arguments: Sequence[str] = ()) -> int:
    """Start Daybreak; return the exit status. `--training` starts an installation for training instead."""
    if unknown := [a for a in arguments if a != "--training"]:
        print(f"Daybreak cannot start: there is no option {unknown[0]}, only --training.", file=sys.stderr)
        return 1

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)  # before the first child: a Ctrl-C in between would orphan it
    try:
        where = place.asked(training="--training" in arguments or asks_for_drill())
        place.keep_apart(where)
        held = place.lock(where)
        place.check_port(where)
        with held:
            return Supervisor(where).run()
    except CannotStart as why:
        print(f"Daybreak cannot start: {why}.", file=sys.stderr)
        return 1
    except Stop:
        return 0
