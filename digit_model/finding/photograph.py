"""Reading photographs: paper, white and blackboards, whatever lies beside them."""

import numpy as np

from digit_model.finding.board import is_board
from digit_model.finding.composition import page_of_parts, scale_to
from digit_model.finding.ground import photographed_ink
from digit_model.finding.lattice import read_parts
from digit_model.finding.marks import find_marks
from digit_model.finding.page import Page
from digit_model.finding.sheet import is_hairline, only_digits, without_what_ties
from digit_model.reading.model import Model
from digit_model.reading.preparation import no_larger

_TRIED = 450  # runs of pieces that are read as they might be digits
_WORK_SIDE = 2400  # pixels of the longer side that digits are sought in
_GAP = 2  # pixels that a hairline may go on across


def read_photograph(
    model: Model, pixels: np.ndarray, size: tuple[int, int] | None
) -> Page:
    """Read every digit of a photograph.

    Parameters
    ----------
    model : Model
        The model.
    pixels : ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8
        The photograph; no side shorter than 100 pixels.
    size : tuple of int or None
        Width and height that boxes are to refer to, if it was reduced.

    Returns
    -------
    Page
        The digits in reading order.
    """
    if size is None:
        size = pixels.shape[1], pixels.shape[0]
    pixels = no_larger(pixels, _WORK_SIDE)
    ink, contrast = photographed_ink(pixels, board=is_board(model, pixels))
    marks = find_marks(ink, contrast, pixels)
    readings = read_parts(model, [mark.part for mark in marks])
    if is_hairline(marks, readings):
        marks = find_marks(ink, contrast, pixels, gap=_GAP)
        readings = read_parts(model, [mark.part for mark in marks])
    untied = without_what_ties(marks, readings, ink, contrast, pixels)
    marks += untied
    readings += read_parts(model, [mark.part for mark in untied])
    chosen = only_digits(marks, readings)
    return page_of_parts(
        model,
        [marks[k].part for k in chosen],
        [readings[k] for k in chosen],
        scale_to(ink.shape, size),
        photo=True,
        most=_TRIED,
    )
