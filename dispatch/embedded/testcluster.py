"""A throw-away PostgreSQL for tests: `python -m dispatch.embedded.testcluster -- pytest tests`.

The command finds the address of its superuser in DAYBREAK_TEST_CLUSTER. With `--keep` instead of a command
the address is printed and the cluster stays until Ctrl-C.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dispatch.embedded import CannotStart, account, binaries, postgres

ROOM = {"max_connections": "200", "max_wal_size": "2GB"}


@contextlib.contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Give the address of the superuser of a new cluster, which is gone afterwards.

    `durable`: commits wait for the disk, as in production; tests have nothing to lose and do not wait.
    """
    lent = account.for_postgres()
    home = Path(tempfile.mkdtemp(prefix="daybreak-test-", dir="/tmp"))
    home.chmod(0o711)
    ours = postgres.Cluster(
        folder=home / "postgres",
        bin=binaries.within_reach(lent),
        account=lent,
        log=home / "postgres.log",
        options=ROOM if durable else {**postgres.CARELESS, **ROOM},
    )
    try:
        postgres.create(ours, sync=durable)
        postgres.start(ours)
        postgres.wait_ready(ours)
        yield ours.url(postgres.SUPERUSER, "postgres")
    finally:
        postgres.stop(ours, limit=2)
        shutil.rmtree(home, ignore_errors=True)


def main(argv: list[str]) -> int:
    """Run a command beside a cluster and return its exit status."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        with cluster() as url:
            if argv == ["--keep"]:
                print(url, flush=True)
                signal.pause()
            if argv[:1] != ["--"] or not argv[1:]:
                print("usage: python -m dispatch.embedded.testcluster (--keep | -- COMMAND...)", file=sys.stderr)
                return 2
            return subprocess.call(argv[1:], env={**os.environ, "DAYBREAK_TEST_CLUSTER": url})
    except CannotStart as why:
        print(f"The test database cannot start: {why}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
