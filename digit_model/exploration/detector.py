"""The 2-detector of the classic exercise, for any digit: "is it a d?", yes or no.

It is binary logistic regression on the 784 pixels from 0 to 255 with the tolerance of
the exercise, ``LogisticRegression(tol=0.1)``. A fit to 40,000 images takes seconds.

Its figures come from three-fold cross-validation on the 60,000 training images, so
that every image is judged by a detector that has not learned from it. Those of all ten
digits are stored with the package; `build_detectors` makes them anew.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import auc, precision_recall_curve, roc_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict, cross_val_score
from tqdm import tqdm

from digit_model.computing.progress import Progress, no_progress
from digit_model.datasets.data_files import load_arrays, save_arrays
from digit_model.datasets.mnist import load_mnist

FOLDS = 3
"""Parts of the training images; each is judged by a fit to the others."""

STEP = 0.125
"""Distance of the thresholds at which stored scores give exact counts."""

_FILE = "detectors"


class Counts(NamedTuple):
    """What a detector said of how many images.

    Attributes
    ----------
    tp : int
        Said yes, rightly.
    fp : int
        Said yes, wrongly.
    fn : int
        Said no, wrongly.
    tn : int
        Said no, rightly.
    """

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def accuracy(self) -> float:
        """Share of right answers, 0 to 1."""
        return (self.tp + self.tn) / sum(self)

    @property
    def precision(self) -> float:
        """Share of the yeses that are right; 1 if there is no yes, as none is wrong."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Share of the digit's images that got a yes, 0 to 1."""
        return self.tp / (self.tp + self.fn)


