"""A real browser, on a desk and as a phone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from harness.chromium import find_chromium, running_chromium

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong

_skipped = False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if find_chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium, and CI must not go on without it")
        global _skipped
        _skipped = True
        pytest.skip("there is no Chromium on this machine and none could be installed")
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with _window(browser) as page:
        yield page


@pytest.fixture(scope="module")
def same_page(browser: Browser) -> Iterator[Page]:
    """A page in which one room is looked at after the other."""
    with _window(browser) as page:
        yield page


@contextmanager
def _window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=3,
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped:
        terminalreporter.section("NO BROWSER", red=True)
        terminalreporter.line(
            "The browser tests did NOT run: install Chromium and run `make test` again."
        )
