"""What more training images would bring."""

from typing import Any

import pandas as pd
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE
from digit_model.reading.persistence import load_card
from digit_model.training.learning_curve import VALIDATION_SIZE
from pages.accuracy_sections.charts import chart, model_colours
from pages.parts.words import model_title, short_title


def show(names: list[str]) -> None:
    """Show accuracy against the number of training images.

    Parameters
    ----------
    names : list of str
        The models.
    """
    curves = {
        name: load_card(name).get("figures", {}).get("learning_curve") for name in names
    }
    for name in [name for name, curve in curves.items() if not curve]:
        st.info(f"No runs with fewer images are stored with {short_title(name)}.")
    points = [
        point | {"model": model_title(name), "error": 1 - point["accuracy"]}
        for name, curve in curves.items()
        for point in curve or []
        # What has no errors has no place on a logarithmic axis.
        if point.get("n") and point.get("accuracy", 1) < 1
    ]
    if not points:
        return
    st.header("How right would it be with fewer images to learn from?", anchor=False)
    chart(
        pd.DataFrame(points),
        _SPEC | {"encoding": _encoding(names, points)},
        key="learning-curve",
        alt="Accuracy against the number of training images",
    )
    st.caption(
        "Every point is a model trained anew, on images taken at random from the first "
        f"{TRAINING_SIZE - VALIDATION_SIZE:,} training images, and judged on the other "
        f"{VALIDATION_SIZE:,}. Both axes are "
        "logarithmic: on a straight line, ten times the images always divide the "
        "errors by the same number."
    )


_SPEC: dict[str, Any] = {
    "height": 360,
    "mark": {"type": "line", "point": {"size": 70, "filled": True}},
}


def _encoding(names: list[str], points: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "x": {
            "field": "n",
            "type": "quantitative",
            "title": "Training images",
            "scale": _logarithmic(points, "n"),
            "axis": {"format": ",", "tickCount": 4},
        },
        "y": {
            "field": "error",
            "type": "quantitative",
            "title": "Read wrong",
            "scale": _logarithmic(points, "error"),
            "axis": {"format": ".1~%", "tickCount": 6},
        },
        "color": model_colours(names),
        "tooltip": [
            {"field": "model", "title": "Model"},
            {"field": "n", "title": "Training images", "format": ","},
            {"field": "accuracy", "title": "Accuracy", "format": ".2%"},
        ],
    }


def _logarithmic(points: list[dict[str, Any]], field: str) -> dict[str, Any]:
    # Told, as the chart is drawn once before it has its points; with room beside them.
    values = [point[field] for point in points]
    return {"type": "log", "domain": [min(values) / 1.2, max(values) * 1.2]}
