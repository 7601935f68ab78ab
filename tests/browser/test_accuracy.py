"""Clicking on the Accuracy page."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.scores import confusion_matrix, worst_pairs

LINEAR = "logistic-regression"


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
        sentence = f"{true} read as {read} by {LINEAR}: {len(expected)} images"
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
    expect(page.get_by_text(f"4 read as 9 by {LINEAR}")).to_be_visible()
    worst = worst_pairs(confusion_matrix(load_answers(LINEAR)))[0]
    page.locator("[data-testid=stButton]").get_by_text(
        f"{worst.true} read as {worst.read}:"
    ).click()
    expect(
        page.get_by_text(f"{worst.true} read as {worst.read} by {LINEAR}")
    ).to_be_visible()
    click_cell(page, 4, 9)
    expect(page.get_by_text(f"4 read as 9 by {LINEAR}")).to_be_visible()


def test_an_image_of_a_cell_opens(page, server, labels):
    page.goto(f"{server}/accuracy?models={LINEAR}&true=3&read=5")
    page.locator(".gallery button").first.click()
    number = images(labels, LINEAR, 3, 5)[0]
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"number {number:,} of")).to_be_visible()


def test_rows_choose_the_models(page, server):
    page.goto(f"{server}/accuracy")
    expect(page.locator(".gallery button").first).to_be_visible()
    page.get_by_role("row", name=LINEAR).click()
    expect(page.get_by_text("McNemar's exact test")).to_be_visible()
    expect(page).to_have_url(re.compile(f"models={LINEAR}"))
    default = page.get_by_role("checkbox", name=recipes.DEFAULT)
    expect(default).to_be_checked()
    default.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("McNemar's exact test")).to_be_hidden()
    expect(page.get_by_text(f"by {LINEAR}: ")).to_be_visible()
    expect(default).not_to_be_checked()
    expect(default).to_be_focused()


def test_figures_and_tables_are_downloaded(page, server):
    page.goto(f"{server}/accuracy?section=Take+it+along")
    for label, start in (("PNG", b"\x89PNG"), ("SVG", b"<?xml"), ("CSV", b"model,")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).first.click()
        content = download.value.path().read_bytes()
        assert content.startswith(start)
