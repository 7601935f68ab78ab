"""The usual digit of a sheet: what those beyond doubt are like, and which they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digit_model.finding.marks import Mark
from digit_model.reading.model import Reading

BODY = 0.55
"""Height of what is a digit rather than a piece of one, by the usual one."""
TIED = 1.7
"""Height of what may be digits that a ruling ties together, by the usual one."""
PALE = 0.4
"""Contrast of the palest that may be writing, by the usual one."""

_CLEAR = -2.0  # likeness of a part that is a digit beyond doubt
_SPECK = 0.12  # of the usual height


@dataclass(frozen=True)
class Usual:
    """What the digits of a sheet are like.

    Attributes
    ----------
    height : float
        Pixels.
    contrast : float
        Which fraction of the ground's brightness they take away.
    pen : float
        Width of their strokes in pixels.
    """

    height: float
    contrast: float
    pen: float


def usual_digit(marks: Sequence[Mark], readings: Sequence[Reading]) -> Usual | None:
    """Tell what the digits beyond doubt are like.

    Parameters
    ----------
    marks, readings
        As `clear_digits` takes them.

    Returns
    -------
    Usual or None
        None if there are none.
    """
    clear = [k for k, reading in enumerate(readings) if is_beyond_doubt(reading)]
    # A one may be an edge, a streak in the table's wood or a piece of a ruling.
    clear = [k for k in clear if readings[k].digit != 1] or clear
    if not clear:
        clear = [k for k, r in enumerate(readings) if r.is_digit and r.digit != 1]
    if not clear:
        return None
    heights = np.array([marks[k].part.height for k in clear], float)
    # Digits have about one height; specks that look like one are of all kinds.
    ratio = np.abs(np.log(heights[:, None] / heights))
    votes = (ratio < 0.35).sum(axis=1) * np.sqrt(heights)
    height = float(np.median(heights[ratio[votes.argmax()] < 0.35]))
    alike = np.abs(np.log(heights / height)) < 0.5
    of_them = [marks[k] for k, same in zip(clear, alike, strict=True) if same]
    return Usual(
        height,
        float(np.median([mark.contrast for mark in of_them])),
        float(np.median([mark.part.pen for mark in of_them])),
    )


def clear_digits(
    marks: Sequence[Mark], readings: Sequence[Reading]
) -> tuple[float, int]:
    """Tell how much of what may be writing is digits beyond doubt.

    Parameters
    ----------
    marks : sequence of Mark
        What may be writing.
    readings : sequence of Reading
        What the model reads in each.

    Returns
    -------
    share : float
        Their share of the ink, 0 to 1.
    count : int
        How many they are.
    """
    usual = usual_digit(marks, readings)
    if usual is None:
        return 0.0, 0
    clear: list[float] = []
    others: list[float] = []
    for mark, reading in zip(marks, readings, strict=True):
        part = mark.part
        if (
            part.height > TIED * usual.height
            or max(part.height, part.width) < _SPECK * usual.height
            or mark.contrast < PALE * usual.contrast
        ):
            continue
        ink = clear if is_clear(mark, reading, usual) else others
        ink.append(float(part.ink.sum()))
    return sum(clear) / max(sum(clear) + sum(others), 1e-9), len(clear)


def is_beyond_doubt(reading: Reading) -> bool:
    """Whether something looks like a digit and like no other one.

    Parameters
    ----------
    reading : Reading
        What the model reads in it.

    Returns
    -------
    bool
        Whether all that the model says of it is sure.
    """
    return bool(
        reading.is_digit and reading.confidence > 0.8 and reading.likeness > _CLEAR
    )


def is_clear(mark: Mark, reading: Reading, usual: Usual) -> bool:
    """Whether a mark is a digit beyond doubt, and no piece of one.

    Parameters
    ----------
    mark : Mark
        What may be writing.
    reading : Reading
        What the model reads in it.
    usual : Usual
        What digits of its sheet are like.

    Returns
    -------
    bool
        Whether it is a digit by itself, about as high as others.
    """
    return mark.part.height > BODY * usual.height and is_beyond_doubt(reading)
