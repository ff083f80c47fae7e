"""initdb insists on an account with a name. Containers often run as a number that has none.

Also a program of its own (it imports nothing of ours): it borrows a name and becomes the command it is given.
"""

import os
import pwd
import sys
from collections.abc import Sequence
from pathlib import Path

CLONE_NEWUSER = 0x10000000
NAMED = 65534  # `nobody`, on every Linux


def wrapped(argv: Sequence[str | Path]) -> list[str]:
    """Return the command, by way of this module when our account has no name."""
    plain = [str(part) for part in argv]
    if os.geteuid() == 0:
        return plain
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return [sys.executable, str(Path(__file__).resolve()), *plain]
    return plain


def borrow_a_name() -> None:
    """Enter a user namespace in which our number is that of `nobody`; files stay ours outside."""
    import ctypes

    uid, gid = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NAMED} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{NAMED} {gid} 1")


def main(argv: list[str]) -> None:
    try:
        borrow_a_name()
    except OSError:
        raise SystemExit(f"The account number {os.geteuid()} has no name in /etc/passwd, which initdb needs.") from None
    os.execv(argv[0], argv)


if __name__ == "__main__":
    main(sys.argv[1:])
