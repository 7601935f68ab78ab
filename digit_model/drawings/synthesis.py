"""Synthesis: digits as people might draw them, from templates."""

import numpy as np
from scipy.interpolate import CubicSpline

from digit_model.drawings.geometry import Strokes, rotation
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.templates import DIGITS

NO_WRITER = -1
"""The writer of a synthetic digit."""
NO_DIGIT = -1
"""The label of a drawing that is no digit."""

_JITTER = 0.35  # standard deviation of a template's points, in steps of its grid


def synthetic_digits(n: int, rng: np.random.Generator) -> list[PenDigit]:
    """Draw digits from stroke templates, each randomly deformed.

    The templates hold the forms that MNIST has few of besides the usual ones: a 1 with
    flag and foot, a barred 7, an open 4, an angular 5, a hooked 9, an 8 of two circles.
    Some are drawn with as few points as a quick finger leaves.

    Parameters
    ----------
    n : int
        How many; the labels 0 to 9 take turns.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same digits.

    Returns
    -------
    list of PenDigit
        Digits of the writer `NO_WRITER`.

    Examples
    --------
    >>> [digit.label for digit in synthetic_digits(3, np.random.default_rng(0))]
    [0, 1, 2]
    """
    digits = []
    for i in range(n):
        label = i % 10
        template = DIGITS[label][rng.integers(len(DIGITS[label]))]
        digits.append(PenDigit(from_template(template, rng), label, NO_WRITER))
    return digits


def from_template(template: str, rng: np.random.Generator) -> Strokes:
    """Draw a template, randomly deformed.

    Parameters
    ----------
    template : str
        Strokes as `digit_model.drawings.templates` describes them.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), dtype float64
        The strokes, about 10 units high.
    """
    jitter = _JITTER * rng.uniform(0.3, 1.6)
    strokes = []
    for stroke in template.split(";"):
        pieces = []
        last: list[np.ndarray] = []  # a corner ends one piece and starts the next
        for piece in stroke.split(","):
            points = [
                np.array((int(point[0]), int(point[1]))) for point in piece.split()
            ]
            moved = [point + rng.normal(0, jitter, 2) for point in points]
            pieces.append(smooth(np.array(last + moved)))
            last = moved[-1:]
        strokes.append(np.concatenate(pieces))
    return _as_by_hand(tuple(strokes), rng)


def smooth(points: np.ndarray) -> np.ndarray:
    """Draw a curve through points.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        If the last is the first, the curve is closed.

    Returns
    -------
    ndarray of shape (n_points, 2), dtype float64
        About five points a unit of length.
    """
    if len(points) < 2:
        return points.astype(float)
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    # Centripetal parameters keep the curve from looping between unequal steps.
    time = np.concatenate(([0], np.cumsum(np.sqrt(steps) + 0.01)))
    dense = np.linspace(0, time[-1], max(int(5 * steps.sum()), 2))
    if len(points) == 2:
        return points[0] + (dense / time[-1])[:, None] * (points[1] - points[0])
    closed = np.allclose(points[0], points[-1])
    return CubicSpline(time, points, bc_type="periodic" if closed else "natural")(dense)


def _as_by_hand(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Slant, stretch, bend and roughen strokes of about 10 units."""
    aspect = np.exp(rng.normal(-0.15, 0.25))
    slant = rng.normal(-0.1, 0.2)
    turn = rotation(rng.normal(0, 0.08))
    shape = turn @ np.array(((aspect, slant), (0, 1)))
    # One slow wave over the whole plane bends straight lines and spoils symmetry.
    waves = rng.normal(0, 0.25, (2, 2))
    phases = rng.uniform(0, 2 * np.pi, (2, 2))
    tremor = rng.uniform(0, 0.08)
    sparse = rng.random() < 0.3
    drawn = []
    for stroke in strokes:
        centred = (stroke - 4.5 + rng.normal(0, 0.15, 2)) @ shape.T
        bent = centred + np.sin(centred * 0.5 + phases[0]) @ waves
        if sparse and len(bent) > 8:
            count = max(len(bent) // int(rng.integers(5, 12)), 4)
            bent = bent[np.linspace(0, len(bent) - 1, count).round().astype(int)]
        drawn.append(bent + rng.normal(0, tremor, bent.shape))
    return tuple(drawn)
