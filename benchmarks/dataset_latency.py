"""How fast the Dataset page answers, side by side with an empty Streamlit page.

Starts both, and measures in Chromium, in turns, from an interaction to the frame in
which its answer is on the screen. Run it with nothing else running:
``python -m benchmarks.dataset_latency``.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from benchmarks.side_by_side import (
    EMPTY,
    beside_the_app,
    heading,
    milliseconds_to_screen,
    rerun_empty,
    summary,
)

REPEATS = 15

# What is on the screen: the images of every gallery.
_SHOWN = """() =>
  [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .map(e => e.shadowRoot?.querySelector("[data-shown]")?.dataset.shown
      ?? e.shadowRoot?.querySelector("img")?.src)
    .join()"""
_CHANGED = f"before => ({_SHOWN})() !== before"


def _open(page: Page, address: str, ready: str) -> None:
    page.goto(address)
    page.locator(ready).first.wait_for()
    page.wait_for_timeout(1500)


def _milliseconds(page: Page, interaction: Callable[[], None]) -> float:
    before = page.evaluate(_SHOWN)
    return milliseconds_to_screen(page, interaction, _CHANGED, before)


def main() -> None:
    """Measure every kind of interaction and print a table."""
    with beside_the_app(f"{EMPTY}\nempty()") as (empty_app, dataset_app):
        (empty_address, empty), (server, page) = empty_app, dataset_app
        _open(empty, empty_address, "button")
        _measure(empty, server, page)


def _measure(empty: Page, server: str, page: Page) -> None:
    def press(name: str) -> Callable[[], None]:
        return lambda: page.get_by_role("button", name=name, exact=True).click()

    def pick(name: str) -> Callable[[], None]:
        return lambda: page.get_by_role("radio", name=name, exact=True).click()

    next_page = press("Next page")
    dialog = page.get_by_role("dialog")
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
        (
            "the next image",
            "/dataset?index=161",
            [lambda: dialog.get_by_role("button", name="Next").click()],
        ),
    ]
    print(heading())
    for name, address, interactions in cases:
        _open(page, f"{server}{address}", ".gallery button")
        for interaction in interactions:  # the first time fills caches
            _milliseconds(page, interaction)
            page.wait_for_timeout(300)
        ours, theirs = [], []
        for turn in range(REPEATS * len(interactions)):
            theirs.append(rerun_empty(empty))
            ours.append(_milliseconds(page, interactions[turn % len(interactions)]))
            page.wait_for_timeout(300)
        print(summary(f"{name}, of the empty page", theirs, theirs))
        print(summary(name, ours, theirs), flush=True)


if __name__ == "__main__":
    main()
