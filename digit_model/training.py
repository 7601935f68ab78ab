"""Training a model of the zoo from scratch."""

import platform
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from digit_model import zoo
from digit_model.evaluation import Score
from digit_model.mnist import load_mnist
from digit_model.persistence import MODELS, ModelError, load_card, save_model
from digit_model.preparation import prepare
from digit_model.reading import Model
from digit_model.strokes import draw, read_unipen

_PENS = (12, 20, 28)  # widths in pixels of a 280-pixel canvas
_LIBRARIES = ("scikit-learn", "numpy", "scipy", "pillow", "skops")


class TrainingRefused(RuntimeError):
    """Training was not begun or its result not kept; the message says why."""


def train(
    name: str,
    *,
    strokes: Path | None = None,
    out: Path = MODELS,
    seed: int = 0,
    force: bool = False,
) -> Path:
    """Train a model, measure it and save it.

    Parameters
    ----------
    name : str
        One of `digit_model.zoo.RECIPES`.
    strokes : Path, optional
        A UNIPEN file of pen strokes to learn from besides MNIST.
    out : Path, optional
        Where the model's folder goes; this package's models by default.
    seed : int, default=0
        Of everything random: the same seed gives the same predictions.
    force : bool, default=False
        Keep the new model even if the one it replaces is better.

    Returns
    -------
    Path
        The model's folder.

    Raises
    ------
    TrainingRefused
        If the model needs strokes and has none, or a better one stands in its place.
    """
    recipe = zoo.RECIPES[name]
    if recipe.reads_strokes and strokes is None:
        raise TrainingRefused(
            f"{name} learns from pen strokes too; give their file with --strokes "
            "(pendigits-orig.tra, https://archive.ics.uci.edu/dataset/81)."
        )
    started = time.perf_counter()
    mnist = load_mnist()
    images, labels = mnist.train
    data: dict[str, Any] = {"mnist": len(images)}
    if recipe.reads_strokes and strokes is not None:
        digits = read_unipen(strokes)
        drawn = [
            prepare(draw(digit.strokes, pen=pen)).image
            for digit in tqdm(digits, desc="Drawing the strokes", unit="digit")
            for pen in _PENS
        ]
        images = np.concatenate([images, drawn])
        labels = np.concatenate(
            [labels, np.repeat([d.label for d in digits], len(_PENS))]
        )
        data["pen_digits"] = len(digits)
        data["pens"] = _PENS
    classifier = recipe.build(seed)
    with tqdm(desc=f"Fitting {name} to {len(images):,} images", total=1) as bar:
        classifier.fit(images.reshape(len(images), -1), labels)
        bar.update()
    seconds = time.perf_counter() - started
    model = Model(name, classifier, None, {})
    probabilities = model.predict_proba(mnist.test.images)
    score = Score.from_predictions(mnist.test.labels, probabilities)
    _keep_the_better(name, out, score, force=force)
    card = {
        "name": name,
        "description": recipe.description,
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": data,
        "parameters": {
            key: repr(value) for key, value in classifier.get_params().items()
        },
        "seed": seed,
        "versions": {"python": platform.python_version()}
        | {library: version(library) for library in _LIBRARIES},
        "training_seconds": round(seconds, 1),
        "figures": {
            "mnist_test": {
                "accuracy": score.accuracy,
                "errors": score.errors,
                "n": score.n,
                "calibration_error": score.calibration_error,
            }
        },
    }
    return save_model(Model(name, classifier, None, card), probabilities, out)


def _keep_the_better(name: str, out: Path, score: Score, *, force: bool) -> None:
    try:
        older = load_card(name, out)["figures"]["mnist_test"]["accuracy"]
    except (ModelError, KeyError):
        return
    if older > score.accuracy and not force:
        raise TrainingRefused(
            f"The model in {out / name} is better ({older:.2%} on the MNIST test images; "
            f"this one: {score.accuracy:.2%}), so it stays. Use --force to replace it."
        )
