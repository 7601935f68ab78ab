"""What on a photographed sheet is writing: not its edge, not the table, not specks."""

from collections.abc import Sequence

import numpy as np

from digit_model.finding.parts import SOLID, Part, connected_parts, pen_width
from digit_model.reading.model import Reading

_LEAST = 14  # pixels of a part
_LOWEST = 7  # pixels of its longer side
_SOLIDEST = 0.42  # its stroke's width by its longer side; wider is a blob
_MOST = 600  # parts; of more, the largest

_CLEAR = -2.0  # likeness of a part that is a digit beyond doubt
_SMALL, _BODY = 0.28, 0.55  # heights, by the usual one
_TIED = 1.7  # heights; what is higher may be digits that a ruling ties together
_STRONGER = (0.8, 0.65, 0.5)  # ink that counts then, the weakest first
_NEAR = 0.3  # of the usual height, from a bar to what it belongs to
_PALE = 0.4  # contrast, by the usual one
_UNLIKE = -6.5  # likeness of what is no digit


def only_writing(
    ink: np.ndarray, contrast: np.ndarray
) -> tuple[list[Part], list[float]]:
    """Find the parts that may be strokes of a pen.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        Strength of the ink.
    contrast : ndarray of shape (h, w), dtype float32
        Its contrast to the ground.

    Returns
    -------
    parts : list of Part
        Neither blobs nor specks nor what runs out of the picture.
    contrasts : list of float
        The contrast of each.
    """
    height, width = ink.shape
    parts = []
    for part in connected_parts(ink, least=_LEAST):
        longer = max(part.height, part.width)
        inside = (
            part.left > 1
            and part.top > 1
            and part.right < width - 1
            and part.bottom < height - 1
        )
        flat = part.width > 6 * part.height
        if longer >= _LOWEST and inside and not flat:
            parts.append(part)
    parts.sort(key=lambda part: -float(part.ink.sum()))
    parts = [
        part
        for part in parts[:_MOST]
        if pen_width(part.ink) < _SOLIDEST * max(part.height, part.width)
    ]
    return parts, contrasts_of(parts, contrast)


def contrasts_of(parts: Sequence[Part], contrast: np.ndarray) -> list[float]:
    """Tell how much parts stand out from the ground.

    Parameters
    ----------
    parts : sequence of Part
        The parts.
    contrast : ndarray of shape (h, w), dtype float32
        Contrast of each pixel.

    Returns
    -------
    list of float
        The median over each part's strokes.
    """
    contrasts = []
    for part in parts:
        window = contrast[part.top : part.bottom, part.left : part.right]
        contrasts.append(float(np.median(window[part.ink > SOLID])))
    return contrasts


def only_digits(
    parts: Sequence[Part], contrasts: Sequence[float], readings: Sequence[Reading]
) -> list[int]:
    """Choose the parts that digits are made of.

    Parameters
    ----------
    parts : sequence of Part
        Parts that may be writing.
    contrasts : sequence of float
        Their contrast to the ground.
    readings : sequence of Reading
        What the model reads in each.

    Returns
    -------
    list of int
        The numbers of those that are as high and as dark as digits of this sheet,
        with the bars beside them.
    """
    usual = _usual(parts, contrasts, readings)
    if usual is None:
        return []
    height, contrast = usual
    bodies, others = [], []
    for k, part in enumerate(parts):
        if contrasts[k] < _PALE * contrast or part.height > _TIED * height:
            continue
        if part.height >= _BODY * height:
            bodies.append(k)
        elif max(part.height, part.width) >= _SMALL * height:
            others.append(k)
    near = [
        k
        for k in others
        if any(_distance(parts[k], parts[i]) < _NEAR * height for i in bodies)
    ]
    return bodies + near


def without_what_ties(
    parts: Sequence[Part], contrasts: Sequence[float], readings: Sequence[Reading]
) -> list[Part]:
    """Undo faint ties, such as pieces of rulings, between digits of a sheet.

    Parameters
    ----------
    parts : sequence of Part
        Parts that may be writing.
    contrasts : sequence of float
        Their contrast to the ground.
    readings : sequence of Reading
        What the model reads in each.

    Returns
    -------
    list of Part
        Those of too large parts that stay if only stronger ink counts.
    """
    usual = _usual(parts, contrasts, readings)
    if usual is None:
        return []
    height, contrast = usual
    untied = []
    for part, dark in zip(parts, contrasts, strict=True):
        if part.height <= _TIED * height or dark < _PALE * contrast:
            continue
        for share in _STRONGER:
            pieces = [
                Part(piece.ink / share, part.top + piece.top, part.left + piece.left)
                for piece in connected_parts(part.ink * share, least=_LEAST)
            ]
            if max((p.height for p in pieces), default=0) <= _TIED * height:
                break
        untied += [p for p in pieces if p.height >= _SMALL * height]
    return untied


def is_writing(part: Part, reading: Reading, height: float) -> bool:
    """Whether what has been taken for a digit of a photograph is one.

    Parameters
    ----------
    part : Part
        Its ink.
    reading : Reading
        What the model reads in it.
    height : float
        The usual height of digits beside it.

    Returns
    -------
    bool
        Whether it is about as high as others and not wholly unlike a digit.
    """
    return reading.likeness >= _UNLIKE and part.height >= _BODY * height


def _usual(
    parts: Sequence[Part], contrasts: Sequence[float], readings: Sequence[Reading]
) -> tuple[float, float] | None:
    """Height and contrast of the digits beyond doubt; None if there are none."""
    clear = [
        k
        for k, reading in enumerate(readings)
        if reading.is_digit and reading.confidence > 0.8 and reading.likeness > _CLEAR
    ]
    if not clear:
        clear = [k for k, reading in enumerate(readings) if reading.is_digit]
    if not clear:
        return None
    # A one may be an edge, a streak in the table's wood or a piece of a ruling.
    clear = [k for k in clear if readings[k].digit != 1] or clear
    heights = np.array([parts[k].height for k in clear], float)
    # Digits have about one height; specks that look like one are of all kinds.
    ratio = np.abs(np.log(heights[:, None] / heights))
    votes = (ratio < 0.35).sum(axis=1) * np.sqrt(heights)
    height = float(np.median(heights[ratio[votes.argmax()] < 0.35]))
    alike = np.abs(np.log(heights / height)) < 0.5
    dark = np.array([contrasts[k] for k in clear])[alike]
    return height, float(np.median(dark))


def _distance(part: Part, other: Part) -> float:
    aside = max(other.left - part.right, part.left - other.right, 0)
    above = max(other.top - part.bottom, part.top - other.bottom, 0)
    return float(np.hypot(aside, above))
