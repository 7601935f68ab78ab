"""Calibration: probabilities as high as answers are often right."""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax


def best_temperature(
    scores: np.ndarray, y: np.ndarray, sample_weight: np.ndarray | None = None
) -> float:
    """Find the number to divide scores by, so that their softmax fits the labels best.

    Parameters
    ----------
    scores : ndarray of shape (n, n_classes)
        Log probabilities or other scores, of images that were not learned from.
    y : ndarray of shape (n,), dtype int
        The column of each one's true class.
    sample_weight : ndarray of shape (n,), optional
        How much each image counts; all the same by default.

    Returns
    -------
    float
        The temperature of least log loss.

    References
    ----------
    C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    """
    rows = np.arange(len(y))

    def loss(logarithm: float) -> float:
        right = log_softmax(scores / np.exp(logarithm), axis=1)[rows, y]
        return -float(np.average(right, weights=sample_weight))

    return float(np.exp(minimize_scalar(loss, bounds=(-6, 3), method="bounded").x))
