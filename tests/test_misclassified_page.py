"""The Misclassified page's logic and its numbers; clicking is tested in a browser."""

import json
from itertools import groupby
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, zero_one_loss
from streamlit.testing.v1 import AppTest

from digit_model.__main__ import main
from digit_model.classifiers import recipes
from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.confusions import confusion_matrix, worst_pairs
from digit_model.exploration.cross_validation import load_training_answers
from digit_model.reading.persistence import (
    ModelError,
    load_card,
    model_names,
)
from pages.parts import why
from tests.components import component_data, models_table

LABELS = load_mnist().test.labels


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file("../pages/navigation.py", default_timeout=60)
    return app.run().switch_page("misclassified.py")


def words(app: AppTest) -> str:
    said = [*app.markdown, *app.subheader]
    return "\n".join(element.value for element in said).replace("**", "")


def shown(app: AppTest) -> int:
    """Return how many images the page says it shows."""
    (found,) = [m.value for m in app.markdown if "shown" in m.value]
    return int(found.split("**")[1].replace(",", ""))


def digits(name: str) -> np.ndarray:
    return load_answers(name).digits


def percent(share: float) -> str:
    return f"{share:.2%}".replace("%", " %")


@pytest.mark.parametrize("name", model_names())
def test_numbers_are_those_of_accuracy_evaluate_and_scikit_learn(app, name, capsys):
    errors = int(zero_one_loss(LABELS, digits(name), normalize=False))
    accuracy = accuracy_score(LABELS, digits(name))
    app.query_params["errors_by"] = name
    app.run()
    assert not app.exception
    told = f"reads {errors:,} of 10,000 test images wrong and {percent(accuracy)} right"
    assert told in words(app)
    assert shown(app) == errors

    assert load_card(name)["figures"]["mnist_test"]["errors"] == errors
    row = models_table(app.switch_page("accuracy.py").run())[name]
    assert row["Errors"] == f"{errors:,}"
    assert row["Accuracy"] == percent(accuracy)

    assert main(["evaluate", "--model", name, "--json"]) == 0
    evaluated = json.loads(capsys.readouterr().out)
    assert evaluated["errors"] == errors
    assert evaluated["accuracy"] == pytest.approx(accuracy)


@pytest.mark.parametrize("name", model_names())
def test_known_wrong_labels_can_be_left_out_of_the_count(app, name):
    keep = np.ones(len(LABELS), bool)
    keep[[index - TRAINING_SIZE for index in load_label_errors()]] = False
    wrong = (digits(name) != LABELS)[keep]
    app.query_params["errors_by"] = name
    app.run()
    counted = shown(app)
    app.get_by_key("without_label_errors").set_value(True).run()
    assert shown(app) == wrong.sum() < counted
    assert f"reads {wrong.sum()} of 9,985 test images wrong" in words(app)
    assert percent(1 - wrong.mean()) in words(app)
    assert percent(accuracy_score(LABELS, digits(name))) in words(app)


def choose(app: AppTest, **filters: object) -> AppTest:
    for key, value in filters.items():
        widget: Any = app.get_by_key(key)
        widget.set_value(value)
    app.run()
    return app.run()  # of all; a filter runs the list alone, and no more is shown then


@pytest.mark.parametrize("name", model_names())
def test_filters_leave_what_was_asked_for(app, name):
    read, confidence = digits(name), load_answers(name).confidence
    wrong = read != LABELS
    pair = worst_pairs(confusion_matrix(load_answers(name)))[0]
    app.query_params["errors_by"] = name
    app.run()
    choose(app, label=[pair.true, 7])
    assert shown(app) == (wrong & np.isin(LABELS, [pair.true, 7])).sum()
    choose(app, label=[pair.true], answer=[pair.read])
    assert shown(app) == pair.images
    choose(app, label=[], answer=[], sure=(60, 100))
    assert shown(app) == (wrong & (confidence.round(6) >= 0.6)).sum()
    choose(app, sure=(0, 1))
    assert not app.exception
    assert "No image is like this" in app.info[0].value


