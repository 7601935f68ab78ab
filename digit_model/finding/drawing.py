"""Reading drawings: ink on a ground of one colour, a digit or a number of several."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from digit_model.finding.composition import page_of_one, page_of_parts, scale_to
from digit_model.finding.frames import MOST, without_frames
from digit_model.finding.lattice import LIKE, SURE, read_parts
from digit_model.finding.page import Page
from digit_model.finding.parts import (
    SOLID,
    connected_to,
    count_parts,
    drawn_parts,
)
from digit_model.finding.photograph import read_photograph
from digit_model.finding.rulings import find_rulings
from digit_model.reading.ink import find_ink
from digit_model.reading.model import Model, Reading
from digit_model.reading.pixels import as_array, no_larger
from digit_model.reading.preparation import SIDE, prepare

_UPRIGHT = 1.0  # width by height of a digit that needs no second thought
_ROOM = 600  # pixels that a digit needs; parts that are more than have room are specks
_SPECKLED = 10  # times as many, dots included
_TRIED_FOR_EACH = 4  # of `most` parts, where others wait for the answer
_FAINT = 0.1  # of the strongest ink, of squares that digits are drawn on
_ACROSS = 0.9  # of the picture's side, that rulings take

SECOND_SIDE = 800
"""Pixels of the longer side of a picture that is looked at in another way too."""

TRIED = 250
"""Runs of pieces in a drawing that are read as they might be digits; 2 ms each."""


def read_drawing(
    model: Model,
    picture: np.ndarray | Image.Image,
    *,
    size: tuple[int, int] | None = None,
    most: int | None = None,
    on_paper: bool = False,
) -> Page:
    """Read every digit of what is known to be drawn, however much ink covers it.

    Parameters
    ----------
    model, picture, size
        As `digit_model.finding.reader.read_all` takes them.
    most : int, optional
        Parts that are read one by one; as many as have room to be digits by default.
    on_paper : bool, default=False
        Whether it may lie on rulings; what looks so is read as a photograph is.

    Returns
    -------
    Page
        The digits in reading order; if there are more than `most` parts, all in one.
    """
    pixels = as_array(picture)
    whole = model.read(pixels)
    glanced = at_a_glance(whole, size)
    if glanced is not None:
        return glanced
    seen = whole.preparation.steps["ink"]
    scale = scale_to(seen.shape, size)
    tried = TRIED if most is None else min(TRIED, _TRIED_FOR_EACH * most)
    most = seen.size // _ROOM if most is None else most
    ink = find_ink(pixels)
    few = count_parts(ink) <= _SPECKLED * most
    parts = drawn_parts(ink) if few else []
    unframed = without_frames(parts) if len(parts) <= most else []
    if len(parts) == 1:
        left_out = not whole.is_digit and _has_pale(ink)
    else:
        left_out = unframed != parts
    # A part that is all there is was read already.
    alone = len(parts) == 1 and not left_out
    readings = [whole] if alone else read_parts(model, unframed)
    digits = sum(reading.is_digit for reading in readings)
    if on_paper and digits <= len(readings) / 2 and _is_ruled(ink):
        page = read_photograph(model, no_larger(pixels, SECOND_SIDE), size)
        if page.digits and all(found.is_digit for found in page.digits):
            return page
    if not unframed:
        return page_of_one(whole, seen, scale)
    page = page_of_parts(model, unframed, readings, scale, most=tried)
    if len(page.digits) > 1 or left_out:
        return page
    return page_of_one(whole, seen, scale)


def read_obvious(
    model: Model,
    pictures: Sequence[np.ndarray | Image.Image],
    *,
    size: tuple[int, int] | None = None,
) -> list[Page | None]:
    """Read several drawings at once, in little time whatever they are.

    Parameters
    ----------
    model : Model
        The model.
    pictures : sequence of ndarray or PIL image
        Each as `digit_model.reading.preparation.prepare` takes it.
    size : tuple of int, optional
        As `read_drawing` takes it.

    Returns
    -------
    list of Page or None
        What `read_drawing` returns for those that are one digit beyond doubt, or empty;
        None for those that it has to look at for longer.
    """
    wholes = model.read_prepared([prepare(picture) for picture in pictures])
    return [at_a_glance(whole, size) for whole in wholes]


def at_a_glance(whole: Reading, size: tuple[int, int] | None) -> Page | None:
    """Tell what is empty or, beyond doubt, one digit.

    Parameters
    ----------
    whole : Reading
        What the model reads in all of a picture.
    size : tuple of int or None
        As `read_drawing` takes it.

    Returns
    -------
    Page or None
        None for what is to be looked at for longer.
    """
    if whole.digit is None:
        return Page((), whole.model)
    seen = whole.preparation.steps["ink"]
    if max(seen.shape) <= SIDE or (_is_obvious(whole) and not _is_framed(seen)):
        return page_of_one(whole, seen, scale_to(seen.shape, size))
    return None


def _is_obvious(reading: Reading) -> bool:
    """Whether a drawing is one digit beyond doubt."""
    crop = reading.preparation.steps.get("crop", reading.preparation.image)
    height, width = crop.shape
    return (
        reading.is_digit
        and reading.likeness > LIKE
        and reading.confidence > SURE
        and width <= _UPRIGHT * height
    )


def _is_ruled(ink: np.ndarray) -> bool:
    rulings, _ = find_rulings(ink > _FAINT, ink)
    across = max(rulings.any(axis=0).mean(), rulings.any(axis=1).mean())
    return bool(across > _ACROSS)


def _has_pale(ink: np.ndarray) -> bool:
    """Whether there is ink that goes on from none that is strong."""
    faint = ink > _FAINT
    return bool((faint & ~connected_to(faint, ink > SOLID)).any())


def _is_framed(ink: np.ndarray) -> bool:
    strength = ink / np.float32(255)
    if not 1 < count_parts(strength) <= MOST:
        return False
    parts = drawn_parts(strength)
    return without_frames(parts) != parts
