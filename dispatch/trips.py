"""Several statements in one trip to the database.

On a desk's commands the trips cost more than the work: a command reads in one trip and writes in one. Every
statement of a trip takes its own snapshot (READ COMMITTED), so what is read after a lock in the same trip is
read after the lock was granted; a row joined to a locked one would still be the old one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from dispatch import prepared


@dataclass(frozen=True)
class Sql:
    """A statement by hand; its rows come back as tuples."""

    text: str
    params: Sequence[Any] = ()


class Shape:
    """A queryset of one table asked again and again with another value: compiled once, on first use."""

    MARK = "the value of this time"

    def __init__(self, make: Callable[[str], models.QuerySet[Any]]) -> None:
        self._make = make
        self._compiled: tuple[type[models.Model], str, tuple[Any, ...]] | None = None

    def of(self, value: str) -> "Ready":
        """Return the question for this value."""
        if self._compiled is None:
            made = self._make(self.MARK)
            self._compiled = (made.model, *made.query.sql_with_params())
        model, text, params = self._compiled
        return Ready(model, text, tuple(value if p == self.MARK else p for p in params))


@dataclass(frozen=True)
class Ready:
    """A compiled question for instances of one model."""

    model: type[models.Model]
    text: str
    params: tuple[Any, ...]


Question = Ready | Sql


def ask(*questions: Question) -> list[list[Any]]:
    """Return the rows of every question: instances for a `Shape`, tuples for `Sql`."""
    text = prepared.text_of([(question.text, question.params) for question in questions])
    with connection.cursor() as cursor:
        cursor.execute(text)
        answers = []
        for question in questions:
            rows = cursor.fetchall()
            answers.append(rows if isinstance(question, Sql) else _instances(question.model, rows))
            cursor.nextset()
        return answers


def _instances(model: type[models.Model], rows: list[tuple[Any, ...]]) -> list[models.Model]:
    columns = model._meta.concrete_fields
    names = [column.attname for column in columns]
    readers = [(i, c.from_db_value) for i, c in enumerate(columns) if hasattr(c, "from_db_value")]
    found = []
    for row in rows:
        values = list(row)
        for i, read in readers:
            values[i] = read(values[i], None, connection)
        found.append(model.from_db(connection.alias, names, values))
    return found


@dataclass
class Writes:
    """What a command wants written: compiled and sent in one trip, with the event, at its end."""

    added: list[models.Model] = field(default_factory=list)
    changed: dict[int, models.Model] = field(default_factory=dict)
    others: list[Sql] = field(default_factory=list)

    def add(self, thing: models.Model) -> None:
        """Insert a row. Give it its key before when another row of the same command refers to it."""
        self.added.append(thing)

    def change(self, thing: models.Model) -> None:
        """Update a row that this command has locked; the values are read when the trip starts."""
        self.changed[id(thing)] = thing

    def other(self, statement: Sql) -> None:
        self.others.append(statement)

    def send_with(self, last: Sql) -> tuple[Any, ...]:
        """Send everything and `last` in one trip; return `last`'s row."""
        new = {id(thing) for thing in self.added}
        # Changes first: what gives up a place (an override that is replaced) does so before its successor comes.
        statements = [_update(thing) for key, thing in self.changed.items() if key not in new]
        statements += [_insert(thing) for thing in self.added]
        sent = [(s.text, s.params) for s in [*statements, *self.others, last]]
        text = prepared.text_of(sent)
        with connection.cursor() as cursor:
            cursor.execute(text)
            for _ in sent[1:]:
                cursor.nextset()
            row: tuple[Any, ...] = cursor.fetchone()
            return row


def _insert(thing: models.Model) -> Sql:
    columns = [c for c in thing._meta.concrete_fields if not (c.primary_key and thing.pk is None)]
    names = ", ".join(f'"{c.column}"' for c in columns)
    marks = ", ".join(["%s"] * len(columns))
    values = [c.get_db_prep_save(getattr(thing, c.attname), connection) for c in columns]
    return Sql(f'INSERT INTO "{thing._meta.db_table}" ({names}) VALUES ({marks})', values)


def _update(thing: models.Model) -> Sql:
    columns = [c for c in thing._meta.concrete_fields if not c.primary_key]
    pairs = ", ".join(f'"{c.column}" = %s' for c in columns)
    values = [c.get_db_prep_save(getattr(thing, c.attname), connection) for c in columns]
    return Sql(f'UPDATE "{thing._meta.db_table}" SET {pairs} WHERE id = %s', [*values, thing.pk])


def next_key(*of: type[models.Model]) -> Sql:
    """Return the question for one new key of each model, for rows that others refer to."""
    keys = ", ".join(f"nextval('{model._meta.db_table}_id_seq')" for model in of)
    return Sql(f"SELECT {keys}")
