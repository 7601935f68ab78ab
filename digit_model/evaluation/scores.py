"""Measuring how often predictions are right and how far their probabilities hold."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import binomtest
from sklearn import metrics

from digit_model.evaluation.answers import Answers

DIGITS = range(10)

_BINS = 15  # of the confidence from 0 to 1


class Confusion(NamedTuple):
    """One kind of error.

    Attributes
    ----------
    true : int
        The digit on the label.
    read : int
        The digit the model read.
    images : int
        How many there are.
    """

    true: int
    read: int
    images: int


def wilson_interval(successes: int, n: int) -> tuple[float, float]:
    """Bound a share that was measured on a sample, with 95 % confidence.

    Parameters
    ----------
    successes : int
        How many of the sample.
    n : int
        Size of the sample.

    Returns
    -------
    tuple of float
        Lower and upper bound, 0 to 1.

    References
    ----------
    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
    Inference", JASA 1927.

    Examples
    --------
    >>> low, high = wilson_interval(9257, 10_000)
    >>> round(low, 4), round(high, 4)
    (0.9204, 0.9307)
    """
    interval = binomtest(successes, n).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)


def confusion_matrix(answers: Answers) -> np.ndarray:
    """Count what was read for each digit.

    Parameters
    ----------
    answers : Answers
        What a model answered.

    Returns
    -------
    ndarray of shape (10, 10), dtype int64
        A row for each right digit, a column for each digit read.
    """
    return metrics.confusion_matrix(answers.labels, answers.digits, labels=DIGITS)


def error_shares(matrix: np.ndarray) -> np.ndarray:
    """Say what share of each digit's images is taken for which other digit.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        What `confusion_matrix` returned.

    Returns
    -------
    ndarray of shape (10, 10)
        From 0 to 1, each row by itself; 0 where the digit was read right.
    """
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    np.fill_diagonal(shares, 0)
    return shares


def darkest_share(matrices: Iterable[np.ndarray]) -> float:
    """Choose the share of errors that is darkest wherever these matrices are shown.

    Parameters
    ----------
    matrices : iterable of ndarray of shape (10, 10)
        What `confusion_matrix` returned.

    Returns
    -------
    float
        A twentieth, so that a model looks the same by itself and beside a worse one;
        more if a model errs more often.
    """
    return max([0.05, *(float(error_shares(matrix).max()) for matrix in matrices)])


def worst_pairs(matrix: np.ndarray, n: int = 5) -> list[Confusion]:
    """Find the most frequent errors.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        What `confusion_matrix` returned.
    n : int, default=5
        At most how many.

    Returns
    -------
    list of Confusion
        The most frequent first; none that did not occur.
    """
    errors = matrix - np.diag(np.diag(matrix))
    order = np.argsort(-errors, axis=None, kind="stable")[:n]
    pairs = [divmod(int(place), 10) for place in order]
    return [
        Confusion(true, read, int(errors[true, read]))
        for true, read in pairs
        if errors[true, read]
    ]


def per_digit(answers: Answers) -> pd.DataFrame:
    """Measure each digit by itself.

    Parameters
    ----------
    answers : Answers
        What a model answered.

    Returns
    -------
    DataFrame of 10 rows
        "digit", "precision", "recall", "f1" (each 0 to 1; 0 where there is nothing to
        divide by) and "support", the number of the digit's images.
    """
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        answers.labels, answers.digits, labels=DIGITS, zero_division=0
    )
    return pd.DataFrame(
        {
            "digit": DIGITS,
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "support": support,
        }
    )


def expected_calibration_error(answers: Answers) -> float:
    """Mean distance between confidence and accuracy over bins of equal width.

    Parameters
    ----------
    answers : Answers
        What a model answered.

    Returns
    -------
    float
        0 (every confidence is the accuracy among its like) to 1.

    References
    ----------
    C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    """
    bins = reliability(answers)
    gaps = (bins["accuracy"] - bins["confidence"]).abs()
    return float((gaps * bins["n"]).sum() / bins["n"].sum())


def reliability(answers: Answers) -> pd.DataFrame:
    """Compare confidence with accuracy over fifteen bins of equal width.

    Parameters
    ----------
    answers : Answers
        What a model answered.

    Returns
    -------
    DataFrame
        A row for each bin that holds images: "low" and "high" (the bin's ends),
        "confidence" and "accuracy" (means, 0 to 1), "n" (images), and the bounds
        "lower" and "upper" of the accuracy's 95 % interval (Wilson).
    """
    confidence, right = answers.confidence, ~answers.wrong
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    n = np.bincount(bins, minlength=_BINS)
    filled = np.flatnonzero(n)
    hits = np.bincount(bins[right], minlength=_BINS)
    bounds = [wilson_interval(int(hits[at]), int(n[at])) for at in filled]
    return pd.DataFrame(
        {
            "low": filled / _BINS,
            "high": (filled + 1) / _BINS,
            "confidence": np.bincount(bins, confidence, _BINS)[filled] / n[filled],
            "accuracy": hits[filled] / n[filled],
            "n": n[filled],
            "lower": [lower for lower, _ in bounds],
            "upper": [upper for _, upper in bounds],
        }
    )
