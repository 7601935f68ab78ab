"""Cuts: where a connected part may consist of digits that touch.

A cut is a way from the top to the bottom that crosses as little ink as possible, not
a straight line: so it passes between a 7 and the 4 that stands below its bar.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from digit_model.finding.parts import Part, pen_width

FLAT = 3.0
"""Widths of the pen: what is no higher is a dash, however long, or a slice of one."""

_HEIGHT = 48  # pixels; ways are sought in a reduced picture
_REACHES = (3, 10)  # pixels that a way may stray from where it begins, to either side
_ASTRAY = 0.0025  # price of a pixel's height so far from there, per pixel
_SIDEWAYS = 0.05  # price of a step aside
_DEAREST = 4  # widths of the pen that a cut may cross
_APART = 0.12  # of a digit's ink, that two cuts have between them
_MOST = 5  # cuts, for each digit that a part may hold
_ALONG = 1.0  # widths of the pen; a way that crosses more runs along a stroke
_SHARED = 0.6  # of the pen's width, that both sides then get
_STEP = 2  # pixels between the places where ways begin


@dataclass(frozen=True, eq=False)
class Cut:
    """A way through a part from top to bottom.

    Attributes
    ----------
    columns : ndarray of shape (height of the part,), dtype int
        In each row of the part, the first column on the right side of it.
    price : float
        How much ink it crosses, in widths of the pen.
    shared : int
        Pixels to either side that belong to both: where a way does not cross a stroke
        but runs along it, both digits have this stroke.
    """

    columns: np.ndarray
    price: float
    shared: int = 0


def find_cuts(part: Part) -> list[Cut]:
    """Find the cheapest ways through a part.

    Parameters
    ----------
    part : Part
        The part.

    Returns
    -------
    list of Cut
        From left to right.
    """
    scale = _HEIGHT / part.height
    width = round(part.width * scale)
    if width < 8 or part.height <= FLAT * part.pen:
        return []
    small = Image.fromarray(part.ink).resize(
        (width, _HEIGHT), Image.Resampling.BILINEAR
    )
    ink = np.asarray(small)
    pen = pen_width(ink)
    starts = np.arange(4, width - 3, _STEP)
    found = [_cheapest_ways(ink, starts, reach) for reach in _REACHES]
    prices, ways = (np.concatenate(each) for each in zip(*found, strict=True))
    crossed = prices / pen
    before = np.pad(ink.cumsum(axis=1), ((0, 0), (1, 0)))  # (height, width + 1)
    left = before[np.arange(_HEIGHT), np.clip(ways, 0, width)]  # (n, height)
    digits = max(part.width / part.height / 0.7, 1)  # that it might hold
    least = _APART * float(ink.sum()) / digits
    chosen: list[int] = []
    free = np.ones(len(crossed), bool)  # of those that are chosen
    for i in np.argsort(crossed, kind="stable"):
        if crossed[i] > _DEAREST or len(chosen) == round(_MOST * digits):
            break
        if free[i]:
            chosen.append(int(i))
            free &= np.abs(left - left[i]).sum(axis=1) > least
    rows = np.minimum((np.arange(part.height) * scale).astype(int), _HEIGHT - 1)
    cuts = []
    for i in sorted(chosen, key=lambda i: float(ways[i].mean())):
        columns = np.round((ways[i][rows] + 0.5) / scale).astype(int)
        along = np.clip(crossed[i] - _ALONG, 0, 1) * _SHARED * pen / scale
        cuts.append(Cut(columns, float(crossed[i]), round(float(along))))
    return cuts


def _cheapest_ways(
    ink: np.ndarray, starts: np.ndarray, reach: int
) -> tuple[np.ndarray, np.ndarray]:
    """From each start the cheapest way down, by dynamic programming.

    Returns the prices, shape (n,), and the columns, shape (n, height).
    """
    height, width = ink.shape
    offsets = np.arange(-reach, reach + 1)
    columns = starts[:, None] + offsets  # (n, offsets)
    outside = (columns < 0) | (columns >= width)
    local = ink[:, np.clip(columns, 0, width - 1)]  # (height, n, offsets)
    local = local + _ASTRAY * np.abs(offsets)
    local[:, outside] = 9.0
    total = local[0]
    came = np.zeros(local.shape, np.int8)
    far = np.full((len(starts), 1), np.inf, np.float32)
    for y in range(1, height):
        padded = np.concatenate((far, total, far), axis=1)
        before = np.stack(
            (total, padded[:, :-2] + _SIDEWAYS, padded[:, 2:] + _SIDEWAYS)
        )
        best = before.argmin(axis=0)
        came[y] = np.array((0, -1, 1), np.int8)[best]
        total = np.take_along_axis(before, best[None], 0)[0] + local[y]
    each = np.arange(len(starts))
    place = total.argmin(axis=1)
    ways = np.empty((len(starts), height), int)
    for y in range(height - 1, -1, -1):
        ways[:, y] = starts + offsets[place]
        place = place + came[y][each, place]
    ink_crossed = ink[np.arange(height), np.clip(ways, 0, width - 1)].sum(axis=1)
    return ink_crossed, ways
