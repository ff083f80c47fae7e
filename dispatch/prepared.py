"""Statements that a connection parses and plans once, and the literals to run them with.

Several of them go to the database as one text, `EXECUTE a('x'); EXECUTE b('x')`: one wait for all, where a
pipeline waits for each. Behind a transaction pooler that cannot keep them: PREPARED_STATEMENTS=off.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import pq, sql

_known: "WeakKeyDictionary[psycopg.Connection[Any], set[str]]" = WeakKeyDictionary()


def text_of(statements: Sequence[tuple[str, Sequence[Any]]]) -> str:
    """Return one text that runs all statements (`%s` marks their values), preparing what is new here."""
    connection.ensure_connection()
    driver = connection.connection
    if not settings.PREPARED_STATEMENTS:
        return ";\n".join(str(connection.ops.compose_sql(text, tuple(values))) for text, values in statements)
    known = _known.setdefault(driver, set())
    named = [(*_named(text), values) for text, values in statements]
    if new := {name: text for name, text, _ in named if name not in known}:
        with connection.cursor() as cursor:
            cursor.execute(";\n".join(f"PREPARE {name} AS {text}" for name, text in new.items()))
        known.update(new)
    literal = _literals(driver)
    return ";\n".join(
        f"EXECUTE {name}({', '.join(map(literal, values))})" if values else f"EXECUTE {name}"
        for name, _, values in named
    )


@lru_cache(maxsize=1000)
def _named(text: str) -> tuple[str, str]:
    """Return a name for a statement, the same in every connection, and its text with numbered marks."""
    marks = iter(range(1, 1000))
    numbered = re.sub("%s|%%", lambda found: f"${next(marks)}" if found.group() == "%s" else "%", text)
    return f"s{abs(hash(text)):x}", numbered


def _literals(driver: "psycopg.Connection[Any]") -> Callable[[Any], str]:
    """Return a function that writes a value as SQL. Text is quoted by libpq itself, the rest by the driver."""
    quote = pq.Escaping(driver.pgconn).escape_literal

    def literal(value: Any) -> str:
        kind = type(value)
        if kind is str:
            return bytes(quote(value.encode())).decode()
        if value is None:
            return "NULL"
        if kind is int:
            return str(value)
        if kind is datetime and value.tzinfo is not None:
            return f"'{value.isoformat()}'"
        if kind is UUID:
            return f"'{value}'"
        if kind is bytes:
            return f"'\\x{value.hex()}'::bytea"
        if kind is list and value and all(type(item) in (str, bytes) for item in value):
            return f"ARRAY[{', '.join(map(literal, value))}]"
        return sql.Literal(value).as_string(driver)

    return literal
