"""The Dataset page's logic; clicking is tested in a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from digit_model.datasets.mnist import load_mnist


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file("../pages/navigation.py", default_timeout=60)
    return app.run().switch_page("dataset.py")


def count(app: AppTest) -> int:
    (found,) = [m.value for m in app.markdown if "Click one to open it" in m.value]
    return int(found.split("**")[1].replace(",", ""))


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_all_images_are_there_at_first(app):
    app.run()
    assert not app.exception
    assert app.title[0].value == "Dataset"
    assert count(app) == 70_000


def test_filters_show_how_many_images_they_leave(app):
    labels = load_mnist().test.labels
    app.session_state["digits"] = [3, 5]
    app.session_state["part"] = "Test"
    app.run()
    assert count(app) == ((labels == 3) | (labels == 5)).sum()
    app.session_state["between"] = (60_000, 60_099)
    app.run()
    assert count(app) == ((labels[:100] == 3) | (labels[:100] == 5)).sum()


def test_filters_that_leave_nothing_say_so(app):
    app.session_state["part"] = "Test"
    app.session_state["between"] = (0, 10)
    app.run()
    assert not app.exception
    assert "No image is like this" in app.info[0].value


@pytest.mark.parametrize(
    "order",
    ["Shuffled", "Most typical first", "Strangest first", "Most ambiguous first"],
)
def test_every_order_keeps_all_images(app, order):
    app.session_state["order"] = order
    app.run()
    assert not app.exception
    assert count(app) == 70_000


def test_an_address_opens_its_image(app):
    app.query_params["index"] = "161"
    app.run()
    assert not app.exception
    assert "Labelled **2**, training image 161" in words(app)
    assert "images[161]" in app.code[0].value


def test_a_test_image_has_both_numbers_and_its_known_error(app):
    app.query_params["index"] = "61901"
    app.run()
    assert "Labelled **9**, test image 1,901 (number 61,901" in words(app)
    assert "9 was given, and 4 is likely" in app.warning[0].value


@pytest.mark.parametrize("index", ["two", "-1", "70000", "1e9", "", "9" * 400, "²"])
def test_an_address_without_an_image_is_told_so(app, index):
    app.query_params["index"] = index
    app.run()
    assert not app.exception
    assert "whole number from 0 to 69,999" in app.warning[0].value
    assert count(app) == 70_000


def test_the_digits_are_counted(app):
    app.session_state["view"] = "Digits"
    app.run()
    assert not app.exception
    captions = [caption.value for caption in app.caption]
    assert any("5,958 training, 1,032 test" in caption for caption in captions)


def test_the_map_asks_for_a_selection(app):
    app.session_state["view"] = "Map"
    app.run()
    assert not app.exception
    assert "Draw a lasso or a box" in app.info[0].value
