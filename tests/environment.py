"""The environment of the tests, set before Django's settings are read (loaded with `-p tests.environment`)."""

import os
from urllib.parse import urlsplit, urlunsplit

CLUSTER = os.environ.get("DAYBREAK_TEST_CLUSTER", "")
NAME = f"test_{os.getpid()}"


def address(role: str, database: str) -> str:
    parts = urlsplit(CLUSTER)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{role}@{host}", path=f"/{database}"))


os.environ["SECRET_KEY"] = "a key for tests only, never for a server on a network"
os.environ["PUSH_KEY"] = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"
os.environ["DATABASE_URL"] = address("daybreak", NAME) if CLUSTER else "postgresql://none@127.0.0.1:1/none"
os.environ["OWNER_DATABASE_URL"] = address("daybreak_owner", NAME) if CLUSTER else ""
os.environ["DAYBREAK_EMBEDDED"] = "1"
os.environ.pop("REDIS_URL", None)
