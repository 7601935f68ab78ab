"""Segmentation: which pieces of a row make up a digit, decided for the whole row.

A row is parted into more pieces than it has digits (parts that are not connected, and
what cuts leave of those that are). Every run of pieces that might be one digit is read;
a log-linear model scores each by what the reader says of it and by its form, and
dynamic programming finds the division of highest score and how probable it is among
all divisions.

References
----------
S. Sarawagi and W. W. Cohen, "Semi-Markov Conditional Random Fields for Information
Extraction", NIPS 2004.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import logsumexp

from digit_model.finding.cuts import Piece, between
from digit_model.finding.parts import Part, joined

LONGEST = 8
"""Pieces that a digit may have."""

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
        complete: Collection[int] = (),
    ) -> "Row":
        """List the runs of pieces that might be one digit.

        Parameters
        ----------
        pieces : sequence of Piece
            In any order.
        height : float
            A digit's usual height, in pixels.
        complete : collection of int
            The `id` of each part that is a digit by itself: two of them that stand
            side by side are not tried as one.

        Returns
        -------
        Row
            Every part that is connected is a run by itself.
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
                if gap > 0 and {id(order[end - 2].whole), id(last)} <= set(complete):
                    break
                whole = _is_whole(run)
                if too_wide and not (whole and len({id(p.whole) for p in run}) == 1):
                    continue
                if not whole and right - left > _WIDEST_CUT * height:
                    continue
                ink = _ink(run)
                if whole or ink.height >= _LOWEST * height:
                    inks[first, end] = ink
        if not _leads_through(inks, len(order)):
            # Pieces of several parts stand in one another's way: take each by itself.
            for k, piece in enumerate(order):
                inks.setdefault((k, k + 1), piece.part)
        return cls(tuple(order), height, tuple(inks), tuple(inks.values()))

    @classmethod
    def apart(cls, pieces: Sequence[Piece], height: float) -> "Row":
        """Take each piece for a digit by itself; arguments are those of `of`."""
        spans = tuple((k, k + 1) for k in range(len(pieces)))
        return cls(tuple(pieces), height, spans, tuple(p.part for p in pieces))

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


def _leads_through(spans: Iterable[Span], n: int) -> bool:
    """Whether runs make up a row of `n` pieces."""
    reached = {0}
    for first, end in sorted(spans):
        if first in reached:
            reached.add(end)
    return n in reached


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


@dataclass(frozen=True)
class Division:
    """A row divided into digits.

    Attributes
    ----------
    spans : tuple of (int, int)
        The runs of pieces that are a digit each, from left to right.
    probability : float
        That this is the right one of all divisions.
    """

    spans: tuple[Span, ...]
    probability: float


_WEIGHTS = {
    "digit": 0.42,
    "log probability": 0.21,
    "unlike": 1.36,
    "very unlike": 0.16,
    "low": -0.23,
    "high": -0.05,
    "wide": -0.19,
    "cut ends": -0.28,
    "price of cuts": -0.58,
    "parts": -0.56,
    "gap inside": -0.12,
    "gap above": 0.01,
    "cut one": -0.43,
    "overlap": 0.03,
}
FEATURES = tuple(_WEIGHTS)
"""What a run of pieces is scored by."""
WEIGHTS = np.array(list(_WEIGHTS.values()))
"""What each counts, fitted to numbers of writers that no figure is measured with."""


def features(row: Row, probabilities: np.ndarray, likeness: np.ndarray) -> np.ndarray:
    """Describe every run of pieces.

    Parameters
    ----------
    row : Row
        The row.
    probabilities : ndarray of shape (n_spans, 10)
        What the model says of each run.
    likeness : ndarray of shape (n_spans,)
        How much each looks like a digit: usual ones have 0, others about -5.

    Returns
    -------
    ndarray of shape (n_spans, n_features), dtype float64
        In the order of `FEATURES`.
    """
    described = np.zeros((len(row.spans), len(FEATURES)))
    for k, (first, end) in enumerate(row.spans):
        run = row.pieces[first:end]
        part = row.parts[k]
        depth = np.log(part.height / row.height)
        ends = [row.price(first), row.price(end)]
        cuts = [price for price in ends if price is not None]
        wholes = {id(piece.whole): piece.whole for piece in run}
        aside, above = _gaps(list(wholes.values())) if len(wholes) > 1 else (0.0, 0.0)
        overlap = 0
        if end < len(row.pieces):
            behind = row.pieces[end].part
            overlap = max(min(part.right - behind.left, part.width, behind.width), 0)
        likely = float(probabilities[k].max())
        described[k] = (
            1,
            max(np.log(likely), -2.5),
            np.clip(likeness[k] + 1, -9, 0),
            np.clip(likeness[k] + 4, -6, 0),
            max(-depth, 0),
            max(depth, 0),
            max(part.width / row.height - 0.9, 0),
            len(cuts),
            sum(cuts),
            len(wholes) - 1,
            aside / row.height,
            above / row.height,
            len(cuts) * (probabilities[k].argmax() == 1),
            overlap / row.height,
        )
    return described


def _gaps(parts: Sequence[Part]) -> tuple[float, float]:
    """Widest gap between parts, to the side and upwards."""
    aside = above = 0.0
    parts = sorted(parts, key=lambda part: part.middle[0])
    for one, two in pairwise(parts):
        aside = max(aside, two.left - one.right)
        above = max(above, two.top - one.bottom, one.top - two.bottom)
    return aside, above


def divide(row: Row, scores: np.ndarray) -> Division:
    """Find the best division of a row.

    Parameters
    ----------
    row : Row
        The row.
    scores : ndarray of shape (n_spans,)
        Of each run of pieces being one digit.

    Returns
    -------
    Division
        That of the highest sum of scores.
    """
    n = len(row.pieces)
    best = np.full(n + 1, -np.inf)
    best[0] = 0
    came: list[Span] = [(0, 0)] * (n + 1)
    order = sorted(range(len(row.spans)), key=lambda k: row.spans[k][1])
    for k in order:
        first, end = row.spans[k]
        if best[first] + scores[k] > best[end]:
            best[end], came[end] = best[first] + scores[k], (first, end)
    spans = []
    end = n
    while end:
        spans.append(came[end])
        end = came[end][0]
    forward = log_sums(row.spans, scores, n)
    return Division(tuple(spans[::-1]), float(np.exp(best[n] - forward[n])))


def log_sums(spans: Sequence[Span], scores: np.ndarray, n: int) -> np.ndarray:
    """Sum over all divisions of the first 0, 1, ... `n` pieces.

    Parameters
    ----------
    spans : sequence of (int, int)
        The runs of pieces.
    scores : ndarray of shape (n_spans,)
        Their scores.
    n : int
        Number of pieces.

    Returns
    -------
    ndarray of shape (n + 1,)
        Logarithms of the sums of the exponentials of the divisions' scores.
    """
    sums = np.full(n + 1, -np.inf)
    sums[0] = 0
    by_end: list[list[int]] = [[] for _ in range(n + 1)]
    for k, (_, end) in enumerate(spans):
        by_end[end].append(k)
    for end in range(1, n + 1):
        terms = [sums[spans[k][0]] + scores[k] for k in by_end[end]]
        sums[end] = logsumexp(terms)
    return sums
