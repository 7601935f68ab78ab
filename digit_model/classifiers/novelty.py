"""Novelty: telling digits from what is none."""

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.decomposition import PCA
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from digit_model.classifiers.network import AugmentedNetwork
from digit_model.classifiers.projection import project
from digit_model.computing.progress import Progress, no_progress
from digit_model.drawings.synthesis import NO_DIGIT

_NEVER = -1e6  # the score of an empty image


class DigitLikeness(BaseEstimator):
    """How much an image looks like a digit, from two points of view.

    A network that learned digits against letters, symbols and scribbles tells what is
    like those; the distance to the nearest of many digits tells what is like nothing
    seen before. Each view is scaled by how it varies among digits, and the two are
    added.

    Parameters
    ----------
    network : AugmentedNetwork, optional
        The untrained classifier of digits and `NO_DIGIT`; a small one by default.
    n_components : int, default=40
        Principal components in which distances are measured.
    n_prototypes : int, default=3000
        Digits to which they are measured.
    n_neighbors : int, default=3
        The distance is the mean of those to this many.
    distance_weight : float, default=0.2
        How much the distance counts beside the network.
    random_state : int, optional
        The same number gives the same scores.

    Attributes
    ----------
    network_ : AugmentedNetwork
        The trained network.
    components_ : PCA
        The principal components.
    prototypes_ : ndarray of shape (n_prototypes, n_components), dtype float32
        The digits to which distances are measured.
    lengths_ : ndarray of shape (n_prototypes,), dtype float32
        Their squared lengths.
    scales_ : ndarray of shape (2, 2)
        Mean and standard deviation of both views among digits.
    threshold_ : float
        From this score on an image is taken for a digit; set by `calibrate`.
    """

    def __init__(
        self,
        network: AugmentedNetwork | None = None,
        *,
        n_components: int = 40,
        n_prototypes: int = 3000,
        n_neighbors: int = 3,
        distance_weight: float = 0.2,
        random_state: int | None = None,
    ) -> None:
        self.network = network
        self.n_components = n_components
        self.n_prototypes = n_prototypes
        self.n_neighbors = n_neighbors
        self.distance_weight = distance_weight
        self.random_state = random_state

    def fit(
        self, X: np.ndarray, y: np.ndarray, *, progress: Progress = no_progress
    ) -> "DigitLikeness":
        """Learn digits and what is none; then `calibrate` sets the threshold.

        Parameters
        ----------
        X : ndarray of shape (n, 784), dtype uint8
            Images, row by row.
        y : ndarray of shape (n,), dtype int
            The digit shown, or `NO_DIGIT`.
        progress : callable, optional
            As for `AugmentedNetwork.fit`.

        Returns
        -------
        DigitLikeness
            This scorer.
        """
        X, y = validate_data(self, X, y, dtype=np.uint8)
        random_state = check_random_state(self.random_state)
        if self.network is None:
            network = AugmentedNetwork(hidden_layer_sizes=(200,), epochs=10)
        else:
            network = clone(self.network)
        network.set_params(random_state=random_state.randint(2**31))
        self.network_ = network.fit(X, y, progress=progress)

        digits = X[y != NO_DIGIT]
        rows = self.network_.inputs(digits)
        self.components_ = PCA(
            min(self.n_components, *rows.shape), random_state=random_state
        ).fit(rows)
        projected = self.components_.transform(rows)
        order = random_state.permutation(len(projected))
        # The others measure how near digits usually are to the prototypes.
        n_prototypes = min(self.n_prototypes, len(projected) // 2)
        chosen, others = np.split(order, [n_prototypes])
        # Numbers that half precision can hold: stored in it, they come back the same.
        self.prototypes_ = projected[chosen].astype(np.float16).astype(np.float32)
        self.lengths_ = np.einsum("ij,ij->i", self.prototypes_, self.prototypes_)
        views = self._views(digits[others[:10_000]])
        self.scales_ = np.array((views.mean(axis=0), views.std(axis=0) + 1e-9))
        self.threshold_ = 0.0
        return self

    def calibrate(
        self, *digits: np.ndarray, acceptance: float = 0.996
    ) -> "DigitLikeness":
        """Set the threshold so that a given fraction of digits passes, in every set.

        Parameters
        ----------
        *digits : ndarray of shape (n, 784)
            Sets of digits that were not in the training set, for example MNIST images,
            drawings by other writers and the same as drawn with other devices.
        acceptance : float, default=0.996
            The fraction that is to pass of the set that passes least; of every other
            set more do.

        Returns
        -------
        DigitLikeness
            This scorer.
        """
        self.threshold_ = min(
            float(np.quantile(self.score_samples(X), 1 - acceptance)) for X in digits
        )
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Give what is stored: the prototypes in half precision, which holds them."""
        state = super().__getstate__()
        if "prototypes_" in state:
            stored = state["prototypes_"].astype(np.float16)
            state = state | {"prototypes_": stored}
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was stored."""
        super().__setstate__(state)
        if "prototypes_" in state:
            self.prototypes_ = self.prototypes_.astype(np.float32)

    def score_samples(self, X: np.ndarray) -> np.ndarray:
        """Score images; the higher, the more like a digit.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n,), dtype float64
            Usual digits have scores around 0; an empty image has the lowest of all.
        """
        check_is_fitted(self)
        scaled = (self._views(X) - self.scales_[0]) / self.scales_[1]
        scores = scaled @ np.array((1.0, self.distance_weight))
        return np.where(np.asarray(X).any(axis=1), scores, _NEVER)

    def is_digit(self, X: np.ndarray) -> np.ndarray:
        """Tell whether images look enough like digits.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n,), dtype bool
            Whether the score reaches `threshold_`.
        """
        return self.score_samples(X) >= self.threshold_

    def _views(self, X: np.ndarray) -> np.ndarray:
        """Return the network's and the neighbours' opinion, of shape (n, 2)."""
        rows = self.network_.inputs(X)
        probabilities = self.network_.outputs(rows)
        no_digit = probabilities[:, self.network_.classes_ == NO_DIGIT].sum(axis=1)
        # Between 1e-4 and 1 - 1e-4 an outlier is neither more nor less of one.
        no_digit = np.clip(no_digit, 1e-4, 1 - 1e-4)
        likeness = np.log((1 - no_digit) / no_digit)
        return np.column_stack((likeness, -self._distances(rows)))

    def _distances(self, rows: np.ndarray) -> np.ndarray:
        """Mean distance to the nearest prototypes, of shape (n,).

        For one image this is ten times as fast as `NearestNeighbors`, which first
        converts all prototypes to double precision.
        """
        projected = project(self.components_, rows)
        lengths = np.einsum("ij,ij->i", projected, projected)  # squared
        squared = lengths[:, None] + self.lengths_ - 2 * projected @ self.prototypes_.T
        nearest = np.partition(squared, self.n_neighbors - 1, axis=1)
        nearest = nearest[:, : self.n_neighbors]
        return np.sqrt(np.maximum(nearest, 0)).mean(axis=1)
