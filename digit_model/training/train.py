"""Training a model from scratch."""

import platform
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.validation import has_fit_parameter

from digit_model.classifiers import recipes
from digit_model.classifiers.novelty import DigitLikeness
from digit_model.computing.progress import Progress, progress_bar
from digit_model.computing.workers import CORES, Task, run_side_by_side
from digit_model.datasets.mnist import Mnist, load_mnist
from digit_model.drawings.strokes import PenDigit, read_unipen
from digit_model.drawings.synthesis import NO_DIGIT
from digit_model.drawings.training_data import (
    HELD_OUT_WRITERS,
    Drawings,
    evaluation_set,
    split_by_writer,
    symbol_set,
    training_set,
)
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.scores import Score
from digit_model.reading.model import Model
from digit_model.reading.persistence import MODELS, ModelError, load_card, save_model
from digit_model.training.measurement import (
    figures_of,
    measure_corruptions,
    measure_drawings,
    milliseconds_per_drawing,
)

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
        One of `digit_model.classifiers.recipes.RECIPES`.
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
    recipe = recipes.RECIPES[name]
    if recipe.reads_strokes and strokes is None:
        raise TrainingError(
            f"{name} learns from pen strokes too; give their file with --strokes "
            "(pendigits-orig.tra, https://archive.ics.uci.edu/dataset/81)."
        )
    digits = [] if strokes is None else read_unipen(strokes)
    others, held_out = split_by_writer(digits)
    drawings = evaluation_set(held_out, seed=seed, n_jobs=CORES) if held_out else None
    tasks = {
        "model": Task(4, _fit_classifier, (name, digits, seed)),
        "digit or not": Task(1, _fit_novelty, (others, drawings, seed)),
    }
    if recipe.reads_strokes:
        tasks["rehearsal"] = Task(3.7, _fit_classifier, (name, others, seed))
    started = time.perf_counter()
    with progress_bar(f"Training {name}") as progress:
        fitted = run_side_by_side(tasks, n_workers=CORES, progress=progress)
    seconds = time.perf_counter() - started

    test = load_mnist().test
    model = Model(name, fitted["model"], fitted["digit or not"], {})
    probabilities = model.predict_proba(test.images)
    score = Score.from_answers(Answers(test.labels, probabilities))
    _keep_the_better(name, out, score, force=force)
    figures: dict[str, Any] = {"mnist_test": figures_of(score)}
    if drawings is not None:
        rehearsed = fitted.get("rehearsal", fitted["model"])
        unseen = Model(name, rehearsed, model.novelty, {})
        figures["drawings"] = measure_drawings(unseen.predict_proba, drawings)
    figures["corruptions"] = measure_corruptions(model, test)
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
    return save_model(replace(model, card=card), probabilities, out)


def _fit_classifier(
    name: str, digits: list[PenDigit], seed: int, progress: Progress
) -> ClassifierMixin:
    recipe = recipes.RECIPES[name]
    mnist = load_mnist().train
    progress("putting the training data together", 0)
    if recipe.reads_strokes:
        X, y = training_set(mnist, digits, seed=seed)
    else:
        X, y = mnist.images.reshape(-1, 784), mnist.labels.astype(np.int64)
    classifier = recipe.build(seed)
    progress(f"fitting {len(X):,} images", 0.05)
    if has_fit_parameter(classifier, "progress"):
        classifier.fit(X, y, progress=lambda s, f: progress(s, 0.05 + 0.95 * f))
    else:
        classifier.fit(X, y)
    progress("done", 1)
    return classifier


def _fit_novelty(
    digits: list[PenDigit], drawings: Drawings | None, seed: int, progress: Progress
) -> DigitLikeness:
    """Learn what digits look like; the held-out ones set the threshold."""
    mnist = load_mnist().train
    progress("drawing digits and symbols", 0)
    known = Mnist(mnist.images[:-_HELD_OUT_IMAGES], mnist.labels[:-_HELD_OUT_IMAGES])
    unseen = [mnist.images[-_HELD_OUT_IMAGES:].reshape(-1, 784)]
    if drawings is not None:
        unseen.append(drawings.images.reshape(-1, 784))
    X, y = training_set(known, digits, seed=seed)
    symbols = symbol_set(digits, seed=seed)
    likeness = recipes.default_likeness(random_state=seed).fit(
        np.concatenate([X, symbols]),
        np.concatenate([y, np.full(len(symbols), NO_DIGIT)]),
        progress=lambda s, f: progress(s, 0.2 + 0.8 * f),
    )
    return likeness.calibrate(*unseen)


def _data_used(
    recipe: recipes.Recipe, digits: list[PenDigit], held_out: list[PenDigit]
) -> dict[str, Any]:
    data: dict[str, Any] = {"mnist_training_images": 60_000}
    if recipe.reads_strokes:
        data["pen_digits"] = len(digits)
        data["pen_digits_source"] = "UCI Pen-Based Recognition (pendigits-orig.tra)"
        data["synthetic_digits"] = 10_000
        data["made_by"] = "digit_model.drawings.training_data.training_set"
    if held_out:
        data["drawings_measured_on"] = (
            f"writers {', '.join(map(str, HELD_OUT_WRITERS))}, whom the model measured "
            "there had not seen"
        )
    return data


def _keep_the_better(name: str, out: Path, score: Score, *, force: bool) -> None:
    try:
        older = load_card(name, out)["figures"]["mnist_test"]["errors"]
    except (ModelError, KeyError):
        return
    if older < score.errors and not force:
        raise TrainingError(
            f"The model in {out / name} is better ({older} errors on the MNIST test "
            f"images; this one: {score.errors}), so it stays. Use --force to replace "
            "it."
        )
