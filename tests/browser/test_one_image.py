"""One image, opened from a gallery: stepping on, leaving it and coming back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.exploration.neighbours import load_neighbours
from harness.pen import DIGITS, draw_with_mouse
from harness.rest import wait_for_rest
from tests.browser.drawing import open_draw, prediction
from tests.browser.gallery import images

LINEAR = "logistic-regression"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_steps_go_on_over_the_pages_of_the_gallery(page: Page, server: str):
    page.goto(f"{server}/dataset")
    images(page).nth(119).click()
    expect(dialog(page)).to_contain_text("training image 119")
    dialog(page).get_by_role("button", name="Next").click()
    expect(dialog(page)).to_contain_text("training image 120")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    # The gallery has turned to the image's page, and the keyboard goes on from it.
    image = images(page).first
    expect(image).to_have_attribute("data-index", "120")
    expect(image).to_be_focused()
    wait_for_rest(page)
    expect(image).to_have_attribute("data-index", "120")


def test_after_the_last_image_comes_the_first(page: Page, server: str):
    page.goto(f"{server}/dataset?between=7&between=9")
    images(page).nth(2).click()
    expect(dialog(page)).to_contain_text("3 of 3")
    dialog(page).get_by_role("button", name="Next").click()
    expect(dialog(page)).to_contain_text("1 of 3")
    expect(dialog(page)).to_contain_text("training image 7")


def test_the_title_says_what_is_read_and_follows_the_steps(page: Page, server: str):
    answers = load_answers(LINEAR)
    page.goto(f"{server}/misclassified?errors_by={LINEAR}")
    images(page, "errors").first.click()
    for step in range(2):
        expect(page).to_have_url(re.compile("index="))
        number = int(page.url.split("index=")[1].split("&")[0]) - 60_000
        title = f"{answers.labels[number]}, read as {answers.digits[number]}"
        expect(page.get_by_role("dialog", name=title, exact=True)).to_be_visible()
        expect(dialog(page).get_by_role("heading", name=title)).to_be_visible()
        if not step:
            before = page.url
            dialog(page).get_by_role("button", name="Next").click()
            expect(page).not_to_have_url(before)


def test_the_focus_stays_on_the_button_that_steps(page: Page, server: str):
    page.goto(f"{server}/dataset?digits=7")
    images(page).first.click()
    following = dialog(page).get_by_role("button", name="Next")
    following.focus()
    for number in (2, 3, 4):
        page.keyboard.press("Enter")
        expect(dialog(page)).to_contain_text(f"{number} of ")
        expect(following).to_be_focused()


def test_an_image_opened_by_its_number_is_among_what_is_listed_now(
    page: Page, server: str
):
    page.goto(f"{server}/dataset?digits=7")
    images(page).first.click()
    expect(dialog(page)).to_contain_text("1 of 7,293.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="7", exact=True).click()
    expect(page.get_by_text("70,000 images.")).to_be_visible()
    page.get_by_role("button", name="Index").click()
    page.get_by_role("spinbutton", name="Open image number").fill("15")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_contain_text("training image 15 ")
    expect(dialog(page)).not_to_contain_text("7,293")


def test_a_similar_image_has_a_way_back(page: Page, server: str):
    page.goto(f"{server}/dataset")
    images(page).nth(5).click()
    first, *_ = load_neighbours().nearest(load_mnist().images[5], 1, exclude=5)[0]
    images(page, "nearest").first.click()
    expect(dialog(page)).to_contain_text(f"training image {first:,}")
    dialog(page).get_by_role("button", name="Back to training image 5").click()
    expect(dialog(page)).to_contain_text("training image 5 ")
    dialog(page).get_by_role("button", name="Next").click()
    expect(dialog(page)).to_contain_text("training image 6")


def test_an_image_taken_to_draw_from_draw_itself_is_closed(page: Page, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[3])
    expect(prediction(page)).to_have_text("3")
    page.get_by_text("Why?").click()
    images(page, "nearest_to_drawing").first.click()
    expect(dialog(page)).to_contain_text("1 of 18.")
    dialog(page).get_by_role("link", name="Edit in Draw").click()
    expect(dialog(page)).to_have_count(0)
    wait_for_rest(page)
    page.get_by_role("button", name="Clear").click()
    expect(prediction(page)).to_have_text("–")
    draw_with_mouse(page, DIGITS[4])
    expect(prediction(page)).to_have_text("4")
    expect(dialog(page)).to_have_count(0)
    assert "index=" not in page.url


@pytest.fixture
def errors(page: Page, server: str) -> Page:
    """Open Misclassified, coming from Dataset."""
    page.goto(f"{server}/dataset")
    page.get_by_role("link", name="Misclassified").first.click()
    expect(images(page, "errors").first).to_be_visible()
    wait_for_rest(page)
    return page


def test_stepping_and_closing_leave_no_trace_in_the_history(errors: Page):
    entries = errors.evaluate("history.length")
    images(errors, "errors").first.click()
    for number in (2, 3):
        dialog(errors).get_by_role("button", name="Next").click()
        expect(dialog(errors)).to_contain_text(f"{number} of ")
    assert errors.evaluate("history.length") == entries + 1
    errors.keyboard.press("Escape")
    expect(errors).not_to_have_url(re.compile("index="))
    wait_for_rest(errors)
    errors.go_back()
    expect(errors).to_have_url(re.compile("/dataset$"))
    expect(images(errors).first).to_be_visible()


def test_back_closes_the_image_and_forward_opens_it(errors: Page):
    images(errors, "errors").first.click()
    expect(dialog(errors)).to_be_visible()
    wait_for_rest(errors)
    errors.go_back()
    expect(dialog(errors)).to_have_count(0)
    expect(errors).to_have_url(re.compile("/misclassified$"))
    wait_for_rest(errors)
    errors.go_forward()
    expect(dialog(errors)).to_be_visible()


def test_back_from_draw_leads_to_the_image_in_one_press(errors: Page):
    images(errors, "errors").first.click()
    expect(dialog(errors)).to_be_visible()
    wait_for_rest(errors)
    opened = errors.url
    dialog(errors).get_by_role("link", name="Edit in Draw").click()
    expect(errors.locator("canvas.upper-canvas")).to_be_visible()
    expect(errors).not_to_have_url(re.compile("image="))
    wait_for_rest(errors)
    errors.go_back()
    expect(errors).to_have_url(opened)
    expect(dialog(errors)).to_be_visible()


def test_a_reload_keeps_the_image_and_what_it_was_opened_among(page: Page, server: str):
    page.goto(f"{server}/dataset?digits=7")
    images(page).nth(1).click()
    expect(dialog(page)).to_contain_text("2 of 7,293")
    wait_for_rest(page)
    page.reload()
    expect(dialog(page)).to_contain_text("2 of 7,293")


def test_pixels_are_read_by_keyboard(page: Page, server: str):
    page.goto(f"{server}/dataset?index=161")
    pixels = dialog(page).get_by_role("application")
    pixels.focus()
    page.keyboard.press("ArrowDown")
    value = load_mnist().images[161, 14, 13]
    expect(dialog(page)).to_contain_text(f"Row 14, column 13: {value} of 255")
    expect(dialog(page)).to_contain_text("training image 161")


# The enlarged image in the dialog; with its name, and the dialog's title.
ENLARGED = """[...document.querySelectorAll("[role=dialog] *")]
  .map(each => each.shadowRoot?.querySelector("figure img")).find(Boolean)"""
SHOWN = f"""() => {{
  const shown = {ENLARGED}
  const title = document.querySelector("[role=dialog] h2 p")
  return [shown.src, shown.alt, title.textContent]
}}"""


def open_first_seven(page: Page, server: str) -> None:
    page.goto(f"{server}/dataset?digits=7")
    images(page).first.click()
    expect(dialog(page)).to_contain_text("1 of 7,293")
    expect(dialog(page).get_by_role("button", name="Next")).to_be_visible()
    wait_for_rest(page)


@pytest.mark.parametrize("way", ["Next", "ArrowRight"])
def test_the_next_image_is_there_before_the_server_has_answered(
    page: Page, server: str, way: str
):
    open_first_seven(page, server)
    first = page.evaluate(SHOWN)
    # Within one task of the browser nothing can have come from the server.
    at_once = page.evaluate(
        f"""way => {{
          const image = {ENLARGED}
          window.sources = []
          new MutationObserver(() => window.sources.push(image.src))
            .observe(image, {{ attributeFilter: ["src"] }})
          const pressed = {{ key: way, code: way, bubbles: true }}
          const key = new KeyboardEvent("keydown", pressed)
          const button = document.querySelector(".st-key-step_on button")
          way === "Next" ? button.click() : document.activeElement.dispatchEvent(key)
          return ({SHOWN})()
        }}""",
        way,
    )
    assert at_once != first
    expect(dialog(page)).to_contain_text("2 of 7,293")
    wait_for_rest(page)
    assert page.evaluate(SHOWN) == at_once
    assert set(page.evaluate("sources")) == {at_once[0]}  # nothing else in between
    index = int(page.url.split("index=")[1].split("&")[0])
    assert at_once[1].startswith(f"7, training image {index}")


@pytest.mark.parametrize("by_keyboard", [True, False], ids=["keys", "clicks"])
def test_every_one_of_quick_steps_counts(page: Page, server: str, by_keyboard: bool):
    open_first_seven(page, server)
    on = dialog(page).get_by_role("button", name="Next").bounding_box()
    assert on
    for _ in range(5):
        if by_keyboard:
            page.keyboard.press("ArrowRight")
        else:
            page.mouse.click(on["x"] + on["width"] / 2, on["y"] + on["height"] / 2)
    expect(dialog(page)).to_contain_text("6 of 7,293")
    page.wait_for_timeout(4000)  # longer than what is shown ahead may stay
    expect(dialog(page)).to_contain_text("6 of 7,293")
    index = int(page.url.split("index=")[1].split("&")[0])
    assert page.evaluate(SHOWN)[1].startswith(f"7, training image {index}")


def test_a_step_that_the_server_does_not_answer_is_taken_back(page: Page, server: str):
    open_first_seven(page, server)
    first = page.evaluate(SHOWN)
    # The dialog hears of it, and Streamlit does not.
    page.evaluate(
        """() => {
          const told = document.createElement("div")
          told.className = "st-key-step_on"
          told.innerHTML = "<button></button>"
          document.querySelector("[role=dialog]").append(told)
          told.firstChild.click()
        }"""
    )
    assert page.evaluate(SHOWN) != first
    page.wait_for_function(f"first => ({SHOWN})()[0] === first", arg=first[0])
    assert page.evaluate(SHOWN) == first
