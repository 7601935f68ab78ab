"""The lattice of a row: all that might be a digit in it, read by the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digit_model.finding.cuts import cut_up, find_cuts
from digit_model.finding.parts import Part
from digit_model.finding.rows import find_rows, usual_height
from digit_model.finding.segmentation import Row, possible_spans
from digit_model.preparation import prepare
from digit_model.reading import Model, Reading

_SURE = 0.9  # probability
_LIKE = -1.8  # likeness; all but 5 in 100 digits have more, two in one never do
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
    return model.read_prepared(
        [prepare(np.pad(part.ink, _MARGIN)) for part in parts]
    )


def lattices(model: Model, parts: Sequence[Part]) -> list[Lattice]:
    """Put parts into rows and read all in them that might be a digit.

    Parameters
    ----------
    model : Model
        The model.
    parts : sequence of Part
        What is connected, in any order.

    Returns
    -------
    list of Lattice
        One for each row, from top to bottom.
    """
    rows_of_parts = find_rows(parts)
    whole = [part for row in rows_of_parts for part in row]
    known = dict(zip(map(id, whole), read_parts(model, whole), strict=True))
    rows = [_in_pieces(row, known) for row in rows_of_parts]
    unread: list[tuple[int, int, Part]] = []
    readings: list[list[Reading | None]] = []
    for r, row in enumerate(rows):
        readings.append([None] * len(row.spans))
        for k, (first, end) in enumerate(row.spans):
            if end == first + 1 and id(row.pieces[first]) in known:
                readings[r][k] = known[id(row.pieces[first])]
            else:
                unread.append((r, k, row.part((first, end))))
    new = read_parts(model, [part for _, _, part in unread])
    for (r, k, _), reading in zip(unread, new, strict=True):
        readings[r][k] = reading
    return [
        Lattice(row, tuple(reading for reading in of_row if reading is not None))
        for row, of_row in zip(rows, readings, strict=True)
    ]


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
    pieces: list[Part] = []
    prices: dict[tuple[int, int], float] = {}  # of the cut between two pieces, by id
    for part in parts:
        plain = is_plain(part, known[id(part)])
        cuts = [] if plain or part.height < height / 3 else find_cuts(part)
        cut = _cut_where_ink_is(part, cuts) if cuts else [(part, -1.0)]
        for k, (piece, price) in enumerate(cut):
            if k:
                prices[id(pieces[-1]), id(piece)] = price
            pieces.append(piece)
    order = sorted(pieces, key=lambda piece: piece.middle[0])
    between = tuple(
        prices.get((id(one), id(two)), -1.0)
        for one, two in zip(order, order[1:], strict=False)
    )
    return Row(tuple(order), between, height, possible_spans(order, between, height))


def _cut_where_ink_is(part: Part, cuts: list) -> list[tuple[Part, float]]:
    """Pieces with ink, each with the price of the cut to its left."""
    least = 0.02 * float(part.ink.sum())
    pieces = cut_up(part, cuts)
    # A cut that leaves hardly anything on its side of the next is given up.
    kept = list(cuts)
    k = 0
    while k < len(kept):
        pieces = cut_up(part, kept)
        if pieces[k].ink.sum() < least or pieces[k + 1].ink.sum() < least:
            del kept[k]
            k = max(k - 1, 0)
        else:
            k += 1
    pieces = cut_up(part, kept)
    if len(pieces) == 1:
        return [(part, -1.0)]
    return list(zip(pieces, [-1.0, *(cut.price for cut in kept)], strict=True))
