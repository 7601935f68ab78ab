"""A drawing as the browser tells it; that may be anything, and is looked at first."""

from base64 import b64decode
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from digit_model.reading.pictures import LARGEST_CANVAS, read_canvas

SIDE = 280
"""Of the canvas, in its own pixels."""
PARTS = 8
"""Of a pixel: what the points of strokes are counted in."""
FARTHEST = 2000 * PARTS
"""Points' numbers are not beyond this: no hand gets so far off the canvas."""

_MOST_POINTS = 500_000  # hours of drawing
_MOST_IMAGES = 20
_LONGEST_NAME = 40
_NOT_WHOLE = "The drawing did not arrive whole; clear it and draw again."


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas.

    Attributes
    ----------
    name : str or None
        Another one at each step; None before the browser has said anything.
    strokes : list of dict
        From the oldest on: ``{"width", "erase", "points"}`` with points x, y, x, y and
        so on in eighths of a pixel, or ``{"image"}``, a data URL of 28x28 pixels.
    picture : ndarray or None
        As a model reads it; None if nothing is drawn.
    fault : str or None
        Why what the browser said could not be used, and what to do.
    """

    name: str | None
    strokes: list[dict[str, Any]]
    picture: np.ndarray | None
    fault: str | None = None


def drawing_told(told: dict[str, Any]) -> Drawing:
    """Look at what the browser says is drawn.

    Parameters
    ----------
    told : dict
        ``{"id", "strokes", "picture"}``, the picture as a data URL of a PNG; whoever
        writes the message by hand can send anything else.

    Returns
    -------
    Drawing
        With a fault, and nothing drawn, if it is no drawing.
    """
    name = told.get("id")
    name = name[:_LONGEST_NAME] if isinstance(name, str) else ""
    try:
        strokes = _strokes(told.get("strokes"))
        picture = _picture(told.get("picture"), (SIDE, SIDE)) if strokes else None
    except ValueError:  # PictureError and binascii.Error are such
        return Drawing(name, [], None, _NOT_WHOLE)
    if picture is not None and any("image" in stroke for stroke in strokes):
        # An MNIST image is on the canvas: read it as finely as it was, so that the
        # answer is the one it had and changes by what is drawn, not by the detour.
        picture = _reduced(picture)
    return Drawing(name, strokes, picture)


def image_pixels(address: str) -> np.ndarray:
    """Decode an image that lies on the canvas.

    Parameters
    ----------
    address : str
        The data URL.

    Returns
    -------
    ndarray of shape (28, 28), dtype uint8
        White on black.

    Raises
    ------
    ValueError
        If it is none.
    """
    picture = Image.fromarray(_picture(address, (28, 28)))
    return np.asarray(picture.convert("L"))


def _strokes(told: object) -> list[dict[str, Any]]:
    if not isinstance(told, list) or len(told) > _MOST_POINTS:
        raise ValueError
    strokes = [stroke for stroke in told if _is_stroke(stroke)]
    images = [stroke["image"] for stroke in strokes if "image" in stroke]
    points = sum(len(stroke["points"]) // 2 for stroke in strokes if "points" in stroke)
    if len(strokes) < len(told) or len(images) > _MOST_IMAGES or points > _MOST_POINTS:
        raise ValueError
    for address in images:
        image_pixels(address)
    return strokes


def _is_stroke(told: object) -> bool:
    match told:
        case {"image": str(), **others}:
            return not others
        case {"width": int(width), "erase": bool(), "points": list(points), **others}:
            whole = all(type(part) is int and abs(part) <= FARTHEST for part in points)
            pairs = len(points) > 0 and len(points) % 2 == 0
            return whole and pairs and 0 < width < 128 and not others
    return False


def _picture(address: object, size: tuple[int, int]) -> np.ndarray:
    # Base64 has four characters for three bytes.
    if not isinstance(address, str) or len(address) > 1.4 * LARGEST_CANVAS:
        raise ValueError
    picture = read_canvas(b64decode(address.partition(",")[2]))
    if picture.shape[:2] != size or picture.dtype != np.uint8:
        raise ValueError
    return picture


def _reduced(picture: np.ndarray) -> np.ndarray:
    small = Image.fromarray(picture).resize((28, 28), Image.Resampling.BOX)
    return np.asarray(small)
