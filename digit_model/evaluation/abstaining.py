"""Answering only when sure: what abstaining costs and what it saves."""

import numpy as np
import pandas as pd

from digit_model.evaluation.answers import Answers


def risk_coverage(answers: Answers) -> pd.DataFrame:
    """Count the errors that are left if a model may abstain when it is unsure.

    Parameters
    ----------
    answers : Answers
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
    order = np.argsort(-answers.confidence, kind="stable")
    falling = answers.confidence[order]
    errors = np.cumsum(answers.wrong[order])
    # Images of the same confidence are answered together: a row stands at their last.
    last = np.append(falling[1:] != falling[:-1], True)
    table = pd.DataFrame(
        {
            "confidence": falling[last],
            "answered": (np.flatnonzero(last) + 1) / len(answers),
            "errors": errors[last],
        }
    )
    # Both ends of each flight of equal errors suffice to draw the steps.
    before, after = table["errors"].shift(), table["errors"].shift(-1)
    return table[(table["errors"] != before) | (table["errors"] != after)].reset_index(
        drop=True
    )


def errors_when_abstaining(answers: Answers, confidence: float) -> tuple[int, int]:
    """Count answers and errors if a model abstains below a confidence.

    Parameters
    ----------
    answers : Answers
        What a model answered.
    confidence : float
        The least that is answered, 0 to 1.

    Returns
    -------
    tuple of int
        Number of answers, and how many of them are wrong.
    """
    answered = answers.confidence >= confidence
    return int(answered.sum()), int((answered & answers.wrong).sum())
