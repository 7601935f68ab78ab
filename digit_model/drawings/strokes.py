"""Pen strokes: reading UNIPEN files and drawing strokes on a canvas."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from digit_model.drawings.geometry import Strokes, bounds

_OVERSAMPLING = 2  # drawn this much larger, then reduced: anti-aliased edges


@dataclass(frozen=True)
class PenDigit:
    """One digit as it was written.

    Attributes
    ----------
    strokes : tuple of ndarray of shape (n_points, 2), dtype float64
        Each stroke's points (x, y), y pointing down as on a canvas.
    label : int
        The digit meant, 0 to 9.
    writer : int
        Who wrote it.
    """

    strokes: Strokes
    label: int
    writer: int


def read_unipen(path: str | Path) -> list[PenDigit]:
    """Read the digits of a UNIPEN file in the form of UCI's ``pendigits-orig``.

    Parameters
    ----------
    path : str or Path
        The file. Every digit starts with ``.SEGMENT DIGIT``, is described by
        ``.COMMENT LABEL WRITER ITEM`` and has its strokes between ``.PEN_DOWN`` and
        ``.PEN_UP``.

    Returns
    -------
    list of PenDigit
        In the order of the file, with y turned to point down.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not such a file.
    """
    digits: list[PenDigit] = []
    strokes: list[list[tuple[float, float]]] = []
    label = writer = -1

    def finish() -> None:
        nonlocal label, writer
        if any(strokes):
            arrays = tuple(np.array(stroke) * (1, -1) for stroke in strokes if stroke)
            digits.append(PenDigit(arrays, label, writer))
        strokes.clear()
        label = writer = -1  # not those of the digit before

    try:
        pen_is_down = False
        for line in Path(path).read_text("ascii").splitlines():
            words = line.split()
            if not words:
                continue
            if words[0] == ".SEGMENT":
                finish()
            elif words[0] == ".COMMENT" and len(words) == 4:
                label, writer = int(words[1]), int(words[2])
            elif words[0] == ".PEN_DOWN":
                pen_is_down = True
                strokes.append([])
            elif words[0] == ".PEN_UP":
                pen_is_down = False
            elif pen_is_down:
                x, y = words
                strokes[-1].append((float(x), float(y)))
        finish()
    except (UnicodeDecodeError, ValueError) as error:
        raise ValueError(f"{path} is not a UNIPEN file of digits: {error}") from error
    if not digits or any(not 0 <= digit.label <= 9 for digit in digits):
        raise ValueError(f"{path} holds no labelled digits in UNIPEN form")
    return digits


def draw(
    strokes: Strokes,
    *,
    size: int = 280,
    height: float = 200,
    pen: float = 20,
    center: tuple[float, float] | None = None,
) -> np.ndarray:
    """Draw strokes on a square canvas, as a round pen would.

    Parameters
    ----------
    strokes : tuple of ndarray of shape (n_points, 2)
        Each stroke's points (x, y), y pointing down, in any unit.
    size : int, default=280
        Side of the canvas in pixels.
    height : float, default=200
        Longer side of the drawing in pixels, pen not counted.
    pen : float, default=20
        Width of the pen in pixels.
    center : tuple of float, optional
        Where the middle of the drawing lies (x, y); the canvas's middle by default.

    Returns
    -------
    ndarray of shape (size, size), dtype uint8
        White ink (255) on black (0), anti-aliased.
    """
    low, high = bounds(strokes)
    extent = max(float((high - low).max()), 1e-9)
    middle = np.array(center if center is not None else (size / 2, size / 2))
    scale = height / extent
    canvas = Image.new("L", (size * _OVERSAMPLING,) * 2)
    pencil = ImageDraw.Draw(canvas)
    for stroke in strokes:
        placed = ((stroke - (low + high) / 2) * scale + middle) * _OVERSAMPLING
        draw_stroke(pencil, placed, pen * _OVERSAMPLING)
    return np.asarray(canvas.reduce(_OVERSAMPLING))


def draw_stroke(pencil: ImageDraw.ImageDraw, points: np.ndarray, width: float) -> None:
    """Draw one stroke with a round pen, in white.

    Parameters
    ----------
    pencil : PIL.ImageDraw.ImageDraw
        Where to draw.
    points : ndarray of shape (n_points, 2)
        In pixels.
    width : float
        Of the pen, in pixels.
    """
    path = [(float(x), float(y)) for x, y in points]
    radius = width / 2
    if len(path) > 1:
        pencil.line(path, fill=255, width=max(round(width), 1), joint="curve")
    for x, y in (path[0], path[-1]):
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
