"""Where and on which port: the settings of the embedded default, its data folder, and its lock."""

import fcntl
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dispatch.embedded import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]

TRAINING = "training"  # a file in the data folder: everything in it is a drill's


@dataclass(frozen=True)
class Place:
    """What was asked for: `data` is the folder that keeps everything."""

    host: str
    port: int
    data: Path
    training: bool = False

    @property
    def address(self) -> str:
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{host}:{self.port}"

    @property
    def logs(self) -> Path:
        return self.data / "logs"


def asked(training: bool = False) -> Place:
    """Return the place out of PORT, HOST and DATA_DIR; one sentence when one of them makes no sense.

    Training has a port and a folder of its own, so that it can run beside the live product.
    """
    port = os.environ.get("PORT") or ("8001" if training else "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {port!r}")
    data = Path(os.environ.get("DATA_DIR") or CHECKOUT / ("var-training" if training else "var")).expanduser()
    try:
        (data / "logs").mkdir(parents=True, exist_ok=True)
        data = data.resolve()
    except OSError as error:
        raise CannotStart(f"the data folder {data} cannot be made: {error.strerror}") from None
    if not os.access(data, os.W_OK):
        raise CannotStart(f"the data folder {data} cannot be written to")
    return Place(os.environ.get("HOST") or "127.0.0.1", int(port), data, training or marked(data))


def marked(data: Path) -> bool:
    """Return whether a data folder was made for training."""
    return (data / TRAINING).exists()


def keep_apart(place: Place) -> None:
    """Mark a new folder as training's; refuse one that was used for real, and a training one asked for as live."""
    if place.training and not marked(place.data):
        if (place.data / "done").exists() or (place.data / "postgres").exists():
            raise CannotStart(f"the data folder {place.data} is not a training one and may hold real incidents")
        (place.data / TRAINING).touch()


def lock(place: Place) -> IO[str]:
    """Hold the data folder for this process; it is let go when the process ends, however it ends."""
    held = (place.data / "lock").open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.seek(0)
        who = held.read().strip() or "another process"
        raise CannotStart(f"Daybreak already runs on the data folder {place.data} ({who})") from None
    held.truncate(0)
    held.write(f"process {os.getpid()}, {place.address}")
    held.flush()
    return held


def check_port(place: Place) -> None:
    """Say in one sentence that somebody else has the port, before anything is started."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            raise CannotStart(
                f"port {place.port} on {place.host} cannot be used ({error.strerror}); "
                f"choose another, for example PORT={place.port + 1} ./run"
            ) from None


def kept_secret(place: Place, name: str, length: int = 32) -> str:
    """Return a random secret that is made once and kept in the data folder, readable by us alone."""
    file = place.data / "secrets" / name
    file.parent.mkdir(mode=0o700, exist_ok=True)
    if not file.exists():
        fresh = file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(length))
        fresh.rename(file)
    return file.read_text().strip()
