"""Provenance: which data a model owes what to, for its card."""

from typing import Any

from digit_model.classifiers.recipes import Recipe
from digit_model.datasets.mnist import TEST_SIZE
from digit_model.drawings.likeness_data import IMAGES, SYMBOLS
from digit_model.drawings.likeness_data import SYNTHETIC_DIGITS as LIKENESS_DIGITS
from digit_model.drawings.training_data import SYNTHETIC_DIGITS
from digit_model.training.split import Part, Split


def data_used(recipe: Recipe, data: Split) -> dict[str, Any]:
    """Name all data that a training run used.

    Parameters
    ----------
    recipe : Recipe
        The model that was trained.
    data : Split
        What there was.

    Returns
    -------
    dict
        By purpose: what the model and the rehearsal "learned from", what the scorer of
        "is it a digit" did, what was "chosen with" and what the figures are "reported
        on".
    """
    reported: dict[str, Any] = {"mnist_test_images": TEST_SIZE}
    if data.reported:
        reported["drawings_of_writers"] = sorted({d.writer for d in data.reported})
    return {
        "pen_digits_source": "UCI Pen-Based Recognition (pendigits-orig.tra)",
        "model_learned_from": _learned_from(data.everything, recipe.reads_strokes),
        "rehearsal_learned_from": _learned_from(data.rehearsal, recipe.reads_strokes),
        "digit_or_not_learned_from": _named(data.rehearsal)
        | {
            "mnist_training_images": min(len(data.rehearsal.mnist.images), IMAGES),
            "synthetic_digits": LIKENESS_DIGITS,
            "symbols": SYMBOLS,
        },
        "chosen_with": _named(data.validation),
        "reported_on": reported,
    }


def _learned_from(part: Part, reads_strokes: bool) -> dict[str, Any]:
    if not reads_strokes:
        return {"mnist_training_images": len(part.mnist.images)}
    return _named(part) | {"synthetic_digits": SYNTHETIC_DIGITS}


def _named(part: Part) -> dict[str, Any]:
    return {
        "mnist_training_images": len(part.mnist.images),
        "pen_digits": len(part.digits),
        "writers": part.writers,
    }
