"""Learning where a row of digits is divided: the weights of its scorer.

A conditional random field over divisions into digits. Of a number it is known what it
reads, not where its digits meet: what is made likely is the sum over all divisions in
which the model reads the number.

References
----------
S. Sarawagi and W. W. Cohen, "Semi-Markov Conditional Random Fields for Information
Extraction", NIPS 2004.

A. Quattoni et al., "Hidden Conditional Random Fields", IEEE Transactions on Pattern
Analysis and Machine Intelligence 29 (2007): the sum over what is not known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from digit_model.drawings.number_data import pictures_of
from digit_model.drawings.strokes import PenDigit, draw
from digit_model.drawings.symbols import synthetic_symbols
from digit_model.finding.drawing import TRIED
from digit_model.finding.lattice import Lattice, lattices, read_parts
from digit_model.finding.parts import Part, drawn_parts
from digit_model.finding.scoring import FEATURES, features
from digit_model.reading.ink import find_ink
from digit_model.reading.model import Model

NUMBERS = {"touching": 1_200, "apart": 500, "rows": 150, "single": 500}
"""How many of each kind are learned from."""

SYMBOLS = 400
"""Drawings that are no digits, and are to stay in one piece, learned from besides."""

_CONNECTED = "letters", "scribbles", "polygons", "filled shapes", "invented characters"
_PENS = (8.0, 30.0)  # pixels of the canvas
_ANY = "?"  # stands for a digit, whichever is read

_PENALTY = 3.0  # on the squares of the weights, each feature with a variance of 1

Written = tuple[Lattice, str]
"""A row in pieces, and what is written there: digits, or ``?`` for what is none."""


def written_rows(
    model: Model,
    digits: Sequence[PenDigit],
    *,
    seed: int = 1,
    numbers: dict[str, int] | None = None,
    n_symbols: int = SYMBOLS,
    progress: Callable[[int], object] | None = None,
) -> list[Written]:
    """Write numbers, draw what is no digit, and part all rows into pieces.

    Parameters
    ----------
    model : Model
        A model that has not seen the writers.
    digits : sequence of PenDigit
        What numbers are made of.
    seed : int, default=1
        The same seed gives the same numbers.
    numbers : dict of str to int, optional
        How many of each kind of `digit_model.drawings.number_data.pictures_of`;
        `NUMBERS` by default.
    n_symbols : int, default=400
        How many drawings of something else; those that are connected are taken.
    progress : callable, optional
        Called with how many pictures have been read since it was called last.

    Returns
    -------
    list of (Lattice, str)
        The rows of all pictures in which as many rows were found as were written.
    """
    rows: list[Written] = []
    for kind, n in (NUMBERS if numbers is None else numbers).items():
        for lines, picture in pictures_of(kind, digits, n, seed=seed):
            assert isinstance(picture, np.ndarray)
            found = _in_pieces(model, drawn_parts(find_ink(picture)))
            if len(found) == len(lines):
                rows += zip(found, lines, strict=True)
            if progress is not None:
                progress(1)
    rng = np.random.default_rng(seed)
    for symbol in synthetic_symbols(n_symbols, rng, kinds=_CONNECTED):
        picture = draw(symbol.strokes, pen=float(np.exp(rng.uniform(*np.log(_PENS)))))
        parts = drawn_parts(find_ink(picture))
        if len(parts) == 1:
            rows += [(lattice, _ANY) for lattice in _in_pieces(model, parts)]
        if progress is not None:
            progress(1)
    return rows


def _in_pieces(model: Model, parts: Sequence[Part]) -> list[Lattice]:
    return lattices(model, parts, read_parts(model, parts), most=TRIED)


def fit_weights(rows: Sequence[Written]) -> dict[str, float]:
    """Learn what each feature of a run of pieces counts.

    Parameters
    ----------
    rows : sequence of (Lattice, str)
        Rows in pieces, and what is written there. Those in which no division reads it
        teach nothing.

    Returns
    -------
    dict of str to float
        A weight for each of `digit_model.finding.scoring.FEATURES`.

    Raises
    ------
    ValueError
        If no row can be divided so that it is read as it is written.
    """
    rows = [row for row in rows if _can_be_read(row)]
    if not rows:
        raise ValueError("None of these rows is read right, however it is divided.")
    X = np.concatenate([features(lattice) for lattice, _ in rows])
    # A feature that is the same in all rows says nothing.
    scale = np.where(np.ptp(X, axis=0) > 0, X.std(axis=0), np.inf)
    Z = X / scale
    free, held = _free(rows), _held(rows)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = Z @ weights
        all_ways, used = free.log_sums_and_use(scores)
        right_ways, rightly = held.log_sums_and_use(scores)
        return (
            float((all_ways - right_ways).sum() + _PENALTY * (weights**2).sum()),
            Z.T @ (used - rightly) + 2 * _PENALTY * weights,
        )

    fitted = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return dict(zip(FEATURES, (fitted.x / scale).round(4).tolist(), strict=True))


@dataclass(frozen=True)
class _Graph:
    """Ways through rows, from the first state of each to its last.

    Attributes
    ----------
    runs, starts, ends : ndarray of shape (n_edges,), dtype int
        The run of pieces that each edge takes, and the states it leads from and to.
    before, after : ndarray of shape (n_edges,), dtype int
        How many of the row's pieces are taken before and after it: an order.
    first, last : ndarray of shape (n_rows,), dtype int
        States.
    n_states : int
        How many there are.
    """

    runs: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    before: np.ndarray
    after: np.ndarray
    first: np.ndarray
    last: np.ndarray
    n_states: int

    def log_sums(self, scores: np.ndarray) -> np.ndarray:
        """Sum over the ways to each state, shape (n_states,), as logarithms.

        `scores` are those of the runs, shape (n_runs,).
        """
        sums = np.full(self.n_states, -np.inf)
        sums[self.first] = 0
        for taken in range(self.after.max(initial=0) + 1):
            now = self.after == taken
            added = sums[self.starts[now]] + scores[self.runs[now]]
            np.logaddexp.at(sums, self.ends[now], added)
        return sums

    def log_sums_and_use(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sum over the ways through each row; say how often each run is taken.

        Returns
        -------
        ndarray of shape (n_rows,)
            Logarithms of the sums.
        ndarray of shape (n_runs,)
            The probability that a run is part of its row's way.
        """
        forward = self.log_sums(scores)
        backward = np.full(self.n_states, -np.inf)
        backward[self.last] = 0
        for taken in range(self.before.max(initial=0), -1, -1):
            now = self.before == taken
            added = backward[self.ends[now]] + scores[self.runs[now]]
            np.logaddexp.at(backward, self.starts[now], added)
        total = forward[self.last]
        rows = np.searchsorted(self.first, self.starts, "right") - 1
        ways = forward[self.starts] + scores[self.runs] + backward[self.ends]
        share = np.exp(ways - total[rows])
        return total, np.bincount(self.runs, share, len(scores))


