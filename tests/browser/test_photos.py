"""Photos of digits, as people give them."""

import base64
import sys
from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Locator, Page, WebSocket, expect

from harness.accessibility import violations, violations_in_both_schemes
from harness.pen import DIGITS, draw_with_finger, draw_with_mouse, number
from harness.rest import wait_for_rest
from harness.serving import running
from tests.browser.drawing import open_draw, prediction

SHARE = 0.4  # of the canvas, a drawn digit's height
TURNED = 6  # EXIF: the camera was held upright, to the right


def photo(lines: list[str], turned: bool = False, size: float = 1) -> bytes:
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
    image = image.resize((round(size * image.width), round(size * image.height)))
    exif = Image.Exif()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = TURNED
    file = BytesIO()
    image.save(file, "JPEG", quality=85, exif=exif)
    return file.getvalue()


def as_png(content: bytes) -> bytes:
    file = BytesIO()
    Image.open(BytesIO(content)).save(file, "PNG")
    return file.getvalue()


def give(page: Page, content: bytes, name: str = "photo.jpg") -> None:
    page.get_by_role("button", name="Picture").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )
    expect(page.get_by_role("button", name="Back to drawing")).to_be_visible()
    expect(page.get_by_test_id("stFileUploaderDropzoneInput")).to_have_count(0)


def digits_of(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="The digits").get_by_role("button")


