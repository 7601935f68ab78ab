"""A browser that is busy hands on what a hand did late, and all of it at once."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from harness.pen import Stroke, number, place, steadily
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