def test_two_models_errors_are_told_apart(app):
    a, b = model_names()[:2]
    a_errs, b_errs = digits(a) != LABELS, digits(b) != LABELS
    app.query_params.update({"errors_by": a, "compared_with": b})
    app.run()
    assert shown(app) == (a_errs | b_errs).sum()
    for group, images in {
        f"only_{a}": a_errs & ~b_errs,
        f"only_{b}": b_errs & ~a_errs,
        "both": a_errs & b_errs,
    }.items():
        app.get_by_key("errors_of_both_choice").set_value(group).run()
        assert not app.exception
        assert shown(app) == images.sum()


def test_the_default_model_is_chosen_first_and_none_beside_it(app):
    app.run()
    assert app.get_by_key("errors_by_choice").value == recipes.DEFAULT


@pytest.mark.parametrize("other", [recipes.DEFAULT, "no-such-model", ""])
def test_a_model_is_not_compared_with_itself_or_none(app, other):
    address = {"errors_by": recipes.DEFAULT, "compared_with": other}
    app.query_params.update(address)
    app.run()
    assert not app.exception
    assert app.get_by_key("errors_by_choice").value == recipes.DEFAULT


def test_suspects_are_those_not_read_as_labelled(app):
    labels = load_mnist().train.labels
    suspects = (load_training_answers().argmax(axis=1) != labels).sum()
    app.session_state["studied"] = "Training suspects"
    app.run()
    assert not app.exception
    assert shown(app) == suspects
    assert f"{suspects:,} of 60,000 training images are not read" in words(app)


def test_every_training_image_can_be_ranked(app):
    app.session_state["studied"] = "Training suspects"
    app.session_state["all_training"] = True
    app.run()
    assert not app.exception
    assert shown(app) == TRAINING_SIZE
    right = shown(choose(app, label=[5], answer=[5]))
    choose(app, answer=[])
    assert shown(app) == (load_mnist().train.labels == 5).sum() > right


@pytest.mark.parametrize("index", [161, TRAINING_SIZE, TRAINING_SIZE + 1901])
def test_an_open_image_is_explained_whether_read_right_or_wrong(app, index):
    app.query_params["index"] = str(index)
    app.run()
    assert not app.exception
    assert "Why " in words(app)
    assert f"number {index:,} of OpenML's 70,000" in words(app)


def test_a_model_that_cannot_be_loaded_is_told_beside_the_image(app, monkeypatch):
    def refuse(*asked: object) -> None:
        raise ModelError("Its file is damaged.")

    monkeypatch.setattr(why, "show_evidence", refuse)
    app.query_params["index"] = "61901"
    app.run()
    assert not app.exception
    assert [error.value for error in app.error] == ["Its file is damaged."]
    assert "test image 1,901" in words(app)
    assert shown(app)


def test_the_order_is_in_the_address(app):
    app.query_params["order"] = "By pair"
    app.run()
    assert not app.exception
    wrong = np.array(component_data(app, "gallery")["indices"]) - TRAINING_SIZE
    pairs = list(zip(LABELS[wrong], digits(recipes.DEFAULT)[wrong], strict=True))
    assert len(set(pairs)) == len(list(groupby(pairs))) < len(pairs)


def test_of_two_models_either_may_have_read_the_chosen_digit(app):
    a, b = model_names()[:2]
    app.query_params["errors_by"], app.query_params["compared_with"] = a, b
    app.query_params["errors_of_both"] = "both"
    app.run()
    app.session_state["answer"] = [9]
    app.run()
    assert not app.exception
    both = (digits(a) != LABELS) & (digits(b) != LABELS)
    nines = ((digits(a) == 9) | (digits(b) == 9)) & both
    assert shown(app) == nines.sum()
    assert nines.sum() > (both & (digits(b) == 9)).sum()
