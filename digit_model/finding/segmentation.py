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

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from digit_model.finding.parts import Part, joined

LONGEST = 8
"""Pieces that a digit may have."""

_WIDEST = 1.7  # of the row's height, a digit of several pieces
_WIDEST_GAP = 0.45  # of the row's height, between pieces of a digit

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Row:
    """A row in pieces.

    Attributes
    ----------
    pieces : tuple of Part
        From left to right.
    prices : tuple of float
        For every place between two pieces the price of the cut there; negative if they
        are not connected anyway. One fewer than pieces.
    height : float
        A digit's usual height in it, in pixels.
    spans : tuple of (int, int)
        The runs of pieces (first, behind the last) that might be one digit.
    """

    pieces: tuple[Part, ...]
    prices: tuple[float, ...]
    height: float
    spans: tuple[Span, ...]

    def part(self, span: Span) -> Part:
        """Return the ink of a run of pieces."""
        return joined(self.pieces[slice(*span)])


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


def possible_spans(
    pieces: Sequence[Part], prices: Sequence[float], height: float
) -> tuple[Span, ...]:
    """List the runs of pieces that might be one digit.

    Parameters
    ----------
    pieces : sequence of Part
        From left to right.
    prices : sequence of float
        Of the cuts between them.
    height : float
        A digit's usual height.

    Returns
    -------
    tuple of (int, int)
        First piece and the one behind the last; every single piece is among them.
    """
    spans = []
    for first in range(len(pieces)):
        left, right = pieces[first].left, pieces[first].right
        for end in range(first + 1, min(first + LONGEST, len(pieces)) + 1):
            piece = pieces[end - 1]
            gap = piece.left - right
            left, right = min(left, piece.left), max(right, piece.right)
            wide = right - left > _WIDEST * height or gap > _WIDEST_GAP * height
            if wide and end > first + 1:
                break
            spans.append((first, end))
    return tuple(spans)


FEATURES = (
    "digit",
    "log probability",
    "unlike",
    "very unlike",
    "low",
    "high",
    "wide",
    "cut ends",
    "price of cuts",
    "parts",
    "gap inside",
    "gap above",
    "cut one",
    "overlap",
)
"""What a run of pieces is scored by."""


def features(
    row: Row, probabilities: np.ndarray, likeness: np.ndarray
) -> np.ndarray:
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
        left = min(piece.left for piece in run)
        right = max(piece.right for piece in run)
        top = min(piece.top for piece in run)
        bottom = max(piece.bottom for piece in run)
        depth = np.log((bottom - top) / row.height)
        inside = row.prices[first : end - 1]
        ends = [row.prices[i] for i in (first - 1, end - 1) if 0 <= i < len(row.prices)]
        cuts = [price for price in ends if price >= 0]
        aside = above = 0.0
        for one, two in zip(run, run[1:], strict=False):
            aside = max(aside, two.left - one.right)
            above = max(above, two.top - one.bottom, one.top - two.bottom)
        overlap = 0
        if end < len(row.pieces):
            behind = row.pieces[end]
            shared = right - behind.left
            overlap = max(min(shared, right - left, behind.width), 0)
        likely = float(probabilities[k].max())
        described[k] = (
            1,
            max(np.log(likely), -2.5),
            np.clip(likeness[k] + 1, -9, 0),
            np.clip(likeness[k] + 4, -6, 0),
            max(-depth, 0),
            max(depth, 0),
            max((right - left) / row.height - 0.9, 0),
            len(cuts),
            sum(cuts),
            sum(price < 0 for price in inside),
            aside / row.height,
            above / row.height,
            len(cuts) * (probabilities[k].argmax() == 1),
            overlap / row.height,
        )
    return described


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
