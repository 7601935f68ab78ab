"""Training a model from scratch."""

import platform
import time
from collections.abc import Sequence
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
from digit_model.computing.progress import Progress, no_progress, progress_bar
from digit_model.computing.workers import CORES, Task, run_side_by_side
from digit_model.datasets.mnist import Mnist, load_mnist
from digit_model.drawings.likeness_data import (
    device_set,
    likeness_set,
    symbols_by_kind,
)
from digit_model.drawings.strokes import PenDigit, read_unipen
from digit_model.drawings.training_data import evaluation_set, training_set
from digit_model.evaluation.answers import Answers
from digit_model.reading.model import Model
from digit_model.reading.persistence import MODELS, ModelError, load_card, save_model
from digit_model.training.measurement import (
    figures_of,
    measure_corruptions,
    measure_drawings,
    measure_likeness,
    measure_validation,
    milliseconds_per_drawing,
)
from digit_model.training.numbers import measure_numbers
from digit_model.training.provenance import data_used
from digit_model.training.split import Part, Split, split

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

    It is trained twice, side by side. The rehearsal learns from a part of the data
    (`digit_model.training.split`): with the rest the temperature of its probabilities
    is chosen, whether it replaces an older model, and how it reads hands it has never
    seen is measured. The model that is kept learns from all training data and answers
    at the rehearsal's temperature.

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
        Keep the new model even if the one it replaces is better on the validation
        data.

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
    data = split(load_mnist().train, digits)
    tasks = {
        "model": Task(4, _fit_classifier, (name, data.everything, seed)),
        "rehearsal": Task(3, rehearse, (name, data, seed)),
        "digit or not": Task(2, _fit_likeness, (data, seed)),
    }
    started = time.perf_counter()
    with progress_bar(f"Training {name}") as progress:
        fitted = run_side_by_side(tasks, n_workers=CORES, progress=progress)
    seconds = time.perf_counter() - started

    rehearsal, classifier = fitted["rehearsal"], fitted["model"]
    if hasattr(rehearsal, "calibrate"):
        classifier.set_params(temperature=rehearsal.temperature)
    validation = _validation_sets(data, seed)
    chosen_by = measure_validation(rehearsal.predict_proba, validation)
    _keep_the_better(name, out, chosen_by, force=force)

    likeness = fitted["digit or not"]
    model = Model(name, classifier, likeness, {})
    rehearsed = Model(name, rehearsal, likeness, {})
    test = load_mnist().test
    answers = Answers(test.labels, model.predict_proba(test.images))
    figures = {
        "mnist_test": figures_of(answers),
        "validation": chosen_by,
        **_measure_unseen_hands(rehearsed, data.reported, test, seed),
        "corruptions": measure_corruptions(model, test),
        "milliseconds_per_drawing": milliseconds_per_drawing(model),
    }
    card = _card(name, classifier, data, seed, seconds, figures)
    return save_model(replace(model, card=card), answers.probabilities, out)


def rehearse(
    name: str, data: Split, seed: int = 0, progress: Progress = no_progress
) -> ClassifierMixin:
    """Train a model without the writers and images that it is measured with.

    Parameters
    ----------
    name : str
        One of `digit_model.classifiers.recipes.RECIPES`.
    data : Split
        The data; `data.rehearsal` is learned from, `data.validation` calibrates.
    seed : int, default=0
        Of everything random: the same seed gives the same predictions.
    progress : callable, optional
        Called with what is being done and the share that is done.

    Returns
    -------
    ClassifierMixin
        The trained classifier.
    """
    rehearsal = _fit_classifier(name, data.rehearsal, seed, progress)
    if hasattr(rehearsal, "calibrate"):
        rehearsal.calibrate(*_validation_sets(data, seed).values())
    return rehearsal


