"""What a view of Misclassified lists."""

from typing import NamedTuple

import pandas as pd


class Listed(NamedTuple):
    """Images to look at, and what they are.

    Attributes
    ----------
    readings : DataFrame
        What `digit_model.evaluation.errors.list_readings` returned; of two models, with
        the columns "read by ..." and "confidence of ..." of each.
    sentence : str
        How many there are and of what, in Markdown.
    noun : str
        What one of them is.
    """

    readings: pd.DataFrame
    sentence: str
    noun: str
