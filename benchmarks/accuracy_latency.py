"""Opening the Accuracy page beside an empty Streamlit page, and changes on it.

Both are opened in turns in one Chromium: the clock runs from the navigation to the
title of the empty page, and to the matrix, the images and the sentence over them of the
Accuracy page. A change runs from the click to the changed sentence. Run it with nothing
else running: ``python -m benchmarks.accuracy_latency``.
"""

import tempfile
import time
from collections.abc import Callable

from playwright.sync_api import Page

from benchmarks.side_by_side import apps_and_pages, summary
from digit_model import zoo

REPEATS = 10
LINEAR = "logistic-regression"

_FLOOR = """
import streamlit as st

st.title("Empty")
"""


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def _open_empty(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", name="Empty").wait_for()


def _open_accuracy(page: Page, address: str) -> None:
    page.goto(f"{address}/accuracy?models={LINEAR}&true=4&read=9")
    page.get_by_label("4 read as 9: ").wait_for()
    page.get_by_text(f"4 read as 9 by {LINEAR}").wait_for()
    page.locator(".gallery button").first.wait_for()


def _choose_cell(page: Page, true: int, read: int) -> None:
    cell = page.get_by_label(f"{true} read as {read}: ")
    cell.click()
    page.get_by_text(f"{true} read as {read} by {LINEAR}").wait_for()


def _choose_another_model(page: Page) -> None:
    page.get_by_role("button", name=zoo.DEFAULT, exact=True).click()
    page.get_by_text("McNemar's exact test").wait_for()


def main() -> None:
    """Measure both in turns and print a table."""
    floor, opened, cells, models = [], [], [], []
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(_FLOOR)
        script.flush()
        with apps_and_pages(script.name, "app.py") as (empty_app, accuracy_app):
            (empty, empty_page), (accuracy, page) = empty_app, accuracy_app
            for turn in range(-2, REPEATS):  # the first two only warm up
                times = (
                    _milliseconds(lambda: _open_empty(empty_page, empty)),
                    _milliseconds(lambda: _open_accuracy(page, accuracy)),
                    _milliseconds(lambda: _choose_cell(page, 7, 2)),
                    _milliseconds(lambda: _choose_another_model(page)),
                )
                if turn >= 0:
                    for kind, elapsed in zip(
                        (floor, opened, cells, models), times, strict=True
                    ):
                        kind.append(elapsed)
    print(f"{'':<44} {'median':>10} {'90 %':>10}   ratio")
    print(summary("an empty page opens (floor)", floor, floor))
    print(summary("Accuracy opens, matrix and images shown", opened, floor))
    print(summary("another cell, from click to its images", cells, floor))
    print(summary("another model, from click to comparison", models, floor))


if __name__ == "__main__":
    main()
