"""Symbols: drawings that are no digits, from templates and at random."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from digit_model.drawings.devices import on_another_device
from digit_model.drawings.geometry import (
    Strokes,
    bounds,
    direction,
    rotation,
    to_unit,
)
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.synthesis import (
    NO_DIGIT,
    NO_WRITER,
    from_template,
    smooth,
)
from digit_model.drawings.templates import LETTERS, SYMBOLS

_REDRAWN = 0.4  # of the symbols: a trembling line must not tell a digit
_TURNABLE = 3, 7, 9  # a mirrored 6 is a 2 with a loop


@dataclass(frozen=True)
class Symbol(PenDigit):
    """One drawing that is no digit.

    Attributes
    ----------
    kind : str
        What it is, one of `SYMBOL_KINDS`.
    """

    kind: str


def synthetic_symbols(
    n: int,
    rng: np.random.Generator,
    *,
    digits: Sequence[PenDigit] = (),
    kinds: Sequence[str] | None = None,
) -> list[Symbol]:
    """Draw what is no digit: letters, signs, scribbles, dots, lines, filled shapes.

    Parameters
    ----------
    n : int
        How many; the kinds take turns.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same drawings.
    digits : sequence of PenDigit, optional
        Real digits of which some kinds are made: pieces of two of them together, one
        turned or mirrored. They look written by hand and are no digits, so that a
        hand's trembling alone does not tell a digit.
    kinds : sequence of str, optional
        Of `SYMBOL_KINDS`; by default all of them, letters and signs more often, but
        without `digits` those that need none.

    Returns
    -------
    list of Symbol
        Drawings with the label `NO_DIGIT`.

    Raises
    ------
    ValueError
        If there are `digits`, but none that is something else when it is turned.

    Examples
    --------
    >>> [s.kind for s in synthetic_symbols(3, np.random.default_rng(0))]
    ['letters', 'signs', 'scribbles']
    """
    if kinds is None:
        kinds = [*_FREE, "letters", "signs", "invented characters"]
        kinds += _OF_DIGITS if digits else {}
    symbols = []
    for i in range(n):
        kind = kinds[i % len(kinds)]
        made_of_digits = kind in _OF_DIGITS
        strokes = _OF_DIGITS[kind](digits, rng) if made_of_digits else _FREE[kind](rng)
        if rng.random() < _REDRAWN:
            strokes = on_another_device(strokes, rng)
        symbols.append(Symbol(strokes, NO_DIGIT, NO_WRITER, kind))
    return symbols


def _letter(rng: np.random.Generator) -> Strokes:
    return from_template(LETTERS[rng.integers(len(LETTERS))], rng)


def _sign(rng: np.random.Generator) -> Strokes:
    return from_template(SYMBOLS[rng.integers(len(SYMBOLS))], rng)


def _scribble(rng: np.random.Generator) -> Strokes:
    """To and fro, or round and round, or a walk without aim."""
    kind = rng.integers(3)
    n = int(rng.integers(6, 25))
    if kind == 0:
        x = np.tile((0, 9), n)[:n] + rng.normal(0, 1.5, n)
        points = np.column_stack((x, np.linspace(0, rng.uniform(2, 12), n)))
        points += rng.normal(0, 0.4, points.shape)
    elif kind == 1:
        angle = np.linspace(0, rng.uniform(3, 8) * 2 * np.pi, 3 * n)
        radius = rng.uniform(2, 4.5) + np.cumsum(rng.normal(0, 0.5, 3 * n))
        drift = np.outer(np.linspace(0, rng.uniform(0, 8), 3 * n), (1, 0))
        points = direction(angle) * radius[:, None]
        points += drift
    else:
        points = rng.uniform(0, 9, (n, 2))
    return _turned_round((smooth(points),), rng)


def _doodle(rng: np.random.Generator) -> Strokes:
    """Two to five short curves that have nothing to do with one another."""
    strokes = []
    for _ in range(rng.integers(2, 6)):
        start = rng.uniform(0, 9, 2)
        points = start + np.cumsum(rng.normal(0, 2.5, (rng.integers(2, 6), 2)), axis=0)
        strokes.append(smooth(points))
    return tuple(strokes)


def _dots(rng: np.random.Generator) -> Strokes:
    """Two to six dots; a single one, enlarged to the usual size, is a filled disc."""
    places = rng.uniform(0, 9, (rng.integers(2, 7), 2))
    return tuple(smooth(place + rng.normal(0, 0.15, (3, 2))) for place in places)


def _lines(rng: np.random.Generator) -> Strokes:
    """One line that lies (an upright one is a 1), or several."""
    count = int(rng.choice((1, 2, 3, 4)))
    if count == 1:
        angle = rng.uniform(-0.45, 0.45)
        end = 9 * direction(angle)
        middle = end / 2 + rng.normal(0, 0.3, 2)
        return (smooth(np.array((np.zeros(2), middle, end))),)
    if rng.random() < 0.5:
        angle = rng.uniform(0, np.pi)
        along = direction(angle)
        across = np.array((-along[1], along[0]))
        gap = rng.uniform(2, 5)
        places = [gap * k * across + rng.normal(0, 0.3, 2) for k in range(count)]
        return tuple(smooth(np.array((p, p + 9 * along))) for p in places)
    return tuple(smooth(rng.uniform(0, 9, (2, 2))) for _ in range(count))


def _polygon(rng: np.random.Generator) -> Strokes:
    """Three to six corners, closed, sometimes crossed out."""
    corners = int(rng.integers(3, 7))
    # Spread, since a polygon with all corners on one side is a line.
    spread = (np.arange(corners) + rng.uniform(-0.3, 0.3, corners)) / corners
    angle = 2 * np.pi * (spread + rng.random())
    radius = rng.uniform(2.5, 5, (corners, 1))
    points = direction(angle) * radius
    closed = np.concatenate((points, points[:1]))
    sides = [smooth(closed[i : i + 2]) for i in range(corners)]
    outline = np.concatenate(sides) * (rng.uniform(0.6, 1.4), 1)
    if rng.random() < 0.3:
        return outline, smooth(rng.uniform(-4, 4, (2, 2)))
    return (outline,)


def _filled(rng: np.random.Generator) -> Strokes:
    """Draw a disc, a box or a triangle, hatched so closely that no gap stays."""
    y = np.linspace(-4.5, 4.5, 40)
    kind = rng.integers(3)
    half = (np.sqrt(4.6**2 - y**2), np.full(40, 4.5), (y + 5) / 2)[kind]
    x = half * np.where(np.arange(40) % 2, 1, -1) * rng.uniform(0.5, 1.5)
    rough = np.column_stack((x, y)) + rng.normal(0, 0.1, (40, 2))
    return _turned_round((rough,), rng)


def _pieces(digits: Sequence[PenDigit], rng: np.random.Generator) -> Strokes:
    """Parts of two or three digits, laid over one another."""
    strokes = []
    for index in rng.integers(len(digits), size=rng.integers(2, 4)):
        for stroke in to_unit(digits[index].strokes):
            length = max(int(len(stroke) * rng.uniform(0.4, 0.8)), 2)
            start = int(rng.integers(0, max(len(stroke) - length, 0) + 1))
            part = stroke[start : start + length]
            strokes.append(part * rng.uniform(0.5, 1.2) + rng.normal(0, 2, 2))
    return tuple(strokes)


def _turned(digits: Sequence[PenDigit], rng: np.random.Generator) -> Strokes:
    """Mirror a digit, or lay it on its side, where it is no digit then."""
    if not any(digit.label in _TURNABLE for digit in digits):
        raise ValueError("There is no 3, 7 or 9 among the digits, to be turned.")
    while True:
        digit = digits[int(rng.integers(len(digits)))]
        if digit.label in _TURNABLE:
            break
    strokes = to_unit(digit.strokes)
    if digit.label != 9 and rng.random() < 0.5:
        return tuple(stroke[:, ::-1] for stroke in strokes)
    return tuple(stroke * (-1, 1) for stroke in strokes)


def _turned_round(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    turn = rotation(rng.uniform(0, 2 * np.pi))
    return tuple(stroke @ turn.T for stroke in strokes)


def _invented(rng: np.random.Generator) -> Strokes:
    """Draw a character of no alphabet: lines and bows between places of a grid."""
    places = np.array([(x, y) for x in (0, 4.5, 9) for y in (0, 3, 6, 9)])
    strokes = []
    count = int(rng.integers(2, 6))
    place = int(rng.integers(len(places)))
    stroke: list[np.ndarray] = []
    for _ in range(count + 2):
        near = np.linalg.norm(places - places[place], axis=1)
        reachable = np.flatnonzero((near > 0) & (near < 9.5))
        target = int(rng.choice(reachable))
        start, end = places[place], places[target]
        across = (end - start)[::-1] * (1, -1)
        bow = rng.choice((0, 0, -0.35, 0.35)) * across
        points = np.array((start, (start + end) / 2 + bow, end))
        stroke.append(smooth(points + rng.normal(0, 0.4, points.shape)))
        place = target
        if rng.random() < 0.55:
            strokes.append(np.concatenate(stroke))
            stroke = []
            place = int(rng.integers(len(places)))
    if stroke:
        strokes.append(np.concatenate(stroke))
    return tuple(strokes)


def _spoilt(digits: Sequence[PenDigit], rng: np.random.Generator) -> Strokes:
    """Cross a digit out, frame it or put something beside it."""
    strokes = to_unit(digits[int(rng.integers(len(digits)))].strokes)
    low, high = bounds(strokes)
    kind = rng.integers(4)
    if kind == 0:  # two strokes through it
        ends = np.array(((low, high), (low * (0, 1) + high * (1, 0), high * (0, 1))))
        lines = (ends - low) * 1.2 - 1 + low + rng.normal(0, 0.8, (2, 2, 2))
        return *strokes, *(smooth(line) for line in lines)
    if kind == 1:  # scribbled over
        n = int(rng.integers(4, 9))
        x = np.where(np.arange(n) % 2, high[0] + 1, low[0] - 1)
        y = np.linspace(low[1] + 1, high[1] - 1, n)
        return *strokes, smooth(np.column_stack((x, y)) + rng.normal(0, 0.6, (n, 2)))
    if kind == 2:  # in a circle
        angle = np.linspace(0, rng.uniform(5.8, 6.8), 40)
        radius = (high - low) / 2 + rng.uniform(2, 4, 2)
        circle = direction(angle) * radius
        return *strokes, circle + (low + high) / 2
    other = _FREE[str(rng.choice(("letters", "signs", "lines")))](rng)
    beside = (high[0] + rng.uniform(1, 2.5), rng.normal(0, 1))
    return *strokes, *(stroke + beside for stroke in to_unit(other))


def _numbers(digits: Sequence[PenDigit], rng: np.random.Generator) -> Strokes:
    """Two or three digits side by side."""
    strokes: list[np.ndarray] = []
    right = 0.0
    for index in rng.integers(len(digits), size=int(rng.choice((2, 2, 3)))):
        digit = to_unit(digits[index].strokes)
        place = np.array((right, rng.normal(0, 0.5)))
        strokes += [stroke + place for stroke in digit]
        right += np.concatenate(digit)[:, 0].max() + rng.uniform(0.3, 3)
    return tuple(strokes)


_FREE: dict[str, Callable[[np.random.Generator], Strokes]] = {
    "letters": _letter,
    "signs": _sign,
    "scribbles": _scribble,
    "doodles": _doodle,
    "dots": _dots,
    "lines": _lines,
    "polygons": _polygon,
    "filled shapes": _filled,
    "invented characters": _invented,
}
_OF_DIGITS: dict[str, Callable[[Sequence[PenDigit], np.random.Generator], Strokes]] = {
    "pieces of digits": _pieces,
    "turned digits": _turned,
    "spoilt digits": _spoilt,
    "numbers": _numbers,
}
SYMBOL_KINDS: tuple[str, ...] = (*_FREE, *_OF_DIGITS)
"""The kinds of drawings that are no digits; the last four are made of digits."""
