"""Pieces: what cuts leave of a connected part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digit_model.finding.cuts import Cut
from digit_model.finding.parts import SOLID, Part
from digit_model.reading.pixels import bounds

_LEAST = 0.02  # of a part's ink, in a piece of it


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
