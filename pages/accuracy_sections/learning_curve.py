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
        point | {"model": model_title(name)}
        for name, curve in curves.items()
        for point in curve or []
    ]
    if not points:
        return
    st.header("How right would it be with fewer images to learn from?", anchor=False)
    chart(
        pd.DataFrame(points),
        _SPEC | {"encoding": _ENCODING | {"color": model_colours(names)}},
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
    "transform": [{"calculate": "1 - datum.accuracy", "as": "error"}],
    "mark": {"type": "line", "point": {"size": 70, "filled": True}},
}
_ENCODING: dict[str, Any] = {
    "x": {
        "field": "n",
        "type": "quantitative",
        "title": "Training images",
        "scale": {"type": "log"},
        "axis": {"format": ",", "tickCount": 4},
    },
    "y": {
        "field": "error",
        "type": "quantitative",
        "title": "Read wrong",
        "scale": {"type": "log"},
        "axis": {"format": ".1~%", "tickCount": 6},
    },
    "tooltip": [
        {"field": "model", "title": "Model"},
        {"field": "n", "title": "Training images", "format": ","},
        {"field": "accuracy", "title": "Accuracy", "format": ".2%"},
    ],
}
