"""What a filter takes on the Misclassified page, beside an empty Streamlit page.

Both are asked in turns in one Chromium. On the empty page the clock runs from the click
on a button to the number that the script then writes; on Misclassified from the click
to the changed count and the first image that goes with it. Run it with nothing else
running: ``python -m benchmarks.misclassified_latency``.
"""

import numpy as np
from playwright.sync_api import Locator, Page

from benchmarks.side_by_side import (
    EMPTY,
    beside_the_app,
    heading,
    milliseconds_to_screen,
    rerun_empty,
    summary,
)
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist
from digit_model.evaluation.answers import load_answers

REPEATS = 10
LINEAR = "logistic-regression"


def _pill(page: Page, group: str, digit: int) -> Locator:
    pills = page.get_by_test_id("stButtonGroup").filter(has_text=group)
    return pills.get_by_role("button", name=str(digit), exact=True)


# The changed count, and the first image that goes with it.
_LISTED = """([shown, first]) => {
  const parts = document.querySelectorAll(
    ".st-key-errors [data-testid=stBidiComponentIsolated]"
  )
  return document.body.innerText.includes(`${shown} shown`) && [...parts].some(
    part => part.shadowRoot?.querySelector("button")?.dataset.index == first
  )
}"""


def _errors(true: int | None) -> tuple[str, int]:
    """Return what the page then says: how many errors, and the surest one's index."""
    answers = load_answers(LINEAR)
    wrong = answers.wrong if true is None else answers.wrong & (answers.labels == true)
    indices = np.flatnonzero(wrong)
    sure = answers.confidence[indices].round(6)
    return f"{len(indices):,}", TRAINING_SIZE + int(indices[sure.argmax()])


def _suspects(true: int | None) -> tuple[str, int]:
    from digit_model.exploration.cross_validation import load_training_answers

    labels = load_mnist().train.labels
    indices = np.flatnonzero(labels == true) if true is not None else np.arange(60_000)
    own = load_training_answers()[indices, labels[indices]].astype(float).round(6)
    return f"{len(indices):,}", int(indices[own.argmin()])


def main() -> None:
    """Measure both in turns and print a table."""
    print(heading())
    with beside_the_app(f"{EMPTY}\nempty()") as (empty_app, errors_app):
        (empty, empty_page), (address, page) = empty_app, errors_app
        empty_page.goto(empty)
        for name, view, expected in (
            ("a filter on the errors of a model", "Test+errors", _errors),
            (
                "a filter on all training images",
                "Training+suspects&all_training=true",
                _suspects,
            ),
        ):
            page.goto(f"{address}/misclassified?studied={view}&errors_by={LINEAR}")
            page.locator(".st-key-errors .gallery button").first.wait_for()
            pill = _pill(page, "Label", 4)
            floor, filtered = [], []
            for turn in range(-2, REPEATS):  # the first two only warm up
                listed = expected(None if turn % 2 else 4)  # chosen, then unchosen
                on_empty = rerun_empty(empty_page)
                on_errors = milliseconds_to_screen(page, pill.click, _LISTED, listed)
                if turn >= 0:
                    floor.append(on_empty)
                    filtered.append(on_errors)
            print(summary("an empty page reruns (floor)", floor, floor))
            print(summary(name, filtered, floor))


if __name__ == "__main__":
    main()
