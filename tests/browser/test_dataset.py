"""Filtering, paging, opening and selecting images in a real browser."""

import re
from pathlib import Path

import numpy as np
from playwright.sync_api import FloatRect, Page, expect

from digit_model.datasets.mnist import load_mnist
from harness.rest import wait_for_rest
from harness.serving import running_app
from tests.browser.gallery import images


def indices(page: Page, gallery: str = "gallery") -> list[int]:
    """What a gallery shows, as soon as it shows something."""
    shown = images(page, gallery)
    expect(shown.first).to_be_visible()
    found: list[int] = shown.evaluate_all("all => all.map(i => +i.dataset.index)")
    return found


def open_dataset(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/dataset{query}")
    expect(images(page)).to_have_count(120)


def test_filter_by_digits_and_part(page: Page, server: str):
    open_dataset(page, server)
    for digit in "38":
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("radio", name="Test").click()
    expect(page.get_by_text("1,984 images")).to_be_visible()
    expect(images(page).first).to_have_attribute("data-index", "60018")
    labels = load_mnist().labels[indices(page)]
    assert set(labels.tolist()) == {3, 8}
    expect(page).to_have_url(re.compile("part=Test"))


def test_looking_around_says_nothing_on_the_console(page: Page, tmp_path: Path):
    log = tmp_path / "log.txt"
    with running_app(log=log) as address:
        page.goto(f"{address}/dataset")
        for name in ("Next page", "7"):
            page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_text("7,293 images")).to_be_visible()
        page.goto(f"{address}/misclassified?errors_by=logistic-regression")
        page.get_by_role("button", name="Next page").click()
        page.get_by_role("button", name="4", exact=True).first.click()
        expect(page.get_by_text(re.compile("^[0-9]+ shown"))).to_be_visible()
    console = log.read_text()
    assert "Traceback" not in console
    assert "arning" not in console


def test_pages_follow_each_other_and_a_filter_begins_at_the_first(
    page: Page, server: str
):
    open_dataset(page, server)
    page.get_by_role("button", name="Next page").click()
    expect(images(page).first).to_have_attribute("data-index", "120")
    assert indices(page) == list(range(120, 240))
    page.reload()
    expect(images(page).first).to_have_attribute("data-index", "120")
    page.get_by_role("radio", name="Test").click()
    expect(images(page).first).to_have_attribute("data-index", "60000")


def test_the_shuffle_is_that_of_the_classic_exercise(page: Page, server: str):
    open_dataset(page, server, "?order=Shuffled")
    np.random.seed(42)  # noqa: NPY002 (as the classic exercise does)
    assert indices(page) == np.random.permutation(70_000)[:120].tolist()  # noqa: NPY002


def test_click_opens_an_image_and_closing_it_lets_it_be_opened_again(
    page: Page, server: str
):
    open_dataset(page, server)
    for _ in range(2):
        images(page).nth(5).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Labelled 2, training image 5")
        expect(page).to_have_url(re.compile(r"index=5\b"))
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page).not_to_have_url(re.compile("index="))


def test_an_address_opens_its_image_with_all_there_is_to_say(page: Page, server: str):
    page.goto(f"{server}/dataset?index=161")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Labelled 2, training image 161")
    expect(dialog.get_by_test_id("stMetric").filter(has_text="Classic")).to_be_visible()
    expect(images(page, "nearest")).to_have_count(12)
    assert 161 not in indices(page, "nearest")
    picture = dialog.get_by_role("img", name="2, training image 161, enlarged")
    picture.hover()
    row, column = 14, 14
    value = load_mnist().images[161, row, column]
    expect(dialog).to_contain_text(f"Row {row}, column {column}: {value} of 255")


def test_images_can_be_walked_through_by_keyboard(page: Page, server: str):
    open_dataset(page, server, "?digits=7")
    shown = indices(page)
    images(page).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"training image {shown[1]:,}")
    dialog.get_by_role("button", name="Next").click()
    expect(dialog).to_contain_text(f"training image {shown[2]:,}")


