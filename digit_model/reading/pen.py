"""The pen: how wide the strokes of a drawing are, and the same with a usual pen."""

import math

import numpy as np
from scipy import ndimage

from digit_model.reading.pixels import resize

SIDE = 80
"""Longer side of ink whose strokes are redrawn, in pixels: four times MNIST's box."""

SOLID = 0.5
"""From this strength on ink belongs to a stroke."""

_USUAL = (8.8, 13.6)  # widths of strokes there: 2.2 to 3.4 pixels of MNIST's


def stroke_width(solid: np.ndarray) -> float:
    """Measure the mean width of strokes.

    Across a stroke of width w the distance to its edge grows from 0 to w / 2 and
    falls again: its mean is w / 4.

    Parameters
    ----------
    solid : ndarray of shape (h, w), dtype bool
        Where ink is.

    Returns
    -------
    float
        In pixels; 0 if there is none.
    """
    return _mean_width(_to_edge(np.pad(solid, 1)))


def enlarged(crop: np.ndarray) -> np.ndarray:
    """Resize ink to where strokes are redrawn, the finest pen's too.

    Parameters
    ----------
    crop : ndarray of shape (h, w), dtype float32
        Strength of the ink, 0 to 1, cropped to it.

    Returns
    -------
    ndarray of shape (h, w), dtype float32
        The same, with a longer side of `SIDE` pixels.
    """
    resized = resize(crop, SIDE)
    reach = math.ceil(2 * max(crop.shape) / SIDE)
    if reach <= 2:
        return resized
    # A pen finer than a pixel fades: where ink goes with it, it gets two wide.
    kept = ndimage.binary_dilation(resized > SOLID, np.ones((3, 3)))
    if resized[~kept].sum() > 0.05 * resized.sum():
        full = np.minimum(2 * crop, 1)  # a line between two pixels is half in each
        wider = ndimage.maximum_filter(np.pad(full, reach // 2), reach)
        resized = resize(wider, SIDE)
    return resized


def with_usual_pen(ink: np.ndarray) -> tuple[np.ndarray, float]:
    """Redraw strokes with a pen much like MNIST's.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        Strength of the ink, 0 to 1, as `enlarged` returns it.

    Returns
    -------
    redrawn : ndarray of shape (h, w), dtype float32
        The same with a margin, its strokes neither too thin nor too thick.
    width : float
        How wide they were, in pixels.
    """
    solid = np.pad(ink > SOLID, SIDE // 8)
    if not solid.any():
        return ink, 0.0
    inside = _to_edge(solid)
    width = _mean_width(inside)
    growth = float(np.clip(width, *_USUAL) - width) / 2
    # Signed distance to the edge, which runs half a pixel beside the pixels' middles.
    distance = np.where(solid, inside - 0.5, -np.inf)
    if growth > 0:  # else nothing becomes ink that is none
        distance = np.where(solid, distance, 0.5 - _to_edge(~solid))
    redrawn = np.clip(distance + growth + 0.5, 0, 1).astype(np.float32)
    return (redrawn if redrawn.any() else ink), width


def _mean_width(to_edge: np.ndarray) -> float:
    inside = to_edge[to_edge > 0]
    return 4 * float((inside - 0.5).mean()) if inside.size else 0.0


def _to_edge(solid: np.ndarray) -> np.ndarray:
    """Distance from each solid pixel to the nearest other one; 0 of those."""
    return np.asarray(ndimage.distance_transform_edt(solid))
