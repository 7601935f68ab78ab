"""The named models: what each is before it has been trained."""

from collections.abc import Callable
from dataclasses import dataclass

from sklearn.calibration import CalibratedClassifierCV
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import Normalizer
from sklearn.svm import SVC

from digit_model.features import OrientedGradients

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
        From a seed to the untrained Pipeline, from pixels (n, 784) to digits (n,).
    """

    description: str
    reads_strokes: bool
    build: Callable[[int], Pipeline]


def _logistic_regression(seed: int) -> Pipeline:
    # C is the best of 1, 0.1, 0.03 and 0.01 on the last 10,000 training images; lbfgs
    # converges in about 120 iterations.
    return make_pipeline(
        Normalizer("max"), LogisticRegression(C=0.1, max_iter=1000, random_state=seed)
    )


def _oriented_gradients(seed: int) -> Pipeline:
    support_vectors = SVC(C=10, gamma="scale", random_state=seed)
    return make_pipeline(
        OrientedGradients(),
        PCA(100, random_state=seed),
        CalibratedClassifierCV(support_vectors, method="temperature", ensemble=False),
    )


RECIPES = {
    "logistic-regression": Recipe(
        "Multinomial logistic regression on the 784 pixels: the classic exercise.",
        reads_strokes=False,
        build=_logistic_regression,
    ),
    DEFAULT: Recipe(
        "Support vectors on histograms of oriented gradients, trained on MNIST and on "
        "pen strokes.",
        reads_strokes=True,
        build=_oriented_gradients,
    ),
}
"""Every model by its name."""
