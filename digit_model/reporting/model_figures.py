"""Figures of models: what they read, how surely, and what more data teach them."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from sklearn.metrics import ConfusionMatrixDisplay

from digit_model.evaluation.confusions import darkest_share, error_shares
from digit_model.reporting.figures import SIZE, empty_figure, with_shares
from digit_model.reporting.identity import colour


def confusion_figure(
    matrix: np.ndarray, *, title: str, share: bool = False, ink: str = "#3b5bdb"
) -> Figure:
    """Draw a confusion matrix: the darker, the larger the share of the row.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        A row for each right digit, a column for each digit read.
    title : str
        What stands above it.
    share : bool, default=False
        Whether to write the per cent of the row instead of the counts.
    ink : str, optional
        The colour of errors; what was read right is white.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = empty_figure((6.4, 5.8), title)
    values = 100 * matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    display = ConfusionMatrixDisplay(values if share else matrix)
    display.plot(ax=axes, values_format=".1f" if share else "d", colorbar=False)
    # As on the page: the square root keeps single errors visible, and nothing is darker
    # than the counts on it can be read on.
    strength = 0.6 * np.sqrt(error_shares(matrix) / darkest_share([matrix]))
    shades = LinearSegmentedColormap.from_list("", ["white", ink])
    display.im_.set(data=strength, clim=(0, 1), cmap=shades)
    for text in display.text_.flat:
        text.set(color="black", fontsize=8)
    axes.set(xlabel="Read as", ylabel="True digit")
    return figure


def per_digit_figure(
    tables: Mapping[str, pd.DataFrame], titles: Mapping[str, str], measure: str
) -> Figure:
    """Draw how well each digit is read, by all models on the same scale.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        What `digit_model.evaluation.confusions.per_digit` returned, by the models'
        names.
    titles : mapping of str to str
        What the models are called, by their names.
    measure : {"precision", "recall", "f1"}
        What is drawn.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = empty_figure(SIZE, f"{measure.capitalize()} of each digit")
    for marker, (name, table) in zip(cycle("osD^v"), tables.items(), strict=False):
        axes.plot(
            table["digit"],
            table[measure],
            marker,
            color=colour(name),
            label=titles[name],
        )
        axes.set(xticks=table["digit"])
    axes.set(xlabel="Digit")
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(axis="y", alpha=0.3)
    axes.legend()
    return figure


def reliability_figure(
    bins: Mapping[str, pd.DataFrame], titles: Mapping[str, str]
) -> Figure:
    """Draw accuracy against confidence, with 95 % intervals.

    Parameters
    ----------
    bins : mapping of str to DataFrame
        What `digit_model.evaluation.calibration.reliability` returned, by the models'
        names.
    titles : mapping of str to str
        What the models are called, by their names.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = empty_figure(SIZE, "Reliability")
    axes.plot([0, 1], [0, 1], "--", color="grey", label="Confidence is accuracy")
    for name, table in bins.items():
        far = [table["accuracy"] - table["lower"], table["upper"] - table["accuracy"]]
        axes.errorbar(
            table["confidence"],
            table["accuracy"],
            np.maximum(far, 0),
            fmt="o",
            color=colour(name),
            label=titles[name],
        )
    axes.set(xlabel="Confidence", ylabel="Accuracy")
    return with_shares(figure, axes)


def risk_coverage_figure(
    curves: Mapping[str, pd.DataFrame], titles: Mapping[str, str]
) -> Figure:
    """Draw the errors that are left against the share of images answered.

    Parameters
    ----------
    curves : mapping of str to DataFrame
        What `digit_model.evaluation.abstaining.risk_coverage` returned, by the models'
        names.
    titles : mapping of str to str
        What the models are called, by their names.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = empty_figure(SIZE, "Errors left if the model may abstain")
    for name, table in curves.items():
        axes.step(
            table["answered"],
            table["errors"],
            where="post",
            color=colour(name),
            label=titles[name],
        )
    axes.set(xlabel="Images answered", ylabel="Errors left")
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def learning_curve_figure(
    curves: Mapping[str, Sequence[Mapping[str, float]]], titles: Mapping[str, str]
) -> Figure:
    """Draw the share of errors against the number of training images.

    Parameters
    ----------
    curves : mapping of str to sequence of mapping
        Points with "n" and "accuracy", by the models' names.
    titles : mapping of str to str
        What the models are called, by their names.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = empty_figure(SIZE, "More data")
    for name, points in curves.items():
        errors = [1 - point["accuracy"] for point in points]
        axes.loglog(
            [point["n"] for point in points],
            errors,
            "o-",
            color=colour(name),
            label=titles[name],
        )
    axes.set(xlabel="Training images", ylabel="Read wrong")
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(which="both", alpha=0.2)
    axes.legend()
    return figure
