"""Two Streamlit apps and one browser, to time them in turns."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Page

from harness.chromium import running_chromium
from harness.serving import running_app

EMPTY = """
import streamlit as st

def empty():
    st.title("Empty")
    st.session_state.count = st.session_state.get("count", 0) + 1
    st.button("Again")
    st.write(st.session_state.count)
"""
"""A script's function that is an empty page; a script calls it, for `rerun_empty`."""


@contextmanager
def apps_and_pages(*scripts: str) -> Iterator[list[tuple[str, Page]]]:
    """Run Streamlit scripts; give each one's address and a browser page of its own."""
    with ExitStack() as stack:
        addresses = [stack.enter_context(running_app(script)) for script in scripts]
        browser = stack.enter_context(running_chromium())
        yield [
            (address, browser.new_page(viewport={"width": 1440, "height": 900}))
            for address in addresses
        ]


@contextmanager
def beside_the_app(floor: str) -> Iterator[list[tuple[str, Page]]]:
    """Run the text of a Streamlit script and the app, as `apps_and_pages` does."""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(floor)
        script.flush()
        with apps_and_pages(script.name, "app.py") as both:
            yield both


def milliseconds(act: Callable[[], object]) -> float:
    """Measure how long something takes."""
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


# The clock is the browser's: finding what is to be clicked is no part of it.
_CLOCK = """argument => {
  const holds = HOLDS
  window.elapsed = new Promise((done, fail) => {
    setTimeout(() => fail("Nothing came on the screen within 20 seconds."), 20000)
    const once = new AbortController()
    const start = event => {
      once.abort()
      const painted = new MessageChannel()  // is heard after the frame is drawn
      painted.port1.onmessage = () => done(performance.now() - event.timeStamp)
      const look = () =>
        holds(argument) ? painted.port2.postMessage(0) : requestAnimationFrame(look)
      requestAnimationFrame(look)
    }
    for (const type of ["click", "keydown"]) {
      addEventListener(type, start, {capture: true, signal: once.signal})
    }
  })
}"""


def milliseconds_to_screen(
    page: Page, act: Callable[[], object], holds: str, argument: Any = None
) -> float:
    """Measure from a click or key to the frame that is drawn with what it brings.

    Parameters
    ----------
    page : Page
        The browser's page.
    act : callable
        Clicks, or presses a key, once.
    holds : str
        A function in JavaScript that tells, given `argument`, whether it is there.
    argument : any
        Ready for JSON.

    Returns
    -------
    float
        Milliseconds, by the browser's clock.
    """
    page.evaluate(_CLOCK.replace("HOLDS", holds), argument)
    act()
    return page.evaluate("window.elapsed")


_COUNT = "() => document.querySelector('[data-testid=stMarkdown]')?.innerText"


def rerun_empty(page: Page) -> float:
    """Measure, in milliseconds, what a click takes on the page that `EMPTY` is."""
    page.wait_for_function(_COUNT)
    again = page.get_by_role("button", name="Again")
    changed = f"before => ({_COUNT})() !== before"
    return milliseconds_to_screen(page, again.click, changed, page.evaluate(_COUNT))


def heading(measured: str = "") -> str:
    """Return what stands over the lines of `summary`."""
    return f"{measured:<44} {'median':>10} {'90 %':>10}   ratio"


def summary(name: str, times: Sequence[float], floor: Sequence[float]) -> str:
    """Say a measurement in a line: median, 90th percentile and ratio to the floor."""
    median = statistics.median(times)
    slow = statistics.quantiles(times, n=10)[-1]
    ratio = median / statistics.median(floor)
    return f"{name:<44} {median:7.0f} ms {slow:7.0f} ms {ratio:6.2f} x"
