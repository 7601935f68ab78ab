"""Inks: what numbers are written with on paper and boards."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from digit_model.drawings.camera import View
from digit_model.drawings.numbers import WrittenNumber
from digit_model.drawings.strokes import draw_stroke
from digit_model.drawings.textures import cloud


@dataclass(frozen=True)
class Ink:
    """A kind of pen.

    Attributes
    ----------
    colour : tuple of float
        Red, green and blue, as fractions of the ground's.
    thickness : tuple of float
        Of the thinnest and the thickest such pen, of a digit's height.
    is_grainy : bool
        Whether it leaves gaps, as a pencil does.
    """

    colour: tuple[float, float, float]
    thickness: tuple[float, float]
    is_grainy: bool = False


INKS: dict[str, Ink] = {
    "pencil": Ink((0.62, 0.62, 0.64), (0.025, 0.06), is_grainy=True),
    "pale pencil": Ink((0.78, 0.78, 0.79), (0.025, 0.05), is_grainy=True),
    "ballpoint": Ink((0.25, 0.3, 0.6), (0.03, 0.06)),
    "black pen": Ink((0.2, 0.2, 0.2), (0.03, 0.08)),
    "red pen": Ink((0.8, 0.25, 0.25), (0.03, 0.08)),
    "green pen": Ink((0.25, 0.6, 0.4), (0.03, 0.08)),
    "felt pen": Ink((0.15, 0.17, 0.25), (0.08, 0.16)),
}
"""What is written with on paper."""

BOARD_INKS: tuple[str, ...] = ("felt pen", "red pen", "green pen")
"""Those of a whiteboard; a chalk is as thick as one of them."""

_CHALKS = (0.9, 0.9, 0.9), (0.9, 0.85, 0.5)


def write(
    scene: np.ndarray,
    number: WrittenNumber,
    view: View,
    ink: Ink,
    pen: float,
    rng: np.random.Generator,
    *,
    is_chalk: bool,
) -> None:
    """Write a number into a scene.

    Parameters
    ----------
    scene : ndarray of shape (h, w, 3), dtype float32
        Colours, 0 to about 1; changed in place.
    number : WrittenNumber
        What is written; its own pen is not used.
    view : View
        Where it is in the picture.
    ink : Ink
        What it is written with.
    pen : float
        Width of the pen in pixels.
    rng : numpy.random.Generator
        Where the chance comes from.
    is_chalk : bool
        Whether it is written with chalk, which is brighter than the board.
    """
    tone = np.array(ink.colour) * rng.uniform(0.85, 1.1)
    written = _coverage(number, view, pen, rng)
    if ink.is_grainy:
        written *= _grain(view.size, pen, rng)
    if is_chalk:
        chalk = np.array(rng.choice(_CHALKS, axis=0))
        dust = written * _grain(view.size, pen, rng)
        scene += dust[..., None] * (chalk - scene).astype(np.float32)
    else:
        scene *= 1 - written[..., None] * (1 - tone).astype(np.float32)


def _coverage(
    number: WrittenNumber, view: View, pen: float, rng: np.random.Generator
) -> np.ndarray:
    """How much of the ground each pixel's ink covers, (h, w), 0 to 1."""
    # Anti-aliasing matters where pixels are few.
    times = 2 if view.size.prod() < 3e6 else 1
    layer = Image.new("L", tuple((view.size * times).astype(int)))
    pencil = ImageDraw.Draw(layer)
    for strokes in number.digits:
        for stroke in strokes:
            points = view.place(_refined(stroke) * view.unit + view.corner) * times
            draw_stroke(pencil, points, pen * times)
    layer = layer.reduce(times) if times > 1 else layer
    size = tuple(view.size.astype(int))
    layer = layer if layer.size == size else layer.resize(size)
    return np.asarray(layer, np.float32) / 255 * rng.uniform(0.85, 1)


def _refined(stroke: np.ndarray) -> np.ndarray:
    """Round the corners of a stroke a little, by one more point a step."""
    if len(stroke) < 3:
        return stroke
    quarters = np.concatenate(
        (stroke[:1], 0.75 * stroke[:-1] + 0.25 * stroke[1:], stroke[-1:])
    )
    others = 0.25 * stroke[:-1] + 0.75 * stroke[1:]
    mixed = np.empty((2 * len(others) + 2, 2))
    mixed[0], mixed[-1] = stroke[0], stroke[-1]
    mixed[1:-1:2], mixed[2:-1:2] = quarters[1:-1], others
    return mixed


def _grain(size: np.ndarray, pen: float, rng: np.random.Generator) -> np.ndarray:
    """Paper's tooth and changing pressure under a pencil or chalk, (h, w), about 1."""
    fine = cloud(size, rng, max(float(size.max()) / max(pen * 0.6, 1.5), 2.0))
    slow = cloud(size, rng, 12)
    return np.clip(0.95 + 0.14 * fine[..., 0] + 0.13 * slow[..., 0], 0.25, 1)
