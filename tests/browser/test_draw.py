"""Drawing in a real browser, as people do."""

import json
import re
from base64 import b64decode
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from digit_model.reading.pictures import read_canvas
from harness.pen import (
    DIGITS,
    SCRIBBLE,
    Finger,
    draw_with_finger,
    draw_with_mouse,
    place,
)
from harness.serving import running_app
from tests.browser.drawing import canvas_box, open_draw, prediction


def draw_and_clear(page: Page, server: str, digit: int) -> None:
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[digit])
    expect(prediction(page)).to_have_text(str(digit))
    page.get_by_role("button", name="Clear").click()
    expect(prediction(page)).to_have_text("–")


def test_every_digit_drawn_with_the_mouse_is_read(page: Page, server: str):
    open_draw(page, server)
    for digit, strokes in DIGITS.items():
        draw_with_mouse(page, strokes)
        expect(prediction(page)).to_have_text(str(digit))
        page.get_by_role("button", name="Clear").click()
        expect(prediction(page)).to_have_text("–")


@pytest.mark.parametrize("button", ["right", "middle"])
def test_another_button_of_the_mouse_does_not_end_a_stroke(
    page: Page, server: str, button: Literal["right", "middle"]
):
    open_draw(page, server)
    (line,) = place(DIGITS[3], page)
    page.mouse.move(*line[0])
    page.mouse.down()
    for number, point in enumerate(line[1:]):
        if number == len(line) // 2:
            page.mouse.down(button=button)
            page.mouse.up(button=button)
        page.mouse.move(*point, steps=3)
    page.mouse.up()
    expect(prediction(page)).to_have_text("3")


def test_digits_drawn_with_a_finger_are_read(phone: Page, server: str):
    open_draw(phone, server)
    for digit in (2, 4, 7):
        draw_with_finger(phone, DIGITS[digit])
        expect(prediction(phone)).to_have_text(str(digit))
        assert phone.evaluate("document.scrollingElement.scrollTop") == 0
        phone.get_by_role("button", name="Clear").tap()
        expect(prediction(phone)).to_have_text("–")


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
    image = page.get_by_role("img", name="What the model gets")
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
    draw_with_mouse(page, SCRIBBLE)
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


def test_a_stroke_may_start_anywhere_on_a_phone(phone: Page, server: str):
    open_draw(phone, server)
    left, top, side = canvas_box(phone)
    finger = Finger(phone)
    undo = phone.get_by_role("button", name="Undo")
    for row in range(4):
        for column in range(4):
            x, y = left + side * (column + 0.5) / 4, top + side * (row + 0.5) / 4
            finger.draw([(x, y), (left + side / 2, top + side / 2), (x, y + 9)], 3)
            expect(prediction(phone)).to_have_text(re.compile(r"\d"))
            undo.tap()
            expect(prediction(phone)).to_have_text("–")
    assert phone.evaluate("document.scrollingElement.scrollTop") == 0


def test_a_touch_that_the_system_takes_leaves_its_stroke(phone: Page, server: str):
    open_draw(phone, server)
    finger = Finger(phone)
    (line,) = place(DIGITS[1], phone)
    finger.touch("touchStart", line[0])
    for point in line[1:]:
        finger.touch("touchMove", point)
    finger.touch("touchCancel")
    expect(prediction(phone)).to_have_text("1")
    draw_with_finger(phone, DIGITS[0])
    expect(prediction(phone)).not_to_have_text("1")
    phone.get_by_role("button", name="Undo").tap()
    expect(prediction(phone)).to_have_text("1")


def test_clear_goes_back_to_the_pen(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[0])
    expect(prediction(page)).to_have_text("0")
    page.get_by_role("radio", name="Eraser").click()
    draw_with_mouse(page, DIGITS[0])
    expect(prediction(page)).to_have_text("–")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("radio", name="Medium pen")).to_be_checked()
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")


def test_a_picture_that_is_none_gets_a_sentence(page: Page, server: str):
    open_draw(page, server)
    page.evaluate(
        "HTMLCanvasElement.prototype.toDataURL = () => 'data:image/png;base64,7777'"
    )
    draw_with_mouse(page, DIGITS[3])
    expect(page.get_by_text("did not arrive whole")).to_be_visible()
    expect(prediction(page)).to_have_text("–")


def test_examples_come_onto_the_canvas_at_a_click(page: Page, server: str):
    open_draw(page, server)
    page.locator(".st-key-examples button").first.click()
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text("–")


def test_what_comes_onto_the_canvas_is_told_with_its_picture(page: Page, server: str):
    sent: list[dict[str, Any]] = []

    def listen(frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        for widget in BackMsg.FromString(frame).rerun_script.widget_states.widgets:
            told = json.loads(widget.json_value or "null")
            if isinstance(told, dict) and told.get("drawing"):
                sent.append(told["drawing"])

    page.on("websocket", lambda line: line.on("framesent", listen))
    open_draw(page, server)
    page.locator(".st-key-examples button").first.click()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text("–")
    pictures = [
        read_canvas(b64decode(told["picture"].partition(",")[2]))
        for told in sent
        if told["strokes"]
    ]
    assert pictures
    assert all(picture[..., 0].any() for picture in pictures)
