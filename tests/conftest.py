"""What all tests share."""

import sys
from collections.abc import Iterator

import pytest

from harness.serving import running_app


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back what Streamlit puts a page in the place of.

    A process that is started later would run that page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
