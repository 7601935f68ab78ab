"""Edges: where a sheet ends and a table begins there is a line, but no stroke.

A stroke has the same sheet on both of its sides; an edge has not.
"""

import numpy as np

from digit_model.finding.parts import SOLID, Part

_SLIM = 0.3  # width by length, of what may be a piece of an edge
_STRAIGHT = 3.5  # its width, by that of the line
_BLURRED = 2  # pixels beside a line that belong to neither side
_STEP = 0.6  # between the sides, of the line's contrast


def is_edge(part: Part, contrast: float, ink: np.ndarray, picture: np.ndarray) -> bool:
    """Tell an edge from a stroke.

    Parameters
    ----------
    part : Part
        What may be either.
    contrast : float
        Its contrast to the ground.
    ink : ndarray of shape (h, w), dtype float32
        All ink: what else is written beside the part is no side of it.
    picture : ndarray of shape (h, w) or (h, w, channels), dtype uint8
        The photograph.

    Returns
    -------
    bool
        Whether it is a straight line between two surfaces of different brightness or
        colour.
    """
    points = np.argwhere(part.ink > SOLID) + np.array((part.top, part.left))
    middle = points.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((points - middle).T))
    across, along = ((points - middle) @ axes).T
    width, length = np.ptp(across) + 1, np.ptp(along) + 1
    if width > min(_SLIM * length, _STRAIGHT * part.pen):
        return False
    reach = np.arange(width / 2 + _BLURRED, 1.5 * width + _BLURRED + 2)
    t = np.arange(along.min(), along.max() + 1)
    centre = (across.min() + across.max()) / 2
    sides = []
    for sign in (-1, 1):
        s = centre + sign * reach
        grid = np.stack(np.broadcast_arrays(s[:, None], t), axis=-1).reshape(-1, 2)
        y, x = np.round(middle + grid @ axes.T).astype(int).T
        inside = (y >= 0) & (x >= 0) & (y < ink.shape[0]) & (x < ink.shape[1])
        y, x = y[inside], x[inside]
        blank = ink[y, x] < SOLID
        if blank.sum() < len(grid) / 3:
            return False
        sides.append(np.median(picture[y[blank], x[blank]], axis=0))
    step = np.abs(sides[0] - sides[1]) / np.maximum(np.maximum(*sides), 8)
    return bool(step.max() > _STEP * contrast)
