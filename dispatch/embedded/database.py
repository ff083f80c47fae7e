"""The embedded database: where its files lie, its roles, and what migrations and the seed need doing."""

import hashlib
import os
import uuid
from pathlib import Path

import psycopg
from psycopg import sql

from dispatch import drill as purposes
from dispatch.embedded import account, binaries, postgres
from dispatch.embedded.place import CHECKOUT, Place, kept_secret
from dispatch.embedded.postgres import Cluster

NAME = "daybreak"
OWNER, RUNTIME = "daybreak_owner", "daybreak"


def cluster_of(place: Place) -> tuple[Cluster, str]:
    """Return the cluster of a data folder, and a sentence when its files had to lie elsewhere.

    As root the server runs as an account that may be unable to walk to the data folder; no folder of anybody
    is opened for it. The files then lie under /var/lib/daybreak, by an id that the data folder keeps.
    """
    lent = account.for_postgres()
    folder, said = place.data / "postgres", ""
    if lent is not None and not lent.reaches(place.data):
        folder = binaries.SHARED / _kept_id(place) / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
        said = f"PostgreSQL's account cannot reach {place.data}: its files lie in {folder}"
    made = Cluster(
        folder=folder,
        bin=binaries.within_reach(lent),
        account=lent,
        log=place.logs / "postgres.log",
        options={"max_connections": "100", "shared_buffers": "128MB", "max_wal_size": "512MB"},
    )
    return made, said


def _kept_id(place: Place) -> str:
    file = place.data / "postgres.id"
    if not file.exists():
        file.write_text(uuid.uuid4().hex)
    return file.read_text().strip()


def superuser(cluster: Cluster, place: Place, database: str = "postgres") -> str:
    return cluster.url(postgres.SUPERUSER, database, kept_secret(place, "postgres"))


def addresses(cluster: Cluster, place: Place) -> dict[str, str]:
    """Return DATABASE_URL (the runtime role) and OWNER_DATABASE_URL."""
    return {
        "DATABASE_URL": cluster.url(RUNTIME, NAME, kept_secret(place, RUNTIME)),
        "OWNER_DATABASE_URL": cluster.url(OWNER, NAME, kept_secret(place, OWNER)),
    }


def make_roles(cluster: Cluster, place: Place) -> None:
    """Make the two roles and the database; again and again changes nothing."""
    with psycopg.connect(superuser(cluster, place), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in (OWNER, RUNTIME):
            verb = sql.SQL("ALTER" if role in known else "CREATE")
            password = sql.Literal(kept_secret(place, role))
            connection.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, sql.Identifier(role), password))
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if there is None:
            create = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(create.format(sql.Identifier(NAME), sql.Identifier(OWNER)))


def check_purpose(url: str, *, drill: bool) -> None:
    """Raise `Mismatch` when the log behind `url` is not what this start is for. Tables that are not there yet fit."""
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT to_regclass('event')").fetchone()
        if there is None or there[0] is None:
            return
        first = connection.execute("SELECT kind FROM event WHERE seq = 1").fetchone()
    found = purposes.purpose_of(first[0] if first else None)
    if found != purposes.EMPTY and (problem := purposes.why_not(drill, found)):
        raise purposes.Mismatch(problem)


def fingerprint(*patterns: str) -> str:
    """Return a digest of the files that decide whether a step must run again."""
    digest = hashlib.sha256()
    for file in sorted(path for pattern in patterns for path in CHECKOUT.glob(pattern) if path.is_file()):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def is_done(place: Place, step: str, print_: str) -> bool:
    return _mark(place, step).exists() and _mark(place, step).read_text() == print_


def done(place: Place, step: str, print_: str) -> None:
    mark = _mark(place, step)
    mark.parent.mkdir(exist_ok=True)
    fresh = mark.with_suffix(".new")
    fresh.write_text(print_)
    os.replace(fresh, mark)


def _mark(place: Place, step: str) -> Path:
    return place.data / "done" / step
