"""The figures of a trained model, as its card and the tables show them."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from digit_model.classifiers.novelty import DigitLikeness
from digit_model.datasets.mnist import Mnist
from digit_model.drawings.strokes import draw
from digit_model.drawings.training_data import Drawings
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.calibration import expected_calibration_error
from digit_model.evaluation.corruption import CORRUPTIONS, corrupt
from digit_model.reading.model import Model
from digit_model.reading.preparation import prepare

_CORRUPTED = 1000  # test images, for each kind of corruption
_TIMED = 200  # drawings

Predict = Callable[[np.ndarray], np.ndarray]


def figures_of(answers: Answers) -> dict[str, Any]:
    """Compare answers with the labels, as a card does.

    Parameters
    ----------
    answers : Answers
        What a model answered.

    Returns
    -------
    dict
        "accuracy", "errors", "n" and "calibration_error".

    Examples
    --------
    >>> figures_of(Answers(np.array([3, 5]), np.eye(10)[[3, 6]]))
    {'accuracy': 0.5, 'errors': 1, 'n': 2, 'calibration_error': 0.5}
    """
    return {
        "accuracy": round(answers.accuracy, 6),
        "errors": answers.errors,
        "n": len(answers),
        "calibration_error": round(expected_calibration_error(answers), 6),
    }


def measure_validation(
    predict_proba: Predict, sets: Mapping[str, tuple[np.ndarray, np.ndarray]]
) -> dict[str, Any]:
    """Measure what a choice between models is made by.

    Parameters
    ----------
    predict_proba : callable
        From images (n, 784) to probabilities (n, 10).
    sets : mapping of str to tuple of ndarray
        Images (n, 784) and digits (n,) that were not learned from, by their source.

    Returns
    -------
    dict
        "accuracy", the mean over the sources, and the figures of each "by_source".
    """
    by_source = {
        source: figures_of(Answers(y, predict_proba(X)))
        for source, (X, y) in sets.items()
    }
    accuracy = np.mean([figures["accuracy"] for figures in by_source.values()])
    return {"accuracy": round(float(accuracy), 6), "by_source": by_source}


def measure_drawings(predict_proba: Predict, drawings: Drawings) -> dict[str, Any]:
    """Measure how drawings of writers that were never seen are read.

    Parameters
    ----------
    predict_proba : callable
        From images (n, 28, 28) to probabilities (n, 10).
    drawings : Drawings
        Of `digit_model.drawings.training_data.evaluation_set`.

    Returns
    -------
    dict
        As `figures_of`, with "writers" and the accuracy "by_size_and_pen".
    """
    answers = Answers(drawings.labels, predict_proba(drawings.images))
    conditions = np.column_stack([drawings.heights, drawings.pens])
    return figures_of(answers) | {
        "writers": np.unique(drawings.writers).tolist(),
        "by_size_and_pen": [
            {
                "height": float(height),
                "pen": float(pen),
                "accuracy": round(
                    answers[(conditions == (height, pen)).all(axis=1)].accuracy, 6
                ),
            }
            for height, pen in np.unique(conditions, axis=0)
        ],
    }


def measure_likeness(
    likeness: DigitLikeness,
    digits: Mapping[str, np.ndarray],
    symbols: Mapping[str, Drawings],
) -> dict[str, Any]:
    """Measure how well digits are told from what is none.

    Parameters
    ----------
    likeness : DigitLikeness
        The trained and calibrated scorer.
    digits : mapping of str to ndarray of shape (n, 28, 28)
        Sets of digits that it has not seen, by name.
    symbols : mapping of str to Drawings
        Of `digit_model.drawings.likeness_data.symbols_by_kind`.

    Returns
    -------
    dict
        "digits_accepted" and "symbols_refused", each the share by name, 0 to 1, and
        "symbols_refused_mean" over the kinds.
    """

    def accepted(images: np.ndarray) -> float:
        return float(likeness.is_digit(images.reshape(len(images), -1)).mean())

    refused = {kind: 1 - accepted(drawn.images) for kind, drawn in symbols.items()}
    return {
        "digits_accepted": {
            name: round(accepted(images), 6) for name, images in digits.items()
        },
        "symbols_refused": {kind: round(share, 6) for kind, share in refused.items()},
        "symbols_refused_mean": round(float(np.mean(list(refused.values()))), 6),
    }


def measure_corruptions(model: Model, test: Mnist) -> dict[str, float]:
    """Measure how corrupted test images are read, preparation included.

    Parameters
    ----------
    model : Model
        The trained model.
    test : Mnist
        Test images; the first thousand are corrupted.

    Returns
    -------
    dict of str to float
        Accuracy by kind of corruption, 0 to 1.
    """
    labels = test.labels[:_CORRUPTED]
    accuracy = {}
    for kind in CORRUPTIONS:
        images = corrupt(test.images[:_CORRUPTED], kind)
        prepared = np.array([prepare(image).image for image in images])
        accuracy[kind] = Answers(labels, model.predict_proba(prepared)).accuracy
    return accuracy


def milliseconds_per_drawing(model: Model) -> float:
    """Time a model from RGBA to probabilities, on one core.

    Parameters
    ----------
    model : Model
        The trained model.

    Returns
    -------
    float
        Median over two hundred drawings of 280x280, in milliseconds.
    """
    rng = np.random.default_rng(0)
    times = []
    with threadpool_limits(1):
        for _ in range(_TIMED):
            ink = draw((rng.uniform(0, 1, (6, 2)),), pen=rng.uniform(8, 30))
            canvas = np.dstack([ink, ink, ink, np.full_like(ink, 255)])
            start = time.perf_counter()
            model.read(canvas)
            times.append(time.perf_counter() - start)
    return round(1000 * float(np.median(times)), 2)
