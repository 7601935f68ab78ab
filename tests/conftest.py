"""What all tests share."""

from collections.abc import Iterator

import pytest

from harness.serving import running_app


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_app() as address:
        yield address
