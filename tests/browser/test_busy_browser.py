"""A browser that is busy hands on what a hand did late, and all of it at once."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, Route, expect

from harness.pen import Stroke, draw_with_mouse, number, place, steadily
from tests.browser.drawing import open_draw, prediction

# A stroke's events, or a click on Undo, one after the other: no timer runs between.
_HAND_ON = """async ([acts, touch]) => {
  const inside = root => [...root.querySelectorAll("*")]
    .flatMap(each => [each, ...(each.shadowRoot ? inside(each.shadowRoot) : [])])
  const page = inside(document)
  const canvas = page.find(each => each.matches("canvas.upper-canvas"))
  const undo = page.find(each => each.dataset.does === "undo")
  const common = { bubbles: true, cancelable: true, composed: true }
  const mouse = (type, clientX, clientY) =>
    new MouseEvent(`mouse${type}`, { ...common, clientX, clientY })
  const finger = (type, clientX, clientY) => {
    const point = new Touch({ identifier: 1, target: canvas, clientX, clientY })
    const touches = type === "end" ? [] : [point]
    return new TouchEvent(
      `touch${type}`,
      { ...common, touches, targetTouches: touches, changedTouches: [point] }
    )
  }
  const types = touch ? ["start", "move", "end"] : ["down", "move", "up"]
  for (const act of acts) {
    if (act === "undo") undo.click()
    else for (const [i, [x, y]] of act.entries()) {
      const type = types[i === 0 ? 0 : i < act.length - 1 ? 1 : 2]
      canvas.dispatchEvent((touch ? finger : mouse)(type, x, y))
      for (let turn = 0; turn < 10; turn++) await null  // as after a real event
    }
  }
}"""


def _hand_on(page: Page, acts: Sequence[Stroke | str], *, touch: bool) -> None:
    near = [act if isinstance(act, str) else steadily(act, 20) for act in acts]
    page.evaluate(_HAND_ON, [near, touch])


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
def test_strokes_handed_on_at_once_all_count(phone: Page, server: str, touch: bool):
    open_draw(phone, server)
    _hand_on(phone, place(number("42"), phone, 0.4), touch=touch)
    expect(prediction(phone)).to_have_text("42")
    phone.get_by_role("button", name="Undo").tap()
    expect(prediction(phone)).to_have_text("4")


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
def test_what_is_undone_among_them_was_there_before(
    phone: Page, server: str, touch: bool
):
    open_draw(phone, server)
    *four, two = place(number("42"), phone, 0.4)
    *_, three = place(number("73"), phone, 0.4)
    acts: list[Stroke | str] = [*four, two, three, "undo", "undo", three]
    _hand_on(phone, acts, touch=touch)
    expect(prediction(phone)).to_have_text("43")
    phone.get_by_role("button", name="Undo").tap()
    expect(prediction(phone)).to_have_text("4")


def test_a_run_that_was_overtaken_takes_no_stroke_along(page: Page, server: str):
    # A busy Streamlit calls the end of such a run while the next already shows.
    page.route("**/scripts/canvas.*.js", _keep_ends)
    open_draw(page, server)
    *four, two = number("42")
    draw_with_mouse(page, four, 0.4)
    expect(prediction(page)).to_have_text("4")
    start, *others = place([steadily(two, 3)], page, 0.4)[0]
    page.mouse.move(*start)
    page.mouse.down()
    for at, point in enumerate(others):
        page.mouse.move(*point)
        if at == len(others) // 2:
            assert page.evaluate("ends.length > 1 && (ends.at(-2)(), true)")
    page.mouse.up()
    expect(prediction(page)).to_have_text("42")


def _keep_ends(route: Route) -> None:
    if route.request.url.endswith("?itself"):
        route.continue_()
        return
    itself = f"{route.request.url}?itself"
    script = f"""
        import show from "{itself}"
        window.ends = []
        export default component => {{
          const end = show(component)
          window.ends.push(end)
          return end
        }}
    """
    route.fulfill(body=script, content_type="text/javascript")
