"""The recipes: what each named model is before it has been trained."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from sklearn.base import ClassifierMixin, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import Normalizer

from digit_model.classifiers.ensemble import GeometricVote
from digit_model.classifiers.network import AugmentedNetwork
from digit_model.classifiers.novelty import DigitLikeness
from digit_model.classifiers.support_vectors import VirtualSupportVectors
from digit_model.features.second_order import SecondOrderGradients

DEFAULT = "oriented-gradients"
"""The model that is used unless another is asked for."""


def default_reader(
    *, random_state: int = 0, n_jobs: int | None = 2, epochs: int = 28
) -> GeometricVote:
    """Put together the untrained default reader.

    Two networks and two support vector machines: one of each sees the digits as they
    are written, the other with slant and proportions undone. These two views err on
    different digits; more networks on one view err together.

    Parameters
    ----------
    random_state : int, default=0
        The same number gives the same reader.
    n_jobs : int, optional
        Threads that deform images while training; as for joblib. The reader does not
        depend on it.
    epochs : int, default=28
        Of the networks.

    Returns
    -------
    GeometricVote
        Train it with `digit_model.drawings.training_data.training_set`.

    Examples
    --------
    >>> for name, member in default_reader().members:
    ...     print(name)
    network
    network, normalized
    support vectors
    support vectors, normalized
    """
    seeds = np.random.SeedSequence(random_state).generate_state(4).tolist()

    def network(features: TransformerMixin, seed: int) -> AugmentedNetwork:
        return AugmentedNetwork(
            features, epochs=epochs, random_state=seed, n_jobs=n_jobs
        )

    def support_vectors(features: TransformerMixin, seed: int) -> VirtualSupportVectors:
        return VirtualSupportVectors(features, n_components=150, random_state=seed)

    return GeometricVote(
        [
            ("network", network(SecondOrderGradients(orientations=12), seeds[0])),
            (
                "network, normalized",
                network(SecondOrderGradients(normalized=True), seeds[1]),
            ),
            ("support vectors", support_vectors(SecondOrderGradients(), seeds[2])),
            (
                "support vectors, normalized",
                support_vectors(
                    SecondOrderGradients(normalized=True, smoothing=0.8), seeds[3]
                ),
            ),
        ],
        shares=(0.41, 0.47, 0.07, 0.05),
    )


def default_likeness(
    *, random_state: int = 0, n_jobs: int | None = 2, epochs: int = 8
) -> DigitLikeness:
    """Put together the untrained scorer that tells digits from other drawings.

    Parameters
    ----------
    random_state : int, default=0
        The same number gives the same scorer.
    n_jobs : int, optional
        As for `default_reader`.
    epochs : int, default=8
        Of its network.

    Returns
    -------
    DigitLikeness
        Train it with `digit_model.drawings.likeness_data.likeness_set`.
    """
    # What looks odd as it is written may be a usual digit once slant and proportions
    # are undone, and the other way round.
    both_views = FeatureUnion(
        [
            ("as written", SecondOrderGradients()),
            ("normalized", SecondOrderGradients(normalized=True)),
        ]
    )
    network = AugmentedNetwork(
        both_views, hidden_layer_sizes=(500,), epochs=epochs, n_jobs=n_jobs
    )
    return DigitLikeness(network, random_state=random_state)


@dataclass(frozen=True)
class Recipe:
    """A model before training.

    Attributes
    ----------
    title : str
        What it is to somebody who does not know its name, in a word.
    description : str
        What it is, in a line.
    reads_strokes : bool
        Whether it is trained on pen strokes besides MNIST.
    build : callable
        From a seed to the untrained classifier, from pixels (n, 784) to digits (n,).
    grid : dict of str to list
        Parameters worth a search, with values to try.
    """

    title: str
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


RECIPES = {
    "logistic-regression": Recipe(
        "Classic",
        "Multinomial logistic regression on the 784 pixels: the classic exercise.",
        reads_strokes=False,
        build=_logistic_regression,
        grid={"logisticregression__C": [0.01, 0.1, 1.0]},
    ),
    DEFAULT: Recipe(
        "Best",
        "Two networks and two support vector machines on oriented gradients, voting; "
        "trained on MNIST, pen strokes and synthetic digits.",
        reads_strokes=True,
        build=_oriented_gradients,
        grid={"temperature": [1.0, 1.2, 1.5]},
    ),
}
"""Every model by its name."""
