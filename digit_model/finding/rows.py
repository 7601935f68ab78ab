"""Rows: which parts stand side by side, from top to bottom, from left to right."""

from collections.abc import Sequence
from statistics import median

import numpy as np

from digit_model.finding.parts import Part, gaps

_BODY = 0.45  # of the usual height; what is lower is a bar or a dot of something
_HALF = 0.75  # of the usual height; what is higher is no half of a digit
_WHOLE = 1.4  # of the usual height, two halves
_FAR = 0.6  # of the usual height, from a row to what is none of it
_BESIDE = 0.4  # of the lower one's height, that two parts of a row share


def usual_height(parts: Sequence[Part]) -> float:
    """Estimate how high the digits are.

    Parameters
    ----------
    parts : sequence of Part
        At least one.

    Returns
    -------
    float
        In pixels: the height that a typical pixel of ink stands in.
    """
    heights = np.array([part.height for part in parts], float)
    order = heights.argsort()
    ink = np.cumsum([parts[i].ink.sum() for i in order])
    return float(heights[order][np.searchsorted(ink, ink[-1] * 0.6)])


def find_rows(parts: Sequence[Part]) -> list[list[Part]]:
    """Put parts into rows.

    Parameters
    ----------
    parts : sequence of Part
        In any order.

    Returns
    -------
    list of list of Part
        Rows from top to bottom, the parts of each from left to right.
    """
    if not parts:
        return []
    height = usual_height(parts)
    bodies = [part for part in parts if part.height >= _BODY * height]
    slope = _slope(bodies, height)
    rows: list[list[Part]] = []
    low = [part for part in bodies if part.height < _HALF * height]
    # Halves come last: the others tell that two circles, one above the other, are an 8
    # of their row, and not a row each.
    for part in sorted(bodies, key=lambda p: (_is_half(p, low, height), p.middle[0])):
        shares = [_shared(part, row, slope) for row in rows]
        best = int(np.argmax(shares)) if shares else -1
        if best >= 0 and shares[best] >= _BESIDE:
            rows[best].append(part)
        else:
            rows.append([part])
    far = []
    for part in parts:
        if part.height < _BODY * height:
            distances = [_distance(part, row, slope) for row in rows]
            near = int(np.argmin(distances))
            if distances[near] > _FAR * height:
                far.append(part)
            else:
                rows[near].append(part)
    rows += find_rows(far)  # of smaller digits
    rows.sort(key=lambda row: float(np.mean([_level(part, slope) for part in row])))
    return [sorted(row, key=lambda part: part.middle[0]) for row in rows]


def _is_half(part: Part, low: Sequence[Part], height: float) -> bool:
    """Whether a part stands above or below another, both low, as halves of a digit."""
    return part.height < _HALF * height and any(
        other is not part
        and gaps(part, other)[0] == 0
        and max(part.bottom, other.bottom) - min(part.top, other.top) < _WHOLE * height
        for other in low
    )


def _slope(bodies: Sequence[Part], height: float) -> float:
    """How much a row falls per pixel to the right, from neighbours' middles."""
    slopes = []
    for part in bodies:
        x, y = part.middle
        others = [
            (other.middle[0] - x, other.middle[1] - y)
            for other in bodies
            if 0.3 * height < other.middle[0] - x < 4 * height
            and abs(other.middle[1] - y) < 0.6 * height
        ]
        if others:
            across, down = min(others)
            slopes.append(down / across)
    # One pair says nothing: a 4 may just stand lower than the 2 behind it.
    return float(np.clip(np.median(slopes), -0.3, 0.3)) if len(slopes) > 3 else 0.0


def _level(part: Part, slope: float) -> float:
    x, y = part.middle
    return y - slope * x


def _shared(part: Part, row: Sequence[Part], slope: float) -> float:
    """Which fraction of its height a part shares with its neighbours in a row."""
    nearest = sorted(row, key=lambda other: abs(other.middle[0] - part.middle[0]))[:3]
    fractions = []
    for other in nearest:
        fall = slope * (part.middle[0] - other.middle[0])
        top = max(part.top, other.top + fall)
        bottom = min(part.bottom, other.bottom + fall)
        fractions.append((bottom - top) / min(part.height, other.height))
    return median(fractions)  # of so few, far sooner than NumPy's


def _distance(part: Part, row: Sequence[Part], slope: float) -> float:
    """From a part to the nearest of a row; what lies beside counts half."""
    distances = []
    for other in row:
        aside, above = gaps(part, other)
        distances.append(float(np.hypot(aside, 1.5 * above)))
    return min(distances)
