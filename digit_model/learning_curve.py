"""How accuracy grows with the number of training images."""

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

from digit_model.mnist import load_mnist
from digit_model.zoo import Recipe

VALIDATION_SIZE = 10_000
"""The last images of the training part judge; the test images stay unseen."""

SIZES = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Numbers of training images, the largest being all that do not judge."""


def learning_curve(
    recipe: Recipe,
    *,
    sizes: Sequence[int] = SIZES,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[dict[str, float]]:
    """Train a model anew on ever more images and measure it each time.

    It learns from MNIST images drawn at random, with the digits in their usual shares,
    from the first 50,000 training images, and is judged by the other 10,000.

    Parameters
    ----------
    recipe : Recipe
        The model.
    sizes : sequence of int, optional
        Numbers of training images, each at most 50,000.
    seed : int, default=0
        Of the images drawn and of the model.
    progress : callable, optional
        Called with the number of runs done and of all runs, at first with 0.

    Returns
    -------
    list of dict
        "n" and "accuracy" (0 to 1) of every run, for a model's card.
    """
    images, labels = load_mnist().train
    pixels = images.reshape(len(images), -1)
    seen, judging = pixels[:-VALIDATION_SIZE], pixels[-VALIDATION_SIZE:]
    points = []
    for done, n in enumerate(sizes):
        if progress:
            progress(done, len(sizes))
        rows = np.arange(len(seen))
        if n < len(seen):
            rows, _ = train_test_split(
                rows, train_size=n, random_state=seed, stratify=labels[: len(seen)]
            )
        classifier = recipe.build(seed).fit(seen[rows], labels[rows])
        accuracy = accuracy_score(
            labels[-VALIDATION_SIZE:], classifier.predict(judging)
        )
        points.append({"n": int(n), "accuracy": float(accuracy)})
    if progress:
        progress(len(sizes), len(sizes))
    return points
