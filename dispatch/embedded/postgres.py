"""One PostgreSQL cluster of our own: made once, started as a child, stopped in order."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from dispatch.embedded import CannotStart, children, nameless, sockets
from dispatch.embedded.account import Account

SUPERUSER = "postgres"
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}  # nothing of the caller's PG* variables
ALWAYS = {
    "listen_addresses": "",  # the socket only: no port of the machine is opened
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "jit": "off",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # for tests only

Wait = Callable[[float], object]


@dataclass
class Cluster:
    """Where a cluster lies and how it is reached; `child` is the running server."""

    folder: Path
    bin: Path
    account: Account | None
    log: Path
    options: dict[str, str] = field(default_factory=dict)
    socket: Path | None = None
    child: "subprocess.Popen[bytes] | None" = None

    @property
    def note(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.socket")

    def exists(self) -> bool:
        return (self.folder / "PG_VERSION").exists()

    def url(self, role: str, database: str, password: str = "") -> str:
        """Return the address of a database as this role."""
        who = f"{role}:{quote(password, safe='')}" if password else role
        return f"postgresql://{who}@{quote(str(self.socket), safe='')}/{database}"


def create(cluster: Cluster, *, password: str = "", sync: bool = True) -> None:
    """Make the cluster's files; a half-made one (we were killed) is thrown away first."""
    fresh = cluster.folder.with_name(f"{cluster.folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    private_folder(fresh, cluster.account)
    argv: list[str | Path] = [cluster.bin / "initdb", "-D", fresh, "-U", SUPERUSER, "-E", "UTF8"]
    argv += ["--locale-provider=builtin", "--locale=C.UTF-8"]
    argv += [] if sync else ["--no-sync"]
    with password_file(password, cluster.account) as method:
        run_initdb([*argv, *method], cluster)
    fresh.rename(cluster.folder)


@contextlib.contextmanager
def password_file(password: str, account: Account | None) -> Iterator[list[str]]:
    """Give initdb's options for the superuser's password: a file that only the account can read."""
    if not password:
        yield ["--auth=trust"]
        return
    folder = sockets.make(account)
    try:
        file = folder / "password"
        file.touch(mode=0o600)
        if account is not None:
            os.chown(file, account.uid, account.gid)
        file.write_text(password)
        yield ["--auth=scram-sha-256", f"--pwfile={file}"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_initdb(argv: list[str | Path], cluster: Cluster) -> None:
    with tempfile.TemporaryFile() as output:
        child = children.spawn(nameless.wrapped(argv), env=ENVIRONMENT, log=output, account=cluster.account)
        if child.wait() != 0:
            output.seek(0)
            lines = output.read().decode(errors="replace").strip().splitlines() or ["no output"]
            raise CannotStart(f"PostgreSQL's files could not be made: {' '.join(lines[-3:])}")


def private_folder(folder: Path, account: Account | None) -> None:
    """Make a folder that only PostgreSQL's account can enter."""
    folder.mkdir(mode=0o700, parents=True)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def start(cluster: Cluster) -> None:
    """Start the server as our child; `wait_ready` says when it answers."""
    sockets.remove(cluster.note)
    cluster.socket = sockets.make(cluster.account)
    cluster.note.write_text(str(cluster.socket))
    launch(cluster)


def launch(cluster: Cluster) -> "subprocess.Popen[bytes]":
    """Start the server process on the socket folder it already has (also after a crash)."""
    options = {**ALWAYS, **cluster.options, "unix_socket_directories": str(cluster.socket)}
    argv: list[str | Path] = [cluster.bin / "postgres", "-D", cluster.folder]
    for name, value in options.items():
        argv += ["-c", f"{name}={value}"]
    # SIGINT is PostgreSQL's "fast" shutdown: should we be killed, it still closes its files in order.
    cluster.child = children.spawn(argv, env=ENVIRONMENT, log=cluster.log, account=cluster.account, by=signal.SIGINT)
    return cluster.child


def is_ready(cluster: Cluster) -> bool:
    """Return whether our server (not one before it) accepts connections, as its own pid file says."""
    lines = pid_file(cluster.folder)
    return (
        cluster.child is not None
        and len(lines) >= 8
        and lines[0].strip() == str(cluster.child.pid)
        and lines[7].strip() == "ready"
    )


def wait_ready(cluster: Cluster, wait: Wait = time.sleep, limit: float = 60) -> None:
    """Return when the server accepts connections; recovery after a crash may take its time."""
    deadline = time.monotonic() + limit
    while not is_ready(cluster):
        if cluster.child is None or cluster.child.poll() is not None or time.monotonic() > deadline:
            raise CannotStart(f"PostgreSQL did not start; its log says why: {cluster.log}")
        wait(0.02)


def pid_file(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def end_orphan(cluster: Cluster, wait: Wait = time.sleep) -> None:
    """End a server that a killed run left on these files (we hold the folder's lock, so it has no owner)."""
    for by, limit in ((signal.SIGINT, 5.0), (signal.SIGQUIT, 5.0)):
        deadline = time.monotonic() + limit
        while (pid := serving(cluster.folder)) and time.monotonic() < deadline:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, by)
            wait(0.1)
    if pid := serving(cluster.folder):
        raise CannotStart(f"an older PostgreSQL (process {pid}) still holds {cluster.folder} and does not stop")


def serving(folder: Path) -> int:
    """Return the process that serves this folder, or 0. A recycled process number does not count."""
    lines = pid_file(folder)
    pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") if pid else []
        zombie = b") Z " in Path(f"/proc/{pid}/stat").read_bytes() if pid else True
    except OSError:
        return 0
    return pid if os.fsencode(folder) in command and not zombie else 0


def stop(cluster: Cluster, wait: Wait = time.sleep, limit: float = 5) -> None:
    """Stop the server: in order if it can within the limit, else at once (it then recovers at the next start)."""
    child = cluster.child
    if child is not None:
        for by, until in ((signal.SIGINT, limit), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 5.0)):
            deadline = time.monotonic() + until
            if child.poll() is None:
                child.send_signal(by)
            while child.poll() is None and time.monotonic() < deadline:
                wait(0.02)
    sockets.remove(cluster.note)
