"""Scoring: how much a run of pieces looks like one digit, among others of its row.

A log-linear model: what the reader says of the run and what its form is, each with its
weight. Each model's weights were learned from whole numbers, by
`digit_model.training.division`: one is surer of what is no digit than another.
"""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.stats import entropy

from digit_model.finding.lattice import Lattice
from digit_model.finding.parts import Part
from digit_model.finding.runs import Row

FILE = Path(__file__).with_suffix(".json")
"""Where the weights are, by the models' names."""

_FORM = (
    "low",
    "high",
    "wide",
    "cut ends",
    "price of cuts",
    "cuts inside",
    "cheapest cut inside",
    "parts",
    "gap inside",
    "gap above",
    "overlap",
)
FEATURES = (
    "log probability",
    "log probability of the second",
    "entropy",
    "likeness",
    "unlike",
    "very unlike",
    "cut ends of a 1",
    *_FORM,
    *(f"is a {digit}" for digit in range(10)),
    *(f"slope of a {digit}" for digit in range(10)),
    *(f"squared slope of a {digit}" for digit in range(10)),
)
"""What a run of pieces is scored by."""

_UNLIKE = -20.0  # likeness; what has less is as good as this
_LEAST = 1e-4  # probability; what is less is as good as this
_NO_CUT = 9.0  # widths of the pen: the price where a run has no cut inside


@cache
def weights(model: str) -> np.ndarray:
    """Return what each feature counts where a model reads.

    Parameters
    ----------
    model : str
        The model's name. One that has learned no weights has those of the first in
        `FILE`.

    Returns
    -------
    ndarray of shape (n_features,), dtype float64
        In the order of `FEATURES`.
    """
    learned = json.loads(FILE.read_text("utf-8"))
    own = learned.get(model, next(iter(learned.values())))["weights"]
    return np.array([own[feature] for feature in FEATURES])


def scores(lattice: Lattice, model: str) -> np.ndarray:
    """Score every run of pieces.

    Parameters
    ----------
    lattice : Lattice
        A row, read.
    model : str
        The name of the model that read it.

    Returns
    -------
    ndarray of shape (n_spans,), dtype float64
        For `digit_model.finding.segmentation.divide`.
    """
    return features(lattice) @ weights(model)


def features(lattice: Lattice) -> np.ndarray:
    """Describe every run of pieces.

    Parameters
    ----------
    lattice : Lattice
        A row, read.

    Returns
    -------
    ndarray of shape (n_spans, n_features), dtype float64
        In the order of `FEATURES`.
    """
    row = lattice.row
    probabilities = np.array([each.probabilities for each in lattice.readings])
    likeness = np.array([each.likeness for each in lattice.readings])
    best = probabilities.argmax(axis=1)
    likely = np.sort(probabilities, axis=1)[:, :-3:-1]  # best and second, (n, 2)
    log_likely = np.log(np.maximum(likely, _LEAST))
    forms = np.array([_form(row, k) for k in range(len(row.spans))])
    slope = np.log([part.height / part.width for part in row.parts])
    each = np.eye(10)[best]  # (n, 10)
    cut_ends = forms[:, _FORM.index("cut ends")]
    return np.column_stack(
        [
            np.maximum(log_likely[:, 0], -2.5),
            log_likely[:, 1],
            entropy(probabilities, axis=1),
            np.maximum(likeness, _UNLIKE),
            np.clip(likeness + 1, -9, 0),
            np.clip(likeness + 4, -6, 0),
            cut_ends * (best == 1),
            forms,
            each,
            each * slope[:, None],
            each * slope[:, None] ** 2,
        ]
    )


def _form(row: Row, k: int) -> tuple[float, ...]:
    """Describe what a run is like without reading it, in the order of `_FORM`."""
    first, end = row.spans[k]
    part = row.parts[k]
    depth = np.log(part.height / row.height)
    ends = [price for j in (first, end) if (price := row.price(j)) is not None]
    inside = [
        price for j in range(first + 1, end) if (price := row.price(j)) is not None
    ]
    wholes = {id(piece.whole): piece.whole for piece in row.pieces[first:end]}
    aside, above = _gaps(list(wholes.values()))
    overlap = 0
    if end < len(row.pieces):
        behind = row.pieces[end].part
        overlap = max(min(part.right - behind.left, part.width, behind.width), 0)
    return (
        max(-depth, 0),
        max(depth, 0),
        max(part.width / row.height - 0.9, 0),
        len(ends),
        sum(ends),
        len(inside),
        min(inside, default=_NO_CUT),
        len(wholes) - 1,
        aside / row.height,
        above / row.height,
        overlap / row.height,
    )


def _gaps(parts: Sequence[Part]) -> tuple[float, float]:
    """Widest gap between parts, to the side and upwards."""
    aside = above = 0.0
    parts = sorted(parts, key=lambda part: part.middle[0])
    for one, two in pairwise(parts):
        aside = max(aside, two.left - one.right)
        above = max(above, two.top - one.bottom, one.top - two.bottom)
    return aside, above
