"""From a picture to an answer, with the models that are shipped."""

import numpy as np
import pytest

from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.strokes import draw
from digit_model.reading.persistence import load_model, model_names


@pytest.fixture(scope="module", params=model_names())
def model(request):
    return load_model(request.param)


def test_dataset_images_are_read_like_their_pixels(model):
    images = load_mnist().test.images[:40]
    read = [model.read(image).digit for image in images]
    predicted = model.predict_proba(images).argmax(axis=1)
    assert np.mean(read == predicted) >= 0.95


def test_nothing_drawn_is_no_digit(model):
    reading = model.read(np.zeros((280, 280, 4), np.uint8))
    answer = reading.to_dict()
    assert answer["digit"] is None
    assert answer["confidence"] == 0
    assert answer["is_digit"] is False
    assert sum(answer["probabilities"]) == pytest.approx(1)


def test_an_answer_is_complete(model):
    answer = model.read(load_mnist().images[161]).to_dict()
    assert answer["digit"] == 2
    assert answer["is_digit"] is True
    assert answer["model"] == model.name
    assert len(answer["probabilities"]) == 10
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    assert answer["confidence"] == max(answer["probabilities"])


@pytest.mark.parametrize("pen", [20, 120])
def test_a_dot_is_no_digit_but_gets_a_best_guess(model, pen):
    reading = model.read(draw((np.array([[0.0, 0.0]]),), pen=pen))
    assert not reading.is_digit
    assert reading.digit is not None
