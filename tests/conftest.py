"""What all tests share."""

import sys
from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
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


@pytest.fixture(scope="session", autouse=True)
def packages_that_stay() -> Iterator[None]:
    """Look for components in what is installed once, as a server does.

    Each `AppTest` reads what every package says of itself, for a fifth of a second.
    """
    found = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back what Streamlit puts a page in the place of.

    A process that is started later would run that page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
