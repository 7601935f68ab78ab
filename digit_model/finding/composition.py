"""Composing a page: rows of parts are divided into digits, each with its box."""

from collections.abc import Sequence

import numpy as np

from digit_model.finding.lattice import lattices
from digit_model.finding.page import Box, FoundDigit, Page
from digit_model.finding.parts import SOLID, Part
from digit_model.finding.scoring import scores
from digit_model.finding.segmentation import divide
from digit_model.finding.sheet import is_writing
from digit_model.reading.model import Model, Reading
from digit_model.reading.pixels import bounds, to_bytes

_MARGIN = 0.15  # around a digit's ink when it is shown alone, of its longer side


def page_of_parts(
    model: Model,
    parts: Sequence[Part],
    readings: Sequence[Reading],
    scale: tuple[float, float],
    *,
    photo: bool = False,
    most: int | None = None,
) -> Page:
    """Divide rows of parts into digits.

    Parameters
    ----------
    model : Model
        The model.
    parts : sequence of Part
        What is connected, in any order.
    readings : sequence of Reading
        What the model reads in each of them.
    scale : tuple of float
        Pixels of the picture that boxes refer to in one of `parts`, across and down.
    photo : bool, default=False
        Whether what is no writing may be among them.
    most : int, optional
        As `digit_model.finding.lattice.lattices` takes it.

    Returns
    -------
    Page
        The digits in reading order.
    """
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


def page_of_one(reading: Reading, ink: np.ndarray, scale: tuple[float, float]) -> Page:
    """Tell a single digit.

    Parameters
    ----------
    reading : Reading
        What the model reads in it.
    ink : ndarray of shape (h, w), dtype uint8
        All ink of the picture.
    scale : tuple of float
        As `page_of_parts` takes it.

    Returns
    -------
    Page
        That digit, in a box around the ink.
    """
    within = bounds(ink > ink.max() * SOLID / 2)
    assert within is not None  # the strongest ink is
    rows, columns = within
    part = Part(ink[within] / np.float32(255), rows.start, columns.start)
    found = FoundDigit(reading, 0, _scaled(part.box, scale), _shown(part))
    return Page((found,), reading.model)


def scale_to(
    shape: tuple[int, ...], size: tuple[int, int] | None
) -> tuple[float, float]:
    """Compare the picture that boxes refer to with that in which ink was found.

    Parameters
    ----------
    shape : tuple of int
        Height and width of the latter.
    size : tuple of int or None
        Width and height of the former; None if it is the same.

    Returns
    -------
    tuple of float
        Pixels of the former in one of the latter, across and down.
    """
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
    return np.pad(to_bytes(part.ink), margin)
