"""The world of the tests: a real PostgreSQL, one person per role and one of each in another agency.

`DAYBREAK_TEST_CLUSTER` is the address of a superuser on a cluster that may be filled with databases. A
template is migrated once by the owner role; the tests work as the runtime role. Tests marked `commits` get a
database of their own, cloned from the template: the log cannot be emptied, and should not be.
"""

import os
from collections.abc import Iterator

import psycopg
import pytest

from tests.environment import CLUSTER, NAME


class Cluster:
    """The test cluster as its superuser sees it."""

    template = f"template_{os.getpid()}"

    def __init__(self) -> None:
        if not CLUSTER:
            pytest.exit("DAYBREAK_TEST_CLUSTER is not set: run ./test, which starts a cluster.", 2)
        self.connection = psycopg.connect(CLUSTER, autocommit=True)

    def run(self, sql: str) -> None:
        self.connection.execute(sql.encode())

    def make_roles(self) -> None:
        for role in ("daybreak_owner", "daybreak"):
            self.run(
                f"DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD '{role}'; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )

    def create(self, name: str, template: str = "template1") -> None:
        self.drop(name)
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER daybreak_owner')

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = Cluster()
    yield found
    for name in (NAME, Cluster.template):
        found.drop(name)
    found.connection.close()


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, django_db_blocker: pytest.FixtureRequest) -> None:
    """Migrate once as the owner, keep the result as a template, and work as the runtime role."""
    from django.core.management import call_command
    from django.db import connections

    cluster.make_roles()
    cluster.create(NAME)
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
        _close(connections)
    cluster.create(Cluster.template, NAME)


def _close(connections: object) -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()


@pytest.fixture
def own_database(request: pytest.FixtureRequest, cluster: Cluster, django_db_setup: None) -> Iterator[None]:
    """A fresh database for a test that commits."""
    from django.db import connections

    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock():
        _close(connections)
        cluster.create(NAME, Cluster.template)
        yield
        _close(connections)


@pytest.fixture(autouse=True)
def _database(request: pytest.FixtureRequest) -> None:
    """Tests of database code say so by their folder; those that commit by their mark."""
    from dispatch import principals, triaging
    from dispatch.centre import reading
    from responders import agencies, areas, gazetteer
    from responders.models.area import name_of

    for kept in (name_of, areas._read, agencies._read, triaging._newest, triaging._loaded):
        kept.cache_clear()
    principals.forget()
    gazetteer.kept.forget()
    reading.forget()
    if request.node.get_closest_marker("commits"):
        request.getfixturevalue("own_database")
    elif request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")


@pytest.fixture
def world(request: pytest.FixtureRequest) -> object:
    """Three agencies, their units, one person per role and one of each in another agency."""
    from tests.world import World

    if not request.node.get_closest_marker("commits"):
        request.getfixturevalue("db")
    return World()
