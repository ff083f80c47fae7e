from collections.abc import Iterator

import pytest

from tests.faults.product import Product


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """One product for the tests of a file: each leaves it running."""
    made = Product().start()
    yield made
    made.end()
