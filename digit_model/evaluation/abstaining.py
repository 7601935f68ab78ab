"""Answering only when sure: what abstaining costs and what it saves."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def risk_coverage(labels: ArrayLike, probabilities: ArrayLike) -> pd.DataFrame:
    """Count the errors that are left if a model may abstain when it is unsure.

    Parameters
    ----------
    labels : array-like of shape (n,)
        The right digits.
    probabilities : array-like of shape (n, 10)
        What a model answered.

    Returns
    -------
    DataFrame
        A row for each confidence at which the number of errors changes, falling, and
        one for the lowest: "confidence" (the least that is answered), "answered" (share
        of images, 0 to 1) and "errors" (how many of the answers are wrong).

    References
    ----------
    R. El-Yaniv and Y. Wiener, "On the Foundations of Noise-free Selective
    Classification", JMLR 2010.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    confidence = probabilities.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    falling = confidence[order]
    errors = np.cumsum((probabilities.argmax(axis=1) != labels)[order])
    # Images of the same confidence are answered together: a row stands at their last.
    last = np.append(falling[1:] != falling[:-1], True)
    table = pd.DataFrame(
        {
            "confidence": falling[last].astype(float),
            "answered": (np.flatnonzero(last) + 1) / len(labels),
            "errors": errors[last],
        }
    )
    # Both ends of each flight of equal errors suffice to draw the steps.
    before, after = table["errors"].shift(), table["errors"].shift(-1)
    return table[(table["errors"] != before) | (table["errors"] != after)].reset_index(
        drop=True
    )


def errors_when_abstaining(
    labels: ArrayLike, probabilities: ArrayLike, confidence: float
) -> tuple[int, int]:
    """Count answers and errors if a model abstains below a confidence.

    Parameters
    ----------
    labels : array-like of shape (n,)
        The right digits.
    probabilities : array-like of shape (n, 10)
        What a model answered.
    confidence : float
        The least that is answered, 0 to 1.

    Returns
    -------
    tuple of int
        Number of answers, and how many of them are wrong.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    answered = probabilities.max(axis=1) >= confidence
    wrong = probabilities.argmax(axis=1) != labels
    return int(answered.sum()), int((answered & wrong).sum())
