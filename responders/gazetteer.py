"""The gazetteer in the database and, as an index, in the process: candidates for what was typed.

Searching never waits for the database: the index is kept, and rebuilt beside the old one when a dataset changes.
"""

import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from places.index import Candidate, Index
from places.known import Entry
from responders import gazetteer_file
from responders.los_angeles import city
from responders.models import Gazetteer, Place

LOOKED_UP_EVERY = 5.0  # seconds until an import is seen by every process
BATCH = 2_000  # rows written at once
SEED = "seed"
SEED_SOURCE = "approximate, own table"


def load(
    dataset: str,
    path: Path,
    *,
    dry_run: bool = False,
    source: str = "",
    progress: Callable[[int], None] = lambda n: None,
) -> int:
    """Replace a dataset by the rows of a CSV file, all of them or nothing; return how many. Raises `BadGazetteer`."""
    count = 0
    with transaction.atomic():
        Place.objects.filter(dataset=dataset).delete()
        made = (
            Place(dataset=dataset, **row | {"source": row["source"] or source})
            for row in gazetteer_file.rows(path, progress)
        )
        while batch := list(islice(made, BATCH)):
            Place.objects.bulk_create(batch)
            count += len(batch)
        about = {"rows": count, "imported_at": timezone.now(), "sha256": gazetteer_file.digest(path)}
        Gazetteer.objects.update_or_create(dataset=dataset, defaults=about)
        if dry_run:
            transaction.set_rollback(True)
    return count


def seed() -> int:
    """Put the packaged Los Angeles there unless exactly that is there; return how many rows were written."""
    known = Gazetteer.objects.filter(dataset=SEED).first()
    if known and known.sha256 == gazetteer_file.digest(city.PLACES):
        return 0
    return load(SEED, city.PLACES, source=SEED_SOURCE)


@transaction.atomic
def remove(dataset: str) -> int:
    """Take a dataset away; return how many rows it had."""
    removed, _ = Place.objects.filter(dataset=dataset).delete()
    Gazetteer.objects.filter(dataset=dataset).delete()
    return removed


def entries() -> Iterator[Entry]:
    """Yield every row."""
    columns = ("kind", "municipality", "lat", "lon", "uncertainty_m", "name", "street", "cross", "number", "aliases")
    found = Place.objects.values_list(*columns, "address").order_by("pk")
    for *row, aliases, address in found:
        yield Entry(*row, tuple(aliases), address)


class Kept:
    """The index of this process. One builder at a time; while it builds, the old one answers."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._stamp: list[Any] | None = None
        self._looked = 0.0
        self._lock = threading.Lock()

    def index(self) -> Index:
        """Return the index of the gazetteer as it was at most `LOOKED_UP_EVERY` seconds ago."""
        if self._index is not None and time.monotonic() - self._looked < LOOKED_UP_EVERY:
            return self._index
        if self._index is None:
            with self._lock:
                return self._index or self._fresh(_stamp())
        self._looked = time.monotonic()
        stamp = _stamp()
        if stamp != self._stamp and self._lock.acquire(blocking=False):
            threading.Thread(target=self._beside, args=(stamp,), daemon=True).start()
        return self._index

    def forget(self) -> None:
        """Forget it: the next search reads everything anew."""
        self._index, self._stamp = None, None

    def _beside(self, stamp: list[Any]) -> None:
        try:
            self._fresh(stamp)
        finally:
            connection.close()
            self._lock.release()

    def _fresh(self, stamp: list[Any]) -> Index:
        self._index = Index(entries(), city.QUARTERS, city.HOME)
        self._stamp, self._looked = stamp, time.monotonic()
        return self._index


def _stamp() -> list[Any]:
    return list(Gazetteer.objects.order_by("dataset").values_list("dataset", "sha256", "imported_at"))


kept = Kept()


def search(text: str, near: tuple[float, float] | None = None, limit: int = 8) -> list[Candidate]:
    """Return candidates for a typed place, the likeliest first."""
    return kept.index().search(text, near=near, limit=limit)


def towns() -> dict[str, str]:
    """Return the spellings of towns that the gazetteer knows."""
    return kept.index().towns
