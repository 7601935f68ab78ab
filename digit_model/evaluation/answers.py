"""Answers: what a model said of images whose digit is known."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from digit_model.datasets.mnist import load_mnist
from digit_model.reading.persistence import MODELS, load_test_answers


@dataclass(frozen=True, eq=False)
class Answers:
    """What a model said of images whose digit is known.

    Attributes
    ----------
    labels : ndarray of shape (n,), dtype int
        The right digits.
    probabilities : ndarray of shape (n, 10), dtype float
        What the model answered.

    Examples
    --------
    >>> answers = Answers(np.array([3, 5]), np.eye(10)[[3, 6]])
    >>> answers.digits, answers.wrong, answers[answers.wrong].labels
    (array([3, 6]), array([False,  True]), array([5]))
    """

    labels: np.ndarray
    probabilities: np.ndarray

    def __len__(self) -> int:
        """Count the images."""
        return len(self.labels)

    def __getitem__(self, rows: np.ndarray | slice) -> "Answers":
        """Return the answers for some of the images."""
        return Answers(self.labels[rows], self.probabilities[rows])

    @cached_property
    def digits(self) -> np.ndarray:
        """The most probable digits, shape (n,); of equals the lowest."""
        return self.probabilities.argmax(axis=1)

    @cached_property
    def confidence(self) -> np.ndarray:
        """The probabilities of `digits`, shape (n,), dtype float64."""
        return self.probabilities.max(axis=1).astype(float)

    @cached_property
    def wrong(self) -> np.ndarray:
        """Which `digits` are not the label, shape (n,), dtype bool."""
        return self.digits != self.labels

    @property
    def errors(self) -> int:
        """How many are wrong."""
        return int(self.wrong.sum())

    @property
    def accuracy(self) -> float:
        """Share of the images read right, 0 to 1."""
        return 1 - self.errors / len(self)


def load_answers(name: str, folder: Path = MODELS) -> Answers:
    """Load what a model answered for the 10,000 MNIST test images when it was trained.

    Parameters
    ----------
    name : str
        The model's name.
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    Answers
        Of the 10,000 test images.

    Raises
    ------
    ModelError
        If there is no such model, or the answers are another model's or damaged.
    DatasetError
        If MNIST is missing or damaged.
    """
    return Answers(load_mnist().test.labels, load_test_answers(name, folder))
