"""What the evidence picture says about ink whose part is known."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digit_model.datasets.mnist import load_mnist
from digit_model.reading.explanation import evidence
from digit_model.reading.persistence import load_model, load_test_answers, model_names
from digit_model.reading.preparation import prepare


def drawn(*lines: list[tuple[int, int]]) -> np.ndarray:
    """Draw a digit with a pen and prepare it; one that stays where it is drawn."""
    paper = Image.new("L", (280, 280))
    for line in lines:
        ImageDraw.Draw(paper).line(line, fill=255, width=20, joint="curve")
    return prepare(np.asarray(paper)).image


def test_the_bar_makes_a_seven_of_a_one():
    image = drawn([(90, 50), (190, 50), (135, 230)])
    rows = np.flatnonzero(image.any(axis=1))
    # A linear model adds pixel to pixel; to others a gap in the bar is a new form.
    spoken = evidence(load_model("logistic-regression"), image, 7, 1)
    bar = spoken[: rows[0] + 4].sum()
    assert bar > 0
    assert bar > spoken[rows[0] + 4 :].sum()


@pytest.mark.parametrize("name", model_names())
def test_exchanging_the_digits_exchanges_the_signs(name):
    model, image = load_model(name), load_mnist().test.images[61]
    assert evidence(model, image, 4, 9) == pytest.approx(-evidence(model, image, 9, 4))
    assert not evidence(model, image, 4, 4).any()


@pytest.mark.parametrize("name", model_names())
def test_only_ink_speaks(name):
    image = load_mnist().test.images[0]
    spoken = evidence(load_model(name), image, 7, 2)
    assert spoken.shape == image.shape
    assert np.isfinite(spoken).all()
    assert not spoken[image == 0].any()
    assert spoken.any()


def test_no_ink_says_nothing():
    blank = np.zeros((28, 28), np.uint8)
    assert not evidence(load_model(model_names()[0]), blank, 1, 2).any()


@pytest.mark.parametrize("name", model_names())
def test_without_the_ink_that_spoke_for_them_answers_are_less_probable(name):
    model, test = load_model(name), load_mnist().test
    answers = load_test_answers(name).argmax(axis=1)
    errors = np.flatnonzero(answers != test.labels)[:20]
    fell = []
    for index in errors:
        image, read, label = test.images[index], answers[index], test.labels[index]
        spoken = evidence(model, image, read, label)
        without = np.where(spoken > 0.5 * spoken.max(), 0, image)
        before, after = np.log(model.predict_proba(np.stack([image, without])) + 1e-9)
        fell.append(after[read] - after[label] < before[read] - before[label])
    assert np.mean(fell) > 0.8
