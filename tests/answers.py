"""Answers made up for tests."""

import numpy as np
from numpy.typing import ArrayLike

from digit_model.evaluation.answers import Answers


def sure(labels: ArrayLike, digits: ArrayLike) -> Answers:
    """Answer with one digit each, and no doubt."""
    return Answers(np.asarray(labels), np.eye(10)[np.asarray(digits)])
