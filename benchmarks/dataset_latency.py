"""How fast the Dataset page answers, side by side with an empty Streamlit page.

Starts both, and measures in Chromium, in turns, from an interaction to the frame in
which its answer is on the screen. Run it with nothing else running:
``python -m benchmarks.dataset_latency``.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_ROOT = Path(__file__).parent.parent
_EMPTY = """import streamlit as st
st.title("Empty")
st.session_state.count = st.session_state.get("count", 0) + 1
st.button("Again")
st.write(st.session_state.count)
"""
_BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# What is on the screen: the first images of every gallery, and the empty page's count.
_SHOWN = """() => [
  ...[...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .map(e => e.shadowRoot.querySelector("[data-shown]")?.dataset.shown
      ?? e.shadowRoot.querySelector("img")?.src),
  document.querySelector("[data-testid=stMarkdown]")?.innerText,
].join()"""
_CHANGED = f"""before => new Promise((done, fail) => {{
  setTimeout(() => fail("Nothing changed on the screen within 10 seconds."), 10000)
  const look = () => ({_SHOWN})() === before ? requestAnimationFrame(look) : done()
  look()
}})"""


def _serve(script: Path, port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", script),
            *(f"--server.port={port}", "--server.headless=true"),
        ],
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health")
            return server
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"The server for {script} did not start.")


def _open(page: Page, address: str, ready: str) -> None:
    page.goto(address)
    page.locator(ready).first.wait_for()
    page.wait_for_timeout(1500)


def _seconds(page: Page, interaction: Callable[[], None]) -> float:
    before = page.evaluate(_SHOWN)
    started = time.perf_counter()
    interaction()
    page.evaluate(_CHANGED, before)
    return time.perf_counter() - started


def main() -> None:
    """Measure every kind of interaction and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=15, metavar="N")
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory() as folder:
        empty_script = Path(folder) / "empty.py"
        empty_script.write_text(_EMPTY)
        servers = [_serve(empty_script, 8681), _serve(_ROOT / "app.py", 8682)]
        try:
            _measure(repeats)
        finally:
            for server in servers:
                server.terminate()


def _measure(repeats: int) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=_BROWSER
        )
        empty = browser.new_page()
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        _open(empty, "http://localhost:8681", "button")

        def again() -> None:
            empty.get_by_role("button", name="Again").click()

        def press(name: str) -> Callable[[], None]:
            return lambda: page.get_by_role("button", name=name, exact=True).click()

        def pick(name: str) -> Callable[[], None]:
            return lambda: page.get_by_role("radio", name=name, exact=True).click()

        next_page = press("Next page")
        images = page.locator(".st-key-gallery .gallery button")
        # What is measured, where, and what is done by turns.
        cases: list[tuple[str, str, list[Callable[[], None]]]] = [
            ("another page", "/dataset", [next_page]),
            ("one digit more or less", "/dataset", [press("3")]),
            ("another part", "/dataset", [pick("Test"), pick("All")]),
            ("a page, shuffled", "/dataset?order=Shuffled", [next_page]),
            ("a page, strangest", "/dataset?order=Strangest+first", [next_page]),
            ("a page, ambiguous", "/dataset?order=Most+ambiguous+first", [next_page]),
            (
                "open and close an image",
                "/dataset",
                [lambda: images.nth(3).click(), lambda: page.keyboard.press("Escape")],
            ),
            ("the next image", "/dataset?index=161", [press("Next")]),
        ]
        print(f"{'interaction':28}{'median':>9}{'empty':>9}{'ratio':>8}")
        for name, address, interactions in cases:
            _open(page, f"http://localhost:8682{address}", ".gallery button")
            for interaction in interactions:  # the first time fills caches
                _seconds(page, interaction)
                page.wait_for_timeout(300)
            ours, theirs = [], []
            for turn in range(repeats * len(interactions)):
                theirs.append(_seconds(empty, again))
                ours.append(_seconds(page, interactions[turn % len(interactions)]))
                page.wait_for_timeout(300)
            median, reference = statistics.median(ours), statistics.median(theirs)
            print(
                f"{name:28}{median * 1000:6.0f} ms{reference * 1000:6.0f} ms"
                f"{median / reference:8.2f}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
