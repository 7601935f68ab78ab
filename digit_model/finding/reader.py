"""Reading all: every digit of a drawing or photograph, in reading order."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from digit_model.finding.board import is_board
from digit_model.finding.frames import MOST, without_frames
from digit_model.finding.ground import is_photo, photographed_ink
from digit_model.finding.lattice import lattices, read_parts
from digit_model.finding.marks import find_marks
from digit_model.finding.page import Box, FoundDigit, Page
from digit_model.finding.parts import (
    SOLID,
    Part,
    connected_to,
    count_parts,
    drawn_parts,
)
from digit_model.finding.rulings import find_rulings
from digit_model.finding.scoring import scores
from digit_model.finding.segmentation import divide
from digit_model.finding.sheet import (
    is_hairline,
    is_writing,
    only_digits,
    without_what_ties,
)
from digit_model.reading.model import Model, Reading
from digit_model.reading.pictures import read_page
from digit_model.reading.preparation import bounds, find_ink, no_larger, prepare

_SURE = 0.9  # probability of a digit that needs no second thought
_LIKE = -2.5  # likeness of one; two digits in one hardly ever reach it
_UPRIGHT = 1.0  # width by height of one
_MNIST_SIDE = 28  # pixels
_ROOM = 600  # pixels that a digit needs; parts that are more than have room are specks
_SPECKLED = 10  # times as many, dots included
_TRIED_FOR_EACH = 4  # of `most` parts, where others wait for the answer
_TRIED_IN_A_PHOTO = 450
_SMALLEST_PHOTO = 100  # pixels
_FAINT = 0.1  # of the strongest ink, of squares that digits are drawn on
_ACROSS = 0.9  # of the picture's side, that rulings take
_SECOND_SIDE = 800  # pixels of the longer side when another way is tried
_WORK_SIDE = 2400  # pixels of the longer side that digits are sought in
_GAP = 2  # pixels that a hairline may go on across
_MARGIN = 0.15  # around a digit's ink when it is shown alone, of its longer side


TRIED = 250
"""Runs of pieces in a drawing that are read as they might be digits; 2 ms each."""


def read_all(
    model: Model,
    picture: np.ndarray | Image.Image,
    *,
    size: tuple[int, int] | None = None,
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
    pixels = np.asarray(picture)
    if not _is_large(pixels):
        return read_drawing(model, picture, size=size)
    size = size or (pixels.shape[1], pixels.shape[0])
    if not is_photo(pixels):
        return _read_drawn(model, pixels, size, on_paper=True)
    # Noise and shade make a photograph of one large digit too.
    glanced = _at_a_glance(model.read(pixels), size)
    if glanced is not None and glanced.digits:
        return glanced
    page = _read_photo(model, pixels, size)
    if page.digits:
        return page
    # What is written may be brighter than a ground that is no board.
    drawn = _read_drawn(model, no_larger(pixels, _SECOND_SIDE), size)
    return drawn if _is_number(drawn) else page


def read_drawing(
    model: Model,
    picture: np.ndarray | Image.Image,
    *,
    size: tuple[int, int] | None = None,
    most: int | None = None,
) -> Page:
    """Read every digit of what is known to be drawn, however much ink covers it.

    Parameters
    ----------
    model, picture, size
        As `read_all` takes them.
    most : int, optional
        Parts that are read one by one; as many as have room to be digits by default.

    Returns
    -------
    Page
        The digits in reading order; if there are more than `most` parts, all in one.
    """
    return _read_drawn(model, picture, size, most=most)


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
    return [_at_a_glance(whole, size) for whole in wholes]


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
        If `digit_model.reading.pictures.read_picture` cannot read it.
    """
    picture, size = read_page(source)
    return read_all(model, picture, size=size)


def _read_drawn(
    model: Model,
    picture: np.ndarray | Image.Image,
    size: tuple[int, int] | None,
    *,
    most: int | None = None,
    on_paper: bool = False,
) -> Page:
    """Read a drawing; if it may be on ruled paper and looks so, as a photograph."""
    whole = model.read(picture)
    glanced = _at_a_glance(whole, size)
    if glanced is not None:
        return glanced
    seen = whole.preparation.steps["ink"]
    scale = _scale(seen.shape, size)
    tried = TRIED if most is None else min(TRIED, _TRIED_FOR_EACH * most)
    most = seen.size // _ROOM if most is None else most
    ink = find_ink(picture)
    few = count_parts(ink) <= _SPECKLED * most
    parts = drawn_parts(ink) if few else []
    unframed = without_frames(parts) if len(parts) <= most else []
    # A part that is all there is was read already.
    alone = len(parts) == 1 and (whole.is_digit or not _has_pale(ink))
    readings = [whole] if alone else read_parts(model, unframed)
    digits = sum(reading.is_digit for reading in readings)
    if on_paper and digits <= len(readings) / 2 and _is_ruled(ink):
        page = _read_photo(model, no_larger(np.asarray(picture), _SECOND_SIDE), size)
        if page.digits and all(found.is_digit for found in page.digits):
            return page
    if not unframed:
        return _single(whole, seen, scale)
    page = _divided(model, unframed, readings, scale, most=tried)
    in_parts = len(page.digits) > 1 or len(unframed) < len(parts)
    if in_parts or (len(parts) == 1 and not alone):
        return page
    return _single(whole, seen, scale)


