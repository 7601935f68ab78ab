"""Cuts: where a connected part may consist of digits that touch.

A cut is a way from the top to the bottom that crosses as little ink as possible, not
a straight line: so it passes between a 7 and the 4 that stands below its bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from digit_model.finding.parts import SOLID, Part, pen_width
from digit_model.reading.pixels import bounds

FLAT = 3.0
"""Widths of the pen: what is no higher is a dash, however long, or a slice of one."""

_HEIGHT = 48  # pixels; ways are sought in a reduced picture
_REACHES = (3, 10)  # pixels that a way may stray from where it begins, to either side
_ASTRAY = 0.0025  # price of a pixel's height so far from there, per pixel
_SIDEWAYS = 0.05  # price of a step aside
_DEAREST = 4  # widths of the pen that a cut may cross
_APART = 0.12  # of a digit's ink, that two cuts have between them
_MOST = 5  # cuts, for each digit that a part may hold
_LEAST = 0.02  # of a part's ink, in a piece of it
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


@dataclass(frozen=True, eq=False)
class Piece:
    """What lies between two neighbouring cuts of a part.

    Attributes
    ----------
    whole : Part
        The part.
    cuts : tuple of Cut
        All its cuts, from left to right.
    index : int
        The number of the piece; those to its left are cuts 0 to `index` - 1.
    part : Part
        The piece's own ink.
    """

    whole: Part
    cuts: tuple[Cut, ...]
    index: int
    part: Part

    @property
    def price(self) -> float | None:
        """Price of the cut to its left; None if there is none."""
        return self.cuts[self.index - 1].price if self.index else None


def pieces_of(part: Part, cuts: Sequence[Cut]) -> list[Piece]:
    """Part a part along cuts.

    Parameters
    ----------
    part : Part
        The part.
    cuts : sequence of Cut
        From left to right. Those that leave hardly any ink to one side are left out.

    Returns
    -------
    list of Piece
        From left to right; one piece, which is the part, if there are no cuts.
    """
    kept = list(cuts)
    least = _LEAST * float(part.ink.sum())
    k = 0
    while k <= len(kept) and kept:
        if between(part, kept, k, k + 1).ink.sum() >= least:
            k += 1
            continue
        beside = [i for i in (k - 1, k) if 0 <= i < len(kept)]
        del kept[max(beside, key=lambda i: kept[i].price)]
        k = max(k - 1, 0)
    final = tuple(kept)
    return [
        Piece(part, final, k, between(part, final, k, k + 1))
        for k in range(len(final) + 1)
    ]


def between(part: Part, cuts: Sequence[Cut], first: int, end: int) -> Part:
    """Return what of a part lies between two cuts, whatever cuts lie between them.

    Parameters
    ----------
    part : Part
        The part.
    cuts : sequence of Cut
        From left to right; ways may cross.
    first, end : int
        The pieces from `first` to `end` - 1 are taken.

    Returns
    -------
    Part
        Its ink, cropped.
    """
    left = cuts[first - 1] if first > 0 else None
    right = cuts[end - 1] if end <= len(cuts) else None
    if left is None and right is None:
        return part
    # With fewer cuts the same is cut out again.
    if (left, right) not in part.cut_out:
        part.cut_out[left, right] = _between(part, left, right)
    return part.cut_out[left, right]


def _between(part: Part, before: Cut | None, after: Cut | None) -> Part:
    left, right = np.array([0]), np.array([part.width])  # a column in each row
    if before is not None:
        left = before.columns - before.shared
    if after is not None:
        right = after.columns + after.shared
    # Only these columns, with an empty one to each side, are looked at.
    first_column = max(int(left.min()) - 1, 0)
    ink = part.ink[:, first_column : int(right.max()) + 1]
    x = first_column + np.arange(ink.shape[1])  # none if the ways cross
    inside = (x >= left[:, None]) & (x < right[:, None])
    return _cropped(np.where(inside, ink, 0), part, first_column)


def _cropped(ink: np.ndarray, part: Part, column: int) -> Part:
    """Crop the ink of a part, given from one of its columns on."""
    within = bounds(ink > SOLID)
    if within is None:
        return Part(np.zeros((1, 1), np.float32), part.top, part.left)
    rows, columns = within
    top, left = max(rows.start - 1, 0), max(columns.start - 1, 0)
    window = ink[top : rows.stop + 1, left : columns.stop + 1]
    return Part(window, part.top + top, part.left + column + left)
