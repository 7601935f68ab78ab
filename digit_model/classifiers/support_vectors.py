"""A support vector machine that learns from its own support vectors, deformed."""

from typing import Any

import numpy as np
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.decomposition import PCA
from sklearn.svm import SVC
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from digit_model.classifiers.projection import project
from digit_model.computing.progress import Progress, no_progress
from digit_model.features.augmentation import augment
from digit_model.features.oriented_gradients import OrientedGradients


class VirtualSupportVectors(ClassifierMixin, BaseEstimator):
    """An RBF machine on principal components, trained twice.

    The first machine finds the images near the borders between the digits: its
    support vectors. The second one learns from those and from deformed copies of
    them, which is far less work than deforming all images and nearly as good.

    Parameters
    ----------
    features : transformer, optional
        From images of shape (n, 784) to features; `OrientedGradients` by default.
    n_components : int, default=120
        Principal components of the features.
    C : float, default=10.0
        Penalty for errors.
    gamma : float, default=1.0
        Width of the kernel, ``exp(-gamma * d**2 / s)``, where d is the distance and s
        the sum of the components' variances.
    copies : int, default=3
        Deformed copies of each support vector.
    slope : float, default=3.0
        How fast the probability of the one of two classes grows with their distance
        from the border between them.
    random_state : int, optional
        The same number gives the same machine.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels seen.
    features_ : transformer
        The fitted `features`.
    components_ : PCA
        The principal components.
    vectors_ : ndarray of shape (n_vectors, n_components), dtype float32
        The second machine's support vectors, class by class.
    lengths_ : ndarray of shape (n_vectors,), dtype float32
        Their squared lengths.
    n_vectors_ : ndarray of shape (n_classes,)
        How many of them each class has.
    coefficients_ : ndarray of shape (n_classes - 1, n_vectors), dtype float32
        Their weights against each of the other classes, as `SVC.dual_coef_`.
    intercepts_ : ndarray of shape (n_pairs,)
        Of the borders between the pairs of classes.
    kernel_gamma_ : float
        Factor of the squared distance.

    References
    ----------
    D. DeCoste and B. Schoelkopf, "Training Invariant Support Vector Machines",
    Machine Learning 46, 2002.
    """

    def __init__(
        self,
        features: TransformerMixin | None = None,
        *,
        n_components: int = 120,
        C: float = 10.0,
        gamma: float = 1.0,
        copies: int = 3,
        slope: float = 3.0,
        random_state: int | None = None,
    ) -> None:
        self.features = features
        self.n_components = n_components
        self.C = C
        self.gamma = gamma
        self.copies = copies
        self.slope = slope
        self.random_state = random_state

    def fit(
        self, X: np.ndarray, y: np.ndarray, *, progress: Progress = no_progress
    ) -> "VirtualSupportVectors":
        """Train both machines.

        Parameters
        ----------
        X : ndarray of shape (n, 784), dtype uint8
            Images, row by row.
        y : ndarray of shape (n,)
            Their labels.
        progress : callable, optional
            Called after each stage with its name and the fraction that is over.

        Returns
        -------
        VirtualSupportVectors
            This classifier.
        """
        X, y = validate_data(self, X, y, dtype=np.uint8)
        random_state = check_random_state(self.random_state)
        rng = np.random.default_rng(random_state.randint(2**31))

        features = OrientedGradients() if self.features is None else self.features
        self.features_ = clone(features).fit(X[:1])
        progress("features", 0.0)
        rows = self.features_.transform(X)
        self.components_ = PCA(
            min(self.n_components, *rows.shape), random_state=random_state
        ).fit(rows)
        progress("first machine", 0.05)
        first = self._new_machine().fit(self._rounded(rows), y)
        progress("second machine", 0.35)
        near = X[first.support_].reshape(-1, 28, 28)
        virtual = [near, *(augment(near, rng) for _ in range(self.copies))]
        pixels = np.concatenate(virtual).reshape(-1, 784)
        labels = np.tile(y[first.support_], self.copies + 1)
        rows = self.features_.transform(pixels)
        self._keep(self._new_machine().fit(self._rounded(rows), labels))
        progress("second machine", 1.0)
        return self

    def _new_machine(self) -> SVC:
        self.kernel_gamma_ = self.gamma / float(
            self.components_.explained_variance_.sum()
        )
        return SVC(C=self.C, gamma=self.kernel_gamma_, cache_size=1500)

    def _keep(self, machine: SVC) -> None:
        """Store what predictions need.

        With matrix products instead of `SVC`'s loop in double precision, one image
        takes a third of the time and many a tenth.
        """
        self.classes_ = machine.classes_
        self.vectors_ = machine.support_vectors_.astype(np.float32)
        self.lengths_ = np.einsum("ij,ij->i", self.vectors_, self.vectors_)
        self.n_vectors_ = machine.n_support_.copy()
        # Of two classes `SVC` scores the second, of more the first of each pair.
        sign = -1 if len(self.classes_) == 2 else 1
        self.coefficients_ = sign * machine.dual_coef_.astype(np.float32)
        self.intercepts_ = sign * machine.intercept_

    def _rounded(self, rows: np.ndarray) -> np.ndarray:
        """Principal components, in numbers that half precision can hold.

        This costs nothing in accuracy, and the stored vectors take half the room.
        """
        return self.components_.transform(rows).astype(np.float16).astype(np.float64)

    def _margins(self, rows: np.ndarray) -> np.ndarray:
        """How far to the first class's side of each border, of shape (n, pairs)."""
        lengths = np.einsum("ij,ij->i", rows, rows)  # squared
        products = rows @ self.vectors_.T  # (n, n_vectors)
        squared_distances = lengths[:, None] + self.lengths_ - 2 * products
        kernel = np.exp(np.float32(-self.kernel_gamma_) * squared_distances)
        ends = np.cumsum(self.n_vectors_)
        # sums[c][:, k]: what the vectors of class c say against its k-th rival
        sums = [
            kernel[:, start:end] @ self.coefficients_[:, start:end].T
            for start, end in zip((0, *ends[:-1]), ends, strict=True)
        ]
        pairs = zip(*np.triu_indices(len(self.classes_), 1), strict=True)
        margins = [sums[i][:, j - 1] + sums[j][:, i] for i, j in pairs]
        return np.column_stack(margins) + self.intercepts_

    def __getstate__(self) -> dict[str, Any]:
        """Give what is stored: the vectors in half precision, which holds them."""
        state = super().__getstate__()
        if "vectors_" in state:
            state = state | {"vectors_": state["vectors_"].astype(np.float16)}
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was stored."""
        super().__setstate__(state)
        if "vectors_" in state:
            self.vectors_ = state["vectors_"].astype(np.float32)

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Compute the probability of each class.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n, n_classes), dtype float64
            Rows that sum to one: for each class the product of its probabilities
            against every other one.
        """
        check_is_fitted(self)
        rows = project(self.components_, self.features_.transform(X))
        n_classes = len(self.classes_)
        first, second = np.triu_indices(n_classes, 1)
        margins = np.zeros((len(rows), n_classes, n_classes))
        margins[:, first, second] = self.slope * self._margins(rows)
        margins -= margins.transpose(0, 2, 1)
        # The logarithms of a class's probabilities against all; that against itself,
        # one half, is in every class's sum.
        evidence = -np.logaddexp(0, -margins).sum(axis=2)
        return softmax(evidence, axis=1)

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
