"""Figures of a detector: what it finds, and what it takes for what it seeks."""

from matplotlib.figure import Figure
from sklearn.metrics import PrecisionRecallDisplay, RocCurveDisplay

from digit_model.exploration.detector import DetectorResult
from digit_model.reporting.figures import SIZE, empty_figure, with_shares


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
    figure, axes = empty_figure(SIZE, f"{result.digit}-detector: precision and recall")
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
    return with_shares(figure, axes)


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
    figure, axes = empty_figure(SIZE, f"{result.digit}-detector: ROC curve")
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
    return with_shares(figure, axes)
