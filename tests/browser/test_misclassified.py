"""Filtering, opening, correcting and taking along errors in a real browser."""

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from digit_model.classifiers import recipes
from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.confusions import Confusion, confusion_matrix, worst_pairs
from digit_model.reading.persistence import load_card, model_names
from digit_model.reporting.identity import title
from harness.rest import wait_for_rest
from pages.parts.words import short_title
from tests.browser.gallery import images

LABELS = load_mnist().test.labels


def digits(name: str) -> np.ndarray:
    return load_answers(name).digits


def worst_pair(name: str) -> Confusion:
    return worst_pairs(confusion_matrix(load_answers(name)))[0]


def on_draw(page: Page, name: str) -> Locator:
    """The model's place in the choice on Draw."""
    return page.get_by_role("radio", name=short_title(name))


def open_errors(page: Page, server: str, name: str, more: str = "") -> None:
    page.goto(f"{server}/misclassified?errors_by={name}{more}")
    expect(images(page, "errors").first).to_be_visible()


def choose_pair(page: Page, pair: Confusion) -> None:
    for label, digit in (("Label", pair.true), ("Read as", pair.read)):
        pills = page.get_by_test_id("stButtonGroup").filter(has_text=label)
        pills.get_by_role("button", name=str(digit), exact=True).click()
    shown = page.get_by_text(re.compile(f"^{pair.images} shown"))
    expect(shown).to_be_visible()


@pytest.mark.parametrize("name", model_names())
def test_filter_click_and_open_in_draw_where_it_is_read_as_wrong(
    page: Page, server: str, name: str
):
    other = next(other for other in model_names() if other != name)
    page.goto(server)
    on_draw(page, other).click()  # what Draw would else answer with
    expect(on_draw(page, other)).to_be_checked()
    page.get_by_role("link", name="Misclassified").first.click()
    # Draw has the same choice, until its place is taken.
    expect(page.get_by_role("heading", name="Misclassified", level=1)).to_be_visible()
    page.get_by_role("radio", name=title(load_card(name)), exact=True).click()

    pair = worst_pair(name)
    errors = images(page, "errors")
    expect(errors.first).to_be_visible()
    choose_pair(page, pair)
    expect(errors).to_have_count(pair.images)
    expect(errors.first).to_contain_text(f"{pair.true} read as {pair.read}")
    expect(page).to_have_url(re.compile(f"[?&]label={pair.true}(&|$)"))
    expect(page).to_have_url(re.compile(f"[?&]answer={pair.read}(&|$)"))

    errors.first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"Why {pair.read}, and not {pair.true}?")
    expect(dialog.get_by_alt_text("Evidence picture")).to_be_visible()
    for gallery, digit in (("nearest_label", pair.true), ("nearest_read", pair.read)):
        nearest = images(page, gallery)
        expect(nearest.first).to_be_visible()
        indices = [int(i.get_attribute("data-index") or -1) for i in nearest.all()]
        assert (load_mnist().train.labels[indices] == digit).all()

    wait_for_rest(page)
    dialog.get_by_role("link", name="Edit in Draw").click()
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    metric = page.get_by_test_id("stMetric").filter(has_text="Prediction")
    expect(metric.get_by_test_id("stMetricValue")).to_have_text(str(pair.read))
    expect(on_draw(page, name)).to_be_checked()


def test_the_next_error_is_explained_in_the_open_dialog(page: Page, server: str):
    open_errors(page, server, recipes.DEFAULT)
    errors = images(page, "errors")
    captions = [button.inner_text() for button in errors.all()[:2]]
    errors.first.click()
    dialog = page.get_by_role("dialog")
    for caption in captions:
        label, read = re.findall(r"\d", caption)[:2]
        expect(dialog).to_contain_text(f"Why {read}, and not {label}?")
        dialog.get_by_role("button", name="Next").click()


def test_known_wrong_labels_are_marked_in_the_gallery(page: Page, server: str):
    read = digits(recipes.DEFAULT)
    index, error = next(
        (index, error)
        for index, error in load_label_errors().items()
        if read[index - TRAINING_SIZE] != error.given
    )
    answer = read[index - TRAINING_SIZE]
    open_errors(page, server, recipes.DEFAULT, f"&label={error.given}&answer={answer}")
    image = page.locator(f".st-key-errors [data-index='{index}']")
    expect(image).to_contain_text(f"{error.given} read as {answer}")
    expect(image).to_contain_text("label wrong")
    for button in images(page, "errors").filter(has_text="label wrong").all():
        expect(button).to_have_accessible_name(re.compile("known to be wrong"))


def test_what_is_filtered_can_be_taken_along(page: Page, server: str, tmp_path: Path):
    pair = worst_pair("logistic-regression")
    open_errors(page, server, "logistic-regression")
    choose_pair(page, pair)
    with page.expect_download() as listed:
        page.get_by_role("button", name="List (CSV)").click()
    text = Path(listed.value.path()).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == pair.images
    for row in rows:
        index = int(row["index"]) - TRAINING_SIZE
        assert LABELS[index] == int(row["true"]) == pair.true
        assert digits("logistic-regression")[index] == int(row["read"]) == pair.read
    with page.expect_download() as drawn:
        page.get_by_role("button", name="Figure (PNG)").click()
    with Image.open(drawn.value.path()) as figure:
        assert figure.format == "PNG"
        assert figure.width > 1000


def test_a_click_opens_a_suspect(page: Page, server: str):
    page.goto(f"{server}/misclassified?studied=Training+suspects")
    suspects = images(page, "errors")
    expect(suspects).to_have_count(120)
    label, read = re.findall(r"\d", suspects.first.inner_text())[:2]
    suspects.first.click()
    expect(page.get_by_role("dialog")).to_contain_text(f"Why {read}, and not {label}?")
    expect(page.get_by_role("dialog")).to_contain_text("training image")


def test_the_page_fits_a_phone(phone: Page, server: str):
    open_errors(phone, server, "logistic-regression")
    sizes = "[document.documentElement.scrollWidth, window.innerWidth]"
    wide, screen = phone.evaluate(sizes)
    assert wide <= screen
