"""The Dataset page's logic; clicking is tested in a browser."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.exploration.embedding import load_map
from digit_model.reading.persistence import model_names
from pages.dataset_sections import areas


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


@pytest.mark.parametrize(
    "index",
    ["two", "-1", "70000", "1e9", "", "9" * 5000, "²", "[here](https://example.org)"],
)
def test_an_address_that_names_no_image_is_told_so_and_links_nowhere(app, index):
    app.query_params["index"] = index
    app.run()
    assert not app.exception
    assert not app.error
    (told,) = app.warning
    assert told.value.startswith("There is no image")
    assert "whole number from 0 to 69,999" in told.value
    assert "[here](" not in told.value
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


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ({"between": ["7", "7"]}, "**1** image."),
        ({"between": ["50", "10"]}, "**41** images."),
    ],
)
def test_odd_addresses_are_understood(app, address, told):
    for parameter, value in address.items():
        app.query_params[parameter] = value
    app.run()
    assert not app.exception
    assert told in words(app)


def test_an_area_that_came_with_the_address_can_be_cleared(app):
    app.query_params["view"] = "Map"
    app.query_params["area"] = "-400_-17_400_-17_400_418_-400_418"
    app.run()
    assert "chosen. Click one" in words(app)
    (clear,) = [b for b in app.button if b.label == "Clear the area"]
    clear.click().run()
    assert not app.exception
    assert "chosen. Click one" not in words(app)
    assert "area" not in app.query_params


def test_a_click_and_a_choice_in_one_run_open_one_dialog(app, monkeypatch):
    # No browser can be made so slow, every time, that both come with one run.
    monkeypatch.setattr("pages.parts.paged_gallery.gallery", lambda *_, **__: 161)
    app.query_params["index"] = "161"
    app.run()
    assert not app.exception
    assert "training image 161 " in words(app)


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


def test_the_map_shows_images_without_a_mouse(app):
    answers = load_answers(model_names()[0])
    app.query_params["errors_of"] = model_names()[0]
    app.session_state["view"] = "Map"
    app.session_state["clusters"] = ["4", "9", "Errors"]
    app.run()
    assert not app.exception
    of_either = np.isin(answers.labels, [4, 9]) & answers.wrong
    assert f"**{of_either.sum()}** chosen" in words(app)


def test_an_area_of_the_address_shows_its_images(app):
    app.session_state["view"] = "Map"
    app.query_params["area"] = "0_-2000_2000_-2000_2000_2000_0_2000.nonsense"
    app.run()
    assert not app.exception
    assert f"**{(load_map()[:, 0] > 0).sum():,}** chosen" in words(app)


def test_a_drawn_box_goes_into_the_address_and_back():
    box = {"brush_type": "rect", "coord_range": [[0, 0.5], [-1, 1]]}
    (corners,) = areas.from_address(areas.to_address([box]))
    inside = areas.inside(np.array([[0.2, 0.0], [0.6, 0.0], [0.2, 1.5]]), [corners])
    assert inside.tolist() == [True, False, False]


def test_a_long_lasso_stays_a_short_address():
    turn = np.linspace(0, 2 * np.pi, 700)
    circle = np.c_[np.cos(turn), np.sin(turn)] / 2
    lasso = {"brush_type": "polygon", "coord_range": circle.tolist()}
    address = areas.to_address([lasso])
    assert len(address) < 800
    points = np.array([[0.0, 0.49], [0.4, 0.4]])
    inside = areas.inside(points, areas.from_address(address))
    assert inside.tolist() == [True, False]
