"""Charts of models: each has its colour and its title, and words one can read."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digit_model.reporting.identity import colour
from pages.parts.words import model_title

_NUMBERS = {
    "decimal": ".",
    "thousands": ",",
    "grouping": [3],
    "currency": ["", ""],
    "percent": "\N{NO-BREAK SPACE}%",  # as everywhere on the pages
}


def model_colours(names: Iterable[str]) -> dict[str, Any]:
    """Encode models by colour.

    Parameters
    ----------
    names : iterable of str
        The models; the chart's field "model" has their titles.

    Returns
    -------
    dict
        A colour encoding of Vega-Lite.
    """
    names = list(names)
    return {
        "field": "model",
        "type": "nominal",
        "title": None,
        "legend": {"orient": "top", "labelLimit": 0, "symbolType": "circle"},
        "scale": {
            "domain": [model_title(name) for name in names],
            "range": [colour(name) for name in names],
        },
    }


def chart(
    data: pd.DataFrame,
    spec: dict[str, Any],
    *,
    key: str,
    alt: str,
    place: DeltaGenerator | None = None,
) -> None:
    """Show a chart whose axes and legend are written as large and dark as the text.

    Parameters
    ----------
    data : DataFrame
        What is drawn.
    spec : dict
        How, in Vega-Lite.
    key : str
        Its key on the page.
    alt : str
        What it shows, for screen readers.
    place : DeltaGenerator, optional
        Where; here by default.
    """
    ink = "#e6e8eb" if st.context.theme.type == "dark" else "#31333f"
    words = {
        "labelFontSize": 14,
        "titleFontSize": 14,
        "labelColor": ink,
        "titleColor": ink,
    }
    config = {"axis": words, "legend": words, "locale": {"number": _NUMBERS}}
    (place or st).vega_lite_chart(data, spec | {"config": config}, key=key, alt=alt)
