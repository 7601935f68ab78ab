"""Test images whose label is known to be wrong."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from digit_model.datasets.mnist import TRAINING_SIZE, DatasetError

_FILE = Path(__file__).parents[1] / "data" / "label_errors.csv"


@dataclass(frozen=True)
class LabelError:
    """A label that people who looked at the image did not agree with.

    Attributes
    ----------
    index : int
        The image among all 70,000.
    given : int
        The label in the data set.
    likely : int
        The digit most often named instead.
    neither : bool
        Whether most people said that the image shows neither of the two.
    """

    index: int
    given: int
    likely: int
    neither: bool


@cache
def load_label_errors() -> MappingProxyType[int, LabelError]:
    """List the test labels that a vote of people found wrong.

    Returns
    -------
    mapping of int to LabelError
        The fifteen errors by the image's index among all 70,000.

    Raises
    ------
    DatasetError
        If the file is missing or damaged.

    References
    ----------
    C. G. Northcutt, A. Athalye and J. Mueller, "Pervasive Label Errors in Test Sets
    Destabilize Machine Learning Benchmarks", NeurIPS 2021; https://labelerrors.com.

    Examples
    --------
    >>> load_label_errors()[61901]
    LabelError(index=61901, given=9, likely=4, neither=False)
    """
    try:
        with _FILE.open(encoding="utf-8", newline="") as file:
            errors = [
                LabelError(
                    TRAINING_SIZE + int(row["index"]),
                    int(row["given"]),
                    int(row["likely"]),
                    row["neither"] == "1",
                )
                for row in csv.DictReader(file)
            ]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise DatasetError(
            f"The data file {_FILE} is missing or damaged; restore it with "
            "`git checkout -- digit_model/data`."
        ) from error
    return MappingProxyType({error.index: error for error in errors})
