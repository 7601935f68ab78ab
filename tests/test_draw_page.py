"""The Draw page's logic; drawing itself is tested in a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.reading.persistence import load_model


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../pages/navigation.py", default_timeout=60)


def show(app: AppTest, index: int) -> AppTest:
    """Put an image of the dataset on the canvas, as a link from other pages does."""
    app.query_params["image"] = str(index)
    return app


def metric(app: AppTest, label: str) -> str:
    (found,) = [m.value for m in app.metric if m.label == label]
    return found


def test_a_blank_canvas_invites_and_predicts_nothing(app):
    app.run()
    assert not app.exception
    assert app.title[0].value == "Draw"
    assert metric(app, "Prediction") == "–"
    assert "Nothing is drawn yet" in app.info[0].value


def test_an_image_on_the_canvas_is_read(app):
    show(app, 161).run()
    assert not app.exception
    assert metric(app, "Prediction") == "2"
    assert metric(app, "Probability").endswith("%")


def test_the_other_model_s_answer_is_its_own(app):
    show(app, 161).run()
    app.get_by_key("model").set_value("logistic-regression").run()
    confidence = (
        load_model("logistic-regression").read(load_mnist().images[161]).confidence
    )
    assert metric(app, "Probability") == f"{confidence:.1%}".replace("%", " %")


def test_undo_and_clear_take_the_drawing_back(app):
    show(app, 161).run()
    (undo,) = [button for button in app.button if button.label == "Undo"]
    undo.click().run()
    assert metric(app, "Prediction") == "–"
    show(app, 0).run()
    assert metric(app, "Prediction") == "5"
    (clear,) = [button for button in app.button if button.label == "Clear"]
    clear.click().run()
    assert metric(app, "Prediction") == "–"


def test_the_default_model_is_chosen_first(app):
    app.run()
    assert app.get_by_key("model").value == recipes.DEFAULT


def test_why_is_told_when_asked(app):
    show(app, 161)
    app.session_state["why"] = True
    app.run()
    assert not app.exception
    told = [element.value for element in app.markdown]
    assert any(sentence.startswith("**Why 2, and not ") for sentence in told)


def test_an_address_puts_its_image_on_the_canvas_once(app):
    show(app, 161).run()
    assert "image" not in app.query_params
    clear = next(button for button in app.button if button.label == "Clear")
    clear.click().run()
    assert metric(app, "Prediction") == "–"


@pytest.mark.parametrize("number", ["70000", "-1", "two", "1" * 40])
def test_an_address_of_no_image_is_told(app, number):
    app.query_params["image"] = number
    app.run()
    assert not app.exception
    assert "There is no image" in app.warning[0].value
    assert metric(app, "Prediction") == "–"


def test_an_address_chooses_the_model(app):
    app.query_params["model"] = "logistic-regression"
    show(app, 161).run()
    assert app.get_by_key("model").value == "logistic-regression"
