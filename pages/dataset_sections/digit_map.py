"""The map: the test images in the plane, to hover over and to select from."""

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.resources import map_of_test_images, mnist, test_answers

_IMAGE = (
    "<img src='images/{@index}.png' alt='' width='84' height='84' "
    "style='image-rendering: pixelated'>"
)
_OPTION = {
    "animation": False,
    "grid": {"left": 8, "right": 8, "top": 84, "bottom": 8},
    "xAxis": {"show": False, "min": -1.02, "max": 1.02},
    "yAxis": {"show": False, "min": -1.02, "max": 1.02},
    "legend": {"top": 0, "left": 0, "itemGap": 14},
    "tooltip": {"formatter": f"{_IMAGE}<br>Label {{@label}}, answer {{@answer}}"},
    "toolbox": {
        "top": 48,
        "left": 0,
        "feature": {
            "brush": {
                "type": ["polygon", "rect", "clear"],
                "title": {
                    "polygon": "Select with a lasso",
                    "rect": "Select with a box",
                    "clear": "Clear the selection",
                },
            }
        },
    },
    "brush": {
        "xAxisIndex": "all",
        "outOfBrush": {"colorAlpha": 0.15},
        "throttleType": "debounce",
        "throttleDelay": 100,
    },
}


def digit_map(name: str, *, key: str) -> np.ndarray:
    """Show the map of the test images with a model's errors.

    Parameters
    ----------
    name : str
        The model's name.
    key : str
        The map's key on the page.

    Returns
    -------
    ndarray of shape (n,), dtype int64
        The images that are selected on it, as indices among all 70,000.

    Raises
    ------
    ModelError
        If the model's answers are missing or damaged.
    DatasetError
        If the map is.
    """
    groups = _groups(name)
    option = _OPTION | {
        "dataset": [{"source": group} for group in groups],
        "series": [
            {
                "type": "scatter",
                "name": str(digit),
                "datasetIndex": digit,
                "symbolSize": 5,
                "encode": {"x": "x", "y": "y"},
            }
            for digit in range(10)
        ]
        + [
            {
                "type": "scatter",
                "name": "Errors",
                "datasetIndex": 10,
                "symbol": "diamond",
                "symbolSize": 12,
                # Yellow is no digit's colour and stands out by night and by day.
                "itemStyle": {
                    "color": "#ffd43b",
                    "borderColor": "#212529",
                    "opacity": 1,
                },
                "encode": {"x": "x", "y": "y"},
            }
        ],
    }
    event = st.echarts_chart(
        option,
        height=640,
        key=key,
        on_select="rerun",
        alt="The 10,000 test images in the plane, those that look alike near each "
        f"other: a cluster for each digit. {len(groups[-1])} errors are marked.",
    )
    chosen = [
        groups[selected["series_index"]]["index"].to_numpy()[selected["data_indices"]]
        for selected in event.selection.selected
    ]
    return np.unique(np.concatenate(chosen)) if chosen else np.empty(0, np.int64)


@st.cache_resource(show_spinner=False, max_entries=8)
def _groups(name: str) -> list[pd.DataFrame]:
    """Split the points: one group for each digit, and the errors."""
    x, y = map_of_test_images().T
    points = pd.DataFrame(
        {
            "x": x,
            "y": y,
            "index": np.arange(TRAINING_SIZE, TRAINING_SIZE + len(x)),
            "label": mnist().test.labels,
            "answer": test_answers(name).digits,
        }
    )
    right = points["label"] == points["answer"]
    digits = [points[right & (points["label"] == digit)] for digit in range(10)]
    return [*digits, points[~right]]
