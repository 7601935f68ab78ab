"""Charts that pages draw with."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

_GREY = "#7a828a"  # for text within charts: readable on a light and on a dark page

_BARS: dict[str, Any] = {
    "height": 300,
    "encoding": {
        "y": {
            "field": "digit",
            "type": "nominal",
            "title": None,
            "axis": {
                "labelFontSize": 15,
                "labelPadding": 8,
                "domain": False,
                "ticks": False,
            },
        },
        "tooltip": [
            {"field": "digit", "type": "nominal", "title": "Digit"},
            {
                "field": "probability",
                "type": "quantitative",
                "title": "Probability",
                "format": ".2%",
            },
        ],
    },
    "layer": [
        {
            "mark": {"type": "bar", "cornerRadiusEnd": 3, "height": {"band": 0.66}},
            "encoding": {
                "x": {
                    "field": "probability",
                    "type": "quantitative",
                    "scale": {"domain": [0, 1.15]},
                    "axis": None,
                },
                "opacity": {
                    "condition": {"test": "datum.best", "value": 1},
                    "value": 0.45,
                },
            },
        },
        {
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 5,
                "fontSize": 13,
                "color": _GREY,
            },
            "encoding": {
                "x": {"field": "probability", "type": "quantitative"},
                "text": {"field": "shown", "type": "nominal"},
            },
        },
    ],
}


def probability_bars(probabilities: np.ndarray, *, key: str) -> None:
    """Show ten bars, one for each digit.

    Parameters
    ----------
    probabilities : ndarray of shape (10,)
        The digits' probabilities.
    key : str
        The chart's key on the page.
    """
    best = int(probabilities.argmax())
    bars = pd.DataFrame(
        {
            "digit": [str(digit) for digit in range(10)],
            "probability": probabilities,
            "best": np.arange(10) == best,
            "shown": [percent(p) for p in probabilities],
        }
    )
    told = ", ".join(
        f"{digit}: {percent(probabilities[digit])}"
        for digit in np.argsort(-probabilities)[:3]
    )
    st.vega_lite_chart(bars, _BARS, key=key, alt=f"Most probable digits: {told}")


def percent(share: float) -> str:
    """Write a share from 0 to 1 as a percentage that never rounds up to certainty."""
    if share < 0.001:
        return "0 %" if share == 0 else "< 0.1 %"
    return "> 99.9 %" if share > 0.999 else f"{share:.1%}".replace("%", " %")
