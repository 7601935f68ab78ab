"""Figures to print or to put into a text, drawn with matplotlib."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import cycle

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from sklearn.metrics import (
    ConfusionMatrixDisplay,
    PrecisionRecallDisplay,
    RocCurveDisplay,
)

from digit_model.evaluation.scores import darkest_share, error_shares
from digit_model.exploration.detector import DetectorResult
from digit_model.reporting.identity import colour

_SIZE = (6.0, 4.2)  # inches
_COLUMNS = 20  # of a sheet of images

# Names within an SVG are at random otherwise. Not while a figure is drawn: figures are
# drawn in threads, which share what is set.
matplotlib.rcParams["svg.hashsalt"] = "digit-lab"


def to_bytes(figure: Figure, kind: str = "png") -> bytes:
    """Encode a figure.

    Parameters
    ----------
    figure : Figure
        The figure.
    kind : {"png", "svg", "pdf"}, default="png"
        The file format.

    Returns
    -------
    bytes
        The file.
    """
    file = BytesIO()
    # Without the date, the same figures give the same file.
    metadata = (
        {"CreationDate" if kind == "pdf" else "Date": None} if kind != "png" else {}
    )
    figure.savefig(file, format=kind, dpi=160, bbox_inches="tight", metadata=metadata)
    return file.getvalue()


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
    figure, axes = _empty((6.4, 5.8), title)
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
        What `digit_model.evaluation.scores.per_digit` returned, by the models' names.
    titles : mapping of str to str
        What the models are called, by their names.
    measure : {"precision", "recall", "f1"}
        What is drawn.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = _empty(_SIZE, f"{measure.capitalize()} of each digit")
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
        What `digit_model.evaluation.scores.reliability` returned, by the models' names.
    titles : mapping of str to str
        What the models are called, by their names.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = _empty(_SIZE, "Reliability")
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
    return _with_shares(figure, axes)


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
    figure, axes = _empty(_SIZE, "Errors left if the model may abstain")
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
    figure, axes = _empty(_SIZE, "More data")
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


def precision_recall_figure(result: DetectorResult) -> Figure:
    """Draw the precision-recall curve of a detector.

    Parameters
    ----------
    result : DetectorResult
        The detector's result.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = _empty(_SIZE, f"{result.digit}-detector: precision and recall")
    PrecisionRecallDisplay.from_predictions(
        result.is_digit,
        result.scores,
        drop_intermediate=True,
        ax=axes,
        name="Three-fold cross-validation",
        plot_chance_level=True,
    )
    counts = result.counts(0)
    axes.plot(counts.recall, counts.precision, "o", color="tab:orange")
    axes.set(xlabel="Recall", ylabel="Precision")
    return _with_shares(figure, axes)


def roc_figure(result: DetectorResult) -> Figure:
    """Draw the receiver operating characteristic of a detector.

    Parameters
    ----------
    result : DetectorResult
        The detector's result.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = _empty(_SIZE, f"{result.digit}-detector: ROC curve")
    RocCurveDisplay.from_predictions(
        result.is_digit,
        result.scores,
        ax=axes,
        name="Three-fold cross-validation",
        plot_chance_level=True,
    )
    counts = result.counts(0)
    axes.plot(
        counts.fp / (counts.fp + counts.tn), counts.recall, "o", color="tab:orange"
    )
    axes.set(xlabel="False positive rate", ylabel="True positive rate (recall)")
    return _with_shares(figure, axes)


def image_sheet(images: np.ndarray, titles: Sequence[str], *, title: str) -> Figure:
    """Draw images in rows, each with a few words above it.

    Parameters
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        White on black.
    titles : sequence of str
        What stands above each image.
    title : str
        What stands above them all.

    Returns
    -------
    Figure
        The figure.
    """
    columns = max(min(_COLUMNS, len(images)), 8)  # as wide as the title at least
    rows = max(-(-len(images) // columns), 1)
    across, down = 34, 40  # pixels of the sheet from image to image
    # One picture of all of them: axes for each would take seconds.
    sheet = np.full((rows * down, columns * across), 255, np.uint8)
    figure, axes = _empty((columns * 0.6, rows * 0.6 * down / across + 0.6), title)
    for place, (image, words) in enumerate(zip(images, titles, strict=True)):
        top, left = place // columns * down + 11, place % columns * across + 3
        sheet[top : top + 28, left : left + 28] = image
        axes.text(left + 13.5, top - 2, words, ha="center", va="bottom", fontsize=7)
    axes.imshow(sheet, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    axes.set_axis_off()
    return figure


def _empty(size: tuple[float, float], title: str) -> tuple[Figure, Axes]:
    # Not pyplot's: its figures are shared by all threads.
    figure = Figure(figsize=size)
    axes = figure.subplots()
    axes.set_title(title)
    return figure, axes


def _with_shares(figure: Figure, axes: Axes) -> Figure:
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="auto")
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(alpha=0.3)
    axes.legend(loc="best")
    return figure