def _fit_classifier(
    name: str, part: Part, seed: int, progress: Progress
) -> ClassifierMixin:
    recipe = recipes.RECIPES[name]
    progress("putting the training data together", 0)
    if recipe.reads_strokes:
        X, y = training_set(part.mnist, part.digits, seed=seed)
    else:
        X = part.mnist.images.reshape(-1, 784)
        y = part.mnist.labels.astype(np.int64)
    classifier = recipe.build(seed)
    progress(f"fitting {len(X):,} images", 0.05)
    if has_fit_parameter(classifier, "progress"):
        classifier.fit(X, y, progress=lambda s, f: progress(s, 0.05 + 0.95 * f))
    else:
        classifier.fit(X, y)
    progress("done", 1)
    return classifier


def _fit_likeness(data: Split, seed: int, progress: Progress) -> DigitLikeness:
    """Learn what digits look like, as the rehearsal does; set the threshold."""
    progress("drawing digits and symbols", 0)
    part = data.rehearsal
    X, y = likeness_set(part.mnist, part.digits, seed=seed)
    unseen = [X for X, _ in _validation_sets(data, seed).values()]
    if data.validation.digits:
        redrawn = device_set(data.validation.digits * 2, seed=seed)
        unseen.append(redrawn.images.reshape(-1, 784))
    likeness = recipes.default_likeness(random_state=seed).fit(
        X, y, progress=lambda s, f: progress(s, 0.4 + 0.6 * f)
    )
    return likeness.calibrate(*unseen)


def _validation_sets(
    data: Split, seed: int
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return images and digits to choose with, (n, 784) and (n,), by their source."""
    mnist = data.validation.mnist
    sets = {"mnist": (mnist.images.reshape(-1, 784), mnist.labels.astype(np.int64))}
    if data.validation.digits:
        drawn = evaluation_set(data.validation.digits, seed=seed)
        sets["drawings"] = (drawn.images.reshape(-1, 784), drawn.labels)
    return sets


def _keep_the_better(
    name: str, out: Path, chosen_by: dict[str, Any], *, force: bool
) -> None:
    try:
        older = load_card(name, out)["figures"]["validation"]["accuracy"]
    except (ModelError, KeyError):
        return
    if older > chosen_by["accuracy"] and not force:
        raise TrainingError(
            f"The model in {out / name} is better ({older:.2%} of the validation data "
            f"right; this one: {chosen_by['accuracy']:.2%}), so it stays. Use --force "
            "to replace it."
        )


def _measure_unseen_hands(
    rehearsed: Model, digits: Sequence[PenDigit], test: Mnist, seed: int
) -> dict[str, Any]:
    """Measure how writers are read that a model has not seen; nothing without any."""
    if not digits:
        return {}
    drawings = evaluation_set(digits, seed=seed, n_jobs=CORES)
    redrawn = device_set(digits, seed=seed, n_jobs=CORES)
    return {
        "drawings": measure_drawings(rehearsed.predict_proba, drawings),
        "numbers": measure_numbers(rehearsed, digits, seed=seed),
        "is_digit": measure_likeness(
            rehearsed.novelty,
            {
                "mnist_test": test.images,
                "drawings": drawings.images,
                "other_devices": redrawn.images,
            },
            symbols_by_kind(digits, seed=seed, n_jobs=CORES),
        ),
    }


def _card(
    name: str,
    classifier: ClassifierMixin,
    data: Split,
    seed: int,
    seconds: float,
    figures: dict[str, Any],
) -> dict[str, Any]:
    """Tell what a model is, what it owes to which data, and how well it reads."""
    recipe = recipes.RECIPES[name]
    parameters = {key: repr(value) for key, value in classifier.get_params().items()}
    return {
        "name": name,
        "description": recipe.description,
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": data_used(recipe, data),
        "parameters": parameters,
        "seed": seed,
        "versions": {"python": platform.python_version()}
        | {library: version(library) for library in _LIBRARIES},
        "training_seconds": round(seconds, 1),
        "figures": figures,
    }
