"""Segmentation: which pieces of a row make up a digit, decided for the whole row.

Every run of pieces that might be one digit (`digit_model.finding.runs`) is read and
scored (`digit_model.finding.scoring`); dynamic programming finds the division of
highest score and how probable it is among all divisions.

References
----------
S. Sarawagi and W. W. Cohen, "Semi-Markov Conditional Random Fields for Information
Extraction", NIPS 2004.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from digit_model.finding.runs import Row, Span


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
