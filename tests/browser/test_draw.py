"""Drawing in a real browser, as people do."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from harness.pen import DIGITS, draw_with_finger, draw_with_mouse
from harness.serving import running_app


def prediction(page: Page) -> Locator:
    metric = page.get_by_test_id("stMetric").filter(has_text="Prediction")
    return metric.get_by_test_id("stMetricValue")


def open_draw(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    expect(prediction(page)).to_have_text("–")


def draw_and_clear(page: Page, server: str, digit: int) -> None:
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[digit])
    expect(prediction(page)).to_have_text(str(digit))
    page.get_by_role("button", name="Clear").click()
    expect(prediction(page)).to_have_text("–")


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_drawn_with_the_mouse_is_read(page: Page, server: str, digit: int):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[digit])
    expect(prediction(page)).to_have_text(str(digit))


@pytest.mark.parametrize("digit", [2, 4, 7])
def test_a_digit_drawn_with_a_finger_is_read(phone: Page, server: str, digit: int):
    open_draw(phone, server)
    draw_with_finger(phone, DIGITS[digit])
    expect(prediction(phone)).to_have_text(str(digit))
    assert phone.evaluate("document.scrollingElement.scrollTop") == 0


def test_the_answer_changes_with_each_stroke_and_undo(page: Page, server: str):
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first])
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(prediction(page)).not_to_have_text("4")
    undo.click()
    expect(prediction(page)).to_have_text("–")
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")


def test_clear_empties_the_canvas_and_drawing_goes_on(page: Page, server: str):
    draw_and_clear(page, server, 8)
    draw_with_mouse(page, DIGITS[1])
    expect(prediction(page)).to_have_text("1")


def test_what_was_cleared_or_replaced_comes_back(page: Page, server: str):
    draw_and_clear(page, server, 8)
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(prediction(page)).to_have_text("8")

    page.get_by_role("link", name="Dataset").first.click()
    page.locator(".st-key-gallery .gallery button[data-index='2']").click()
    page.get_by_role("link", name="Edit in Draw").click()
    expect(prediction(page)).to_have_text("4")
    undo.click()
    expect(prediction(page)).to_have_text("8")


def test_the_image_the_model_gets_is_shown(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[0])
    image = page.get_by_role("img", name="Your drawing as the model gets it")
    expect(image).to_be_visible()
    pixels = image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert pixels == [280, 280]


def test_the_other_model_answers_too(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[0])
    expect(prediction(page)).to_have_text("0")
    page.get_by_role("radio", name="Classic").click()
    expect(page.get_by_role("radio", name="Classic")).to_be_checked()
    expect(prediction(page)).to_have_text("0")
    page.get_by_role("radio", name="Both").click()
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["0", "0"])


def test_a_scribble_is_no_digit(page: Page, server: str):
    open_draw(page, server)
    zigzag = [(8 + 84 * (step % 2), 8 + step * 8) for step in range(19)]
    draw_with_mouse(page, [zigzag, [(x, 160 - y) for x, y in zigzag]])
    expect(page.get_by_text("This is no digit")).to_be_visible()
    expect(prediction(page)).to_have_text(re.compile(r"\d"))


def test_a_deep_link_on_a_cold_server_opens_the_app(page: Page, tmp_path: Path):
    log = tmp_path / "log.txt"
    with running_app(log=log) as address:
        page.goto(f"{address}/?model=none")
        expect(page.get_by_role("heading", name="Draw")).to_be_visible()
        draw_with_mouse(page, DIGITS[5])
        expect(prediction(page)).to_have_text("5")
    console = log.read_text()
    assert "Traceback" not in console
    assert "arning" not in console
