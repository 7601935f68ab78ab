"""The Draw page's logic; drawing itself is tested in a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.reading.persistence import load_model
from pages.draw_sections.packing import pack
from pages.parts.images import png
from pages.parts.words import percent
from tests.components import component_data

CLASSIC = "logistic-regression"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../pages/navigation.py", default_timeout=60)


def show(app: AppTest, index: int) -> AppTest:
    """Put an image of the dataset on the canvas, as a link from other pages does."""
    app.query_params["image"] = str(index)
    return app


def prediction(app: AppTest) -> str:
    (found,) = [m.value for m in app.metric if m.label == "Prediction"]
    return found


def verdict(app: AppTest) -> str:
    return component_data(app, "verdict")["words"]


def test_a_blank_canvas_invites_and_predicts_nothing(app):
    app.run()
    assert not app.exception
    assert app.title[0].value == "Draw"
    assert prediction(app) == "–"
    assert verdict(app) == "Nothing is drawn yet."


def test_an_image_on_the_canvas_is_read(app):
    show(app, 161).run()
    assert not app.exception
    assert prediction(app) == "2"
    assert verdict(app).startswith("Surely 2 · ")


def test_examples_are_images_that_the_other_model_reads_wrong(app):
    app.run()
    indices = component_data(app, "gallery")["indices"]
    assert len(indices) == 3
    images, labels = load_mnist()
    for index in indices:
        assert load_model(recipes.DEFAULT).read(images[index]).digit == labels[index]
        assert load_model(CLASSIC).read(images[index]).digit != labels[index]


def test_the_other_model_s_answer_is_its_own(app):
    show(app, 161).run()
    app.get_by_key("model").set_value(CLASSIC).run()
    confidence = load_model(CLASSIC).read(load_mnist().images[161]).confidence
    assert verdict(app).endswith(percent(confidence))


def test_both_models_answer_side_by_side(app):
    show(app, 161).run()
    app.get_by_key("model").set_value("both").run()
    assert not app.exception
    assert [(m.label, m.value) for m in app.metric] == [
        ("Prediction · Best", "2"),
        ("Prediction · Classic", "2"),
    ]
    assert [line.split(":")[0] for line in verdict(app).splitlines()] == [
        "Best",
        "Classic",
    ]


def test_the_default_model_is_chosen_first(app):
    app.run()
    assert app.get_by_key("model").value == recipes.DEFAULT


def test_why_is_told_when_asked_and_stays_open(app):
    app.session_state["why"] = True
    app.run()
    assert any("what spoke for it" in caption.value for caption in app.caption)
    show(app, 161).run()
    assert not app.exception
    told = [element.value for element in app.markdown]
    assert any(sentence.startswith("**Why 2, and not ") for sentence in told)


def test_an_address_puts_its_image_on_the_canvas_once(app):
    show(app, 161).run()
    assert "image" not in app.query_params


@pytest.mark.parametrize("number", ["70000", "-1", "two", "1" * 40])
def test_an_address_of_no_image_is_told(app, number):
    app.query_params["image"] = number
    app.run()
    assert not app.exception
    assert "There is no image" in app.warning[0].value
    assert prediction(app) == "–"


@pytest.mark.parametrize("packed", ["", "2abc", "1", "1AAAA", "1é"])
def test_an_address_of_no_drawing_is_told(app, packed):
    app.query_params["strokes"] = packed
    app.run()
    assert not app.exception
    assert "cannot be read" in app.warning[0].value
    assert prediction(app) == "–"


def test_an_address_chooses_the_model(app):
    app.query_params["model"] = CLASSIC
    show(app, 161).run()
    assert app.get_by_key("model").value == CLASSIC


def test_a_picture_file_is_read_in_place_of_a_drawing(app):
    app.run()
    paper = load_mnist().images[161]
    app.file_uploader[0].upload("two.png", png(255 - paper.repeat(8, 0).repeat(8, 1)))
    app.run()
    assert not app.exception
    assert prediction(app) == "2"


STROKES = pack([{"width": 18, "erase": False, "points": [1100, 400, 1100, 1800]}])


@pytest.mark.parametrize(("parameter", "value"), [("image", "0"), ("strokes", STROKES)])
def test_what_an_address_puts_on_the_canvas_closes_the_picture(app, parameter, value):
    app.run()
    paper = load_mnist().images[161]
    app.file_uploader[0].upload("two.png", png(255 - paper.repeat(8, 0).repeat(8, 1)))
    app.run()
    assert "Back to drawing" in [button.label for button in app.button]
    app.query_params[parameter] = value
    app.run()
    assert not app.exception
    assert "Back to drawing" not in [button.label for button in app.button]
    assert prediction(app) != "2"


def test_a_file_that_is_no_picture_is_told(app):
    app.run()
    app.file_uploader[0].upload("two.png", b"no picture")
    app.run()
    assert not app.exception
    assert "not a picture" in app.error[0].value
    assert prediction(app) == "–"


def test_what_is_shared_opens_again(app):
    app.session_state["share"] = True
    show(app, 161).run()
    assert not app.exception
    address = app.code[0].value
    app.query_params["strokes"] = address.partition("strokes=")[2]
    app.run()
    assert not app.warning
