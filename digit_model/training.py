"""Training a model of the zoo from scratch."""

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.validation import has_fit_parameter
from tqdm import tqdm

from digit_model import zoo
from digit_model.evaluation import Score
from digit_model.measurement import (
    figures_of,
    measure_corruptions,
    measure_drawings,
    milliseconds_per_drawing,
)
from digit_model.mnist import Mnist, load_mnist
from digit_model.network import Progress
from digit_model.novelty import DigitLikeness
from digit_model.persistence import MODELS, ModelError, load_card, save_model
from digit_model.reading import Model
from digit_model.strokes import PenDigit, read_unipen
from digit_model.synthesis import NO_DIGIT
from digit_model.training_data import (
    HELD_OUT_WRITERS,
    Drawings,
    evaluation_set,
    split_by_writer,
    symbol_set,
    training_set,
)

CORES = 2

_HELD_OUT_IMAGES = 5_000  # of MNIST's training part, to set the novelty threshold with
_LIBRARIES = ("scikit-learn", "numpy", "scipy", "pillow", "skops")


class TrainingError(RuntimeError):
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

    A model that learns from pen strokes is trained twice: without some writers, to
    measure how it reads hands it has never seen, and then with all of them.

    Parameters
    ----------
    name : str
        One of `digit_model.zoo.RECIPES`.
    strokes : Path, optional
        A UNIPEN file of pen strokes, to learn from and to measure with.
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
    TrainingError
        If the model needs strokes and has none, or a better one stands in its place.
    OSError, ValueError
        If `strokes` cannot be read.
    """
    recipe = zoo.RECIPES[name]
    if recipe.reads_strokes and strokes is None:
        raise TrainingError(
            f"{name} learns from pen strokes too; give their file with --strokes "
            "(pendigits-orig.tra, https://archive.ics.uci.edu/dataset/81)."
        )
    digits = [] if strokes is None else read_unipen(strokes)
    others, held_out = split_by_writer(digits)
    mnist = load_mnist()
    drawings = evaluation_set(held_out, seed=seed, n_jobs=CORES) if held_out else None
    figures: dict[str, Any] = {}
    started = time.perf_counter()
    with _progress_bar(name) as bar:
        novelty = _fit_novelty(mnist.train, others, drawings, seed, bar.part(0, 0.15))
        if recipe.reads_strokes and drawings is not None:
            rehearsal = _fit_classifier(
                recipe, mnist.train, others, seed, bar.part(0.15, 0.55, "rehearsal, ")
            )
            model = Model(name, rehearsal, novelty, {})
            figures["drawings"] = measure_drawings(model.predict_proba, drawings)
            final = bar.part(0.55, 1)
        else:
            final = bar.part(0.15, 1)
        classifier = _fit_classifier(recipe, mnist.train, digits, seed, final)
    seconds = time.perf_counter() - started
    model = Model(name, classifier, novelty, {})
    probabilities = model.predict_proba(mnist.test.images)
    score = Score.from_predictions(mnist.test.labels, probabilities)
    _keep_the_better(name, out, score, force=force)
    if drawings is not None and "drawings" not in figures:
        figures["drawings"] = measure_drawings(model.predict_proba, drawings)
    figures["mnist_test"] = figures_of(score)
    figures["corruptions"] = measure_corruptions(model, mnist.test)
    figures["milliseconds_per_drawing"] = milliseconds_per_drawing(model)
    card = {
        "name": name,
        "description": recipe.description,
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": _data_used(recipe, digits, held_out),
        "parameters": {
            key: repr(value) for key, value in recipe.build(seed).get_params().items()
        },
        "seed": seed,
        "versions": {"python": platform.python_version()}
        | {library: version(library) for library in _LIBRARIES},
        "training_seconds": round(seconds, 1),
        "figures": figures,
    }
    return save_model(Model(name, classifier, novelty, card), probabilities, out)


def _fit_classifier(
    recipe: zoo.Recipe,
    images: Mnist,
    digits: list[PenDigit],
    seed: int,
    progress: Progress,
) -> ClassifierMixin:
    progress("putting the training data together", 0)
    if recipe.reads_strokes:
        X, y = training_set(images, digits, seed=seed, n_jobs=CORES)
    else:
        X, y = images.images.reshape(-1, 784), images.labels.astype(np.int64)
    classifier = recipe.build(seed)
    progress(f"fitting {len(X):,} images", 0.05)
    if has_fit_parameter(classifier, "progress"):
        classifier.fit(X, y, progress=lambda s, f: progress(s, 0.05 + 0.95 * f))
    else:
        classifier.fit(X, y)
    progress("done", 1)
    return classifier


def _fit_novelty(
    images: Mnist,
    digits: list[PenDigit],
    drawings: Drawings | None,
    seed: int,
    progress: Progress,
) -> DigitLikeness:
    """Learn what digits look like; the held-out ones set the threshold."""
    progress("drawing digits and symbols", 0)
    known = Mnist(images.images[:-_HELD_OUT_IMAGES], images.labels[:-_HELD_OUT_IMAGES])
    unseen = [images.images[-_HELD_OUT_IMAGES:].reshape(-1, 784)]
    if drawings is not None:
        unseen.append(drawings.images.reshape(-1, 784))
    X, y = training_set(known, digits, seed=seed, n_jobs=CORES)
    symbols = symbol_set(digits, seed=seed, n_jobs=CORES)
    likeness = zoo.likeness(seed).fit(
        np.concatenate([X, symbols]),
        np.concatenate([y, np.full(len(symbols), NO_DIGIT)]),
        progress=lambda s, f: progress(f"digit or not: {s}", 0.1 + 0.9 * f),
    )
    return likeness.calibrate(*unseen)


def _data_used(
    recipe: zoo.Recipe, digits: list[PenDigit], held_out: list[PenDigit]
) -> dict[str, Any]:
    data: dict[str, Any] = {"mnist_training_images": 60_000}
    if recipe.reads_strokes:
        data["pen_digits"] = len(digits)
        data["pen_digits_source"] = "UCI Pen-Based Recognition (pendigits-orig.tra)"
        data["synthetic_digits"] = 10_000
        data["made_by"] = "digit_model.training_data.training_set"
    if held_out:
        data["drawings_measured_on"] = (
            f"writers {', '.join(map(str, HELD_OUT_WRITERS))}, whom the model measured "
            "there had not seen"
        )
    return data


def _keep_the_better(name: str, out: Path, score: Score, *, force: bool) -> None:
    try:
        older = load_card(name, out)["figures"]["mnist_test"]["accuracy"]
    except (ModelError, KeyError):
        return
    if older > score.accuracy and not force:
        raise TrainingError(
            f"The model in {out / name} is better ({older:.2%} on the MNIST test "
            f"images; this one: {score.accuracy:.2%}), so it stays. Use --force to "
            "replace it."
        )


class _Bar:
    """A progress bar of which each part of the work fills its share."""

    def __init__(self, bar: tqdm) -> None:
        self._bar = bar

    def part(self, start: float, end: float, prefix: str = "") -> Progress:
        def report(stage: str, fraction: float) -> None:
            self._bar.set_postfix_str(prefix + stage, refresh=False)
            self._bar.n = round(start + (end - start) * fraction, 4)
            self._bar.refresh()

        return report


@contextmanager
def _progress_bar(name: str) -> Iterator[_Bar]:
    layout = "{desc} {percentage:3.0f} % |{bar}| {elapsed}, {remaining} left{postfix}"
    with tqdm(total=1, desc=f"Training {name}", bar_format=layout) as bar:
        yield _Bar(bar)
