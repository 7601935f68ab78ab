"""The named models: what each is before it has been trained."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sklearn.base import ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from digit_model.novelty import DigitLikeness
from digit_model.recipe import default_likeness, default_reader

DEFAULT = "oriented-gradients"
"""The model that is used unless another is asked for."""


@dataclass(frozen=True)
class Recipe:
    """A model before training.

    Attributes
    ----------
    description : str
        What it is, in a line.
    reads_strokes : bool
        Whether it is trained on pen strokes besides MNIST.
    build : callable
        From a seed to the untrained classifier, from pixels (n, 784) to digits (n,).
    grid : dict of str to list
        Parameters worth a search, with values to try.
    """

    description: str
    reads_strokes: bool
    build: Callable[[int], ClassifierMixin]
    grid: dict[str, list[object]] = field(default_factory=dict)


def _logistic_regression(seed: int) -> ClassifierMixin:
    # C is the best of 1, 0.1, 0.03 and 0.01 on the last 10,000 training images; lbfgs
    # converges in about 120 iterations.
    return make_pipeline(
        Normalizer("max"), LogisticRegression(C=0.1, max_iter=1000, random_state=seed)
    )


def _oriented_gradients(seed: int) -> ClassifierMixin:
    return default_reader(random_state=seed)


def likeness(seed: int) -> DigitLikeness:
    """Build the untrained scorer that every model tells digits from the rest with.

    Parameters
    ----------
    seed : int
        The same seed gives the same scorer.

    Returns
    -------
    DigitLikeness
        To be trained and calibrated.
    """
    return default_likeness(random_state=seed)


RECIPES = {
    "logistic-regression": Recipe(
        "Multinomial logistic regression on the 784 pixels: the classic exercise.",
        reads_strokes=False,
        build=_logistic_regression,
        grid={"logisticregression__C": [0.01, 0.1, 1.0]},
    ),
    DEFAULT: Recipe(
        "Two networks and two support vector machines on oriented gradients, voting; "
        "trained on MNIST, pen strokes and synthetic digits.",
        reads_strokes=True,
        build=_oriented_gradients,
        grid={"temperature": [1.0, 1.2, 1.5]},
    ),
}
"""Every model by its name."""
