"""What the machine is, as far as it bears on the figures."""

import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

TIMES = 200


def says() -> str:
    """Return one line: cores, memory, kernel, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def fdatasync_ms(folder: str = "/tmp") -> tuple[float, float]:
    """Return median and p95 milliseconds of writing 8 KiB and waiting for the disk, what a commit waits for."""
    times = []
    with tempfile.NamedTemporaryFile(dir=Path(folder)) as file:
        for _ in range(TIMES):
            began = time.perf_counter()
            os.pwrite(file.fileno(), b"x" * 8192, 0)
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), sorted(times)[int(0.95 * TIMES)]
