"""The ground that measurements stand on: a durable cluster, a city of 1,000 units, 1,000 waiting incidents."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

UNITS = 1000
INCIDENTS = 1000
OPEN_ON_BOARD = 500
NAME, TEMPLATE = "bench", "bench_template"
PASSWORD = "a long password for the benchmark"


def address(cluster: str, role: str, database: str) -> str:
    """Return the address of a database on the cluster as this role (its password is its name)."""
    parts = urlsplit(cluster)
    return urlunsplit(parts._replace(netloc=f"{role}:{role}@{parts.netloc.rpartition('@')[2]}", path=f"/{database}"))


def environment(cluster: str) -> None:
    """Set what Django's settings read; before Django is imported."""
    os.environ.update(
        SECRET_KEY="a key for measuring only, never for a server on a network",
        DATABASE_URL=address(cluster, "daybreak", NAME),
        OWNER_DATABASE_URL=address(cluster, "daybreak_owner", NAME),
        DJANGO_SETTINGS_MODULE="dispatch.settings",
        DAYBREAK_EMBEDDED="1",
        DEMO_PASSWORD=PASSWORD,
        SOCKET_BURST="1000000",
        SOCKET_RATE="1000000",
    )


def superuser(cluster: str, *statements: str) -> None:
    with psycopg.connect(cluster, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def lay(cluster: str) -> None:
    """Make the database once and keep it as a template."""
    for role in ("daybreak_owner", "daybreak"):
        superuser(cluster, f"CREATE ROLE {role} LOGIN PASSWORD '{role}'")
    superuser(cluster, f"CREATE DATABASE {NAME} OWNER daybreak_owner")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0)
    call_command("seed", verbosity=0)
    _units()
    for n in range(INCIDENTS):
        take(n)
    let_go()
    superuser(cluster, f"ALTER DATABASE {NAME} RENAME TO {TEMPLATE}")


@contextmanager
def fresh(cluster: str) -> Iterator[None]:
    """Give a copy of the ground, so that no measurement stands on what another left behind."""
    superuser(
        cluster,
        f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)",
        f"CREATE DATABASE {NAME} TEMPLATE {TEMPLATE} OWNER daybreak_owner",
    )
    try:
        yield
    finally:
        let_go()


def let_go() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()


def call(n: int) -> dict[str, object]:
    """Return the body of the nth call: always the same."""
    return {
        "request_id": str(uuid4()),
        "address": f"{100 + n} N Example Av",
        "lat": 34.0 + (n % 40) / 400,
        "lon": -118.4 + (n // 40) / 400,
        "narrative": "man at the corner shouting at nobody, no weapons seen, caller wants someone to check on him",
        "answers": {"weapons": "no"},
    }


def take(n: int) -> str:
    from dispatch import commands, principals

    return commands.run("take_call", by=principals.of_username("calltaker"), body=call(n)).incidents[0]


def _units() -> None:
    """Fill the seeded roster up to `UNITS`, every unit available."""
    from django.utils import timezone

    from responders.models import Unit

    Unit.objects.update(duty="available")
    pattern = Unit.objects.filter(call_sign="1A11").get()
    missing = UNITS - Unit.objects.count()
    made = []
    for n in range(missing):
        pattern.pk, pattern.call_sign, pattern.duty_since = None, f"B{n:04d}", timezone.now()
        made.append(Unit(**{f.attname: getattr(pattern, f.attname) for f in Unit._meta.concrete_fields}))
    Unit.objects.bulk_create(made)


def waiting() -> list[str]:
    """Return the numbers of the waiting incidents that the ground laid."""
    from dispatch.models import Incident

    return list(
        Incident.objects.filter(address__contains="Example").order_by("number").values_list("number", flat=True)
    )


def call_signs() -> list[str]:
    from dispatch.models import Assignment
    from responders.models import Unit

    busy = Assignment.objects.open().values("unit")
    return list(Unit.objects.exclude(pk__in=busy).order_by("call_sign").values_list("call_sign", flat=True))


def token(username: str) -> str:
    from django.test import RequestFactory

    from dispatch import authentication

    return authentication.issue_token(RequestFactory().post("/"), username, PASSWORD)
