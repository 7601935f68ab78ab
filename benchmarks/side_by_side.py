"""Two Streamlit apps and one browser, to time them in turns."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Page, sync_playwright

from harness.chromium import find_chromium
from harness.serving import running_app


@contextmanager
def apps_and_pages(*scripts: str) -> Iterator[list[tuple[str, Page]]]:
    """Run Streamlit scripts; give each one's address and a browser page of its own."""
    executable = find_chromium()
    if executable is None:
        raise SystemExit("There is no Chromium to measure with; install one.")
    with ExitStack() as stack:
        addresses = [stack.enter_context(running_app(script)) for script in scripts]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield [
            (address, browser.new_page(viewport={"width": 1440, "height": 900}))
            for address in addresses
        ]
        browser.close()


def summary(name: str, milliseconds: Sequence[float], floor: Sequence[float]) -> str:
    """Say a measurement in a line: median, 90th percentile and ratio to the floor."""
    median = statistics.median(milliseconds)
    slow = statistics.quantiles(milliseconds, n=10)[-1]
    ratio = median / statistics.median(floor)
    return f"{name:<44} {median:7.0f} ms {slow:7.0f} ms {ratio:6.2f} x"
