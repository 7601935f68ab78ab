"""What a model answers for training images that it has not seen."""

from pathlib import Path

import numpy as np
from scipy.special import softmax
from sklearn.decomposition import PCA
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

from digit_model.classifiers.calibration import best_temperature
from digit_model.computing.scheduling import parallel
from digit_model.datasets.data_files import load_arrays, save_arrays
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist
from digit_model.features.oriented_gradients import OrientedGradients

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
    stored = load_arrays(_FILE, probabilities=(TRAINING_SIZE, 10))
    return stored["probabilities"].astype(np.float32)


def build_training_answers(*, seed: int = 0, scheduler: str | None = None) -> Path:
    """Compute the cross-validated answers and save them.

    Parameters
    ----------
    seed : int, default=0
        Of the folds and the models.
    scheduler : str, optional
        Address of a Dask scheduler to compute on; this machine by default.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    SchedulerError
        If the scheduler cannot be reached or Dask is not installed.
    """
    images, labels = load_mnist().train
    histograms = OrientedGradients().transform(images.reshape(len(images), -1))
    model = make_pipeline(PCA(80, random_state=seed), SVC(C=10, random_state=seed))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
    with parallel(scheduler):
        scores = cross_val_predict(
            model, histograms, labels, cv=folds, method="decision_function"
        )
    probabilities = softmax(scores / best_temperature(scores, labels), axis=1)
    # Steps of a thousandth say all that is asked of them, and compress well.
    return save_arrays(_FILE, probabilities=probabilities.round(3).astype(np.float16))
