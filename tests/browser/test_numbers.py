"""Numbers on the canvas."""

from playwright.sync_api import Page, expect

from harness.pen import DIGITS, SCRIBBLE, draw_with_finger, draw_with_mouse, number
from tests.browser.drawing import open_draw, prediction

SHARE = 0.4  # of the canvas, a digit's height


def test_a_number_is_drawn_with_the_mouse(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, number("42"), SHARE)
    expect(prediction(page)).to_have_text("42")
    expect(page.locator(".boxed .boxes rect")).to_have_count(2)
    four = page.get_by_role("radio", name="4", exact=True)
    two = page.get_by_role("radio", name="2", exact=True)
    four.click()
    bars = page.locator(".st-key-bars")
    expect(bars.get_by_role("img", name="Most probable digits: 4")).to_be_attached()
    two.click()
    expect(bars.get_by_role("img", name="Most probable digits: 2")).to_be_attached()
    page.get_by_text("Why?").click()
    expect(page.get_by_text("Why 2, and not")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(prediction(page)).to_have_text("–")
    expect(page.locator(".boxes rect")).to_have_count(0)


def test_a_number_is_drawn_with_a_finger(phone: Page, server: str):
    open_draw(phone, server)
    draw_with_finger(phone, number("42"), SHARE)
    expect(prediction(phone)).to_have_text("42")
    phone.get_by_role("radio", name="Both").tap()
    expect(phone.get_by_test_id("stMetricValue")).to_have_text(["42", "42"])


def test_the_line_under_a_number_is_no_digit(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, [*number("42"), [(-80, 188), (50, 190), (180, 186)]], SHARE)
    expect(prediction(page)).to_have_text("42")
    expect(page.locator(".boxed .boxes rect")).to_have_count(2)


def test_what_of_a_number_is_no_digit_is_told(page: Page, server: str):
    open_draw(page, server)
    four = [[(x - 70, y) for x, y in line] for line in DIGITS[4]]
    # In one stroke: what is told of it is told of the last that is drawn.
    scribble = [(x + 70, y) for line in SCRIBBLE for x, y in line]
    draw_with_mouse(page, [*four, scribble], SHARE)
    expect(page.get_by_text("Part 2 of 2 is no digit")).to_be_visible()
    expect(page.locator(".boxed .boxes rect.doubtful")).to_have_count(1)
    page.get_by_role("radio", name="4", exact=True).click()
    bars = page.locator(".st-key-bars")
    expect(bars.get_by_role("img", name="Most probable digits: 4")).to_be_attached()
