"""A little data to learn from, for tests of how it is put together."""

import numpy as np

from digit_model.datasets.mnist import Mnist
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.synthesis import synthetic_digits


def written(n: int) -> list[PenDigit]:
    """Digits of the writers 1 to 4, who take turns."""
    digits = synthetic_digits(n, np.random.default_rng(0))
    return [PenDigit(d.strokes, d.label, 1 + i % 4) for i, d in enumerate(digits)]


def five_images() -> Mnist:
    """Five images that are grey all over, of the digits 0 to 4."""
    return Mnist(np.full((5, 28, 28), 9, np.uint8), np.arange(5, dtype=np.uint8))
