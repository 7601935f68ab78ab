"""The map: the test images in the plane, to hover over and to select from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE
from digit_model.reading.persistence import load_card
from pages.dataset_sections.areas import from_address, inside, to_address
from pages.parts.choice import choose_model
from pages.parts.paged_gallery import paged_gallery
from pages.parts.resources import (
    map_of_test_images,
    mnist,
    test_answers,
    trained_models,
)
from pages.parts.style import style
from pages.parts.without_models import stop_without_models

_IMAGE = (
    "<img src='images/{@index}.png' alt='' width='84' height='84' "
    "style='image-rendering: pixelated'>"
)
_ADDRESS, _KEY, _CHOSEN = "area", "map", "map_chosen"
_CLUSTERS, _ERRORS_ONLY = "clusters", "Errors"
_DIGITS = [
    {
        "type": "scatter",
        "name": str(digit),
        "datasetIndex": digit,
        "symbolSize": 5,
        "encode": {"x": "x", "y": "y"},
    }
    for digit in range(10)
]
_ERRORS = {
    "type": "scatter",
    "name": "Errors",
    "datasetIndex": 10,
    "symbol": "diamond",
    "symbolSize": 12,
    # Yellow is no digit's colour and stands out by night and by day.
    "itemStyle": {"color": "#ffd43b", "borderColor": "#212529", "opacity": 1},
    "encode": {"x": "x", "y": "y"},
}
_OPTION = {
    "animation": False,
    "grid": {"left": 8, "right": 8, "top": 40, "bottom": 8},
    "xAxis": {"show": False, "min": -1.02, "max": 1.02},
    "yAxis": {"show": False, "min": -0.86, "max": 0.86},
    "tooltip": {"formatter": f"{_IMAGE}<br>Label {{@label}}, answer {{@answer}}"},
    "toolbox": {
        "top": 0,
        "left": 0,
        "itemSize": 24,
        "itemGap": 16,
        "iconStyle": {"borderColor": "#7a828a", "borderWidth": 1.5},
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


def choose_errors() -> str | None:
    """Let people choose the model whose errors are marked.

    Returns
    -------
    str or None
        The model's name; None if there is no model.
    """
    names = trained_models()
    if not names:
        return None
    name = choose_model("Errors of", names, address="errors_of")
    # What a lasso does, for whoever has no mouse.
    st.pills(
        "Images of",
        [*map(str, range(10)), _ERRORS_ONLY],
        selection_mode="multi",
        key=_CLUSTERS,
        bind="query-params",
        label_visibility="collapsed",
    )
    return name


def show(name: str | None) -> None:
    """Show the map and, beside it, the images that are chosen on it.

    What is chosen stands in the page's address: whatever else changes, and after a
    reload, it is still chosen.

    Parameters
    ----------
    name : str or None
        The model whose errors are marked.

    Raises
    ------
    ModelError
        If the model's answers are missing or damaged.
    DatasetError
        If the map is.
    """
    stop_without_models([] if name is None else [name])
    assert name is not None
    plane, images = st.columns([1.55, 1], gap="medium")
    areas = from_address(st.query_params.get(_ADDRESS, ""))
    with plane:
        _map(name, areas)
    with images:
        if areas and not _drawn():
            # The chart cannot take away what it was not told to choose.
            st.button(
                "Clear the area",
                icon=":material/deselect:",
                on_click=_clear,
            )
        clusters = st.session_state[_CLUSTERS]
        if not areas and not clusters:
            st.info(
                "Draw a lasso or a box on the map to see the images in it, or choose "
                "digits among the filters. Yellow marks are errors."
            )
            return
        chosen = np.flatnonzero(_chosen(name, areas, clusters))
        if not len(chosen):
            st.info("No image is there.")
            return
        paged_gallery(
            TRAINING_SIZE + chosen,
            key="selected",
            label="Images selected on the map",
            count=f"**{len(chosen):,}** chosen. Click one to open it.",
            side=72,
            size=24,
            reveal=st.session_state.pop(_CHOSEN, False),
        )


def _chosen(
    name: str, areas: Sequence[np.ndarray], clusters: Sequence[str]
) -> np.ndarray:
    """Find the test images in the areas, of the digits and among the errors."""
    answers = test_answers(name)
    found = (
        inside(map_of_test_images(), areas) if areas else np.ones(len(answers), bool)
    )
    digits = [int(digit) for digit in clusters if digit != _ERRORS_ONLY]
    if digits:
        found &= np.isin(answers.labels, digits)
    if _ERRORS_ONLY in clusters:
        found &= answers.wrong
    return found


def _map(name: str, areas: Sequence[np.ndarray]) -> None:
    style(__file__)
    groups = _groups(name, load_card(name)["fingerprint"])
    outlines = [] if _drawn() else [_outline(area) for area in areas]
    option = _OPTION | {
        "dataset": [{"source": group} for group in groups],
        "series": [*_DIGITS, _ERRORS, _names(), *outlines],
    }
    st.echarts_chart(
        option,
        height=640,
        key=_KEY,
        on_select=_choose,
        alt="The 10,000 test images in the plane, those that look alike near each "
        f"other: a cluster for each digit. {len(groups[-1])} errors are marked.",
    )


def _clear() -> None:
    st.query_params.pop(_ADDRESS, None)


def _drawn() -> bool:
    """Whether what is chosen was drawn on the map, not brought by the address."""
    return bool(st.session_state.get(_KEY, {}).get("selection", {}).get("areas"))


def _names() -> dict[str, Any]:
    """Write each digit's name where most of its images are."""
    labels, points = mnist().test.labels, map_of_test_images()
    return {
        "type": "scatter",
        "silent": True,
        "symbolSize": 1,
        "data": [
            {
                "value": np.median(points[labels == digit], axis=0).tolist(),
                "label": {"formatter": str(digit)},
            }
            for digit in range(10)
        ],
        "z": 5,
        "itemStyle": {"color": "transparent"},
        "label": {
            "show": True,
            "fontSize": 30,
            "fontWeight": "bold",
            "color": "#ffffff",
            "textBorderColor": "#000000",
            "textBorderWidth": 4,
        },
    }


def _choose() -> None:
    """Put what is chosen on the map into the address."""
    areas = st.session_state[_KEY].selection.areas
    st.session_state[_CHOSEN] = True
    if areas:
        st.query_params[_ADDRESS] = to_address(areas)
    else:
        st.query_params.pop(_ADDRESS, None)


def _outline(corners: np.ndarray) -> dict[str, Any]:
    """Draw an area that came with the address: no chart can be told to choose it."""
    return {
        "type": "line",
        "data": [*corners.tolist(), corners[0].tolist()],
        "symbol": "none",
        "silent": True,
        "lineStyle": {"type": "dashed", "color": "#868e96", "width": 2},
    }


@st.cache_resource(show_spinner=False, max_entries=8)
def _groups(name: str, fingerprint: str) -> list[pd.DataFrame]:
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
