"""Opening the Accuracy page beside an empty Streamlit page, and changes on it.

They are opened in turns in one Chromium: the clock runs from the navigation to the
title of the empty page, and to the matrix, the images and the sentence over them of the
Accuracy page. The floor is an empty page at an address of its own, as Accuracy has one:
there Streamlit takes 100 ms more to find its server than at the root. A change runs, by
the browser's clock, from the click to the frame with the changed sentence; its floor is
a number on the empty page that a button changes. Run it with nothing else running:
``python -m benchmarks.accuracy_latency``.
"""

from playwright.sync_api import Page

from benchmarks.side_by_side import (
    EMPTY,
    beside_the_app,
    heading,
    milliseconds,
    milliseconds_to_screen,
    rerun_empty,
    summary,
)
from digit_model.classifiers import recipes
from pages.parts.words import model_title, short_title

REPEATS = 10
LINEAR = "logistic-regression"
CALLED = short_title(LINEAR)

_FLOOR = f"""{EMPTY}
def root():
    st.title("Empty")

st.navigation([st.Page(root, default=True), st.Page(empty)]).run()
"""


# Looked for in every frame: a locator looks ever more rarely, up to every half second.
_WITH_IMAGES = """([sentence, galleries]) =>
  document.querySelector("section, main")?.textContent.includes(sentence)
  && [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .filter(part => part.shadowRoot?.querySelector(".gallery button, td button"))
    .length >= galleries"""


def _wait(page: Page, sentence: str, galleries: int) -> None:
    page.wait_for_function(_WITH_IMAGES, arg=[sentence, galleries], polling="raf")


def _open_empty(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => document.querySelector('h1')", polling="raf")


def _open_accuracy(page: Page, address: str) -> None:
    page.goto(f"{address}/accuracy?models={LINEAR}&true=4&read=9")
    _wait(page, f"4 read as 9 by {CALLED}", 2)  # the matrix and the images


def _choose_cell(page: Page, true: int, read: int) -> float:
    cell = page.get_by_label(f"{true} read as {read}: ")
    expected = [f"{true} read as {read} by {CALLED}", 2]
    return milliseconds_to_screen(page, cell.click, _WITH_IMAGES, expected)


def _choose_another_model(page: Page) -> float:
    box = page.get_by_role("checkbox", name=model_title(recipes.DEFAULT))
    expected = ["McNemar's exact test", 3]  # a cell of the other one may be empty
    return milliseconds_to_screen(page, box.click, _WITH_IMAGES, expected)


def main() -> None:
    """Measure both in turns and print a table."""
    kinds: list[list[float]] = [[] for _ in range(6)]
    with beside_the_app(_FLOOR) as (empty_app, accuracy_app):
        (empty, empty_page), (accuracy, page) = empty_app, accuracy_app
        for turn in range(-2, REPEATS):  # the first two only warm up
            times = (
                milliseconds(lambda: _open_empty(empty_page, empty)),
                milliseconds(lambda: _open_empty(empty_page, f"{empty}/empty")),
                rerun_empty(empty_page),
                milliseconds(lambda: _open_accuracy(page, accuracy)),
                _choose_cell(page, 7, 2),
                _choose_another_model(page),
            )
            if turn >= 0:
                for kind, elapsed in zip(kinds, times, strict=True):
                    kind.append(elapsed)
    root, floor, rerun, opened, cells, models = kinds
    print(heading())
    print(summary("an empty page opens at the root", root, floor))
    print(summary("an empty page opens at its own (floor)", floor, floor))
    print(summary("Accuracy opens, matrix and images shown", opened, floor))
    print(summary("an empty page reruns (floor of what follows)", rerun, rerun))
    print(summary("another cell, from click to its images", cells, rerun))
    print(summary("another model, from click to comparison", models, rerun))


if __name__ == "__main__":
    main()
