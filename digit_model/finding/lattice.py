"""The lattice of a row: all that might be a digit in it, read by the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from digit_model.finding.cuts import Cut, find_cuts
from digit_model.finding.parts import Part
from digit_model.finding.pieces import Piece, pieces_of
from digit_model.finding.rows import find_rows, usual_height
from digit_model.finding.runs import Row
from digit_model.reading.model import Model, Reading
from digit_model.reading.preparation import prepare_ink

SURE = 0.9
"""Probability of a digit that needs no second thought."""
LIKE = -2.5
"""Likeness of one; 98 of 100 digits have more, two in one hardly ever."""

_SLIM = 0.5  # width by height; two digits side by side are wider
_NARROW = 0.95  # few digits are wider
_WIDE, _SURER, _LIKE_WIDE = 1.6, 0.98, -3.0  # what is wider, as many a zero is
# Tried one after the other, until few enough runs are to be read.
_SHARES_OF_CUTS = (1.0, 0.7, 0.5, 0.35, 0.25, 0.0)

_FINE = 160  # pixels of a part's longer side; more only take time


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
    return model.read_prepared([prepare_ink(_reduced(part.ink)) for part in parts])


def _reduced(ink: np.ndarray) -> np.ndarray:
    factor = max(ink.shape) // _FINE
    if factor > 1:
        ink = np.asarray(Image.fromarray(ink).reduce(factor))
    strongest = ink.max()  # 1 of what is prepared
    return ink / strongest if strongest else ink


def lattices(
    model: Model,
    parts: Sequence[Part],
    readings: Sequence[Reading],
    *,
    most: int | None = None,
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
    most : int, optional
        How many others are read besides: if there would be more, less is cut.

    Returns
    -------
    list of Lattice
        One for each row, from top to bottom.
    """
    known = dict(zip(map(id, parts), readings, strict=True))
    in_rows = find_rows(parts)
    plain = {id(part) for part in parts if is_plain(part, known[id(part)])}
    cuts = _cuts(in_rows, plain)

    @cache
    def in_pieces(number: int, share: float) -> Row:
        return _in_pieces(in_rows[number], cuts, share, plain)

    def divisible(number: int, largest: float) -> Row:
        rows = (in_pieces(number, each) for each in _SHARES_OF_CUTS if each <= largest)
        return next(row for row in rows if row.can_be_divided)

    for share in _SHARES_OF_CUTS:
        rows = [divisible(number, share) for number in range(len(in_rows))]
        unread = [part for row in rows for part in row.parts if id(part) not in known]
        if most is None or len(unread) <= most:
            break
    else:  # nor can all be read that might belong together: each part is by itself
        rows = [Row.apart(row.pieces, row.height) for row in rows]
        unread = []
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
        Whether it looks like one digit and has no room for two; or is read with
        confidence and is narrow, or not very wide but the surer.
    """
    sure = reading.likeness >= LIKE and reading.confidence >= SURE
    surer = reading.likeness >= _LIKE_WIDE and reading.confidence >= _SURER
    shape = part.width / part.height
    return reading.is_digit and (
        shape <= _SLIM or (sure and shape <= _NARROW) or (surer and shape <= _WIDE)
    )


def _cuts(rows: Sequence[Sequence[Part]], plain: set[int]) -> dict[int, list[Cut]]:
    """Find where parts may be cut, by their `id`; parts that may not are left out."""
    cuts = {}
    for row in rows:
        least = usual_height(row) / 3
        for part in row:
            if part.height >= least and id(part) not in plain:
                cuts[id(part)] = find_cuts(part)
    return cuts


def _in_pieces(
    parts: Sequence[Part], cuts: dict[int, list[Cut]], share: float, plain: set[int]
) -> Row:
    pieces: list[Piece] = []
    for part in parts:
        pieces += pieces_of(part, _cheapest(cuts.get(id(part), []), share))
    return Row.of(pieces, usual_height(parts), complete=plain)


def _cheapest(cuts: list[Cut], share: float) -> list[Cut]:
    """Return so many of all cuts, still from left to right."""
    count = round(share * len(cuts))
    last = sorted(cut.price for cut in cuts)[count - 1] if count else -1.0
    return [cut for cut in cuts if cut.price <= last]
