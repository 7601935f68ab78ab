"""The default reader: several different classifiers decide together."""

from collections.abc import Sequence

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.validation import check_is_fitted, validate_data

from digit_model.computing.progress import Progress

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
        `VirtualSupportVectors`, or others whose ``fit`` takes `progress` and that have
        ``features_`` and ``predict_proba_from``.
    weights : sequence of float, optional
        How much each member counts, all the same by default.
    shares : sequence of float, optional
        Roughly which part of the training time each takes, to report progress by.
    temperature : float, default=1.0
        The logarithms are divided by it. Choose it on data that the members have not
        seen, for example with `best_temperature`.

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
        weights: Sequence[float] | None = None,
        shares: Sequence[float] | None = None,
        temperature: float = 1.0,
    ) -> None:
        self.members = members
        self.weights = weights
        self.shares = shares
        self.temperature = temperature

    def fit(
        self, X: np.ndarray, y: np.ndarray, *, progress: Progress | None = None
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
                if progress is not None:
                    progress(
                        f"{name}: {stage}", float(start + (end - start) * fraction)
                    )

            self.members_.append(clone(member).fit(X, y, progress=report))
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
        return _softmax(self.predict_log_odds(X) / self.temperature)

    def predict_log_odds(self, X: np.ndarray) -> np.ndarray:
        """Compute the weighted mean of the members' log probabilities.

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
        features: dict[str, np.ndarray] = {}  # those that members share, only once
        votes = []
        for member in self.members_:
            # `repr` of an estimator would take as long as the features themselves.
            kind = f"{type(member.features_)} {vars(member.features_)}"
            if kind not in features:
                features[kind] = member.features_.transform(X)
            probabilities = member.predict_proba_from(features[kind])
            votes.append(np.log(np.maximum(probabilities, _LEAST)))
        return np.average(votes, axis=0, weights=self.weights)

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
        return self.classes_[self.predict_log_odds(X).argmax(axis=1)]


def best_temperature(log_odds: np.ndarray, y: np.ndarray) -> float:
    """Find the temperature at which the probabilities fit the labels best.

    Parameters
    ----------
    log_odds : ndarray of shape (n, n_classes)
        As `GeometricVote.predict_log_odds` gives them, for images it has not seen.
    y : ndarray of shape (n,), dtype int
        The column of each one's true class.

    Returns
    -------
    float
        The temperature of least log loss, between 0.1 and 10.
    """
    candidates = np.geomspace(0.1, 10, 201)
    losses = [
        -np.log(_softmax(log_odds / candidate)[np.arange(len(y)), y] + 1e-12).mean()
        for candidate in candidates
    ]
    return float(candidates[np.argmin(losses)])


def _softmax(scores: np.ndarray) -> np.ndarray:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)
