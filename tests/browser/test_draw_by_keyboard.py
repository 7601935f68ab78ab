"""Draw without a pointer."""

from playwright.sync_api import Locator, Page, expect

from harness.pen import DIGITS, draw_with_mouse
from tests.browser.drawing import open_draw, prediction

# What has the focus, and whether one sees that it has.
FOCUSED = """() => {
  let it = document.activeElement
  while (it.shadowRoot?.activeElement) it = it.shadowRoot.activeElement
  const look = element => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) > 0
    return outlined || boxShadow !== "none"
  }
  const around = [it, it.parentElement, it.parentElement?.parentElement]
  return {
    name: `${it.tagName} ${it.ariaLabel ?? it.textContent}`.slice(0, 80),
    outline: it === document.body || around.some(element => element && look(element)),
  }
}"""


def test_a_digit_can_be_drawn_by_keyboard(page: Page, server: str):
    open_draw(page, server)
    page.get_by_role("application", name="Canvas").focus()
    keys = [*7 * ["ArrowUp"], "Space", *14 * ["ArrowDown"], "Space"]
    for key in keys:
        page.keyboard.press(key)
    expect(prediction(page)).to_have_text("1")
    expect(page.get_by_role("status").filter(has_text="row")).to_have_text(
        "row 21, column 14, pen up"
    )
    page.keyboard.press("Control+z")
    expect(prediction(page)).to_have_text("–")


def test_keys_do_what_the_buttons_do_but_not_while_typing(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")
    page.keyboard.press("Delete")
    expect(prediction(page)).to_have_text("–")
    page.keyboard.press("Control+z")
    expect(prediction(page)).to_have_text("3")
    page.keyboard.press("Control+z")
    expect(prediction(page)).to_have_text("–")
    page.keyboard.press("Control+Shift+z")
    expect(prediction(page)).to_have_text("3")
    page.evaluate("document.body.append(document.createElement('input'))")
    page.locator("body > input").focus()
    page.keyboard.press("Delete")
    page.wait_for_timeout(500)
    expect(prediction(page)).to_have_text("3")


def test_keys_act_while_what_can_be_taken_along_is_open(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_role("dialog").get_by_test_id("stCode")).to_have_count(3)
    page.keyboard.press("Control+z")
    expect(prediction(page)).to_have_text("–")


def test_all_of_it_by_keyboard(page: Page, server: str):
    """From opening the page to the answer, the other model and why."""
    open_draw(page, server)

    def tab_to(wanted: Locator) -> None:
        for _ in range(40):
            if wanted.evaluate("it => it.matches(':focus')"):
                return
            page.keyboard.press("Tab")
            seen = page.evaluate(FOCUSED)
            assert seen["outline"], f"focus is not seen on {seen['name']}"
        raise AssertionError(f"Tab does not lead to {wanted}")

    tab_to(page.get_by_role("link", name="Draw").first)
    tab_to(page.get_by_role("application", name="Canvas to draw"))
    for key in [*7 * ["ArrowUp"], "Space", *14 * ["ArrowDown"], "Space"]:
        page.keyboard.press(key)
    expect(prediction(page)).to_have_text("1")
    tab_to(page.get_by_role("radio", name="Medium pen"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Broad pen")).to_be_checked()
    tab_to(page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    expect(prediction(page)).to_have_text("–")
    tab_to(page.get_by_role("button", name="Redo"))
    page.keyboard.press("Enter")
    expect(prediction(page)).to_have_text("1")
    tab_to(page.get_by_role("button", name="Picture"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("A picture or photo of digits")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page.get_by_role("radio", name="Best"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="Classic")).to_be_checked()
    tab_to(page.locator(".st-key-why summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Why 1, and not")).to_be_visible()
