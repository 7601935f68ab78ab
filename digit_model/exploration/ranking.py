"""Ranking images: which are typical, strange or ambiguous."""

import numpy as np
from scipy.stats import rankdata


def strangeness(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Rank every image among those of its digit by its distance from their centre.

    Parameters
    ----------
    points : ndarray of shape (n, d)
        The images as points; those that look alike are near each other.
    labels : ndarray of shape (n,)
        Their digits.

    Returns
    -------
    ndarray of shape (n,), dtype float32
        From nearly 0 (the most typical of its digit) to 1 (the strangest).

    Examples
    --------
    >>> strangeness(np.array([[0.0], [5.0], [1.0]]), np.array([4, 4, 4]))
    array([0.6666667 , 1.        , 0.33333334], dtype=float32)
    """
    ranks = np.empty(len(labels), np.float32)
    for digit in np.unique(labels):
        own = labels == digit
        distances = np.linalg.norm(points[own] - points[own].mean(axis=0), axis=1)
        ranks[own] = rankdata(distances) / own.sum()
    return ranks


def ambiguity(probabilities: np.ndarray) -> np.ndarray:
    """Measure how near a model is to giving another answer.

    Parameters
    ----------
    probabilities : ndarray of shape (n, 10)
        What it answers.

    Returns
    -------
    ndarray of shape (n,)
        One less the margin between its two most probable digits: 0 (it is sure) to 1
        (the two are as probable).

    Examples
    --------
    >>> ambiguity(np.array([[0.0, 0.5, 0.5], [0.0, 1.0, 0.0]]))
    array([1., 0.])
    """
    second, first = np.partition(probabilities, (-2, -1), axis=1)[:, -2:].T
    return 1 - (first - second)
