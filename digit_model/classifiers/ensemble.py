"""The default reader: several different classifiers decide together."""

from collections.abc import Sequence

import numpy as np
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.validation import check_is_fitted, validate_data

from digit_model.classifiers.calibration import best_temperature
from digit_model.computing.progress import Progress, no_progress

_LEAST = 1e-9  # a member's probability below this says no more than this


class GeometricVote(ClassifierMixin, BaseEstimator):
    """Classifiers that vote with the logarithms of their probabilities.

    The mean of the logarithms (rather than of the probabilities, as in
    `sklearn.ensemble.VotingClassifier`) lets a member that rules a digit out be
    heard. It is sharpened or softened by one number so that the probabilities are
    as high as the reader is often right.

    Parameters
    ----------
    members : sequence of (str, classifier)
        Their names and the untrained classifiers: `AugmentedNetwork` and
        `VirtualSupportVectors`, or others whose ``fit`` takes `progress`.
    shares : sequence of float, optional
        Roughly which part of the training time each takes, to report progress by.
    temperature : float, default=1.0
        The logarithms are divided by it; `calibrate` finds the best.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels seen.
    members_ : list of classifier
        The trained members.
    """

    def __init__(
        self,
        members: Sequence[tuple[str, ClassifierMixin]],
        *,
        shares: Sequence[float] | None = None,
        temperature: float = 1.0,
    ) -> None:
        self.members = members
        self.shares = shares
        self.temperature = temperature

    def fit(
        self, X: np.ndarray, y: np.ndarray, *, progress: Progress = no_progress
    ) -> "GeometricVote":
        """Train one member after the other.

        Parameters
        ----------
        X : ndarray of shape (n, 784), dtype uint8
            Images, row by row.
        y : ndarray of shape (n,)
            Their labels.
        progress : callable, optional
            Called as ``progress("network: epoch 3 of 24", 0.06)``.

        Returns
        -------
        GeometricVote
            This classifier.
        """
        X, y = validate_data(self, X, y, dtype=np.uint8)
        self.classes_ = np.unique(y)
        shares = np.ones(len(self.members)) if self.shares is None else self.shares
        ends = np.cumsum(shares) / np.sum(shares)
        self.members_ = []
        for (name, member), start, end in zip(
            self.members, (0, *ends[:-1]), ends, strict=True
        ):

            def report(
                stage: str,
                fraction: float,
                name: str = name,
                start: float = start,
                end: float = end,
            ) -> None:
                progress(f"{name}: {stage}", float(start + (end - start) * fraction))

            self.members_.append(clone(member).fit(X, y, progress=report))
        return self

    def calibrate(self, *sets: tuple[np.ndarray, np.ndarray]) -> "GeometricVote":
        """Set the temperature at which the probabilities fit the labels best.

        Parameters
        ----------
        *sets : tuple of ndarray
            Images X of shape (n, 784) that the members have not seen and their labels
            y of shape (n,), for example from MNIST and from drawings; each set counts
            as much as any other.

        Returns
        -------
        GeometricVote
            This classifier.
        """
        scores = np.concatenate([self.mean_log_proba(X) for X, _ in sets])
        columns = np.concatenate([np.searchsorted(self.classes_, y) for _, y in sets])
        weights = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in sets])
        self.temperature = best_temperature(scores, columns, weights)
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Compute the probability of each class.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n, n_classes), dtype float64
            Rows that sum to one.
        """
        return softmax(self.mean_log_proba(X) / self.temperature, axis=1)

    def mean_log_proba(self, X: np.ndarray) -> np.ndarray:
        """Compute the mean of the members' log probabilities.

        Parameters
        ----------
        X : ndarray of shape (n, 784)
            Images, row by row.

        Returns
        -------
        ndarray of shape (n, n_classes), dtype float64
            Higher is more probable; `temperature` has no part in it.
        """
        check_is_fitted(self)
        votes = [
            np.log(np.maximum(member.predict_proba(X), _LEAST))
            for member in self.members_
        ]
        return np.mean(votes, axis=0)

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
        return self.classes_[self.mean_log_proba(X).argmax(axis=1)]
