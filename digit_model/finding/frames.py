"""Frames: lines under, over and around a number, which are no part of it."""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from digit_model.finding.parts import SOLID, Part, connected_parts

MOST = 100
"""Parts that are looked at; what has more is a page, not a number in a frame."""

_FLAT = 0.2  # rise by width of a line, drawn by hand
_LONG = 3.5  # pens that it is long
_THICK = 2.6  # pens that it is thick: drawn once, or twice
_SPANNED = 0.6  # of its width, of what a line runs along
_FAR = 0.5  # of the height of a digit, from it to what is no bar of a 5 or 7
_COVERED = 0.9  # of its sides, of what lies within a frame
_LOW = 0.3  # of a frame's height; what is lower within it may be the dot of a zero
_CLOSED = 0.6  # of its box, that a frame with all in it takes
_PEELED = 1.1  # pens
_CROSSING = 1.25  # as long as its diagonal, of a stroke that may be the bar of a zero
_FREE = 0.35, 0.75  # of a frame's height, of such a stroke that is a one within it
_UPRIGHT = 0.7  # its width by its height


def without_frames(parts: Sequence[Part]) -> list[Part]:
    """Leave out what underlines, overlines or surrounds the rest.

    Parameters
    ----------
    parts : sequence of Part
        What is connected in a drawing.

    Returns
    -------
    list of Part
        The others, in their order, and what is cut out of frames that touch it. A bar
        over or close under a single part is a stroke of it, and so is what crosses a
        zero from within.
    """
    if len(parts) > MOST:
        return list(parts)
    rest: list[Part] = []
    for part in parts:
        rest += _cut_out_of(part) if _surrounds_any(part, parts) else [part]
    lines = [part for part in rest if _is_line(part)]
    digits = [part for part in rest if part not in lines]
    return [part for part in rest if part not in lines or not _is_along(part, digits)]


def surrounds(part: Part, other: Part) -> bool:
    """Tell whether one part has ink on all four sides of another.

    Parameters
    ----------
    part : Part
        What may be a frame.
    other : Part
        What may lie within it.

    Returns
    -------
    bool
        Whether nearly all that is above, below and beside `other` is closed.
    """
    top, left = other.top - part.top, other.left - part.left
    bottom, right = top + other.height, left + other.width
    if min(top, left) <= 0 or bottom >= part.height or right >= part.width:
        return False
    solid = part.ink > SOLID
    sides = (
        solid[:top, left:right].any(axis=0),
        solid[bottom:, left:right].any(axis=0),
        solid[top:bottom, :left].any(axis=1),
        solid[top:bottom, right:].any(axis=1),
    )
    return bool(min(side.mean() for side in sides) > _COVERED)


def _cut_out_of(frame: Part) -> list[Part]:
    """Return the digits that a frame touches: what is a pen's width inside of it."""
    filled = ndimage.binary_fill_holes(frame.ink > SOLID)
    if filled.mean() < _CLOSED:
        return []
    depth = ndimage.distance_transform_edt(np.pad(filled, 1))[1:-1, 1:-1]
    inside = np.where(depth > _PEELED * frame.pen + 1, frame.ink, 0)
    return [
        Part(piece.ink, frame.top + piece.top, frame.left + piece.left)
        for piece in connected_parts(inside)
        if piece.height > _LOW * frame.height
    ]


def _is_line(part: Part) -> bool:
    if part.height - part.pen > _FLAT * part.width or part.width < _LONG * part.pen:
        return False
    thickness = np.count_nonzero(part.ink > SOLID) / part.width
    return bool(thickness < _THICK * part.pen)


def _is_along(line: Part, digits: Sequence[Part]) -> bool:
    """Whether a line runs along under a number, or over one of two digits or more."""
    above, below = [], []
    for part in digits:
        shared = min(part.right, line.right) - max(part.left, line.left)
        if shared < _SPANNED * part.width or part.height < line.height:
            continue
        if part.bottom <= line.bottom and part.top < line.top:
            above.append(part)
        elif part.top >= line.top and part.bottom > line.bottom:
            below.append(part)
    if above:
        gap = line.top - max(part.bottom for part in above)
        return len(above) > 1 or gap > line.pen
    if below:
        gap = min(part.top for part in below) - line.bottom
        return len(below) > 1 or gap > _FAR * below[0].height
    return False


def _surrounds_any(part: Part, others: Sequence[Part]) -> bool:
    within = [other for other in others if surrounds(part, other)]
    if not within:
        return False
    highest = max(other.height for other in within) / part.height
    if len(within) == 1 and _is_stroke(within[0]):
        upright = within[0].width < _UPRIGHT * within[0].height
        return upright and _FREE[0] < highest < _FREE[1]
    return highest > _LOW


def _is_stroke(part: Part) -> bool:
    """Whether a part goes from one corner of its box to another and nowhere else."""
    length = np.count_nonzero(part.ink > SOLID) / part.pen
    return bool(length < _CROSSING * np.hypot(part.height, part.width))
