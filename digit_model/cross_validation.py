"""What a model answers for training images that it has not seen."""

from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC
from tqdm import tqdm

from digit_model.data_files import load_arrays, save_arrays
from digit_model.features import OrientedGradients
from digit_model.mnist import load_mnist

_FILE = "cross_validated"
_FOLDS = 5


def load_training_answers() -> np.ndarray:
    """Load the cross-validated answers for the 60,000 training images.

    Each fifth of them was answered by support vectors on oriented gradients that had
    learned from the other four fifths alone.

    Returns
    -------
    ndarray of shape (60000, 10), dtype float32
        Probabilities.

    Raises
    ------
    DatasetError
        If the file is missing or damaged.
    """
    return load_arrays(_FILE)["probabilities"].astype(np.float32)


def build_training_answers(*, seed: int = 0) -> Path:
    """Compute the cross-validated answers and save them.

    Parameters
    ----------
    seed : int, default=0
        Of the folds and the models.

    Returns
    -------
    Path
        The file.
    """
    images, labels = load_mnist().train
    histograms = OrientedGradients().transform(images.reshape(len(images), -1))
    model = make_pipeline(PCA(80, random_state=seed), SVC(C=10, random_state=seed))
    scores = np.empty((len(images), 10))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
    for seen, unseen in tqdm(
        folds.split(histograms, labels), "Cross-validating", _FOLDS, unit="fold"
    ):
        fitted = clone(model).fit(histograms[seen], labels[seen])
        scores[unseen] = fitted.decision_function(histograms[unseen])
    probabilities = softmax(scores / _temperature(scores, labels), axis=1)
    # Steps of a thousandth say all that is asked of them, and compress well.
    return save_arrays(_FILE, probabilities=probabilities.round(3).astype(np.float16))


def _temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """Find the number to divide scores by, so that confidence is what it should be."""
    rows = np.arange(len(labels))

    def loss(logarithm: float) -> float:
        return -log_softmax(scores / np.exp(logarithm), axis=1)[rows, labels].mean()

    return float(np.exp(minimize_scalar(loss, bounds=(-6, 3), method="bounded").x))
