"""The product as a newcomer starts it: `./run`, its own data folder and port, next to nothing in the environment."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.live import ROOT, free_port

PASSWORD = "a long password for tests"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def until(what: str, holds: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait until something holds and return it; fail with `what` when it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError(f"after {seconds} s still not: {what}")


class Product:
    """One data folder and what runs on it."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="daybreak fault ", dir="/tmp"))  # a blank in the path, as people have
        self.home.chmod(0o711)
        self.data = self.home / "data"
        self.data.mkdir(mode=0o711)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.said = self.home / "said.txt"

    def environment(self, **more: str) -> dict[str, str]:
        # Installing packages may need the machine's own settings; nothing else is handed on.
        kept = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "SSL_", "REQUESTS_"))}
        asked = {"PORT": str(self.port), "DATA_DIR": str(self.data), "DEMO_PASSWORD": PASSWORD}
        return {**kept, "PATH": PATH, "HOME": str(self.home), **asked, **more}

    def start(self) -> "Product":
        before = len(self.said.read_text()) if self.said.exists() else 0
        with self.said.open("a") as said:
            self.process = subprocess.Popen(
                ["./run"], cwd=ROOT, env=self.environment(), stdout=said, stderr=said, text=True, start_new_session=True
            )
        until("ready", self.ready)
        until("ready said", lambda: "Daybreak is ready" in self.said.read_text()[before:])
        return self

    def once(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ./run that is expected to end by itself."""
        env = self.environment(**environment)
        return subprocess.run(["./run"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)

    def ready(self) -> bool:
        assert self.process is None or self.process.poll() is None, self.said.read_text()[-2000:]
        try:
            with urllib.request.urlopen(f"{self.url}/readyz/", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def processes(self) -> dict[int, str]:
        """Return pid -> command line of everything that works on this data folder."""
        found = {}
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                ours = f"DATA_DIR={self.data}\0".encode() in (folder / "environ").read_bytes() + b"\0"
                ours = ours or str((folder / "cwd").readlink()).startswith(str(self.data))
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                if ours and state != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
        return found

    def kill(self, part: str, how: int = signal.SIGKILL) -> list[int]:
        """Send a signal to the processes whose command line holds `part`; return those that were there to get it.

        PostgreSQL ends all its backends when one is killed, so the later ones may be gone already.
        """
        hit = []
        for pid in [pid for pid, command in self.processes().items() if part in command]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
                hit.append(pid)
        return hit

    def ask(self, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, dict[str, Any]]:
        """Return status and JSON; status 0 when nobody answered."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Token {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")
        except (OSError, ValueError):
            return 0, {}

    def token(self, name: str) -> str:
        status, answer = self.ask("POST", "/api/token/", {"username": name, "password": PASSWORD})
        assert status == 200, answer
        return str(answer["token"])

    def verify_log(self) -> str:
        command = [str(ROOT / ".venv/bin/python"), "manage.py", "verify_log"]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)


def call(n: int) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "address": f"{n} Example St", "narrative": "man asleep in a doorway"}
