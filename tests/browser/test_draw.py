"""Drawing in a real browser, as people do."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from harness.accessibility import violations
from harness.pen import DIGITS, Finger, draw_with_finger, draw_with_mouse, place
from harness.serving import ROOT, free_port, running_app

ZIGZAG = [(8.0 + 84 * (step % 2), 8.0 + step * 8) for step in range(19)]
SCRIBBLE = [ZIGZAG, [(x, 160 - y) for x, y in ZIGZAG]]
WIDTHS = [320, 390, 768, 1024, 1440, 2560]


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


def canvas_box(page: Page) -> tuple[float, float, float]:
    box = page.locator("canvas.upper-canvas").bounding_box()
    assert box
    return box["x"], box["y"], box["width"]


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


def test_the_drawing_survives_a_reload_another_page_and_the_way_back(
    page: Page, server: str
):
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first])
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")
    page.reload()
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.go_back()
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).not_to_have_text("4")
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")


def test_the_drawing_survives_a_restart_of_the_server(page: Page):
    port = free_port()
    with running_app(port=port) as address:
        open_draw(page, address)
        draw_with_mouse(page, DIGITS[4])
        expect(prediction(page)).to_have_text("4")
    with running_app(port=port):
        page.get_by_role("button", name="Undo").click()
        expect(prediction(page)).not_to_have_text("4")
        page.get_by_role("button", name="Redo").click()
        expect(prediction(page)).to_have_text("4")
        page.reload()
        expect(prediction(page)).to_have_text("4")


def test_an_address_holds_the_drawing(page: Page, browser: Browser, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[5])
    expect(prediction(page)).to_have_text("5")
    words = page.get_by_role("status").filter(has_text="5 ·").inner_text()
    page.get_by_role("button", name="Take it along").click()
    address = page.get_by_test_id("stCode").first.inner_text().strip()
    assert len(address) < 1000
    with browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(address)
        expect(prediction(other)).to_have_text("5")
        expect(other.get_by_role("status").filter(has_text="5 ·")).to_have_text(words)
        assert "strokes" not in other.url


def test_what_is_taken_along_gives_the_same_answer(
    page: Page, server: str, tmp_path: Path
):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[5])
    expect(prediction(page)).to_have_text("5")
    page.get_by_role("button", name="Take it along").click()
    for label, starts in [
        ("With its answer", b"\x89PNG"),
        ("As a picture", b"\x89PNG"),
        ("Strokes", b'[{"width": 18, "erase": false, "points": [['),
    ]:
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_bytes().startswith(starts)
    _, curl, python = page.get_by_test_id("stCode").all_inner_texts()
    assert json.loads(run(shlex.split(curl), tmp_path))["digit"] == 5
    assert run([sys.executable, "-c", python], tmp_path).startswith("5 0.9")


def run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_too_many_strokes_for_an_address_are_told(page: Page, server: str):
    open_draw(page, server)
    page.evaluate(
        """() => {
          const part = () => 800 + Math.random() * 800 | 0
          const points = () => Array.from({length: 400}, part)
          const all = Array.from({length: 20}, () =>
            ({width: 12, erase: false, points: points()}))
          const steps = [[], [...all.keys()]]
          const pen = {width: 18, erase: false}
          const kept = {id: "x", all, steps, at: 1, tool: pen, pen, put: null}
          sessionStorage.setItem("digit-lab-drawing", JSON.stringify(kept))
        }"""
    )
    page.reload()
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_text("too many strokes for an address")).to_be_visible()
    expect(page.get_by_role("button", name="Strokes")).to_be_visible()


def test_a_drawing_outlives_a_full_storage(page: Page, server: str):
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'Quota') }"
    )
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first, second])
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.get_by_role("link", name="Draw").first.click()
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    draw_with_mouse(page, DIGITS[1])
    expect(prediction(page)).to_have_text("1")


def test_a_picture_that_is_none_gets_a_sentence(page: Page, server: str):
    open_draw(page, server)
    page.evaluate(
        "HTMLCanvasElement.prototype.toDataURL = () => 'data:image/png;base64,7777'"
    )
    draw_with_mouse(page, DIGITS[3])
    expect(page.get_by_text("did not arrive whole")).to_be_visible()
    expect(prediction(page)).to_have_text("–")


def test_a_stroke_at_once_on_coming_back_is_kept(page: Page, server: str):
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first])
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.get_by_role("link", name="Draw").first.click()
    page.locator("canvas.upper-canvas").wait_for()
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).not_to_have_text("4")


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
    tab_to(page.get_by_role("button", name="Picture file"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("A picture of one digit")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page.get_by_role("radio", name="Best"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="Classic")).to_be_checked()
    tab_to(page.locator(".st-key-why summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Why 1, and not")).to_be_visible()


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


def test_examples_come_onto_the_canvas_at_a_click(page: Page, server: str):
    open_draw(page, server)
    page.locator(".st-key-examples button").first.click()
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text("–")


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


def places(page: Page) -> list[str]:
    """Where the parts of the page are, once nothing is under way."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.wait_for_timeout(500)
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    return page.evaluate(
        """() => [...document.querySelectorAll(".st-key-draw > *, .st-key-why")]
          .map(place => place.getBoundingClientRect())
          .map(({ x, y }) => `${Math.round(x)}, ${Math.round(y)}`)"""
    )


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_moves_when_a_warning_comes_or_goes(
    page: Page, server: str, width: int, height: int
):
    page.set_viewport_size({"width": width, "height": height})
    open_draw(page, server)
    for model in ("Best", "Both"):
        page.get_by_role("radio", name=model).click()
        expect(page.get_by_test_id("stMetricValue")).to_have_count(
            1 + (model == "Both")
        )
        empty = places(page)
        for strokes, words in ((DIGITS[3], "3 ·"), (SCRIBBLE, "no digit")):
            draw_with_mouse(page, strokes)
            said = page.get_by_role("status").filter(has_text=words)
            expect(said).to_be_visible()
            page.evaluate(
                "document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"
            )
            assert places(page) == empty
            page.get_by_role("button", name="Clear").click()
            expect(prediction(page).first).to_have_text("–")


def test_a_phone_names_the_pages_within_reach_of_the_thumb(phone: Page, server: str):
    open_draw(phone, server)
    for name in ("Draw", "Dataset", "Accuracy", "Misclassified"):
        box = phone.get_by_role("link", name=name).bounding_box()
        assert box
        assert box["y"] > 0.85 * 844
    phone.get_by_role("link", name="Accuracy").tap()
    expect(phone).to_have_title("Accuracy · Digit Lab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(
    browser: Browser, server: str, scheme: Literal["light", "dark"]
):
    found = []
    for width in (390, 1440):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        page = context.new_page()
        open_draw(page, server)
        found += violations(page)
        draw_with_mouse(page, SCRIBBLE)
        expect(page.get_by_text("This is no digit")).to_be_visible()
        found += violations(page)
        page.get_by_text("Both").click()
        page.get_by_text("Why?").click()
        expect(page.get_by_text("and not").first).to_be_visible()
        page.get_by_role("button", name="Take it along").click()
        expect(page.get_by_test_id("stCode").first).to_be_visible()
        page.wait_for_timeout(500)
        found += violations(page)
        context.close()
    assert not found, "\n".join(found)
