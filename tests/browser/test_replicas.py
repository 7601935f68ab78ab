"""Several servers behind a real nginx: one is killed, and nobody loses a stroke."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from harness.pen import DIGITS, draw_with_mouse
from harness.proxy import find_nginx, running_nginx
from harness.serving import free_port, running_process
from tests.asking import measured

SESSIONS = "digit_lab_sessions"


@pytest.fixture
def replicas() -> Iterator[dict[str, int]]:
    """Two servers: the process of each address."""
    if find_nginx() is None:
        if os.environ.get("CI"):
            pytest.fail("there is no nginx, and CI must not go on without it")
        pytest.skip("there is no nginx on this machine; install nginx-light")
    with ExitStack() as stack:
        started = {}
        for _ in range(2):
            port = free_port()
            address = f"http://127.0.0.1:{port}"
            options = ["--server.headless=true", f"--server.port={port}"]
            command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
            process = stack.enter_context(running_process(command, address))
            started[address] = process.pid
        yield started


def people(browser: Browser, address: str, replicas: dict[str, int]) -> list[Page]:
    """Open pages until each server has one."""
    pages: list[Page] = []
    while not pages or 0 in [measured(each, SESSIONS) for each in replicas]:
        assert len(pages) < 20, "all are led to the same server"
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(address)
        expect(page.locator(".place.ready")).to_be_visible()
        pages.append(page)
    return pages


def test_who_draws_on_a_server_that_is_killed_goes_on_at_another(browser, replicas):
    first, second = DIGITS[4]
    with running_nginx(list(replicas)) as address:
        pages = people(browser, address, replicas)
        for page in pages:
            draw_with_mouse(page, [first])
            expect(page.get_by_test_id("stMetricValue")).not_to_have_text("–")
        left, killed = sorted(replicas, key=lambda each: measured(each, SESSIONS))
        os.kill(replicas[killed], signal.SIGKILL)
        for page in pages:
            draw_with_mouse(page, [second])
        for page in pages:
            # Without its first stroke it would be a 1.
            expect(page.get_by_test_id("stMetricValue")).to_have_text("4")
        assert measured(left, SESSIONS) == len(pages)
        for page in pages:
            page.context.close()
