"""Draw on screens of all sizes, and for everyone."""

from contextlib import suppress

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from harness.accessibility import violations_in_both_schemes
from harness.pen import DIGITS, SCRIBBLE, draw_with_mouse, number
from harness.rest import wait_for_rest
from tests.browser.drawing import canvas_box, open_draw, prediction

WIDTHS = [320, 390, 768, 1024, 1440, 2560]


@pytest.mark.parametrize("width", [*WIDTHS, 844])
def test_the_canvas_is_whole_on_every_screen(page: Page, server: str, width: int):
    height = 390 if width == 844 else 800
    page.set_viewport_size({"width": width, "height": height})
    open_draw(page, server)
    left, _, side = canvas_box(page)
    assert left >= 0
    assert left + side <= width
    if width in (320, 390):
        assert side == width - 32  # a phone's whole width
    elif width == 844:
        assert side > 0.75 * height
    else:
        assert min(0.57 * height, width / 2 - 40) <= side <= 0.59 * height
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    for button in page.locator(".st-key-canvas button:visible").all():
        box = button.bounding_box()
        assert box
        assert box["width"] >= 44
        assert box["height"] >= 44


SCREENS = [(320, 568), (390, 844), (700, 900), (844, 390), (720, 450), (768, 1024)]
SCREENS += [(1024, 768), (1200, 800), (1440, 900), (1920, 1080)]


Places = dict[tuple[int, int], list[str]]

_PLACES = """() => {
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0)
  return [...document.querySelectorAll(".st-key-draw > *, .st-key-why")]
    .map(place => place.getBoundingClientRect())
    .map(({ x, y }) => `${Math.round(x)}, ${Math.round(y)}`)
}"""
_AS_EXPECTED = f"expected => ({_PLACES})().join() === expected.join()"


def places(page: Page, expected: Places | None = None) -> Places:
    """Where the parts of the page are on each screen, once nothing is under way.

    They follow the window, not at once: it is waited until they are where expected.
    """
    wait_for_rest(page)
    found = {}
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        if expected is None:
            page.wait_for_timeout(300)
        else:
            with suppress(TimeoutError):
                there = expected[width, height]
                page.wait_for_function(_AS_EXPECTED, arg=there, timeout=5_000)
            page.wait_for_timeout(100)  # and stay there
        found[width, height] = page.evaluate(_PLACES)
    return found


@pytest.mark.parametrize(("model", "n_answers"), [("Best", 1), ("Both", 2)])
def test_nothing_moves_when_an_answer_comes_or_goes(
    page: Page, server: str, model: str, n_answers: int
):
    open_draw(page, server)
    page.get_by_role("radio", name=model).click()
    expect(page.get_by_test_id("stMetricValue")).to_have_count(n_answers)
    empty = places(page)
    assert len(empty[SCREENS[0]]) > 3
    for strokes, share, words in (
        (DIGITS[3], 0.72, "3 ·"),
        (SCRIBBLE, 0.72, "no digit"),
        (number("314159", 30), 0.2, "314159"),
    ):
        draw_with_mouse(page, strokes, share)
        said = page.get_by_role("status").filter(has_text=words)
        expect(said).to_be_visible()
        assert places(page, empty) == empty
        page.get_by_role("button", name="Clear").click()
        expect(prediction(page).first).to_have_text("–")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 664), (390, 844)])
def test_what_can_be_taken_along_opens_where_there_is_room(
    page: Page, server: str, width: int, height: int
):
    page.set_viewport_size({"width": width, "height": height})
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")
    wait_for_rest(page)
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_role("dialog").get_by_test_id("stCode")).to_have_count(3)
    wait_for_rest(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert box["height"] > 0.55 * height
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height


def test_a_phone_names_the_pages_within_reach_of_the_thumb(phone: Page, server: str):
    open_draw(phone, server)
    for name in ("Draw", "Dataset", "Accuracy", "Misclassified"):
        box = phone.get_by_role("link", name=name).bounding_box()
        assert box
        assert box["y"] > 0.85 * 844
    phone.get_by_role("link", name="Accuracy").tap()
    expect(phone).to_have_title("Accuracy · Digit Lab")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_keeps_people_out(page: Page, server: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    open_draw(page, server)
    found = violations_in_both_schemes(page)
    draw_with_mouse(page, SCRIBBLE)
    expect(page.get_by_text("This is no digit")).to_be_visible()
    found += violations_in_both_schemes(page)
    page.get_by_text("Both").click()
    expect(page.get_by_test_id("stMetricValue")).to_have_count(2)
    page.get_by_text("Why?").click()
    expect(page.get_by_text("and not").first).to_be_visible()
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_test_id("stCode").first).to_be_visible()
    found += violations_in_both_schemes(page)
    assert not found, "\n".join(found)
