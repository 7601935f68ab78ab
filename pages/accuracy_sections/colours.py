"""Models in charts: each has its colour and its title."""

from collections.abc import Iterable
from typing import Any

from digit_model.reporting.identity import colour
from pages.parts.words import model_title


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
