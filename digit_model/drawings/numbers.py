"""Numbers: digits of one writer put side by side, as people write 42."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from digit_model.drawings.geometry import Strokes, bounds, length, resampled
from digit_model.drawings.strokes import PenDigit, draw_stroke

_OVERSAMPLING = 2  # drawn this much larger, then reduced: anti-aliased edges
_PENS = 0.04, 0.16  # thinnest and thickest, as fractions of a digit's height
_MARGIN = 30  # pixels around the ink


@dataclass(frozen=True)
class WrittenNumber:
    """One or several rows of digits, as strokes.

    Attributes
    ----------
    lines : tuple of str
        The rows, as they are to be read.
    digits : tuple of tuple of ndarray of shape (n_points, 2), dtype float64
        Each digit's strokes, in reading order. The unit is a digit's usual height;
        the upper left corner of all is about (0, 0).
    pen : float
        Width of the pen, in the same unit.
    """

    lines: tuple[str, ...]
    digits: tuple[Strokes, ...]
    pen: float

    @property
    def size(self) -> np.ndarray:
        """Width and height, pen not counted, shape (2,)."""
        return np.max([stroke.max(axis=0) for d in self.digits for stroke in d], axis=0)


def compose(
    digits: Sequence[PenDigit],
    rng: np.random.Generator,
    *,
    lines: Sequence[int],
    touching: float,
) -> WrittenNumber:
    """Write digits of one writer side by side.

    Their sizes, heights above the line and gaps vary as they do by hand; some
    neighbours touch or overlap.

    Parameters
    ----------
    digits : sequence of PenDigit
        Of one or several writers, of whom one is drawn by lot.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same number.
    lines : sequence of int
        How many digits each row has.
    touching : float
        The fraction of neighbours without a gap between them.

    Returns
    -------
    WrittenNumber
        The rows and their strokes.
    """
    writers = sorted({digit.writer for digit in digits})
    writer = writers[rng.integers(len(writers))]
    hand = [digit for digit in digits if digit.writer == writer]
    pen = float(np.exp(rng.uniform(*np.log(_PENS))))
    gap = rng.uniform(0.08, 0.55)  # this writer's, between the inks of neighbours
    leading = rng.uniform(1.35, 2.2)  # from row to row
    wobble, slope = rng.uniform(0, 0.08), rng.normal(0, 0.03)
    texts: list[str] = []
    placed: list[Strokes] = []
    for row, count in enumerate(lines):
        chosen = [hand[i] for i in rng.integers(len(hand), size=count)]
        texts.append("".join(str(digit.label) for digit in chosen))
        right = rng.normal(0, 0.3) + pen  # where the ink of the row ends so far
        before: Strokes = ()
        for digit in chosen:
            height = float(np.exp(rng.normal(0, 0.08)))
            strokes = _upright(digit.strokes, height)
            y = row * leading + (1 - height) / 2 + rng.normal(0, wobble)
            distance = max(gap * np.exp(rng.normal(0, 0.35)), 0.06)
            meet = bool(before) and rng.random() < touching
            x = right + pen + (0 if meet else distance)
            strokes = _moved(strokes, x, y + slope * x)
            if meet:
                # Until the inks meet, not only their boxes: 7 over 4 nests.
                nearer = _approach(before, strokes, pen) - pen * rng.uniform(0, 0.6)
                strokes = _moved(strokes, nearer, 0)
            right = max(right, float(max(s[:, 0].max() for s in strokes)))
            before = strokes
            placed.append(strokes)
    low = np.min([s.min(axis=0) for strokes in placed for s in strokes], axis=0)
    corner = tuple(tuple(s - low for s in strokes) for strokes in placed)
    return WrittenNumber(tuple(texts), corner, pen)


def draw_number(number: WrittenNumber, *, height: float) -> np.ndarray:
    """Draw a number as on a canvas that is just large enough.

    Parameters
    ----------
    number : WrittenNumber
        What to draw.
    height : float
        A digit's usual height in pixels.

    Returns
    -------
    ndarray of shape (h, w), dtype uint8
        White ink (255) on black (0), anti-aliased.
    """
    pen = number.pen * height
    width, depth = np.ceil(number.size * height + 2 * _MARGIN + pen).astype(int)
    canvas = Image.new("L", (width * _OVERSAMPLING, depth * _OVERSAMPLING))
    pencil = ImageDraw.Draw(canvas)
    for strokes in number.digits:
        for stroke in strokes:
            points = (stroke * height + _MARGIN + pen / 2) * _OVERSAMPLING
            draw_stroke(pencil, points, pen * _OVERSAMPLING)
    return np.asarray(canvas.reduce(_OVERSAMPLING))


def _upright(strokes: Strokes, height: float) -> Strokes:
    """Scale strokes to a height (a lying dash to a width) and put them at (0, 0)."""
    low, high = bounds(strokes)
    width, depth = high - low
    scale = height / max(depth, width / 1.2, 1e-9)
    return tuple((stroke - low) * scale for stroke in strokes)


def _moved(strokes: Strokes, x: float, y: float) -> Strokes:
    return tuple(stroke + np.array((x, y)) for stroke in strokes)


def _approach(before: Strokes, strokes: Strokes, pen: float) -> float:
    """How far `strokes` may go to the left until they touch `before` (not above 0)."""
    left, right = _dense(before), _dense(strokes)
    across = right[:, None, 1] - left[None, :, 1]
    near = np.abs(across) < pen
    if not near.any():
        return 0.0
    reach = np.sqrt(np.maximum(pen**2 - across**2, 0))
    room = right[:, None, 0] - left[None, :, 0] - reach
    return -float(np.clip(room[near].min(), 0, 0.4))


def _dense(strokes: Strokes) -> np.ndarray:
    """Points along strokes at steps of about a fiftieth of a digit's height."""
    pieces = []
    for stroke in strokes:
        steps = max(int(length(stroke) * 50), 1)
        pieces.append(resampled(stroke, steps + 1))
    return np.concatenate(pieces)
