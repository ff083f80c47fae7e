"""The account PostgreSQL runs under. PostgreSQL refuses root, so root lends it an account that can do nothing else."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def become(self) -> None:
        """Turn this process into the account, for good."""
        os.setgroups([])
        os.setresgid(self.gid, self.gid, self.gid)
        os.setresuid(self.uid, self.uid, self.uid)

    def reaches(self, directory: Path) -> bool:
        """Return whether the account can walk into a directory; the kernel is asked, modes are not guessed."""
        try:
            return self.runs(["test", "-x", str(directory)])
        except OSError:
            return False

    def runs(self, argv: list[str]) -> bool:
        """Return whether a command succeeds under the account."""
        env = {"PATH": os.defpath}
        try:
            done = subprocess.run(argv, env=env, cwd="/", capture_output=True, preexec_fn=self.become, check=False)
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def for_postgres() -> Account | None:
    """Return the unprivileged account to lend, or None when we are not root and need none."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY, NOBODY)
    return Account(nobody.pw_uid, nobody.pw_gid)