def _read_photo(model: Model, pixels: np.ndarray, size: tuple[int, int] | None) -> Page:
    if size is None:
        size = pixels.shape[1], pixels.shape[0]
    pixels = no_larger(pixels, _WORK_SIDE)
    ink, contrast = photographed_ink(pixels, board=is_board(model, pixels))
    marks = find_marks(ink, contrast, pixels)
    readings = read_parts(model, [mark.part for mark in marks])
    if is_hairline(marks, readings):
        marks = find_marks(ink, contrast, pixels, gap=_GAP)
        readings = read_parts(model, [mark.part for mark in marks])
    untied = without_what_ties(marks, readings, ink, contrast, pixels)
    marks += untied
    readings += read_parts(model, [mark.part for mark in untied])
    chosen = only_digits(marks, readings)
    return _divided(
        model,
        [marks[k].part for k in chosen],
        [readings[k] for k in chosen],
        _scale(ink.shape, size),
        photo=True,
        most=_TRIED_IN_A_PHOTO,
    )


def _divided(
    model: Model,
    parts: Sequence[Part],
    readings: Sequence[Reading],
    scale: tuple[float, float],
    *,
    photo: bool = False,
    most: int | None = None,
) -> Page:
    """Divide rows of parts into digits."""
    digits: list[FoundDigit] = []
    probability = 1.0
    line = 0
    for lattice in lattices(model, parts, readings, most=most):
        row = lattice.row
        division = divide(row, scores(lattice, model.name))
        probability *= division.probability
        known = {span: k for k, span in enumerate(row.spans)}
        found = []
        for k in (known[span] for span in division.spans):
            part, reading = row.parts[k], lattice.readings[k]
            if reading.digit is None or (
                photo and not is_writing(part, reading, row.height)
            ):
                continue
            found.append(
                FoundDigit(reading, line, _scaled(part.box, scale), _shown(part))
            )
        digits += found
        line += bool(found)
    return Page(tuple(digits), model.name, probability)


def _is_large(pixels: np.ndarray) -> bool:
    """Whether a ground can be estimated beside digits."""
    return pixels.dtype == np.uint8 and min(pixels.shape[:2]) >= _SMALLEST_PHOTO


def _at_a_glance(whole: Reading, size: tuple[int, int] | None) -> Page | None:
    """Return the page of a drawing that is empty or, beyond doubt, one digit."""
    if whole.digit is None:
        return Page((), whole.model)
    seen = whole.preparation.steps["ink"]
    if max(seen.shape) <= _MNIST_SIDE or (_is_obvious(whole) and not _is_framed(seen)):
        return _single(whole, seen, _scale(seen.shape, size))
    return None


def _is_number(page: Page) -> bool:
    return len(page.digits) > 1 and all(found.is_digit for found in page.digits)


def _is_obvious(reading: Reading) -> bool:
    """Whether a drawing is one digit beyond doubt."""
    crop = reading.preparation.steps.get("crop", reading.preparation.image)
    height, width = crop.shape
    return (
        reading.is_digit
        and reading.likeness > _LIKE
        and reading.confidence > _SURE
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
    return len(without_frames(parts)) < len(parts)


def _single(reading: Reading, ink: np.ndarray, scale: tuple[float, float]) -> Page:
    within = bounds(ink > ink.max() * SOLID / 2)
    assert within is not None  # the strongest ink is
    rows, columns = within
    part = Part(ink[within] / np.float32(255), rows.start, columns.start)
    found = FoundDigit(reading, 0, _scaled(part.box, scale), _shown(part))
    return Page((found,), reading.model)


def _scale(shape: tuple[int, ...], size: tuple[int, int] | None) -> tuple[float, float]:
    if size is None:
        return 1.0, 1.0
    return size[0] / shape[1], size[1] / shape[0]


def _scaled(box: Box, scale: tuple[float, float]) -> Box:
    left, top, right, bottom = box
    across, down = scale
    return (
        int(np.floor(max(left, 0) * across)),
        int(np.floor(max(top, 0) * down)),
        int(np.ceil(right * across)),
        int(np.ceil(bottom * down)),
    )


def _shown(part: Part) -> np.ndarray:
    margin = round(_MARGIN * max(part.height, part.width)) + 1
    return np.pad(np.round(part.ink * 255).astype(np.uint8), margin)