@dataclass(frozen=True)
class DetectorResult:
    """How a detector did on images it had not learned from.

    Attributes
    ----------
    digit : int
        The digit it looks for.
    is_digit : ndarray of shape (n,), dtype bool
        Which images show it.
    scores : ndarray of shape (n,), dtype float32
        Decision scores in log-odds; above 0 is more likely yes than no. Stored ones are
        on the right side of every multiple of `STEP`.
    fold_accuracies : tuple of float
        Share of right answers in each of the parts, 0 to 1.
    """

    digit: int
    is_digit: np.ndarray
    scores: np.ndarray
    fold_accuracies: tuple[float, ...]

    def counts(self, threshold: float) -> Counts:
        """Count the answers if every score of at least `threshold` is a yes.

        Parameters
        ----------
        threshold : float
            In log-odds. Exact for multiples of `STEP`.

        Returns
        -------
        Counts
            The four counts.
        """
        yes = self.scores >= threshold
        tp = int((yes & self.is_digit).sum())
        fp = int(yes.sum()) - tp
        positives = int(self.is_digit.sum())
        return Counts(tp, fp, positives - tp, len(yes) - positives - fp)

    @property
    def always_no(self) -> float:
        """Accuracy of a detector that says no to everything, 0 to 1."""
        return float(1 - self.is_digit.mean())

    def precision_recall(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give precision and recall at every threshold.

        Returns
        -------
        tuple of three ndarray of shape (k,)
            Precision, recall and threshold, the threshold rising.
        """
        precision, recall, thresholds = precision_recall_curve(
            self.is_digit, self.scores, drop_intermediate=True
        )
        return precision[:-1], recall[:-1], thresholds

    def roc(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the receiver operating characteristic.

        Returns
        -------
        tuple of three ndarray of shape (k,)
            False positive rate, true positive rate and threshold, which falls from
            infinity.
        """
        return roc_curve(self.is_digit, self.scores)

    @property
    def roc_area(self) -> float:
        """Area under the receiver operating characteristic, 0 to 1."""
        false_positive_rate, true_positive_rate, _ = self.roc()
        return float(auc(false_positive_rate, true_positive_rate))


def cross_validate(
    digit: int, images: np.ndarray, labels: np.ndarray, progress: Progress = no_progress
) -> tuple[float, ...]:
    """Run three-fold `cross_val_score` with the detector of a digit.

    Parameters
    ----------
    digit : int
        The digit to look for, 0 to 9.
    images : ndarray of shape (n, 28, 28), dtype uint8
        White on black.
    labels : ndarray of shape (n,)
        The digits they show.
    progress : callable, optional
        Called with the number of parts done, in words, and their fraction; at first
        with 0.

    Returns
    -------
    tuple of float
        The accuracy on each of the three parts.
    """
    pixels, is_digit = _pixels(images), labels == digit
    progress(f"0 of {FOLDS} fits done", 0)
    accuracies = []
    # One call a fold instead of one for all three, which would not tell how far it is.
    for fold in StratifiedKFold(FOLDS).split(pixels, is_digit):
        accuracies += [*cross_val_score(_detector(), pixels, is_digit, cv=[fold])]
        done = len(accuracies)
        progress(f"{done} of {FOLDS} fits done", done / FOLDS)
    return tuple(float(accuracy) for accuracy in accuracies)


def cross_validated_scores(
    digit: int, images: np.ndarray, labels: np.ndarray
) -> np.ndarray:
    """Score every image with the detector that has not learned from its fold.

    Parameters
    ----------
    digit : int
        The digit to look for, 0 to 9.
    images : ndarray of shape (n, 28, 28), dtype uint8
        White on black.
    labels : ndarray of shape (n,)
        The digits they show.

    Returns
    -------
    ndarray of shape (n,), dtype float32
        Decision scores in log-odds.
    """
    return cross_val_predict(
        _detector(),
        _pixels(images),
        labels == digit,
        cv=FOLDS,
        method="decision_function",
    ).astype(np.float32)


def build_detectors(*, seed: int = 0) -> Path:
    """Cross-validate the detectors of all ten digits and save the results.

    Parameters
    ----------
    seed : int, default=0
        Ignored: nothing is random here.

    Returns
    -------
    Path
        The file.
    """
    images, labels = load_mnist().train
    steps = np.empty((10, len(labels)), np.int16)
    accuracies = np.empty((10, FOLDS))
    for digit in tqdm(range(10), "Cross-validating detectors", unit="digit"):
        is_digit = labels == digit
        scores = cross_validated_scores(digit, images, labels)
        steps[digit] = to_steps(scores)
        right = (scores > 0) == is_digit
        folds = StratifiedKFold(FOLDS).split(images, is_digit)
        accuracies[digit] = [right[judged].mean() for _, judged in folds]
    return save_arrays(_FILE, steps=steps, fold_accuracies=accuracies)


def load_detectors(labels: np.ndarray) -> list[DetectorResult]:
    """Load the stored results of all ten digits.

    Parameters
    ----------
    labels : ndarray of shape (60000,)
        Those of the MNIST training images.

    Returns
    -------
    list of DetectorResult
        One for each digit, on the 60,000 MNIST training images.

    Raises
    ------
    DatasetError
        If the file is missing or damaged.
    """
    stored = load_arrays(_FILE, steps=(10, len(labels)), fold_accuracies=(10, FOLDS))
    return [
        DetectorResult(
            digit,
            labels == digit,
            from_steps(stored["steps"][digit]),
            tuple(stored["fold_accuracies"][digit].tolist()),
        )
        for digit in range(10)
    ]


def to_steps(scores: np.ndarray) -> np.ndarray:
    """Round scores down to whole steps of `STEP`.

    Parameters
    ----------
    scores : ndarray of shape (n,)
        Decision scores.

    Returns
    -------
    ndarray of shape (n,), dtype int16
        Number of steps.
    """
    return np.clip(np.floor(scores / STEP), -32768, 32767).astype(np.int16)


def from_steps(steps: np.ndarray) -> np.ndarray:
    """Give the middle of each step, which lies on the same side of every threshold.

    Parameters
    ----------
    steps : ndarray of shape (n,), dtype int16
        What `to_steps` returned.

    Returns
    -------
    ndarray of shape (n,), dtype float32
        Decision scores, at most `STEP` / 2 off.
    """
    return ((steps + 0.5) * STEP).astype(np.float32)


def _detector() -> LogisticRegression:
    return LogisticRegression(tol=0.1)


def _pixels(images: np.ndarray) -> np.ndarray:
    # Half the memory and time of float64, and the same answers.
    return images.reshape(len(images), -1).astype(np.float32)
