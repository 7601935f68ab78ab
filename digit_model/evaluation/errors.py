"""Listing what a model read in images, in an order that helps to study its errors."""

import numpy as np
import pandas as pd

from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE
from digit_model.evaluation.answers import Answers

ORDERS = {
    "Surest first": ("confidence", False),
    "Least sure first": ("confidence", True),
    "Closest second guess first": ("margin", True),
    "Least probable label first": ("true_probability", True),
    "By pair": (["true", "read"], True),
    "By index": ("index", True),
}
"""Orders of images in words: the columns to sort by, and whether they rise."""


def list_readings(indices: np.ndarray, answers: Answers) -> pd.DataFrame:
    """List what a model read in images.

    Parameters
    ----------
    indices : ndarray of shape (n,)
        Where the images stand among MNIST's 70,000.
    answers : Answers
        Their labels, and what the model answered.

    Returns
    -------
    DataFrame of n rows
        "index"; the digits "true" (the label), "read" (the answer) and "second" (the
        second guess); "confidence" of the answer, "margin" to the second guess and
        "true_probability" of the label (each 0 to 1); "likely", the digit that people
        see where the label is known to be wrong, else missing.

    Examples
    --------
    >>> answer = np.array([[0, 0, 0, 0, 0.7, 0, 0, 0, 0, 0.3]])
    >>> answers = Answers(np.array([9]), answer)
    >>> list_readings(np.array([61901]), answers).iloc[0].to_dict()
    ... # doctest: +NORMALIZE_WHITESPACE
    {'index': 61901.0, 'true': 9.0, 'read': 4.0, 'second': 9.0, 'confidence': 0.7,
     'margin': 0.4, 'true_probability': 0.3, 'likely': 4.0}
    """
    labels, probabilities = answers.labels, answers.probabilities
    rows = np.arange(len(labels))
    # Stable: of digits as probable as each other the lowest is read, as by argmax.
    read, second = np.argsort(-probabilities, axis=1, kind="stable")[:, :2].T
    confidence = probabilities[rows, read].astype(float).round(6)
    runner_up = probabilities[rows, second].astype(float).round(6)
    errors = load_label_errors()
    likely = [errors[i].likely if i in errors else pd.NA for i in indices.tolist()]
    return pd.DataFrame(
        {
            "index": indices,
            "true": labels,
            "read": read,
            "second": second,
            "confidence": confidence,
            "margin": (confidence - runner_up).round(6),
            "true_probability": probabilities[rows, labels].astype(float).round(6),
            "likely": pd.array(likely, dtype="Int64"),
        }
    )


def put_in_order(readings: pd.DataFrame, order: str) -> pd.DataFrame:
    """Sort images; those that are equal stay in the order of their index.

    Parameters
    ----------
    readings : DataFrame
        What `list_readings` returned.
    order : str
        One of `ORDERS`.

    Returns
    -------
    DataFrame
        The same rows.
    """
    columns, rising = ORDERS[order]
    return readings.sort_values(columns, ascending=rising, kind="stable")


def without_label_errors() -> np.ndarray:
    """Find the test images whose label is not known to be wrong.

    Returns
    -------
    ndarray of shape (9985,), dtype int64
        Their indices among the 10,000.
    """
    wrong = [index - TRAINING_SIZE for index in load_label_errors()]
    return np.setdiff1d(np.arange(TEST_SIZE), wrong)
