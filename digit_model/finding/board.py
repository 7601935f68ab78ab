"""Boards: chalk is brighter than its ground, and paper in the shade as dark as a board.

Which of the two a dark photograph shows is read from it: digits are only there in one.
"""

import numpy as np

from digit_model.finding.ground import may_be_board, photographed_contrast
from digit_model.finding.ink import ink_of
from digit_model.finding.lattice import read_parts
from digit_model.finding.marks import find_marks
from digit_model.finding.usual import is_beyond_doubt
from digit_model.reading.model import Model
from digit_model.reading.pixels import no_larger

_SIDE = 1000  # pixels of the longer side, at most: enough to tell
_MARKS = 40  # of the most ink


def is_board(model: Model, picture: np.ndarray) -> bool:
    """Tell chalk on a dark board from ink on paper.

    Parameters
    ----------
    model : Model
        The model.
    picture : ndarray of shape (h, w) or (h, w, channels), dtype uint8
        The photograph.

    Returns
    -------
    bool
        Whether more digits are beyond doubt if what is bright is ink.
    """
    if not may_be_board(picture):
        return False
    picture = no_larger(picture, _SIDE)
    return _digits(model, picture, board=True) >= _digits(model, picture, board=False)


def _digits(model: Model, picture: np.ndarray, *, board: bool) -> int:
    contrast = photographed_contrast(picture, board=board)
    ink = ink_of(contrast)
    marks = find_marks(ink, contrast.strength, picture)[:_MARKS]
    readings = read_parts(model, [mark.part for mark in marks])
    return sum(map(is_beyond_doubt, readings))
