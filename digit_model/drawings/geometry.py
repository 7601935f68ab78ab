"""The geometry of strokes: where they reach, how long they are, and which way."""

import numpy as np
from numpy.typing import ArrayLike

Strokes = tuple[np.ndarray, ...]
"""Each stroke's points (x, y), shape (n_points, 2), y pointing down as on a canvas."""


def bounds(strokes: Strokes) -> tuple[np.ndarray, np.ndarray]:
    """Find the box around strokes.

    Parameters
    ----------
    strokes : tuple of ndarray of shape (n_points, 2)
        At least one point, in any unit.

    Returns
    -------
    low, high : ndarray of shape (2,)
        The box's upper left and lower right corner.

    Examples
    --------
    >>> low, high = bounds((np.array([[3, 1]]), np.array([[0, 2], [1, 5]])))
    >>> low.tolist(), high.tolist()
    ([0, 1], [3, 5])
    """
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def to_unit(strokes: Strokes) -> Strokes:
    """Bring strokes to a size.

    Parameters
    ----------
    strokes : tuple of ndarray of shape (n_points, 2)
        In any unit.

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), dtype float64
        The same strokes, 10 units in the longer side, from (0, 0) on.
    """
    low, high = bounds(strokes)
    scale = 10 / max(float((high - low).max()), 1e-9)
    return tuple((stroke - low) * scale for stroke in strokes)


def length(stroke: np.ndarray) -> float:
    """Measure a stroke from its first point to its last, along it.

    Parameters
    ----------
    stroke : ndarray of shape (n_points, 2)
        In any unit.

    Returns
    -------
    float
        Its length in the same unit; 0 for a dot.

    Examples
    --------
    >>> length(np.array([[0, 0], [3, 4], [3, 6]]))
    7.0
    """
    return float(_distances(stroke)[-1])


def resampled(stroke: np.ndarray, n: int) -> np.ndarray:
    """Set points on a stroke, equally far from one another along it.

    Parameters
    ----------
    stroke : ndarray of shape (n_points, 2)
        In any unit.
    n : int
        How many.

    Returns
    -------
    ndarray of shape (n, 2), dtype float64
        The stroke's ends among them, if there are two or more.

    Examples
    --------
    >>> resampled(np.array([[0, 0], [4, 0], [4, 4]]), 3).tolist()
    [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]]
    """
    distances = _distances(stroke)
    places = np.linspace(0, distances[-1], n)
    return np.column_stack([np.interp(places, distances, axis) for axis in stroke.T])


def rotation(angle: float) -> np.ndarray:
    """Give the matrix that turns points.

    Parameters
    ----------
    angle : float
        In radians, from x to y.

    Returns
    -------
    ndarray of shape (2, 2), dtype float64
        ``points @ rotation(angle).T`` are the points turned about (0, 0).
    """
    return np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))


def direction(angle: ArrayLike) -> np.ndarray:
    """Give the points of the unit circle in some directions.

    Parameters
    ----------
    angle : array-like
        In radians, from x to y.

    Returns
    -------
    ndarray of shape (..., 2), dtype float64
        One point (x, y) for each angle.
    """
    return np.stack((np.cos(angle), np.sin(angle)), axis=-1)


def _distances(stroke: np.ndarray) -> np.ndarray:
    """How far each point is from the first, along the stroke, (n_points,)."""
    steps = np.linalg.norm(np.diff(stroke, axis=0), axis=1)
    return np.concatenate(([0], np.cumsum(steps)))
