"""Measuring how often predictions are right and how far their probabilities hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Score:
    """The figures of a set of predictions.

    Attributes
    ----------
    n : int
        Number of images.
    errors : int
        How many were read wrong.
    calibration_error : float
        Expected calibration error, 0 to 1.
    """

    n: int
    errors: int
    calibration_error: float

    @property
    def accuracy(self) -> float:
        """Share of images read right, 0 to 1."""
        return 1 - self.errors / self.n

    @classmethod
    def from_predictions(cls, labels: ArrayLike, probabilities: ArrayLike) -> "Score":
        """Compare predictions with the labels.

        Parameters
        ----------
        labels : array-like of shape (n,)
            The right digits.
        probabilities : array-like of shape (n, 10)
            What a model answered.

        Returns
        -------
        Score
            The figures.

        Examples
        --------
        >>> import numpy as np
        >>> Score.from_predictions([3, 5], np.eye(10)[[3, 6]]).accuracy
        0.5
        """
        labels, probabilities = np.asarray(labels), np.asarray(probabilities)
        errors = int((probabilities.argmax(axis=1) != labels).sum())
        return cls(
            len(labels), errors, expected_calibration_error(labels, probabilities)
        )


def expected_calibration_error(
    labels: ArrayLike, probabilities: ArrayLike, *, n_bins: int = 15
) -> float:
    """Mean distance between confidence and accuracy over bins of equal width.

    Parameters
    ----------
    labels : array-like of shape (n,)
        The right digits.
    probabilities : array-like of shape (n, 10)
        What a model answered.
    n_bins : int, default=15
        Number of bins of the confidence from 0 to 1.

    Returns
    -------
    float
        0 (every confidence is the accuracy among its like) to 1.

    References
    ----------
    C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * n_bins).astype(int), n_bins - 1)
    gaps = np.bincount(bins, weights=right - confidence, minlength=n_bins)
    return float(np.abs(gaps).sum() / len(labels))
