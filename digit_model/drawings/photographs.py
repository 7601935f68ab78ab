"""Photographs: what a camera makes of a number on paper, or on a board.

Everything that is not ink is made up: desk, sheet, rulings, light, shadows, blur, noise
and the file's compression. Nothing is taken from real pictures.
"""

from io import BytesIO

import numpy as np
from PIL import Image

from digit_model.drawings.camera import light, look_at, take
from digit_model.drawings.inks import BOARD_INKS, INKS, write
from digit_model.drawings.numbers import WrittenNumber
from digit_model.drawings.sheets import BOARDS, SHEETS, empty_sheet

_THINNEST = 1.3  # pen, in pixels


def photograph(
    number: WrittenNumber,
    rng: np.random.Generator,
) -> np.ndarray:
    """Render a number as if it were written on paper and photographed.

    Parameters
    ----------
    number : WrittenNumber
        What is written; its own pen is not used.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same photograph.

    Returns
    -------
    ndarray of shape (h, w, 3), dtype uint8
        The photograph, of 0.2 to 12 megapixels.
    """
    megapixels = float(np.exp(rng.uniform(np.log(0.2), np.log(12))))
    kind = str(rng.choice(list(SHEETS), p=list(SHEETS.values())))
    name = str(rng.choice(list(INKS)))
    if kind in BOARDS:
        name = str(rng.choice(BOARD_INKS))
    ink = INKS[name]
    view = look_at(number, megapixels, rng)
    pen = max(rng.uniform(*ink.thickness) * view.unit, _THINNEST)
    scene = empty_sheet(kind, view, rng)
    write(scene, number, view, ink, pen, rng, is_chalk=kind == "blackboard")
    return take(scene * light(view.size, rng), view.unit, rng)


def as_jpeg(photo: np.ndarray, rng: np.random.Generator) -> bytes:
    """Store a photograph as a camera does.

    Parameters
    ----------
    photo : ndarray of shape (h, w, 3), dtype uint8
        The photograph.
    rng : numpy.random.Generator
        For the quality, 40 to 95.

    Returns
    -------
    bytes
        A JPEG file.
    """
    stream = BytesIO()
    Image.fromarray(photo).save(stream, "JPEG", quality=int(rng.integers(40, 96)))
    return stream.getvalue()