_NO_FILES = """import resource, runpy
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
runpy.run_module("streamlit", run_name="__main__", alter_sys=True)"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_a_large_photo_is_read_by_a_server_that_can_write_no_file(page: Page):
    content = as_png(photo(["42"], size=2))
    assert len(content) > 2**20
    with running([sys.executable, "-c", _NO_FILES, "run", "app.py"]) as server:
        open_draw(page, server)
        give(page, content, "photo.png")
        expect(prediction(page)).to_have_text("42")


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


def test_a_hundred_digits_are_told_apart_on_a_phone(phone: Page, server: str):
    open_draw(phone, server)
    rows = [f"{3141592653 * (row + 1) % 10**10:010}" for row in range(10)]
    give(phone, photo(rows, size=0.4))
    boxes = digits_of(phone)
    expect(boxes).to_have_count(100)
    expect(prediction(phone)).to_have_text(" ".join(rows))
    answers = boxes.locator("span").evaluate_all(ANSWERS)
    assert len(answers) == 100
    assert min(answer["font"] for answer in answers) >= 11
    assert sum(answer["covers"] > 0.1 for answer in answers) <= 5

    # A finger beside a small box means the nearest one.
    box = boxes.nth(56).bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + box["width"] + 3, box["y"] + box["height"] / 2)
    expect(boxes.nth(56)).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_text("Digit 57 of 100", exact=True)).to_be_visible()
    expect(boxes.nth(0)).not_to_have_attribute("aria-pressed", "true")
    assert not violations(phone)


# How large answers are, and how much of another digit's box each lies over.
ANSWERS = """spans => {
  const all = spans.map(span => span.parentElement.getBoundingClientRect())
  return spans.map((span, i) => {
    const { left, right, top, bottom } = span.getBoundingClientRect()
    const shares = all.map((box, k) => {
      const across = Math.min(right, box.right) - Math.max(left, box.left)
      const down = Math.min(bottom, box.bottom) - Math.max(top, box.top)
      const over = Math.max(across, 0) * Math.max(down, 0)
      return k === i ? 0 : over / (box.width * box.height)
    })
    const font = parseFloat(getComputedStyle(span).fontSize)
    return { font, covers: Math.max(...shares) }
  })
}"""


def test_small_digits_are_shown_larger_and_the_whole_picture_too(
    page: Page, server: str
):
    open_draw(page, server)
    paper = Image.open(BytesIO(photo(["27"], size=0.3)))
    sheet = Image.new("RGB", (1600, 1200), (200, 200, 200))
    sheet.paste(paper, (200, 300))
    file = BytesIO()
    sheet.save(file, "PNG")
    give(page, file.getvalue(), "sheet.png")
    expect(prediction(page)).to_have_text("27")
    near = digits_of(page).first.bounding_box()
    page.get_by_role("button", name="Show the whole picture").click()
    far = digits_of(page).first.bounding_box()
    assert near
    assert far
    assert near["height"] > 1.5 * far["height"]
    page.get_by_role("button", name="Show the digits larger").click()
    assert digits_of(page).first.bounding_box() == near


def test_the_picture_comes_once_and_the_chosen_digit_stays(page: Page, server: str):
    received: list[int] = []

    def listen(line: WebSocket) -> None:
        line.on("framereceived", lambda sent: received.append(len(sent)))

    page.on("websocket", listen)
    open_draw(page, server)
    give(page, photo(["420", "137"]))
    expect(digits_of(page)).to_have_count(6)
    assert max(received) > 20_000  # the picture
    received.clear()
    digits_of(page).nth(4).click()
    expect(page.get_by_text("Digit 5 of 6", exact=True)).to_be_visible()
    assert max(received) < 20_000
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.get_by_role("link", name="Draw").first.click()
    expect(digits_of(page).nth(4)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Digit 5 of 6", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Both").click()
    expect(page.get_by_test_id("stMetricValue")).to_have_count(2)
    expect(digits_of(page).nth(4)).to_have_attribute("aria-pressed", "true")


def test_boxes_are_reached_by_keyboard(page: Page, server: str):
    open_draw(page, server)
    give(page, photo(["07"]))
    expect(prediction(page)).to_have_text("07")
    page.get_by_role("button", name="Back to drawing").focus()
    page.keyboard.press("Shift+Tab")  # one stop for all of them
    page.keyboard.press("ArrowLeft")
    expect(digits_of(page).nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Digit 1 of 2", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(digits_of(page).nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(digits_of(page).nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Digit 2 of 2", exact=True)).to_be_visible()


def test_a_picture_is_pasted(page: Page, server: str):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_draw(page, server)
    page.evaluate(
        """async content => {
          const file = await fetch(`data:image/png;base64,${content}`)
          const png = new Blob([await file.blob()], {type: "image/png"})
          await navigator.clipboard.write([new ClipboardItem({"image/png": png})])
        }""",
        base64.b64encode(as_png(photo(["31"]))).decode(),
    )
    page.keyboard.press("Control+v")
    expect(prediction(page)).to_have_text("31")
    expect(digits_of(page)).to_have_count(2)


def transfer(
    page: Page, kind: str, where: str, files: Sequence[tuple[str, bytes]]
) -> bool:
    """Paste or drop files on an element; return whether the page takes them."""
    return page.evaluate(
        """([kind, where, files]) => {
          const carried = new DataTransfer()
          for (const [type, content] of files) {
            const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt())
            carried.items.add(new File([bytes], type.replace("/", "."), { type }))
          }
          const element = document.querySelector(where)
          const told = {
            bubbles: true, cancelable: true, composed: true,
            clipboardData: carried, dataTransfer: carried,
          }
          if (kind === "paste") {
            return !element.dispatchEvent(new ClipboardEvent("paste", told))
          }
          const refused = element.dispatchEvent(new DragEvent("dragover", told))
          element.dispatchEvent(new DragEvent("drop", told))
          return !refused
        }""",
        [
            kind,
            where,
            [(type_, base64.b64encode(content).decode()) for type_, content in files],
        ],
    )


def go_back_to_drawing(page: Page) -> None:
    page.get_by_role("button", name="Back to drawing").click()
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    expect(prediction(page)).to_have_text("–")
    wait_for_rest(page)


def test_a_picture_may_be_dropped_anywhere(page: Page, server: str):
    open_draw(page, server)
    for where in (".st-key-canvas", "[data-testid=stMain]", "[data-testid=stHeader]"):
        assert not transfer(page, "drop", where, [])
        assert transfer(page, "drop", where, [("image/jpeg", photo(["31"]))])
        expect(prediction(page)).to_have_text("31")
        expect(page.get_by_text("Several files")).to_have_count(0)
        go_back_to_drawing(page)


def test_a_picture_dropped_on_the_uploader_is_read_once(page: Page, server: str):
    open_draw(page, server)
    page.get_by_role("button", name="Picture").click()
    zone = "[data-testid=stFileUploaderDropzone]"
    expect(page.locator(zone)).to_be_visible()
    assert transfer(page, "drop", zone, [("image/jpeg", photo(["31"]))])
    expect(prediction(page)).to_have_text("31")
    wait_for_rest(page)
    go_back_to_drawing(page)


def test_a_pasted_picture_takes_the_place_of_an_uploaded_one(page: Page, server: str):
    open_draw(page, server)
    give(page, photo(["5"]))
    expect(prediction(page)).to_have_text("5")
    transfer(page, "paste", ".st-key-canvas_place", [("image/jpeg", photo(["31"]))])
    expect(prediction(page)).to_have_text("31")
    page.get_by_role("button", name="Picture", exact=True).click()
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)
    wait_for_rest(page)
    expect(prediction(page)).to_have_text("31")


def test_of_several_files_the_first_is_read_and_that_is_said(page: Page, server: str):
    open_draw(page, server)
    files = [("image/jpeg", photo([digits])) for digits in ("31", "45")]
    told = page.get_by_text("Several files came at once")
    for kind in ("paste", "drop"):
        transfer(page, kind, ".st-key-canvas", files)
        expect(prediction(page)).to_have_text("31")
        expect(told).to_be_visible()
        go_back_to_drawing(page)
        expect(told).to_have_count(0)


def test_a_file_that_is_pasted_and_no_picture_is_told(page: Page, server: str):
    open_draw(page, server)
    transfer(page, "paste", ".st-key-canvas", [("application/pdf", b"%PDF-1.7")])
    expect(page.get_by_text("This is a PDF file")).to_be_visible()


def test_a_tiff_file_that_is_too_large_to_be_pasted_is_told(page: Page, server: str):
    file = BytesIO()
    Image.new("RGB", (1000, 1000), "white").save(file, "TIFF")
    open_draw(page, server)
    transfer(page, "paste", ".st-key-canvas", [("image/tiff", file.getvalue())])
    expect(page.get_by_text("too large to be dropped or pasted")).to_be_visible()


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
    assert not violations_in_both_schemes(page)
    page.get_by_role("button", name="Back to drawing").click()
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")


def test_nothing_keeps_people_from_numbers_and_photos(
    page: Page, phone: Page, server: str
):
    found = []
    for each, draw in ((page, draw_with_mouse), (phone, draw_with_finger)):
        open_draw(each, server)
        draw(each, number("42"), SHARE)
        expect(prediction(each)).to_have_text("42")
        found += violations_in_both_schemes(each)
        give(each, photo(["42"]))
        expect(digits_of(each)).to_have_count(2)
        found += violations_in_both_schemes(each)
    assert not found, "\n".join(found)
