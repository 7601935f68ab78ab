"""Parts: pieces of ink, each connected in itself or cut out of one that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

from digit_model.finding.morphology import grown, grown_inside
from digit_model.reading.pen import stroke_width

SOLID = 0.4
"""From this strength on ink is connected."""

_EIGHT = np.ones((3, 3), bool)  # neighbours by a corner are neighbours
_DOT = 0.12  # of the largest part; what is smaller is a stray tap


@dataclass(frozen=True, eq=False)
class Part:
    """A piece of ink.

    Attributes
    ----------
    ink : ndarray of shape (h, w), dtype float32
        Its ink, 0 to 1, and no other's.
    top, left : int
        Where its upper left corner lies in the picture.
    """

    ink: np.ndarray
    top: int
    left: int

    @property
    def bottom(self) -> int:
        """The row below the last one."""
        return self.top + self.ink.shape[0]

    @property
    def right(self) -> int:
        """The column after the last one."""
        return self.left + self.ink.shape[1]

    @property
    def height(self) -> int:
        """Rows it takes."""
        return self.ink.shape[0]

    @property
    def width(self) -> int:
        """Columns it takes."""
        return self.ink.shape[1]

    @cached_property
    def middle(self) -> tuple[float, float]:
        """The middle (x, y) of its box, drawn towards where most of its ink is."""
        weight = self.ink.sum(axis=0)
        mean = float(weight @ np.arange(self.width)) / max(float(weight.sum()), 1e-9)
        x = self.left + (mean + self.width / 2) / 2
        return x, self.top + self.height / 2

    @cached_property
    def pen(self) -> float:
        """Width of its strokes, by `pen_width`."""
        return pen_width(self.ink)

    @cached_property
    def cut_out(self) -> "dict[tuple[object, object], Part]":
        """What was cut out of it so far, by what is cut to the left and right."""
        return {}

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        return self.left, self.top, self.right, self.bottom


def connected_parts(ink: np.ndarray, *, least: int = 1, gap: int = 0) -> list[Part]:
    """Find what is connected.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        Strength of the ink, 0 to 1.
    least : int, default=1
        Parts of fewer pixels are left out.
    gap : int, default=0
        Ink is connected across so many pixels without any, an even number.

    Returns
    -------
    list of Part
        From top to bottom; each takes the faint edge of its ink along.
    """
    solid = ink > SOLID
    bridged = grown(solid, gap // 2) if gap else solid
    # With a frame of nothing, what is beside a part can be asked of all of them.
    framed, count = ndimage.label(np.pad(bridged, 1), structure=_EIGHT)
    if not count:
        return []
    labels = framed[1:-1, 1:-1]
    if gap:
        labels[~solid] = 0
    areas = np.bincount(labels[solid])  # not of the ground, by far the most
    parts = []
    height, width = ink.shape
    for number, place in enumerate(ndimage.find_objects(labels), start=1):
        if areas[number] < least:
            continue
        rows, columns = place
        top, left = max(rows.start - 1, 0), max(columns.start - 1, 0)
        bottom, right = min(rows.stop + 1, height), min(columns.stop + 1, width)
        own = grown_inside(framed[top : bottom + 2, left : right + 2] == number)
        window = labels[top:bottom, left:right]
        own &= (window == number) | (window == 0)
        parts.append(Part(np.where(own, ink[top:bottom, left:right], 0), top, left))
    return parts


def drawn_parts(ink: np.ndarray) -> list[Part]:
    """Return the connected parts of a drawing that may be digits, or of digits.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        As `digit_model.reading.ink.find_ink` returns it.

    Returns
    -------
    list of Part
        All but specks, and dots as a stray tap leaves them.
    """
    parts = [part for part in connected_parts(ink) if max(part.height, part.width) > 2]
    return _without_dots(parts)


def count_parts(ink: np.ndarray) -> int:
    """Count what is connected, far more quickly than finding it.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        Strength of the ink, 0 to 1.

    Returns
    -------
    int
        How many parts `connected_parts` would find.
    """
    return int(ndimage.label(ink > SOLID, structure=_EIGHT)[1])


def connected_to(mask: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """Find what is of one piece with something.

    Parameters
    ----------
    mask : ndarray of shape (h, w), dtype bool
        What may be connected.
    seeds : ndarray of shape (h, w), dtype bool
        Where the pieces begin.

    Returns
    -------
    ndarray of shape (h, w), dtype bool
        The connected pieces of `mask` in which there are `seeds`.
    """
    labels, count = ndimage.label(mask, structure=_EIGHT)
    reached = np.zeros(count + 1, bool)
    reached[labels[mask & seeds]] = True
    return np.asarray(reached[labels])


def joined(parts: Sequence[Part]) -> Part:
    """Put parts together.

    Parameters
    ----------
    parts : sequence of Part
        At least one.

    Returns
    -------
    Part
        All their ink.
    """
    left = min(part.left for part in parts)
    top = min(part.top for part in parts)
    right = max(part.right for part in parts)
    bottom = max(part.bottom for part in parts)
    ink = np.zeros((bottom - top, right - left), np.float32)
    for part in parts:
        window = ink[
            part.top - top : part.bottom - top, part.left - left : part.right - left
        ]
        np.maximum(window, part.ink, out=window)
    return Part(ink, top, left)


def gaps(one: Part, other: Part) -> tuple[int, int]:
    """Measure how far the boxes of two parts are from one another.

    Parameters
    ----------
    one, other : Part
        The parts, in either order.

    Returns
    -------
    tuple of int
        Empty pixels between them, aside and above; 0 where they overlap.
    """
    aside = max(other.left - one.right, one.left - other.right, 0)
    above = max(other.top - one.bottom, one.top - other.bottom, 0)
    return aside, above


def pen_width(ink: np.ndarray) -> float:
    """Measure the mean width of strokes in pixels.

    Parameters
    ----------
    ink : ndarray of shape (h, w)
        Strength of the ink, 0 to 1.

    Returns
    -------
    float
        At least 1.
    """
    return stroke_width(ink > SOLID) or 1.0


def _without_dots(parts: list[Part]) -> list[Part]:
    """Leave out what is far smaller than the rest, as a stray tap leaves it."""
    largest = max((max(part.height, part.width) for part in parts), default=0)
    area = max((float(part.ink.sum()) for part in parts), default=0)
    return [
        part
        for part in parts
        if max(part.height, part.width) > _DOT * largest
        or float(part.ink.sum()) > _DOT * area
    ]
