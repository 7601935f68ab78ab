"""How accuracy grows with the number of training images."""

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

from digit_model.classifiers.recipes import Recipe
from digit_model.computing.progress import Progress, no_progress
from digit_model.computing.workers import Task, run_side_by_side
from digit_model.datasets.mnist import TRAINING_SIZE, load_mnist

VALIDATION_SIZE = 10_000
"""The last images of the training part judge; the test images stay unseen."""

SIZES = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Numbers of training images, the largest being all that do not judge."""


def learning_curve(
    recipe: Recipe,
    *,
    sizes: Sequence[int] = SIZES,
    seed: int = 0,
    n_workers: int = 1,
    progress: Progress = no_progress,
) -> list[dict[str, float]]:
    """Train a model anew on ever more images and measure it each time.

    It learns from MNIST images drawn at random, with the digits in their usual shares,
    from the first 50,000 training images, and is judged by the other 10,000.

    Parameters
    ----------
    recipe : Recipe
        The model.
    sizes : sequence of int, optional
        Numbers of training images, each from 10 to 50,000.
    seed : int, default=0
        Of the images drawn and of the model.
    n_workers : int, default=1
        Processes, as for `digit_model.computing.workers.run_side_by_side`.
    progress : callable, optional
        Called with the number of images just learned from, in words, and the fraction
        of all runs that is over.

    Returns
    -------
    list of dict
        "n" and "accuracy" (0 to 1) of every run, for a model's card.

    Raises
    ------
    ValueError
        If there are not so many images, or too few for ten digits.
    """
    most = TRAINING_SIZE - VALIDATION_SIZE
    for n in sizes:
        # Of every digit there has to be one among them, and among the others.
        if not 10 <= n <= most - 10 and n != most:
            raise ValueError(
                f"A model can learn here from 10 to {most - 10:,} images, or from "
                f"{most:,}, not from {n:,}."
            )
    tasks = {
        f"{n:,} images": Task(n, _accuracy, (recipe, n, seed))
        for n in sorted(sizes, reverse=True)
    }
    accuracies = run_side_by_side(
        tasks,
        n_workers=n_workers,
        progress=progress,
    )
    return [{"n": int(n), "accuracy": accuracies[f"{n:,} images"]} for n in sizes]


def _accuracy(recipe: Recipe, n: int, seed: int, progress: Progress) -> float:
    images, labels = load_mnist().train
    pixels = images.reshape(len(images), -1)
    seen, judging = pixels[:-VALIDATION_SIZE], pixels[-VALIDATION_SIZE:]
    rows = np.arange(len(seen))
    if n < len(seen):
        rows, _ = train_test_split(
            rows, train_size=n, random_state=seed, stratify=labels[: len(seen)]
        )
    classifier = recipe.build(seed).fit(seen[rows], labels[rows])
    progress("done", 1)
    return float(accuracy_score(labels[-VALIDATION_SIZE:], classifier.predict(judging)))
