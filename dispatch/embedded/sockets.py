"""A short private folder for PostgreSQL's socket: the kernel allows about 100 bytes of path."""

import os
import shutil
import tempfile
from pathlib import Path

from dispatch.embedded import CannotStart
from dispatch.embedded.account import Account

LONGEST = 60


def make(account: Account | None) -> Path:
    """Return a new folder that only PostgreSQL's account can enter.

    A new random name each time: nobody can have prepared it, so there is no owner to check.
    """
    for base in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm")):
        # Addresses are folded to lower case on their way through URL parsers.
        if len(base) > LONGEST or base != base.lower() or (account and not account.reaches(Path(base))):
            continue
        try:
            folder = tempfile.mkdtemp(prefix="daybreak-", dir=base)
        except OSError:
            continue
        if account is not None:
            os.chown(folder, account.uid, account.gid)
        return Path(folder)
    raise CannotStart("no folder with a short path can be made for PostgreSQL's socket (tried TMPDIR, /tmp)")


def remove(note: Path) -> None:
    """Remove the folder a note names, left behind by a run that was killed, and the note."""
    try:
        folder = Path(note.read_text())
    except FileNotFoundError:
        return
    if folder.name.startswith("daybreak-") and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)
