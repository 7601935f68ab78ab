"""Areas of the map that people chose, in the page's address."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.path import Path

_MOST = 60  # corners of an area; a lasso has hundreds
_STEPS = 1000  # the map is that many units wide from its middle


def to_address(areas: Sequence[dict[str, Any]]) -> str:
    """Write the areas that were drawn on a chart.

    Parameters
    ----------
    areas : sequence of dict
        What a chart's selection lists: "brush_type" is "polygon" or "rect",
        "coord_range" the corners, or the ranges of x and y.

    Returns
    -------
    str
        Whole numbers: x, y, x, y of the corners, an area after the other.
    """
    return ".".join(
        "_".join(str(round(_STEPS * at)) for corner in corners for at in corner)
        for corners in map(_corners, areas)
    )


def from_address(text: str) -> list[np.ndarray]:
    """Read areas; what is none is left out.

    Parameters
    ----------
    text : str
        What `to_address` returned.

    Returns
    -------
    list of ndarray of shape (n, 2)
        The corners of each area.
    """
    areas = []
    for part in text.split("."):
        numbers = part.split("_")
        if all(_is_number(number) for number in numbers) and len(numbers) in range(
            6, 2 * _MOST + 1, 2
        ):
            areas.append(np.array(numbers, float).reshape(-1, 2) / _STEPS)
    return areas


def inside(points: np.ndarray, areas: Sequence[np.ndarray]) -> np.ndarray:
    """Find the points in any of the areas.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        Where they lie.
    areas : sequence of ndarray of shape (k, 2)
        Their corners.

    Returns
    -------
    ndarray of shape (n,), dtype bool
        Which points lie in one of them.
    """
    chosen = np.zeros(len(points), bool)
    for corners in areas:
        chosen |= Path(corners).contains_points(points)
    return chosen


def _corners(area: dict[str, Any]) -> list[list[float]]:
    if area["brush_type"] == "rect":
        (left, right), (bottom, top) = area["coord_range"]
        return [[left, bottom], [right, bottom], [right, top], [left, top]]
    corners: list[list[float]] = area["coord_range"]
    return corners[:: -(-len(corners) // _MOST)]


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 6
