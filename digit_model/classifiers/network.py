"""A neural network that never sees the same image twice."""

from copy import copy
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.neural_network import MLPClassifier
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from digit_model.computing.progress import Progress, no_progress
from digit_model.features.augmentation import augment
from digit_model.features.oriented_gradients import OrientedGradients

_CHUNK = 4000  # images a task


class AugmentedNetwork(ClassifierMixin, BaseEstimator):
    """A multilayer perceptron on features of freshly augmented images.

    Before every epoch all images are deformed anew
    (`digit_model.features.augmentation`) and their features computed. The step size
    falls to zero along a cosine.

    Parameters
    ----------
    features : transformer, optional
        From images of shape (n, 784) to features; `OrientedGradients` by default.
    hidden_layer_sizes : tuple of int, default=(800,)
        Units of each hidden layer.
    epochs : int, default=24
        How often every image is seen, each time another way.
    learning_rate : float, default=0.001
        Adam's step size at the start.
    alpha : float, default=1e-5
        Strength of the L2 penalty.
    batch_size : int, default=200
        Images a step.
    random_state : int, optional
        The same number gives the same network.
    n_jobs : int, optional
        Threads that deform images; as for joblib. The network does not depend on it.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels seen.
    features_ : transformer
        The fitted `features`.
    mean_ : ndarray of shape (n_features,)
        Mean of each feature.
    spread_ : float
        Standard deviation of all features together.
    network_ : MLPClassifier
        The network, in float32.
    """

    def __init__(
        self,
        features: TransformerMixin | None = None,
        *,
        hidden_layer_sizes: tuple[int, ...] = (800,),
        epochs: int = 24,
        learning_rate: float = 1e-3,
        alpha: float = 1e-5,
        batch_size: int = 200,
        random_state: int | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.features = features
        self.hidden_layer_sizes = hidden_layer_sizes
        self.epochs = epochs
        self.learning_rate = learning_rate
        self.alpha = alpha
        self.batch_size = batch_size
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(
        self, X: np.ndarray, y: np.ndarray, *, progress: Progress = no_progress
    ) -> "AugmentedNetwork":
        """Train for `epochs` epochs.

        Parameters
        ----------
        X : ndarray of shape (n, 784), dtype uint8
            Images, row by row.
        y : ndarray of shape (n,)
            Their labels.
        progress : callable, optional
            Called after every epoch as ``progress("epoch 3 of 24", 0.125)``.

        Returns
        -------
        AugmentedNetwork
            This classifier.
        """
        X, y = validate_data(self, X, y, dtype=np.uint8)
        self.classes_ = np.unique(y)
        features = OrientedGradients() if self.features is None else self.features
        self.features_ = clone(features).fit(X[:1])
        seed = int(check_random_state(self.random_state).randint(2**31))
        some = self.features_.transform(X[:: max(len(X) // 5000, 1)])
        self.mean_ = some.mean(axis=0)
        # The network starts with weights meant for numbers around one. One scale for
        # all: a feature that hardly ever varies must not become a loud one.
        self.spread_ = float((some - self.mean_).std())
        self.network_ = MLPClassifier(
            self.hidden_layer_sizes,
            alpha=self.alpha,
            batch_size=min(self.batch_size, len(X)),
            learning_rate_init=self.learning_rate,
            random_state=seed,
        )
        images = X.reshape(-1, 28, 28)
        for epoch in range(self.epochs):
            rows = self._fresh_inputs(images, np.random.SeedSequence((seed, epoch)))
            if epoch:
                # MLPClassifier has no schedule for Adam; its optimizer reads this
                # number at every step.
                self.network_._optimizer.learning_rate_init = (
                    self.learning_rate * (1 + np.cos(np.pi * epoch / self.epochs)) / 2
                )
            self.network_.partial_fit(rows, y, classes=self.classes_)
            progress(f"epoch {epoch + 1} of {self.epochs}", (epoch + 1) / self.epochs)
        self._slim()
        return self

    def _slim(self) -> None:
        """Drop what only training needs, and digits that predictions do not."""
        network = self.network_
        # Adam's moments and a second copy of the weights: three times their size.
        for attribute in ("_optimizer", "_best_coefs", "_best_intercepts"):
            if hasattr(network, attribute):
                delattr(network, attribute)
        # Numbers that half precision can hold: stored in it, they come back the same.
        _change_weights(network, np.float16)
        _change_weights(network, np.float32)

    def __getstate__(self) -> dict[str, Any]:
        """Give what is stored: the weights in half precision, which holds them."""
        state = super().__getstate__()
        if "network_" in state:
            stored = copy(state["network_"])
            _change_weights(stored, np.float16)
            state = state | {"network_": stored}
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was stored."""
        super().__setstate__(state)
        if "network_" in state:
            _change_weights(self.network_, np.float32)

    def _fresh_inputs(
        self, images: np.ndarray, seed: np.random.SeedSequence
    ) -> np.ndarray:
        starts = range(0, len(images), _CHUNK)
        chunks = Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(self._augmented_inputs)(images[start : start + _CHUNK], chunk_seed)
            for start, chunk_seed in zip(starts, seed.spawn(len(starts)), strict=True)
        )
        return np.concatenate(chunks)

    def _augmented_inputs(
        self, images: np.ndarray, seed: np.random.SeedSequence
    ) -> np.ndarray:
        augmented = augment(images, np.random.default_rng(seed))
        return self.inputs(augmented.reshape(-1, 784))

    def inputs(self, X: np.ndarray) -> np.ndarray:
        """Compute what the network is given.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n, n_features), dtype float32
            Features around zero, with values around one.
        """
        return (self.features_.transform(X) - self.mean_) / np.float32(self.spread_)

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Compute the probability of each class.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n, n_classes), dtype float32
            Rows that sum to one.
        """
        check_is_fitted(self)
        return self.outputs(self.inputs(X))

    def outputs(self, inputs: np.ndarray) -> np.ndarray:
        """Compute what the network answers.

        Parameters
        ----------
        inputs : ndarray of shape (n, n_features), dtype float32
            As `inputs` returns them.

        Returns
        -------
        ndarray of shape (n, n_classes), dtype float32
            Probabilities; rows sum to one.
        """
        # A method not meant for others, but `MLPClassifier.predict_proba`, which calls
        # it, checks its input for as long as it computes.
        outputs = self.network_._forward_pass_fast(inputs, check_input=False)
        if outputs.shape[1] == 1:  # of two classes it gives the second
            return np.hstack((1 - outputs, outputs))
        return outputs

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Name the most probable class.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n,)
            Labels.
        """
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


def _change_weights(network: MLPClassifier, dtype: type[np.floating[Any]]) -> None:
    network.coefs_ = [weights.astype(dtype) for weights in network.coefs_]
