"""Many rows written by few statements, and how many of them are written so far."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

from django.db import connection, models

from dispatch.roster_plan import Change

ADDED_AT_ONCE: Final = 1_000
CHANGED_AT_ONCE: Final = 500
Thing = TypeVar("Thing", bound=models.Model)


class Batches:
    """Writes rows of an import; `told(done)` is called after each statement with how many are written."""

    def __init__(self, told: Callable[[int], None] = lambda done: None) -> None:
        self.told, self.done = told, 0

    def add(self, model: type[Thing], new: list[Thing]) -> None:
        for some in _parts(new, ADDED_AT_ONCE):
            model._default_manager.bulk_create(some)
            self._more(len(some))

    def end(self, model: type[Thing], changes: list[Change], **ends: Any) -> None:
        """Set the same values in every changed row: those that end something."""
        if changes:
            model._default_manager.filter(pk__in=[change.thing.pk for change in changes]).update(**ends)
            self._more(len(changes))

    def change(self, model: type[Thing], changes: list[Change], names: list[str]) -> None:
        """Update rows by one statement a batch, from a list of their values: Django's own is slow for thousands."""
        fields = [model._meta.get_field(name) for name in names]
        table, columns = model._meta.db_table, [getattr(one, "column", "") for one in fields]
        sets = ", ".join(f'"{column}" = v."{column}"' for column in columns)
        names_of = ", ".join(f'"{column}"' for column in ("id", *columns))
        casts = ["%s::bigint", *(f"%s::{one.db_type(connection)}" for one in fields)]
        for some in _parts([change.thing for change in changes], CHANGED_AT_ONCE):
            values = ", ".join([f"({', '.join(casts)})"] * len(some))
            params: list[Any] = []
            for thing in some:
                params.append(thing.pk)
                params += [one.get_db_prep_save(getattr(thing, one.attname), connection) for one in fields]  # type: ignore[union-attr]
            with connection.cursor() as cursor:
                source = f"(VALUES {values}) v ({names_of})"
                cursor.execute(f'UPDATE "{table}" t SET {sets} FROM {source} WHERE t.id = v.id', params)
            self._more(len(some))

    def _more(self, rows: int) -> None:
        self.done += rows
        self.told(self.done)


def _parts(all_of_it: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    for first in range(0, len(all_of_it), size):
        yield all_of_it[first : first + size]
