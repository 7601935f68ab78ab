"""Clicking on the Accuracy page."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.confusions import confusion_matrix, worst_pairs
from digit_model.reading.persistence import load_card
from digit_model.reporting.identity import title
from harness.rest import wait_for_rest
from pages.parts.words import short_title

LINEAR = "logistic-regression"
TITLE = title(load_card(LINEAR))
SHORT = short_title(LINEAR)


@pytest.fixture(scope="module")
def labels():
    return load_mnist().test.labels


def images(labels, name, true, read):
    """Indices among the 70,000 of the test images in a cell."""
    digits = load_answers(name).digits
    inside = np.flatnonzero((labels == true) & (digits == read))
    return (TRAINING_SIZE + inside).tolist()


def click_cell(page: Page, true: int, read: int) -> None:
    cell = page.get_by_label(f"{true} read as {read}: ")
    cell.click()


def shown(page: Page) -> list[int]:
    indices = page.locator(".gallery button").evaluate_all(
        "buttons => buttons.map(button => Number(button.dataset.index))"
    )
    return sorted(indices)


def test_a_click_on_a_cell_shows_exactly_its_images(page, server, labels):
    page.goto(f"{server}/accuracy?models={LINEAR}")
    for true, read in ((4, 9), (7, 2)):
        expected = images(labels, LINEAR, true, read)
        click_cell(page, true, read)
        sentence = f"{true} read as {read} by {SHORT}: {len(expected)} images"
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.locator(".gallery button")).to_have_count(len(expected))
        assert shown(page) == expected
    expect(page).to_have_url(re.compile("true=7.*read=2"))


def test_an_address_with_a_cell_shows_its_images(page, server, labels):
    page.goto(f"{server}/accuracy?models={LINEAR}&true=3&read=5")
    expected = images(labels, LINEAR, 3, 5)
    expect(page.locator(".gallery button")).to_have_count(len(expected))
    assert shown(page) == expected


def test_the_same_cell_can_be_clicked_again_after_another_choice(page, server, labels):
    page.goto(f"{server}/accuracy?models={LINEAR}")
    click_cell(page, 4, 9)
    expect(page.get_by_text(f"4 read as 9 by {SHORT}")).to_be_visible()
    worst = worst_pairs(confusion_matrix(load_answers(LINEAR)))[0]
    page.locator("[data-testid=stButton]").get_by_text(
        f"{worst.true} read as {worst.read}:"
    ).click()
    expect(
        page.get_by_text(f"{worst.true} read as {worst.read} by {SHORT}")
    ).to_be_visible()
    click_cell(page, 4, 9)
    expect(page.get_by_text(f"4 read as 9 by {SHORT}")).to_be_visible()


def test_an_image_of_a_cell_opens(page, server, labels):
    page.goto(f"{server}/accuracy?models={LINEAR}&true=3&read=5")
    page.locator(".gallery button").first.click()
    number = images(labels, LINEAR, 3, 5)[0]
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"number {number:,} of")).to_be_visible()


def test_rows_choose_the_models(page, server):
    page.goto(f"{server}/accuracy")
    expect(page.locator(".gallery button").first).to_be_visible()
    page.get_by_role("checkbox", name=TITLE).click()
    expect(page.get_by_text("McNemar's exact test")).to_be_visible()
    expect(page).to_have_url(re.compile(f"models={LINEAR}"))
    default = page.get_by_role("checkbox", name=title(load_card(recipes.DEFAULT)))
    expect(default).to_be_checked()
    default.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("McNemar's exact test")).to_be_hidden()
    expect(page.get_by_text(f"by {SHORT}: ")).to_have_count(1)  # and no older one
    expect(default).not_to_be_checked()
    expect(default).to_be_focused()


def test_the_last_model_stays_chosen(page, server):
    page.goto(f"{server}/accuracy?models={LINEAR}")
    expect(page.locator(".gallery button").first).to_be_visible()
    box = page.get_by_role("checkbox", name=TITLE)
    box.click()
    expect(box).to_be_checked()
    page.get_by_role("checkbox", name=title(load_card(recipes.DEFAULT))).click()
    expect(page.get_by_text("McNemar's exact test")).to_be_visible()
    expect(box).to_be_checked()


def test_the_matrix_is_one_stop_of_tab_and_walked_by_arrow_keys(page, server, labels):
    page.goto(f"{server}/accuracy?models={LINEAR}&true=4&read=9")
    expect(page.locator(".gallery button").first).to_be_visible()
    page.locator("td button[tabindex='0']").focus()
    assert page.locator("td button[tabindex='0']").count() == 1
    for key in ("ArrowDown", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    expected = images(labels, LINEAR, 5, 8)
    expect(page.locator(".gallery button")).to_have_count(len(expected))
    expect(page.get_by_text(f"5 read as 8 by {SHORT}: {len(expected)}")).to_be_visible()


def test_what_a_click_brings_is_in_the_window(page, phone, server):
    both = f"models={LINEAR}&models={recipes.DEFAULT}"
    for window in (page, phone):
        window.goto(f"{server}/accuracy?{both}")
        expect(window.locator(".gallery button").first).to_be_visible()
        window.get_by_label("4 read as 9: ").first.click()
        expect(window.get_by_text("4 read as 9 by ").first).to_be_visible()
        expect(window.locator(".gallery button").first).to_be_in_viewport()


def download(page, name, kind):
    page.get_by_role("combobox", name="What to download").fill(name)
    page.get_by_role("option", name=name).first.click()
    # Until the server has answered, the buttons are those of what was chosen before.
    wait_for_rest(page)
    with page.expect_download() as found:
        page.get_by_role("button", name=kind, exact=True).click()
    return found.value.path().read_bytes()


def test_figures_tables_and_the_report_are_downloaded(page, server):
    page.goto(f"{server}/accuracy")
    page.get_by_role("button", name="Download").click()
    page.get_by_role("button", name="Write the report").click()
    with page.expect_download() as report:
        page.get_by_role("button", name="HTML", exact=True).click()
    assert b"How often are the models right?" in report.value.path().read_bytes()
    assert download(page, "Figure: Reliability", "PNG").startswith(b"\x89PNG")
    assert download(page, "Figure: More data", "SVG").startswith(b"<?xml")
    assert download(page, "Table: All models", "CSV").startswith(b"model,title,")


def test_charts_warn_of_nothing_on_the_browsers_console(page, server):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server}/accuracy?models={LINEAR}&models={recipes.DEFAULT}")
    for section in ("Digit by digit", "How sure it is", "More data"):
        page.get_by_role("radio", name=section).click()
        expect(page.locator("[data-testid=stVegaLiteChart] svg").last).to_be_visible()
        wait_for_rest(page)
    # As Vega writes it; of files that come slowly the browser itself may say something.
    assert [text for text in said if text.startswith("WARN")] == []
