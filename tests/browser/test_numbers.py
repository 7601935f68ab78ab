"""Numbers on the canvas, and photos of digits, as people write and give them."""

import base64
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page, expect

from harness.accessibility import violations
from harness.pen import DIGITS, draw_with_finger, draw_with_mouse, number
from tests.browser.drawing import open_draw, prediction

SHARE = 0.4  # of the canvas, a digit's height
TURNED = 6  # EXIF: the camera was held upright, to the right


def photo(lines: list[str], turned: bool = False) -> bytes:
    """Photograph rows of digits on paper, in uneven light."""
    width = 200 + 300 * max(map(len, lines))
    paper = Image.new("L", (width, 200 + 420 * len(lines)), 205)
    pencil = ImageDraw.Draw(paper)
    for row, line in enumerate(lines):
        for place, digit in enumerate(line):
            left, top = 150 + 300 * place, 140 + 420 * row
            for stroke in DIGITS[int(digit)]:
                points = [(left + 1.6 * x, top + 1.6 * y) for x, y in stroke]
                pencil.line(points, fill=60, width=13, joint="curve")
    light = np.linspace(1.15, 0.7, width)
    noise = np.random.default_rng(0).normal(0, 3, (paper.height, width))
    soft = np.asarray(paper.filter(ImageFilter.GaussianBlur(1.5)))
    grey = np.clip(soft * light + noise, 0, 255).astype(np.uint8)
    image = Image.fromarray(grey).convert("RGB")
    exif = Image.Exif()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = TURNED
    file = BytesIO()
    image.save(file, "JPEG", quality=85, exif=exif)
    return file.getvalue()


def give(page: Page, content: bytes, name: str = "photo.jpg") -> None:
    page.get_by_role("button", name="Picture").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )
    expect(page.get_by_role("button", name="Back to drawing")).to_be_visible()
    page.keyboard.press("Escape")


def digits_of(page: Page):
    return page.get_by_role("toolbar", name="The digits").get_by_role("button")


def test_a_number_is_drawn_with_the_mouse(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, number("42"), SHARE)
    expect(prediction(page)).to_have_text("42")
    expect(page.locator(".boxes rect")).to_have_count(2)
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


def test_a_photo_s_digits_are_found_where_they_are(page: Page, server: str):
    open_draw(page, server)
    give(page, photo(["420", "137"], turned=True))
    expect(prediction(page)).to_have_text("420 137")
    expect(digits_of(page)).to_have_count(6)
    expect(page.get_by_test_id("stCode")).to_have_text("420\n137")
    # As the camera held it: rows below one another, digits from left to right.
    boxes = [digits_of(page).nth(k).bounding_box() for k in range(6)]
    assert all(boxes)
    lefts, tops = [box["x"] for box in boxes if box], [box["y"] for box in boxes if box]
    assert lefts[:3] == sorted(lefts[:3])
    assert min(tops[3:]) > max(tops[:3])

    digits_of(page).nth(5).click()
    bars = page.locator(".st-key-bars")
    expect(bars.get_by_text("Digit 6 of 6", exact=True)).to_be_visible()
    expect(bars.get_by_role("img", name="Most probable digits: 7")).to_be_attached()
    page.get_by_role("button", name="Open on the canvas").click()
    expect(prediction(page)).to_have_text("7")
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text("–")


def test_the_drawing_is_there_again_when_the_picture_is_closed(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")
    give(page, photo(["5"]))
    expect(prediction(page)).to_have_text("5")
    page.get_by_role("button", name="Back to drawing").click()
    expect(prediction(page)).to_have_text("3")
    draw_with_mouse(page, [[(0, 0), (100, 160)]])
    expect(page.get_by_role("button", name="Undo")).to_have_attribute(
        "aria-disabled", "false"
    )


def test_boxes_are_reached_by_keyboard(page: Page, server: str):
    open_draw(page, server)
    give(page, photo(["07"]))
    expect(prediction(page)).to_have_text("07")
    digits_of(page).nth(0).click()
    page.keyboard.press("ArrowRight")
    expect(digits_of(page).nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(digits_of(page).nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Digit 2 of 2", exact=True)).to_be_visible()


def test_a_picture_is_pasted(page: Page, server: str):
    open_draw(page, server)
    content = base64.b64encode(photo(["31"])).decode()
    page.evaluate(
        """async content => {
          const answer = await fetch(`data:image/jpeg;base64,${content}`)
          const data = new DataTransfer()
          data.items.add(new File([await answer.blob()], "a.jpg", {type: "image/jpeg"}))
          document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data}))
        }""",
        content,
    )
    expect(prediction(page)).to_have_text("31")
    expect(digits_of(page)).to_have_count(2)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no picture", "not a picture"),
        (photo([""]), "No digits are found"),
    ],
)
def test_what_holds_no_digits_is_told(
    page: Page, server: str, content: bytes, told: str
):
    open_draw(page, server)
    give(page, content)
    expect(page.get_by_text(told).first).to_be_visible()
    expect(prediction(page)).to_have_text("–")
    page.get_by_role("button", name="Back to drawing").click()
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_from_numbers_and_photos(
    page: Page, phone: Page, server: str, scheme
):
    found = []
    for each in (page, phone):
        each.emulate_media(color_scheme=scheme)
        open_draw(each, server)
        draw_with_mouse(each, number("42"), SHARE)
        expect(prediction(each)).to_have_text("42")
        found += violations(each)
        give(each, photo(["42"]))
        expect(digits_of(each)).to_have_count(2)
        each.wait_for_timeout(500)
        found += violations(each)
    assert not found, "\n".join(found)
