"""Synthesis: strokes as people might draw them, from templates and at random."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.interpolate import CubicSpline

from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.templates import DIGITS, LETTERS, SYMBOLS

NO_WRITER = -1
"""The writer of a synthetic digit."""
NO_DIGIT = -1
"""The label of a drawing that is no digit."""

Strokes = tuple[np.ndarray, ...]

_JITTER = 0.35  # standard deviation of a template's points, in steps of its grid


def synthetic_digits(n: int, rng: np.random.Generator) -> list[PenDigit]:
    """Draw digits from stroke templates, each randomly deformed.

    The templates hold the forms that MNIST has few of besides the usual ones: a 1 with
    flag and foot, a barred 7, an open 4, an angular 5, a hooked 9, an 8 of two circles.
    Some are drawn with as few points as a quick finger leaves.

    Parameters
    ----------
    n : int
        How many; the labels 0 to 9 take turns.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same digits.

    Returns
    -------
    list of PenDigit
        Digits of the writer `NO_WRITER`.

    Examples
    --------
    >>> [digit.label for digit in synthetic_digits(3, np.random.default_rng(0))]
    [0, 1, 2]
    """
    digits = []
    for i in range(n):
        label = i % 10
        template = DIGITS[label][rng.integers(len(DIGITS[label]))]
        digits.append(PenDigit(from_template(template, rng), label, NO_WRITER))
    return digits


def synthetic_symbols(
    n: int, rng: np.random.Generator, *, digits: Sequence[PenDigit] = ()
) -> list[PenDigit]:
    """Draw what is no digit: letters, signs, scribbles, dots, lines, filled shapes.

    Parameters
    ----------
    n : int
        How many; the kinds take turns.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same drawings.
    digits : sequence of PenDigit, optional
        Real digits: pieces of two of them together, or one turned or mirrored, are
        drawn as well. They look written by hand and are no digits, so that a hand's
        trembling alone does not tell a digit.

    Returns
    -------
    list of PenDigit
        Drawings with the label `NO_DIGIT`.

    Examples
    --------
    >>> len(synthetic_symbols(4, np.random.default_rng(0)))
    4
    """
    kinds: list[Callable[[np.random.Generator], Strokes]] = [
        _letter,
        _symbol,
        _scribble,
        _letter,
        _symbol,
        _doodle,
        _dots,
        _lines,
        _polygon,
        _filled,
    ]
    if digits:
        kinds += [lambda rng: _pieces(digits, rng), lambda rng: _turned(digits, rng)]
    return [PenDigit(kinds[i % len(kinds)](rng), NO_DIGIT, NO_WRITER) for i in range(n)]


def from_template(template: str, rng: np.random.Generator) -> Strokes:
    """Draw a template, randomly deformed.

    Parameters
    ----------
    template : str
        Strokes as `digit_model.drawings.templates` describes them.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), dtype float64
        The strokes, about 10 units high.
    """
    jitter = _JITTER * rng.uniform(0.3, 1.6)
    strokes = []
    for stroke in template.split(";"):
        pieces = []
        last: list[np.ndarray] = []  # a corner ends one piece and starts the next
        for piece in stroke.split(","):
            points = [
                np.array((int(point[0]), int(point[1]))) for point in piece.split()
            ]
            moved = [point + rng.normal(0, jitter, 2) for point in points]
            pieces.append(_smooth(np.array(last + moved)))
            last = moved[-1:]
        strokes.append(np.concatenate(pieces))
    return _as_by_hand(tuple(strokes), rng)


def _smooth(points: np.ndarray) -> np.ndarray:
    """Draw a curve through `points`, with about five points a unit of length."""
    if len(points) < 2:
        return points.astype(float)
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    # Centripetal parameters keep the curve from looping between unequal steps.
    time = np.concatenate(([0], np.cumsum(np.sqrt(steps) + 0.01)))
    dense = np.linspace(0, time[-1], max(int(5 * steps.sum()), 2))
    if len(points) == 2:
        return points[0] + (dense / time[-1])[:, None] * (points[1] - points[0])
    closed = np.allclose(points[0], points[-1])
    return CubicSpline(time, points, bc_type="periodic" if closed else "natural")(dense)


def _as_by_hand(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Slant, stretch, bend and roughen strokes of about 10 units."""
    aspect = np.exp(rng.normal(-0.15, 0.25))
    slant = rng.normal(-0.1, 0.2)
    angle = rng.normal(0, 0.08)
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    shape = turn @ np.array(((aspect, slant), (0, 1)))
    # One slow wave over the whole plane bends straight lines and spoils symmetry.
    waves = rng.normal(0, 0.25, (2, 2))
    phases = rng.uniform(0, 2 * np.pi, (2, 2))
    tremor = rng.uniform(0, 0.08)
    sparse = rng.random() < 0.3
    drawn = []
    for stroke in strokes:
        centred = (stroke - 4.5 + rng.normal(0, 0.15, 2)) @ shape.T
        bent = centred + np.sin(centred * 0.5 + phases[0]) @ waves
        if sparse and len(bent) > 8:
            count = max(len(bent) // int(rng.integers(5, 12)), 4)
            bent = bent[np.linspace(0, len(bent) - 1, count).round().astype(int)]
        drawn.append(bent + rng.normal(0, tremor, bent.shape))
    return tuple(drawn)


def _letter(rng: np.random.Generator) -> Strokes:
    return from_template(LETTERS[rng.integers(len(LETTERS))], rng)


def _symbol(rng: np.random.Generator) -> Strokes:
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
        points = np.column_stack((np.cos(angle), np.sin(angle))) * radius[:, None]
        points += drift
    else:
        points = rng.uniform(0, 9, (n, 2))
    return _turned_round((_smooth(points),), rng)


def _doodle(rng: np.random.Generator) -> Strokes:
    """Two to five short curves that have nothing to do with one another."""
    strokes = []
    for _ in range(rng.integers(2, 6)):
        start = rng.uniform(0, 9, 2)
        points = start + np.cumsum(rng.normal(0, 2.5, (rng.integers(2, 6), 2)), axis=0)
        strokes.append(_smooth(points))
    return tuple(strokes)


def _dots(rng: np.random.Generator) -> Strokes:
    """Two to six dots; a single one, enlarged to the usual size, is a filled disc."""
    places = rng.uniform(0, 9, (rng.integers(2, 7), 2))
    return tuple(_smooth(place + rng.normal(0, 0.15, (3, 2))) for place in places)


def _lines(rng: np.random.Generator) -> Strokes:
    """One line that lies (an upright one is a 1), or several."""
    count = int(rng.choice((1, 2, 3, 4)))
    if count == 1:
        angle = rng.uniform(-0.6, 0.6)
        end = 9 * np.array((np.cos(angle), np.sin(angle)))
        middle = end / 2 + rng.normal(0, 0.3, 2)
        return (_smooth(np.array((np.zeros(2), middle, end))),)
    if rng.random() < 0.5:
        angle = rng.uniform(0, np.pi)
        along = np.array((np.cos(angle), np.sin(angle)))
        across = np.array((-along[1], along[0]))
        gap = rng.uniform(2, 5)
        places = [gap * k * across + rng.normal(0, 0.3, 2) for k in range(count)]
        return tuple(_smooth(np.array((p, p + 9 * along))) for p in places)
    return tuple(_smooth(rng.uniform(0, 9, (2, 2))) for _ in range(count))


def _polygon(rng: np.random.Generator) -> Strokes:
    """Three to eight corners, closed, sometimes crossed out."""
    corners = int(rng.integers(3, 9))
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners)) + rng.uniform(0, 2 * np.pi)
    radius = rng.uniform(2.5, 5, (corners, 1))
    points = np.column_stack((np.cos(angle), np.sin(angle))) * radius
    closed = np.concatenate((points, points[:1]))
    sides = [_smooth(closed[i : i + 2]) for i in range(corners)]
    outline = np.concatenate(sides) * (rng.uniform(0.6, 1.4), 1)
    if rng.random() < 0.3:
        return outline, _smooth(rng.uniform(-4, 4, (2, 2)))
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
        for stroke in _unit(digits[index].strokes):
            length = max(int(len(stroke) * rng.uniform(0.4, 1)), 2)
            start = int(rng.integers(0, max(len(stroke) - length, 0) + 1))
            part = stroke[start : start + length]
            strokes.append(part * rng.uniform(0.5, 1.2) + rng.normal(0, 2, 2))
    return tuple(strokes)


def _turned(digits: Sequence[PenDigit], rng: np.random.Generator) -> Strokes:
    """Mirror a digit, or lay it on its side, where it is no digit then."""
    while True:
        digit = digits[int(rng.integers(len(digits)))]
        if digit.label in (3, 4, 6, 7, 9):
            break
    strokes = _unit(digit.strokes)
    if digit.label in (3, 4, 7) and rng.random() < 0.5:
        return tuple(stroke[:, ::-1] for stroke in strokes)
    return tuple(stroke * (-1, 1) for stroke in strokes)


def _unit(strokes: Strokes) -> Strokes:
    """Return the same strokes, 10 units in the longer side."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 10 / max(float((high - low).max()), 1e-9)
    return tuple((stroke - low) * scale for stroke in strokes)


def _turned_round(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    return tuple(stroke @ turn.T for stroke in strokes)
