"""Answers made up for tests."""

from collections.abc import Sequence

import numpy as np

from digit_model.evaluation.answers import Answers


def sure(labels: Sequence[int], digits: Sequence[int]) -> Answers:
    """Answer with one digit each, and no doubt."""
    return Answers(np.asarray(labels), np.eye(10)[np.asarray(digits)])
