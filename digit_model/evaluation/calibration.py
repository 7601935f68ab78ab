"""Calibration: how far the probabilities of answers can be believed."""

import numpy as np
import pandas as pd

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.intervals import wilson_interval

_BINS = 15  # of the confidence from 0 to 1


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
