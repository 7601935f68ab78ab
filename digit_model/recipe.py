"""The recipe of the default reader, in one place."""

import numpy as np
from sklearn.base import TransformerMixin

from digit_model.ensemble import GeometricVote
from digit_model.network import AugmentedNetwork
from digit_model.novelty import DigitLikeness
from digit_model.second_order import SecondOrderGradients
from digit_model.support_vectors import VirtualSupportVectors

TEMPERATURE = 1.25
"""Of the vote; chosen on held-out writers and MNIST images (`best_temperature`)."""


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
        Train it with `digit_model.training_data.training_set`.

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
        temperature=TEMPERATURE,
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
        Train it with digits and with `digit_model.training_data.symbol_set`.
    """
    network = AugmentedNetwork(hidden_layer_sizes=(400,), epochs=epochs, n_jobs=n_jobs)
    return DigitLikeness(network, random_state=random_state)
