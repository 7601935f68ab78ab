"""From pen-up to the answer, beside the same canvas with a bare number under it.

Both are drawn on in turns in one Chromium; the clock in the page runs from the
pointer's release to the change of the text that shows the answer. Run it with nothing
else running: ``python -m benchmarks.draw_latency``.
"""

from playwright.sync_api import Page

from benchmarks.side_by_side import beside_the_app, heading, summary
from harness.pen import DIGITS, draw_with_mouse, number

REPEATS = 20

_FLOOR = """
import streamlit as st
from streamlit_drawable_canvas import st_canvas

result = st_canvas(
    stroke_width=18, stroke_color="#fff", background_color="#000",
    height=280, width=280, return_image_data=True, key="canvas",
)
picture = result.image_data
st.metric("Prediction", "–" if picture is None else str(int(picture[..., 0].sum())))
"""

# Counts from the last release of the pointer to each change of the answer.
_CLOCK = """() => {
  window.answered = null
  addEventListener("pointerup", () => {
    window.answered = null
    window.released = performance.now()
  }, true)
  const answer = () =>
    document.querySelector("[data-testid=stMetricValue]")?.textContent
  let last = answer()
  new MutationObserver(() => {
    const now = answer()
    if (now === undefined || now === last) return
    last = now
    if (window.answered === null) window.answered = performance.now() - window.released
  }).observe(document.body, {subtree: true, childList: true, characterData: true})
}"""


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("canvas.upper-canvas").wait_for()
    page.get_by_test_id("stMetricValue").first.wait_for()
    page.wait_for_timeout(1500)
    page.evaluate(_CLOCK)


def _milliseconds(page: Page, turn: int, n_digits: int) -> float:
    """Draw on an empty canvas, wait for the last answer, and empty it again."""
    digit = (0, 1, 2, 3, 6, 7, 8, 9)[turn % 8]
    if n_digits == 1:
        draw_with_mouse(page, DIGITS[digit][:1])
    else:
        *before, last = number(f"4{digit}")
        draw_with_mouse(page, before, 0.4)
        page.wait_for_timeout(1200)
        draw_with_mouse(page, [last], 0.4)
    page.wait_for_function("window.answered !== null")
    elapsed = page.evaluate("window.answered")
    empty = page.get_by_role("button", name="Clear")  # Draw's own; else the library's
    empty.or_(page.get_by_role("button", name="Reset canvas & history")).dispatch_event(
        "click"
    )
    page.wait_for_timeout(1200)
    return elapsed


def main() -> None:
    """Measure both in turns and print a table."""
    with beside_the_app(_FLOOR) as (floor_app, draw_app):
        floor_page, draw_page = floor_app[1], draw_app[1]
        _open(floor_page, floor_app[0])
        _open(draw_page, draw_app[0])
        times: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
        for turn in range(-2, REPEATS):  # the first two only warm up
            for n_digits, measured in times.items():
                both = (
                    _milliseconds(floor_page, turn, n_digits),
                    _milliseconds(draw_page, turn, n_digits),
                )
                if turn >= 0:
                    measured.append(both)
    print(heading("From pen-up to the answer"))
    for n_digits, measured in times.items():
        words = {1: "a digit", 2: "a second digit"}[n_digits]
        floor, draw = zip(*measured, strict=True)
        print(summary(f"{words}: a bare number (floor)", floor, floor))
        print(summary(f"{words}: Draw", draw, floor))


if __name__ == "__main__":
    main()
