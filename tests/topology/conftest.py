"""One topology for the folder's tests; whoever kills a part of it puts it back."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desks import PASSWORD
from tests.live import Server
from tests.topology.processes import Topology


@pytest.fixture(scope="session")
def topology(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Topology]:
    from django.core.management import call_command
    from django.db import connections

    from tests.conftest import _close

    os.environ["DEMO_PASSWORD"] = PASSWORD
    with django_db_blocker.unblock():
        call_command("seed", verbosity=0)
        _close(connections)
    folder: Path = tmp_path_factory.mktemp("topology")
    started = Topology(folder)
    try:
        yield started.start()
    finally:
        started.stop()


@pytest.fixture(scope="session")
def server(topology: Topology) -> Server:
    """Whoever names no node sits at node A."""
    return topology.a
