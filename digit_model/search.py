"""Searching a model's parameters by cross-validation, here or on a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import joblib
import numpy as np
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from digit_model import zoo
from digit_model.mnist import Mnist


class SchedulerError(RuntimeError):
    """The Dask cluster cannot be used; the message says what to do."""


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
        One of `digit_model.zoo.RECIPES`; its ``grid`` is tried.
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
    """
    recipe = zoo.RECIPES[name]
    chosen = np.random.default_rng(seed).permutation(len(images.images))[:n_images]
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


@contextmanager
def parallel(scheduler: str | None = None) -> Iterator[None]:
    """Have joblib work on this machine's cores or on a Dask cluster.

    Parameters
    ----------
    scheduler : str, optional
        Address of a Dask scheduler; this machine's cores by default.

    Yields
    ------
    None
        While within, joblib works there.

    Raises
    ------
    SchedulerError
        If the scheduler cannot be reached or Dask is not installed.
    """
    if scheduler is None:
        with joblib.parallel_config(n_jobs=-1):
            yield
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise SchedulerError(
            "Dask is not installed: pip install -r requirements-dask.txt"
        ) from error
    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise SchedulerError(
            f"No Dask scheduler answers at {scheduler}; start one with "
            "`dask scheduler` and give its address."
        ) from error
    with client, joblib.parallel_config(backend="dask"):
        yield