def test_a_number_opens_its_image_once(page: Page, server: str):
    open_dataset(page, server)
    page.get_by_role("button", name="Index").click()
    number = page.get_by_role("spinbutton", name="Open image number")
    wait_for_rest(page)  # a field that has only just opened would not be put away
    number.fill("61901")
    number.press("Enter")
    dialog = page.get_by_role("dialog", name="9, read as 4")
    expect(dialog).to_contain_text("known to be wrong")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)  # Escape is its first
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("radio", name="Test").click()
    expect(images(page).first).to_have_attribute("data-index", "60000")
    expect(dialog).to_have_count(0)


def test_an_image_is_taken_to_draw(page: Page, server: str):
    page.goto(f"{server}/dataset?index=161")
    page.get_by_role("link", name="Edit in Draw").click()
    expect(page.get_by_role("heading", name="Draw")).to_be_visible()
    prediction = page.get_by_test_id("stMetric").filter(has_text="Prediction")
    expect(prediction.get_by_test_id("stMetricValue")).to_have_text("2")


def test_a_lasso_and_a_box_on_the_map_fill_the_gallery(page: Page, server: str):
    page.goto(f"{server}/dataset?view=Map")
    canvas = page.locator(".st-key-map canvas").first
    expect(canvas).to_be_visible()
    wait_for_rest(page)
    page.wait_for_timeout(1000)  # the chart draws itself
    box = canvas.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3
    corners = [(0, 0), (300, 0), (300, 150), (0, 150)]
    for tool in (0, 1):
        # The tools are drawn on the canvas: lasso, box, clear.
        page.mouse.click(*brush(box, 2))
        page.mouse.click(*brush(box, tool))
        page.mouse.move(left, top)
        page.mouse.down()
        for x, y in corners if tool == 0 else corners[2:3]:
            page.mouse.move(left + x, top + y, steps=5)
        page.mouse.up()
        expect(page.get_by_text("chosen. Click one")).to_be_visible()
        assert all(index >= 60_000 for index in indices(page, "selected"))
        page.mouse.click(*brush(box, 2))
        expect(page.get_by_text("Draw a lasso or a box")).to_be_visible()


def brush(box: FloatRect, tool: int) -> tuple[float, float]:
    return box["x"] + 29 + 45 * tool, box["y"] + 26


def test_what_is_chosen_on_the_map_outlives_another_model_and_a_reload(
    page: Page, server: str
):
    page.goto(f"{server}/dataset?view=Map")
    canvas = page.locator(".st-key-map canvas").first
    expect(canvas).to_be_visible()
    wait_for_rest(page)
    page.wait_for_timeout(1000)
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(*brush(box, 1))
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(
        box["x"] + 0.7 * box["width"], box["y"] + 0.7 * box["height"], steps=5
    )
    page.mouse.up()
    found = page.get_by_text("chosen. Click one")
    expect(found).to_be_visible()
    said, shown = found.inner_text(), indices(page, "selected")
    page.get_by_role("radio", name="Classic").click()
    expect(page).to_have_url(re.compile("errors_of=logistic-regression"))
    wait_for_rest(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.reload()
    expect(found).to_have_text(said)
    expect(images(page, "selected")).to_have_count(len(shown))
    assert indices(page, "selected") == shown


def test_it_fits_a_phone(phone: Page, server: str):
    open_dataset(phone, server)
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390
    images(phone).nth(3).tap()
    expect(phone.get_by_role("dialog")).to_contain_text("training image 3")


def test_filters_stay_at_the_top_of_a_phone(phone: Page, server: str):
    open_dataset(phone, server)
    phone.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, 900)")
    wait_for_rest(phone)
    filters = phone.locator(".st-key-filters").bounding_box()
    assert filters is not None
    assert 0 <= filters["y"] < 10
