"""The 2-detector of the classic exercise, for any digit: "is it a d?", yes or no.

It is binary logistic regression on the 784 pixels from 0 to 255, fitted until the
gradient is below 0.1 (``LogisticRegression(tol=0.1)``), as in the exercise: enough for
its figures, and a fit to 40,000 images takes a few seconds.

Its figures come from three-fold cross-validation on the 60,000 training images, so that
every image is judged by a detector that has not learned from it. Those of all ten digits
are stored with the package, and `build` makes them anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import auc, precision_recall_curve, roc_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict, cross_val_score

from digit_model.mnist import DatasetError, load_mnist

FOLDS = 3
"""Parts of the training images; each is judged by a fit to the others."""

STEP = 0.125
"""Distance of the thresholds at which stored scores give exact counts (a power of two)."""

STORED = Path(__file__).parent / "data" / "detectors.npz"
"""The results of all ten digits."""

Progress = Callable[[int, int], None]


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
        Decision scores in log-odds; above 0 is more likely yes than no. Known to `STEP`:
        on the right side of each of its multiples.
    fold_accuracies : tuple of float
        What `cross_val_score` gave for each part.
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
            False positive rate, true positive rate and threshold, the threshold falling.
        """
        return roc_curve(self.is_digit, self.scores)

    @property
    def roc_area(self) -> float:
        """Area under the receiver operating characteristic, 0 to 1."""
        false_positive_rate, true_positive_rate, _ = self.roc()
        return float(auc(false_positive_rate, true_positive_rate))


def cross_validate(
    digit: int, images: np.ndarray, labels: np.ndarray, progress: Progress | None = None
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
        Called with the number of parts done and of all parts, at first with 0.

    Returns
    -------
    tuple of float
        The accuracy on each of the three parts.
    """
    pixels, is_digit = _pixels(images), labels == digit
    report = progress or _silently
    report(0, FOLDS)
    accuracies = []
    # One call a fold instead of one for all three, which would not tell how far it is.
    for fold in StratifiedKFold(FOLDS).split(pixels, is_digit):
        accuracies += [*cross_val_score(_detector(), pixels, is_digit, cv=[fold])]
        report(len(accuracies), FOLDS)
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
        _detector(), _pixels(images), labels == digit, cv=FOLDS, method="decision_function"
    ).astype(np.float32)


def build(progress: Progress | None = None, path: Path = STORED) -> Path:
    """Cross-validate the detectors of all ten digits and store the results.

    Parameters
    ----------
    progress : callable, optional
        Called with the number of digits done and of all digits.
    path : Path, optional
        The file to write; this package's own by default.

    Returns
    -------
    Path
        The file.
    """
    images, labels = load_mnist().train
    steps = np.empty((10, len(labels)), np.int16)
    accuracies = np.empty((10, FOLDS))
    for digit in range(10):
        (progress or _silently)(digit, 10)
        scores = cross_validated_scores(digit, images, labels)
        steps[digit] = to_steps(scores)
        folds = StratifiedKFold(FOLDS).split(images, labels == digit)
        accuracies[digit] = [
            ((scores > 0) == (labels == digit))[judged].mean() for _, judged in folds
        ]
    (progress or _silently)(10, 10)
    np.savez_compressed(path, steps=steps, fold_accuracies=accuracies)
    return path


def load_result(digit: int, labels: np.ndarray, path: Path = STORED) -> DetectorResult:
    """Load the stored result of a digit.

    Parameters
    ----------
    digit : int
        The digit the detector looks for, 0 to 9.
    labels : ndarray of shape (60000,)
        The labels of the MNIST training images.
    path : Path, optional
        The file; this package's own by default.

    Returns
    -------
    DetectorResult
        The result.

    Raises
    ------
    DatasetError
        If the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            steps, accuracies = stored["steps"][digit], stored["fold_accuracies"][digit]
    except Exception as error:  # zipfile and numpy raise many kinds
        raise DatasetError(
            f"The detectors' results in {path} cannot be read; restore them with "
            f"`git checkout -- digit_model/data` or make them anew: "
            f"python -m digit_model build"
        ) from error
    return DetectorResult(
        digit, labels == digit, from_steps(steps), tuple(accuracies.tolist())
    )


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


def _silently(done: int, total: int) -> None:
    pass
