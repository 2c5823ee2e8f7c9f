"""The whole product, as the scripted customers meet it: a Rasa server, the app and its jobs, over real HTTP."""

from collections.abc import Iterator

import pytest

from bench.product import running_product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(address, key of the feeds) of one product on a store of its own, for every customer."""
    with running_product(tmp_path_factory.mktemp("product")) as running:
        yield running
