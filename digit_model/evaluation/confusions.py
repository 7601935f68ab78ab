"""Confusions: which digits are taken for which others, and how well each is read."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn import metrics

from digit_model.evaluation.answers import Answers

_DIGITS = range(10)


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
    return metrics.confusion_matrix(answers.labels, answers.digits, labels=_DIGITS)


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
        answers.labels, answers.digits, labels=_DIGITS, zero_division=0
    )
    return pd.DataFrame(
        {
            "digit": _DIGITS,
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "support": support,
        }
    )