def _free(rows: Sequence[Written]) -> _Graph:
    """All divisions; a state is a number of pieces taken."""
    return _graph(rows, lambda reads, text: [(0, 0)], lambda text: 1)


def _held(rows: Sequence[Written]) -> _Graph:
    """Divisions that read what is written; a state also is a number of digits read."""
    return _graph(
        rows,
        lambda reads, text: [
            (j, j + 1) for j, digit in enumerate(text) if digit in (_ANY, str(reads))
        ],
        lambda text: len(text) + 1,
    )


def _graph(
    rows: Sequence[Written],
    steps: Callable[[int, str], list[tuple[int, int]]],
    width: Callable[[str], int],
) -> _Graph:
    edges, first, last = [], [], []
    n_runs = n_states = 0
    for lattice, text in rows:
        wide = width(text)
        n = len(lattice.row.pieces)
        for k, (start, end) in enumerate(lattice.row.spans):
            reads = int(lattice.readings[k].probabilities.argmax())
            left, right = n_states + start * wide, n_states + end * wide
            edges += [
                (n_runs + k, left + i, right + j, start, end)
                for i, j in steps(reads, text)
            ]
        first.append(n_states)
        n_states += (n + 1) * wide
        last.append(n_states - 1)
        n_runs += len(lattice.row.spans)
    runs, starts, ends, before, after = np.array(edges, int).reshape(-1, 5).T
    return _Graph(
        runs, starts, ends, before, after, np.array(first), np.array(last), n_states
    )


def _can_be_read(row: Written) -> bool:
    graph = _held([row])
    ways = graph.log_sums(np.zeros(len(row[0].row.spans)))
    return bool(np.isfinite(ways[graph.last[0]]))
