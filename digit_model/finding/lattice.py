"""The lattice of a row: all that might be a digit in it, read by the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digit_model.finding.cuts import Piece, find_cuts, pieces_of
from digit_model.finding.parts import Part
from digit_model.finding.rows import find_rows, usual_height
from digit_model.finding.segmentation import Row
from digit_model.reading.model import Model, Reading
from digit_model.reading.preparation import prepare

_SURE = 0.9  # probability
_LIKE = -2.5  # likeness; 98 of 100 digits have more, two in one hardly ever
_NARROW = 0.95  # width by height; few digits are wider

_MARGIN = 2  # empty pixels around what is prepared


@dataclass(frozen=True, eq=False)
class Lattice:
    """A row in pieces, with what the model reads in every run of them.

    Attributes
    ----------
    row : Row
        The pieces.
    readings : tuple of Reading
        One for each of ``row.spans``.
    """

    row: Row
    readings: tuple[Reading, ...]


def read_parts(model: Model, parts: Sequence[Part]) -> list[Reading]:
    """Read each part as one digit.

    Parameters
    ----------
    model : Model
        The model.
    parts : sequence of Part
        The parts.

    Returns
    -------
    list of Reading
        One for each.
    """
    return model.read_prepared([prepare(np.pad(part.ink, _MARGIN)) for part in parts])


def lattices(
    model: Model, parts: Sequence[Part], readings: Sequence[Reading]
) -> list[Lattice]:
    """Put parts into rows and read all in them that might be a digit.

    Parameters
    ----------
    model : Model
        The model.
    parts : sequence of Part
        What is connected, in any order.
    readings : sequence of Reading
        What the model reads in each of them.

    Returns
    -------
    list of Lattice
        One for each row, from top to bottom.
    """
    known = dict(zip(map(id, parts), readings, strict=True))
    rows = [_in_pieces(row, known) for row in find_rows(parts)]
    unread = [part for row in rows for part in row.parts if id(part) not in known]
    known |= dict(zip(map(id, unread), read_parts(model, unread), strict=True))
    return [Lattice(row, tuple(known[id(part)] for part in row.parts)) for row in rows]


def is_plain(part: Part, reading: Reading) -> bool:
    """Whether a part is one digit beyond doubt, not worth a cut.

    Parameters
    ----------
    part : Part
        The part.
    reading : Reading
        What the model reads in it.

    Returns
    -------
    bool
        Whether it looks like one digit, is read with confidence and is narrow.
    """
    return (
        reading.is_digit
        and reading.likeness >= _LIKE
        and reading.confidence >= _SURE
        and part.width <= _NARROW * part.height
    )


def _in_pieces(parts: Sequence[Part], known: dict[int, Reading]) -> Row:
    height = usual_height(parts)
    pieces: list[Piece] = []
    plain = {id(part) for part in parts if is_plain(part, known[id(part)])}
    for part in parts:
        uncut = id(part) in plain or part.height < height / 3
        pieces += pieces_of(part, [] if uncut else find_cuts(part))
    return Row.of(pieces, height, complete=plain)
