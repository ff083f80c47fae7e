"""The database's own floor: the rows that one assignment writes, inserted and committed by bare psycopg."""

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg

from bench.load import Measured

TABLES = """
DROP TABLE IF EXISTS bench_head, bench_assignment, bench_move, bench_event, bench_body;
CREATE TABLE bench_head (id int PRIMARY KEY, seq bigint NOT NULL);
INSERT INTO bench_head VALUES (1, 0);
CREATE TABLE bench_assignment (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, unit bigint, state text);
CREATE UNIQUE INDEX ON bench_assignment (unit) WHERE state = 'assigned';
CREATE TABLE bench_move (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, assignment bigint, state text, at timestamptz
);
CREATE TABLE bench_event (seq bigint PRIMARY KEY, header text, hash bytea);
CREATE TABLE bench_body (seq bigint, compartment text, body text, PRIMARY KEY (seq, compartment));
GRANT ALL ON bench_head, bench_assignment, bench_move, bench_event, bench_body TO daybreak;
"""
BODY = "x" * 3000  # an assignment's cards, as long as they are on the ground's calls


def _one(connection: psycopg.Connection[Any], n: int) -> None:
    with connection.transaction(), connection.pipeline():
        connection.execute("INSERT INTO bench_assignment (unit, state) VALUES (%s, 'assigned')", [n])
        connection.execute("INSERT INTO bench_move (assignment, state, at) VALUES (%s, 'assigned', now())", [n])
        head = connection.execute("UPDATE bench_head SET seq = seq + 1 WHERE id = 1 RETURNING seq").fetchone()
        seq = head[0] if head else 0
        connection.execute("INSERT INTO bench_event VALUES (%s, %s, %s)", [seq, "x" * 250, b"x" * 32])
        connection.execute("INSERT INTO bench_body VALUES (%s, 'common', %s)", [seq, BODY])
        connection.execute("SELECT pg_notify('bench', %s)", [str(seq)])


def floor(clients: int, each: int) -> Measured:
    """Commit `each` such transactions on each of `clients` connections at once."""
    done = Measured(0, [])

    def work(client: int) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            for n in range(each):
                began = time.perf_counter()
                _one(connection, client * each + n)
                done.times.append(time.perf_counter() - began)

    done.per_second = clients * each / _together(work, clients)
    return done


def _together(work: Callable[[int], None], clients: int) -> float:
    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
