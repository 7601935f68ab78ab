"""The 2-detector of the classic exercise, for any digit."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digit_model.datasets.mnist import DatasetError
from digit_model.exploration.detector import (
    STEP,
    Counts,
    DetectorResult,
    cross_validate,
    load_detectors,
)
from pages.accuracy_sections.charts import chart
from pages.parts.resources import mnist
from pages.parts.words import percent

RUNNING = Lock()
"""Held by the visitor whose cross-validation runs: each takes 0.4 GB."""


@st.cache_resource(show_spinner=False)
def detectors() -> list[DetectorResult]:
    """Return the stored results of all ten detectors (3 MB)."""
    return load_detectors(mnist().train.labels)


@st.fragment
def show() -> None:
    """Show a digit's detector: its cross-validation, its lesson, its threshold."""
    st.markdown(
        "The classic exercise begins with yes or no: **is it a 2?** The detector is "
        "binary logistic regression on the 784 pixels. Each third of the 60,000 "
        "training images is judged by a detector that learned from the other two."
    )
    digit = st.segmented_control(
        "Digit", range(10), default=2, required=True, key="digit", bind="query-params"
    )
    try:
        result = detectors()[digit]
    except DatasetError as error:
        st.error(str(error), title="The detectors' results cannot be shown")
        return
    lesson, live = st.columns([1.4, 1], gap="large")
    with lesson:
        _lesson(result)
    with live:
        _live_run(result)
    _threshold(result)


def _lesson(result: DetectorResult) -> None:
    mean = float(np.mean(result.fold_accuracies))
    counts = result.counts(0)
    shown = ", ".join(percent(accuracy) for accuracy in result.fold_accuracies)
    st.markdown(
        f"**Accuracy on the three parts:** {shown}; on average **{percent(mean)}**."
    )
    st.info(
        f"Only {percent(1 - result.always_no)} of the images show a {result.digit}, so "
        "a detector that **always says no** is right "
        f"**{percent(result.always_no)}** of the time and finds nothing. "
        f"{percent(mean)} means less than it seems: this detector misses "
        f"{percent(1 - counts.recall)} of the {result.digit}s, and "
        f"{percent(1 - counts.precision)} of its yeses are wrong.",
        title="The lesson",
        icon=":material/lightbulb:",
    )


def _live_run(result: DetectorResult) -> None:
    st.header("Do not take our word for it", anchor=False)
    if not st.button(
        "Run the cross-validation now",
        icon=":material/play_arrow:",
        help="Fits three detectors to 40,000 images each; some ten seconds.",
    ):
        return
    bar = st.progress(0.0)

    def show_progress(stage: str, fraction: float) -> None:
        bar.progress(fraction, stage)

    with _turn(bar):
        accuracies = cross_validate(
            result.digit, *mnist().train, progress=show_progress
        )
    shown = ", ".join(percent(accuracy) for accuracy in accuracies)
    bar.empty()
    same = np.allclose(accuracies, result.fold_accuracies, atol=5e-4)
    st.markdown(
        f"Just now: {shown}; on average **{percent(float(np.mean(accuracies)))}**. "
        + ("The stored result holds." if same else "The stored result differs.")
    )


@contextmanager
def _turn(bar: DeltaGenerator) -> Iterator[None]:
    """Wait until nobody else's cross-validation runs."""
    # Telling it again and again is also where Streamlit ends the run of who left.
    while not RUNNING.acquire(timeout=0.5):
        bar.progress(0.0, "Waiting for another run")
    try:
        yield
    finally:
        RUNNING.release()


@st.fragment
def _threshold(result: DetectorResult) -> None:
    low, high = np.percentile(result.scores[result.is_digit], [1, 99.5])
    threshold = st.slider(
        "Say yes from this score on",
        float(np.round(low)),
        float(np.round(high)),
        0.0,
        STEP,
        format="%.2f",
        help="The score is the logarithm of the odds that it is the digit: 0 is as "
        "likely as not. Further right the detector says yes less often, and is wrong "
        "less often when it does.",
    )
    counts = result.counts(threshold)
    numbers, precision_recall, roc = st.columns(3, gap="large")
    with numbers:
        _counts(counts, result.digit)
    with precision_recall:
        precisions, recalls, thresholds = result.precision_recall()
        _curve(
            pd.DataFrame({"x": recalls, "y": precisions, "threshold": thresholds}),
            (counts.recall, counts.precision),
            titles=("Recall", "Precision"),
            key="precision-recall",
        )
    with roc:
        false_positives, true_positives, thresholds = result.roc()
        curve = pd.DataFrame(
            {"x": false_positives, "y": true_positives, "threshold": thresholds}
        ).iloc[1:]  # the first threshold is infinite
        _curve(
            curve,
            (counts.fp / (counts.fp + counts.tn), counts.recall),
            titles=("False positive rate", "True positive rate (recall)"),
            key="roc",
        )
        st.caption(f"Area under the curve: {result.roc_area:.4f}")


def _counts(counts: Counts, digit: int) -> None:
    st.table(
        pd.DataFrame(
            {
                "The detector": ["says yes", "says no"],
                f"It is a {digit}": [f"{counts.tp:,} right", f"{counts.fn:,} missed"],
                "It is another": [
                    f"{counts.fp:,} false alarms",
                    f"{counts.tn:,} right",
                ],
            }
        ),
        hide_index=True,
    )
    st.markdown(
        f"Precision **{percent(counts.precision)}**, "
        f"recall **{percent(counts.recall)}**, "
        f"accuracy **{percent(counts.accuracy)}**"
    )


def _curve(
    curve: pd.DataFrame, now: tuple[float, float], *, titles: tuple[str, str], key: str
) -> None:
    point = pd.DataFrame({"x": now[:1], "y": now[1:], "now": True})
    spec = _CURVE | {
        "encoding": {
            axis: {
                "field": axis,
                "type": "quantitative",
                "title": title,
                "scale": {"domain": [0, 1]},
                "axis": {"format": "%", "tickCount": 5},
            }
            for axis, title in zip("xy", titles, strict=True)
        }
        | {
            "tooltip": [
                {"field": "threshold", "title": "Threshold", "format": ".2f"},
                {"field": "x", "title": titles[0], "format": ".1%"},
                {"field": "y", "title": titles[1], "format": ".1%"},
            ]
        }
    }
    chart(
        pd.concat([curve.assign(now=False), point]),
        spec,
        key=key,
        alt=f"{titles[1]} {percent(now[1])} at {titles[0]} {percent(now[0])}",
    )


_CURVE: dict[str, Any] = {
    "height": 280,
    "layer": [
        {"transform": [{"filter": "!datum.now"}], "mark": {"type": "line"}},
        {
            "transform": [{"filter": "datum.now"}],
            "mark": {
                "type": "point",
                "filled": True,
                "size": 160,
                "opacity": 1,
                "color": "#e8590c",
            },
        },
    ],
}
