"""Searching a model's parameters by cross-validation, here or on a Dask cluster."""

from typing import Any

import numpy as np
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from digit_model.classifiers import recipes
from digit_model.computing.scheduling import parallel
from digit_model.datasets.mnist import Mnist


def search(
    name: str,
    images: Mnist,
    *,
    n_images: int = 6_000,
    folds: int = 3,
    seed: int = 0,
    scheduler: str | None = None,
) -> list[dict[str, Any]]:
    """Cross-validate a model with every combination of its parameters to try.

    Parameters
    ----------
    name : str
        One of `digit_model.classifiers.recipes.RECIPES`; its ``grid`` is tried.
    images : Mnist
        Training images.
    n_images : int, default=6000
        How many of them, chosen at random.
    folds : int, default=3
        Parts of the cross-validation, with the digits evenly spread.
    seed : int, default=0
        Of the choice of images, the folds and the model.
    scheduler : str, optional
        Address of a Dask scheduler, like ``tcp://127.0.0.1:8786``; the cores of this
        machine by default.

    Returns
    -------
    list of dict
        "parameters", "log_loss" and "accuracy", the lowest log loss first.

    Raises
    ------
    SchedulerError
        If the scheduler cannot be reached or Dask is not installed.
    ValueError
        If there are fewer than two folds, or too few images for every fold to hold
        every digit.
    """
    if folds < 2:
        raise ValueError(f"Cross-validation needs two folds or more, not {folds}.")
    recipe = recipes.RECIPES[name]
    order = np.random.default_rng(seed).permutation(len(images.images))
    chosen = order[: max(n_images, 0)]
    if np.bincount(images.labels[chosen], minlength=10).min() < folds:
        raise ValueError(f"{n_images:,} images are too few for {folds} folds.")
    grid = GridSearchCV(
        recipe.build(seed),
        recipe.grid,
        scoring=["neg_log_loss", "accuracy"],
        refit=False,
        cv=StratifiedKFold(folds, shuffle=True, random_state=seed),
    )
    with parallel(scheduler):
        grid.fit(images.images[chosen].reshape(-1, 784), images.labels[chosen])
    results = grid.cv_results_
    rows = [
        {
            "parameters": parameters,
            "log_loss": -float(results["mean_test_neg_log_loss"][row]),
            "accuracy": float(results["mean_test_accuracy"][row]),
        }
        for row, parameters in enumerate(results["params"])
    ]
    return sorted(rows, key=lambda row: row["log_loss"])
