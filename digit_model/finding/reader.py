"""Reading all: every digit of a drawing or photograph, in reading order."""

import math
from pathlib import Path

import numpy as np
from PIL import Image

from digit_model.finding.drawing import SECOND_SIDE, at_a_glance, read_drawing
from digit_model.finding.ground import is_photo
from digit_model.finding.page import Box, Page
from digit_model.finding.photograph import read_photograph
from digit_model.reading.model import Model
from digit_model.reading.pictures import read_page
from digit_model.reading.pixels import as_array, no_larger

_SMALLEST_PHOTO = 100  # pixels
_RIM = 0.004  # of a picture's longer side


def read_all(
    model: Model,
    picture: np.ndarray | Image.Image,
    *,
    size: tuple[int, int] | None = None,
    seconds: float = math.inf,
) -> Page:
    """Read every digit of a drawing or photograph.

    What is a single digit is read by `Model.read`; a picture no larger than MNIST's
    images holds no more than one.

    Parameters
    ----------
    model : Model
        The model.
    picture : ndarray or PIL image
        As `digit_model.reading.preparation.prepare` takes it.
    size : tuple of int, optional
        Width and height that boxes are to refer to, if `picture` was reduced.
    seconds : float, optional
        Of a core, that a photograph should take, as
        `digit_model.finding.photograph.read_photograph` takes them.

    Returns
    -------
    Page
        The digits in reading order.

    Raises
    ------
    ValueError
        If `picture` is of no shape and type that `prepare` takes.

    Examples
    --------
    >>> import numpy as np
    >>> from digit_model.reading.persistence import load_model
    >>> read_all(load_model("logistic-regression"), np.zeros((50, 90))).lines
    []
    """
    pixels = as_array(picture)
    if not _is_large(pixels):
        return read_drawing(model, pixels, size=size)
    size = size or (pixels.shape[1], pixels.shape[0])
    if not is_photo(pixels):
        return read_drawing(model, pixels, size=size, on_paper=True)
    # Noise and shade make a photograph of one large digit too.
    large = at_a_glance(model.read(pixels), size) or Page((), model.name)
    if large.digits and not _runs_out(large.digits[0].box, size):
        return large
    page = read_photograph(model, pixels, size, seconds=seconds)
    if page.digits:
        return page
    if large.digits:
        return large
    # What is written may be brighter than a ground that is no board.
    drawn = read_drawing(model, no_larger(pixels, SECOND_SIDE), size=size)
    return drawn if _is_number(drawn) else page


def read_file(model: Model, source: str | Path | bytes) -> Page:
    """Read every digit of a picture file.

    Parameters
    ----------
    model : Model
        The model.
    source : str, Path or bytes
        The file, or what is in it.

    Returns
    -------
    Page
        The digits in reading order; boxes in pixels of the upright picture.

    Raises
    ------
    PictureError
        If `digit_model.reading.pictures.read_page` cannot read it.
    """
    picture, size = read_page(source)
    return read_all(model, picture, size=size)


def _is_large(pixels: np.ndarray) -> bool:
    """Whether a ground can be estimated beside digits."""
    return pixels.dtype == np.uint8 and min(pixels.shape[:2]) >= _SMALLEST_PHOTO


def _is_number(page: Page) -> bool:
    return len(page.digits) > 1 and all(found.is_digit for found in page.digits)


def _runs_out(box: Box, size: tuple[int, int]) -> bool:
    """Whether something goes on beyond the picture, as a pen on the table does."""
    (left, top, right, bottom), (width, height) = box, size
    margin = _RIM * max(size)
    return min(left, top) < margin or right > width - margin or bottom > height - margin
