"""What all tests share."""

import sys
from collections.abc import Iterator

import pytest
from threadpoolctl import threadpool_limits

from harness.serving import running_app


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Multiply matrices on one core, as the server does.

    These are small: a second thread mostly waits, and keeps a core busy with it that
    other tests need. What tests start as processes of their own is not held back.
    """
    with threadpool_limits(1):
        yield


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back what Streamlit puts a page in the place of.

    A process that is started later would run that page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
