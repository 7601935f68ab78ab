import numpy as np
import pytest

from digit_model.classifiers.novelty import DigitLikeness
from digit_model.drawings.likeness_data import symbols_by_kind
from digit_model.drawings.symbols import SYMBOL_KINDS
from digit_model.drawings.synthesis import synthetic_digits
from digit_model.training.measurement import measure_likeness


class _Brightness(DigitLikeness):
    """Takes an image for a digit if its mean is at least the threshold."""

    threshold_ = 50.0

    def score_samples(self, X: np.ndarray) -> np.ndarray:
        return X.mean(axis=1)


@pytest.fixture(scope="module")
def figures():
    images = np.zeros((4, 28, 28), np.uint8)
    images[:3] = 200
    symbols = symbols_by_kind(synthetic_digits(10, np.random.default_rng(0)), n=4)
    return measure_likeness(
        _Brightness(), {"MNIST": images, "bright": images[:3]}, symbols
    )


def test_share_of_digits_accepted_is_told_for_every_set(figures):
    assert figures["digits_accepted"] == {"MNIST": 0.75, "bright": 1.0}


def test_share_of_symbols_refused_is_told_for_every_kind(figures):
    refused = figures["symbols_refused"]
    assert tuple(refused) == SYMBOL_KINDS
    assert refused["dots"] == 1.0
    assert figures["symbols_refused_mean"] == pytest.approx(
        np.mean(list(refused.values())), abs=1e-6
    )
