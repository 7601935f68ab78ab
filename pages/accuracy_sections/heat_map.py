"""A confusion matrix as a heat map to click."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

_SELECTION = "cell"


def heat_map(
    matrix: np.ndarray,
    *,
    name: str,
    share: bool,
    diagonal: bool,
    chosen: tuple[int, int],
    revision: int,
    on_choose: Callable[[int, int, str], None],
) -> None:
    """Show a confusion matrix; a click chooses a cell.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        Counts: a row for each right digit, a column for each digit read.
    name : str
        The model's name.
    share : bool
        Whether to write the per cent of the row instead of the counts.
    diagonal : bool
        Whether to show what was read right.
    chosen : tuple of int
        Right digit and digit read of the cell to mark.
    revision : int
        Another number than before makes the chart forget what was clicked last, so that
        a click on that cell is told again.
    on_choose : callable
        Called with right digit, digit read and `name` when a cell is clicked.
    """
    cells = _cells(matrix, share=share, diagonal=diagonal, chosen=chosen)
    errors = int(matrix.sum() - np.trace(matrix))
    key = f"matrix-{name}-{revision}"

    def choose() -> None:
        clicked = st.session_state[key].selection[_SELECTION]
        if clicked:
            on_choose(int(clicked[0]["true"]), int(clicked[0]["read"]), name)

    st.vega_lite_chart(
        cells,
        _SPEC,
        key=key,
        on_select=choose,
        alt=f"Confusion matrix of {name}: {errors:,} errors. Click one to see it",
    )


def _cells(
    matrix: np.ndarray, *, share: bool, diagonal: bool, chosen: tuple[int, int]
) -> pd.DataFrame:
    true, read = np.indices(matrix.shape)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)  # (10, 10)
    hidden = (true == read) & (not diagonal)
    shown = np.where(hidden, 0, shares if share else matrix)
    # The square root keeps single errors visible beside a thousand right answers.
    strength = np.sqrt(shown / max(shown.max(), 1e-9))
    text = (
        [f"{100 * value:.1f}" for value in shown.flat]
        if share
        else [f"{value:,}" for value in shown.flat]
    )
    dark = st.context.theme.type == "dark"
    return pd.DataFrame(
        {
            "true": true.ravel(),
            "read": read.ravel(),
            "images": matrix.ravel(),
            "share": shares.ravel(),
            "strength": strength.ravel(),
            "text": np.where(shown.ravel() > 0, text, ""),
            "ink": np.where(dark | (strength.ravel() > 0.55), "#ffffff", "#1f2328"),
            "told": [
                f"{t} read as {r}: {count:,} images"
                for (t, r), count in np.ndenumerate(matrix)
            ],
            "chosen": ((true == chosen[0]) & (read == chosen[1])).ravel(),
        }
    )


_DIGIT_AXIS = {"labelAngle": 0, "labelFontSize": 13, "ticks": False, "domain": False}

_SPEC: dict[str, Any] = {
    "height": 480,
    "params": [
        {
            "name": _SELECTION,
            "views": ["cells"],
            "select": {
                "type": "point",
                "fields": ["true", "read"],
                "toggle": False,
                "clear": False,
            },
        }
    ],
    "encoding": {
        "x": {
            "field": "read",
            "type": "ordinal",
            "title": "Read as",
            "axis": {**_DIGIT_AXIS, "orient": "top"},
        },
        "y": {
            "field": "true",
            "type": "ordinal",
            "title": "True digit",
            "axis": _DIGIT_AXIS,
        },
        "tooltip": [
            {"field": "true", "title": "True digit"},
            {"field": "read", "title": "Read as"},
            {"field": "images", "title": "Images", "format": ","},
            {"field": "share", "title": "Of the row", "format": ".1%"},
        ],
    },
    "layer": [
        {
            "name": "cells",
            "mark": {
                "type": "rect",
                "cursor": "pointer",
                "cornerRadius": 3,
                "color": "#3b5bdb",
            },
            "encoding": {
                "description": {"field": "told", "type": "nominal"},
                "fillOpacity": {
                    "field": "strength",
                    "type": "quantitative",
                    "scale": {"domain": [0, 1], "range": [0.07, 1]},
                    "legend": None,
                },
            },
        },
        {
            "transform": [{"filter": "datum.chosen"}],
            "mark": {
                "type": "rect",
                "interactive": False,
                "aria": False,
                "fillOpacity": 0,
                "stroke": "#e8590c",
                "strokeWidth": 3,
                "cornerRadius": 3,
            },
        },
        {
            "mark": {
                "type": "text",
                "fontSize": 12,
                "interactive": False,
                "aria": False,
            },
            "encoding": {
                "text": {"field": "text", "type": "nominal"},
                "color": {"field": "ink", "type": "nominal", "scale": None},
            },
        },
    ],
}
