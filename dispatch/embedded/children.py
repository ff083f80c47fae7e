"""Processes that cannot outlive the one that started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from dispatch.embedded.account import Account

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)  # loaded before any fork: nothing may be loaded between fork and exec


def die_with_parent(parent: int, by: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send `by` to this process when its parent dies; stop now if that has happened."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    if os.getppid() != parent:  # the parent died before the kernel was asked
        os._exit(1)


def spawn(
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path | IO[bytes] | int,
    account: Account | None = None,
    by: signal.Signals = signal.SIGKILL,
    pass_fds: Sequence[int] = (),
    cwd: Path | str = "/",
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own, so that Ctrl-C reaches only us and we choose the order.

    Call it from the main thread: the kernel's promise is tied to the thread that forks.
    """
    out = open(log, "ab") if isinstance(log, Path) else log  # noqa: SIM115 - closed below, after the fork
    try:
        return subprocess.Popen(
            [str(part) for part in argv],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            pass_fds=pass_fds,
            start_new_session=True,
            preexec_fn=ready_to_exec(os.getpid(), account, by),
        )
    finally:
        if isinstance(log, Path):
            out.close()


def ready_to_exec(parent: int, account: Account | None, by: signal.Signals) -> Callable[[], None]:
    """Return what a child does between fork and exec, in the order the kernel demands."""

    def prepare() -> None:
        os.umask(0o077)
        if account is not None:
            account.become()
        die_with_parent(parent, by)  # after the change of account, which would clear it
        signal.pthread_sigmask(signal.SIG_SETMASK, set())

    return prepare


def end(child: "subprocess.Popen[bytes]", by: signal.Signals) -> None:
    """Send a signal to a child and to whatever it started in its group."""
    try:
        os.killpg(child.pid, by)
    except ProcessLookupError:
        return
