"""Fixtures of more than one file of tests of the commands."""

import pytest

from dispatch.principals import Principal
from tests.world import World


@pytest.fixture
def second(world: World) -> Principal:
    return world.person("supervisor2", "supervisor")
