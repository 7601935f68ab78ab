"""Reading photographs: paper, white and blackboards, whatever lies beside them."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from digit_model.finding.board import is_board
from digit_model.finding.composition import page_of_parts, scale_to
from digit_model.finding.ground import Contrast, photographed_contrast
from digit_model.finding.ink import ink_of
from digit_model.finding.lattice import read_parts
from digit_model.finding.marks import Mark, find_marks
from digit_model.finding.page import Page
from digit_model.finding.sheet import (
    only_digits,
    unframed,
    without_what_ties,
)
from digit_model.finding.usual import Usual, clear_digits, usual_digit
from digit_model.reading.model import Model, Reading
from digit_model.reading.pixels import no_larger

_TRIED = 450  # runs of pieces that are read as they might be digits
_TRIED_IN_HASTE = 150
_WORK_SIDE = 2400  # pixels of the longer side that digits are sought in
_GAP = 2  # pixels that a thin stroke may go on across
_THIN, _MANY_PENS = 5.5, 8  # pixels of its pen; pens that a digit is high
_NEARLY_ALL, _HARDLY = 0.95, 0.3  # of the ink
_PEN, _HEIGHT, _LEAST_SIDE = 3.5, 40, 500  # pixels in a picture made smaller
_SOON = 1300  # pixels of the longer side; there is no time for more
_FAR_SMALLER = 0.8  # times as large; what is less shows something else
_USED_UP = 0.4  # of the seconds: time is short, as digits are still to be parted


def read_photograph(
    model: Model,
    pixels: np.ndarray,
    size: tuple[int, int] | None,
    *,
    seconds: float = math.inf,
) -> Page:
    """Read every digit of a photograph.

    Parameters
    ----------
    model : Model
        The model.
    pixels : ndarray of shape (h, w) or (h, w, channels), dtype uint8
        The photograph.
    size : tuple of int or None
        Width and height that boxes are to refer to, if it was reduced.
    seconds : float, optional
        Of a core, that it should take: once two fifths of them are over, it is not
        looked at again, and less is tried to part touching digits. As many as it needs
        by default.

    Returns
    -------
    Page
        The digits in reading order.
    """
    if size is None:
        size = pixels.shape[1], pixels.shape[0]
    hasty_from = time.process_time() + _USED_UP * seconds
    looks = _looks(model, no_larger(pixels, _WORK_SIDE), until=hasty_from)
    look = max(looks, key=lambda each: each.clearness)
    kept = unframed(look.marks, look.readings)
    marks = [look.marks[k] for k in kept]
    readings = [look.readings[k] for k in kept]
    untied = without_what_ties(
        marks, readings, look.ink, look.contrast.strength, look.pixels
    )
    marks += untied
    readings += read_parts(model, [mark.part for mark in untied])
    chosen = only_digits(marks, readings)
    return page_of_parts(
        model,
        [marks[k].part for k in chosen],
        [readings[k] for k in chosen],
        scale_to(look.ink.shape, size),
        photo=True,
        most=_TRIED if time.process_time() < hasty_from else _TRIED_IN_HASTE,
    )


@dataclass(frozen=True, eq=False)
class _Look:
    """What is seen of a photograph at one size of it."""

    pixels: np.ndarray
    contrast: Contrast
    ink: np.ndarray
    marks: list[Mark]
    readings: list[Reading]

    @classmethod
    def at(cls, model: Model, pixels: np.ndarray, *, board: bool) -> "_Look":
        contrast = photographed_contrast(pixels, board=board)
        ink = ink_of(contrast)
        marks = find_marks(ink, contrast.strength, pixels)
        readings = read_parts(model, [mark.part for mark in marks])
        return cls(pixels, contrast, ink, marks, readings)

    def across_gaps(self, model: Model) -> "_Look":
        return self._again(model, self.ink, gap=_GAP)

    def where_paler(self, model: Model) -> "_Look":
        return self._again(model, ink_of(self.contrast, skipping=True))

    def _again(self, model: Model, ink: np.ndarray, *, gap: int = 0) -> "_Look":
        marks = find_marks(ink, self.contrast.strength, self.pixels, gap=gap)
        # Most of them are as they were, and reading takes longer than all else.
        known = dict(zip(map(_identity, self.marks), self.readings, strict=True))
        seen = [(_identity(mark), mark.part) for mark in marks]
        unread = {which: part for which, part in seen if which not in known}
        newly = read_parts(model, list(unread.values()))
        known |= zip(unread, newly, strict=True)
        readings = [known[which] for which, _ in seen]
        return replace(self, ink=ink, marks=marks, readings=readings)

    @cached_property
    def usual(self) -> Usual | None:
        return usual_digit(self.marks, self.readings)

    @cached_property
    def clear(self) -> tuple[float, int]:
        return clear_digits(self.marks, self.readings)

    @property
    def share(self) -> float:
        return self.clear[0]

    @property
    def clearness(self) -> float:
        share, count = self.clear
        return share**2 * count  # many a piece of a digit looks like a one


def _identity(mark: Mark) -> tuple[tuple[int, ...], bytes]:
    """Tell a mark from all others by where it is and what ink it has."""
    return mark.part.box, mark.part.ink.tobytes()


def _looks(model: Model, pixels: np.ndarray, *, until: float) -> Iterator[_Look]:
    """Look again until most of what is seen is digits beyond doubt, or time is short.

    The grain of pencil and chalk breaks strokes that are many pixels wide; in a smaller
    picture they are whole. What skips paper's hollows leaves gaps in thin ones.
    """
    board = is_board(model, pixels)
    look = _Look.at(model, pixels, board=board)
    yield look
    if look.usual is None or look.share > _NEARLY_ALL or time.process_time() >= until:
        return
    side = max(pixels.shape[:2])
    by_digit = max(_PEN / look.usual.pen, _HEIGHT / look.usual.height)
    # Where hardly any is a digit, the usual one may be a piece of one.
    factor = max(by_digit if look.share > _HARDLY else 0.5, _LEAST_SIDE / side)
    if factor < _FAR_SMALLER:
        look = _Look.at(model, no_larger(pixels, round(side * factor)), board=board)
        yield look
        if look.share > _NEARLY_ALL or time.process_time() >= until:
            return
    usual = look.usual
    if usual is not None and usual.pen < min(_THIN, usual.height / _MANY_PENS):
        yield look.across_gaps(model)
    if max(look.ink.shape) <= _SOON and time.process_time() < until:
        yield look.where_paler(model)
