"""Runs: which neighbouring pieces of a row might be one digit.

A row is parted into more pieces than it has digits: parts that are not connected, and
what cuts leave of those that are.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from digit_model.finding.cuts import FLAT
from digit_model.finding.parts import Part, joined
from digit_model.finding.pieces import Piece, between

LONGEST = 8
"""Pieces that a digit may have, among others in its row."""

_WIDEST = 1.7  # of the row's height, a digit of several pieces
_WIDEST_GAP = 0.45  # of the row's height, between pieces of a digit

_WIDEST_CUT = 1.25  # of the row's height, a digit that is cut out
_LOWEST = 0.4  # of the row's height, a digit that is cut out

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Row:
    """A row in pieces.

    Attributes
    ----------
    pieces : tuple of Piece
        From left to right.
    height : float
        A digit's usual height in it, in pixels.
    spans : tuple of (int, int)
        The runs of pieces (first, behind the last) that might be one digit.
    parts : tuple of Part
        The ink of each of these runs.
    """

    pieces: tuple[Piece, ...]
    height: float
    spans: tuple[Span, ...]
    parts: tuple[Part, ...]

    @classmethod
    def of(
        cls,
        pieces: Sequence[Piece],
        height: float,
        *,
        complete: Set[int] = frozenset(),
    ) -> "Row":
        """List the runs of pieces that might be one digit.

        Parameters
        ----------
        pieces : sequence of Piece
            In any order.
        height : float
            A digit's usual height, in pixels.
        complete : set of int
            The `id` of each part that is a digit by itself: two of them that stand
            side by side are not tried as one.

        Returns
        -------
        Row
            Every part that is connected is a run by itself; so one without cuts can be
            divided.
        """
        order = sorted(pieces, key=lambda piece: piece.part.middle[0])
        inks: dict[Span, Part] = {}
        for first, piece in enumerate(order):
            left, right = piece.part.left, piece.part.right
            for end in range(first + 1, min(first + LONGEST, len(order)) + 1):
                last = order[end - 1].part
                gap = last.left - right
                left, right = min(left, last.left), max(right, last.right)
                too_wide = right - left > _WIDEST * height or gap > _WIDEST_GAP * height
                run = order[first:end]
                if gap > 0 and {id(order[end - 2].whole), id(last)} <= complete:
                    break
                whole = _is_whole(run)
                if too_wide and not (whole and len({id(p.whole) for p in run}) == 1):
                    continue
                if not whole and right - left > _WIDEST_CUT * height:
                    continue
                ink = _ink(run)
                if whole or (
                    ink.height >= _LOWEST * height
                    and ink.height >= FLAT * max(piece.whole.pen for piece in run)
                ):
                    inks[first, end] = ink
        if len(order) > LONGEST:
            # Where cut parts stand above one another, as the bar of a 5 above the rest
            # of it, a digit has many pieces.
            left = min(piece.part.left for piece in order)
            right = max(piece.part.right for piece in order)
            if right - left <= _WIDEST * height:
                inks[0, len(order)] = _ink(order)
        return cls(tuple(order), height, tuple(inks), tuple(inks.values()))

    @classmethod
    def apart(cls, pieces: Sequence[Piece], height: float) -> "Row":
        """Take each piece for a digit by itself; arguments are those of `of`."""
        spans = tuple((k, k + 1) for k in range(len(pieces)))
        return cls(tuple(pieces), height, spans, tuple(p.part for p in pieces))

    @property
    def can_be_divided(self) -> bool:
        """Whether runs make up the row.

        They do not where the pieces of cut parts that stand above one another take
        turns, too many of them for one run.
        """
        reached = {0}
        for first, end in sorted(self.spans):
            if first in reached:
                reached.add(end)
        return len(self.pieces) in reached

    def price(self, k: int) -> float | None:
        """Price of the cut to the left of a piece; None if it is not connected there.

        Parameters
        ----------
        k : int
            The number of the piece; that of the piece after the last has no cut.

        Returns
        -------
        float or None
            In widths of the pen.
        """
        return self.pieces[k].price if 0 <= k < len(self.pieces) else None


def _is_whole(run: Sequence[Piece]) -> bool:
    """Whether a run takes no part without the rest of it."""
    taken = {(id(piece.whole), piece.index) for piece in run}
    return len(taken) == sum(
        len(cuts) + 1 for cuts in {id(p.whole): p.cuts for p in run}.values()
    )


def _ink(run: Sequence[Piece]) -> Part:
    by_whole: dict[int, list[Piece]] = {}
    for piece in run:
        by_whole.setdefault(id(piece.whole), []).append(piece)
    parts = []
    for pieces in by_whole.values():
        indices = sorted(piece.index for piece in pieces)
        first, end = indices[0], indices[-1] + 1
        if end - first == len(indices):
            parts.append(between(pieces[0].whole, pieces[0].cuts, first, end))
        else:
            parts += [piece.part for piece in pieces]
    return parts[0] if len(parts) == 1 else joined(parts)
