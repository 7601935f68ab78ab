"""The recipe of the default reader, in one place."""

import numpy as np
from sklearn.base import TransformerMixin

from digit_model.ensemble import GeometricVote
from digit_model.features import OrientedGradients
from digit_model.network import AugmentedNetwork
from digit_model.novelty import DigitLikeness
from digit_model.second_order import SecondOrderGradients
from digit_model.support_vectors import VirtualSupportVectors

TEMPERATURE = 1.2
"""Of the vote; chosen on held-out writers and MNIST images (`best_temperature`)."""


def default_reader(
    *, random_state: int = 0, n_jobs: int | None = 2, epochs: int = 24
) -> GeometricVote:
    """Put together the untrained default reader.

    Three networks and a support vector machine, which see different features, learn
    from different deformations and err on different drawings.

    Parameters
    ----------
    random_state : int, default=0
        The same number gives the same reader.
    n_jobs : int, optional
        Threads that deform images while training; as for joblib. The reader does not
        depend on it.
    epochs : int, default=24
        Of the networks.

    Returns
    -------
    GeometricVote
        Train it with `digit_model.training_data.training_set`.

    Examples
    --------
    >>> [name for name, member in default_reader().members]
    ['network', 'second network', 'third network', 'support vectors']
    """
    seeds = np.random.SeedSequence(random_state).generate_state(4).tolist()

    def network(features: TransformerMixin, seed: int) -> AugmentedNetwork:
        return AugmentedNetwork(
            features, epochs=epochs, random_state=seed, n_jobs=n_jobs
        )

    return GeometricVote(
        [
            ("network", network(OrientedGradients(), seeds[0])),
            ("second network", network(SecondOrderGradients(), seeds[1])),
            ("third network", network(SecondOrderGradients(), seeds[2])),
            (
                "support vectors",
                VirtualSupportVectors(
                    SecondOrderGradients(), n_components=150, random_state=seeds[3]
                ),
            ),
        ],
        shares=(0.2, 0.33, 0.33, 0.14),
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
