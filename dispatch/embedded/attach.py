"""Lets `manage.py` find the product that ./run has started, when no DATABASE_URL says otherwise."""

import fcntl
import os
from pathlib import Path

from dispatch.embedded import database, place
from dispatch.embedded.place import Place, kept_secret


def environment(of: Place) -> dict[str, str]:
    """Return the settings that every process of the embedded default shares, its database apart."""
    return {
        "DJANGO_SETTINGS_MODULE": "dispatch.settings",
        "DAYBREAK_EMBEDDED": "1",
        "DATA_DIR": str(of.data),
        "DRILL": "1" if of.training else "0",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or kept_secret(of, "django", 48),
        "PUSH_KEY": os.environ.get("PUSH_KEY") or kept_secret(of, "push"),
        "DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or kept_secret(of, "demo", 9),
        "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS") or f"localhost,127.0.0.1,[::1],{of.host}",
    }


def attach() -> None:
    """Set this process's environment to that of the running product; one sentence when it does not run."""
    folder = Path(os.environ.get("DATA_DIR") or place.CHECKOUT / "var").expanduser()
    if not _is_held(folder / "lock"):
        raise SystemExit(f"Daybreak does not run on {folder}: start it with ./run, or set DATABASE_URL and SECRET_KEY.")
    of = place.asked()
    cluster, _ = database.cluster_of(of)
    cluster.socket = Path(cluster.note.read_text().strip())
    os.environ.update(environment(of) | database.addresses(cluster, of))


def _is_held(lock: Path) -> bool:
    try:
        with lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False
