"""What on a photographed sheet is writing: not its edge, not the table, not specks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digit_model.finding.edges import is_edge
from digit_model.finding.parts import SOLID, Part, connected_parts
from digit_model.reading.model import Reading

_LEAST = 14  # pixels of a part
_LOWEST = 7  # pixels of its longer side
_SOLIDEST = 0.42  # its stroke's width by its longer side; wider is a blob
_MOST = 450  # parts; of more, the largest

_CLEAR = -2.0  # likeness of a part that is a digit beyond doubt
_SMALL, _BODY = 0.28, 0.55  # heights, by the usual one
_TIED = 1.7  # heights; what is higher may be digits that a ruling ties together
_STRONGER = (0.8, 0.65, 0.5)  # ink that counts then, the weakest first
_NEAR = 0.3  # of the usual height, from a bar to what it belongs to
_PALE = 0.4  # contrast, by the usual one
_BROAD = 2.2  # pens, by the usual one
_ASIDE = 3.0  # of the usual height, from a digit to the next of its row
_PALER = 0.8  # contrast of what only the usual one makes a digit
_DARKER = 1.4  # contrast of what lies on the desk
_HARDLY_LIKE = -4.0  # likeness
_UNLIKE = -6.5  # likeness of what is no digit


@dataclass(frozen=True, eq=False)
class Mark:
    """A part of a photograph that may be writing.

    Attributes
    ----------
    part : Part
        Its ink.
    contrast : float
        Which fraction of the ground's brightness it takes away, usually.
    pen : float
        Mean width of its strokes in pixels.
    """

    part: Part
    contrast: float
    pen: float

    @classmethod
    def of(cls, part: Part, contrast: np.ndarray) -> "Mark":
        """Measure a part.

        Parameters
        ----------
        part : Part
            The part.
        contrast : ndarray of shape (h, w), dtype float32
            Contrast of each pixel of the photograph.

        Returns
        -------
        Mark
            With the median of the contrast over its strokes.
        """
        window = contrast[part.top : part.bottom, part.left : part.right]
        usual = float(np.median(window[part.ink > SOLID]))
        return cls(part, usual, part.pen)


def find_marks(
    ink: np.ndarray, contrast: np.ndarray, picture: np.ndarray
) -> list[Mark]:
    """Find the parts that may be strokes of a pen.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        Strength of the ink.
    contrast : ndarray of shape (h, w), dtype float32
        Its contrast to the ground.
    picture : ndarray of shape (h, w) or (h, w, channels), dtype uint8
        The photograph.

    Returns
    -------
    list of Mark
        Neither blobs nor specks nor edges nor what runs out of the picture.
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
    marks = [Mark.of(part, contrast) for part in parts[:_MOST]]
    return [
        mark
        for mark in marks
        if mark.pen < _SOLIDEST * max(mark.part.height, mark.part.width)
        and not is_edge(mark.part, mark.contrast, mark.pen, ink, picture)
    ]


def only_digits(marks: Sequence[Mark], readings: Sequence[Reading]) -> list[int]:
    """Choose the marks that digits are made of.

    Parameters
    ----------
    marks : sequence of Mark
        What may be writing.
    readings : sequence of Reading
        What the model reads in each.

    Returns
    -------
    list of int
        The numbers of those that are as high, as dark and as broad as digits of this
        sheet, with the bars beside them.
    """
    usual = _usual(marks, readings)
    if usual is None:
        return []
    bodies, others = [], []
    for k, mark in enumerate(marks):
        part = mark.part
        if (
            part.height > _TIED * usual.height
            or mark.contrast < _PALE * usual.contrast
            or mark.pen > _BROAD * usual.pen
        ):
            continue
        # Digits that touch are unlike one, too, but as dark as the others.
        unlike = readings[k].likeness < _UNLIKE
        if unlike and mark.contrast < _PALER * usual.contrast:
            continue
        if part.height >= _BODY * usual.height:
            bodies.append(k)
        elif max(part.height, part.width) >= _SMALL * usual.height:
            others.append(k)
    bodies = [
        k
        for k in bodies
        if not _is_doubtful(marks[k], readings[k], usual)
        or any(
            i != k and _stands_beside(marks[k].part, marks[i].part, usual.height)
            for i in bodies
            if readings[i].digit != 1
        )
    ]
    near = [
        k
        for k in others
        if any(
            _distance(marks[k].part, marks[i].part) < _NEAR * usual.height
            for i in bodies
        )
    ]
    return bodies + near


def without_what_ties(marks: Sequence[Mark], readings: Sequence[Reading]) -> list[Part]:
    """Undo faint ties, such as pieces of rulings, between digits of a sheet.

    Parameters
    ----------
    marks : sequence of Mark
        What may be writing.
    readings : sequence of Reading
        What the model reads in each.

    Returns
    -------
    list of Part
        Those of too large parts that stay if only stronger ink counts.
    """
    usual = _usual(marks, readings)
    if usual is None:
        return []
    untied = []
    for mark in marks:
        part = mark.part
        if (
            part.height <= _TIED * usual.height
            or mark.contrast < _PALE * usual.contrast
        ):
            continue
        for share in _STRONGER:
            pieces = [
                Part(piece.ink / share, part.top + piece.top, part.left + piece.left)
                for piece in connected_parts(part.ink * share, least=_LEAST)
            ]
            if max((p.height for p in pieces), default=0) <= _TIED * usual.height:
                break
        untied += [p for p in pieces if p.height >= _SMALL * usual.height]
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


def is_beyond_doubt(reading: Reading) -> bool:
    """Whether something looks like a digit and like no other one.

    Parameters
    ----------
    reading : Reading
        What the model reads in it.

    Returns
    -------
    bool
        Whether all that the model says of it is sure.
    """
    return bool(
        reading.is_digit and reading.confidence > 0.8 and reading.likeness > _CLEAR
    )


@dataclass(frozen=True)
class _Usual:
    height: float
    contrast: float
    pen: float


def _usual(marks: Sequence[Mark], readings: Sequence[Reading]) -> _Usual | None:
    """Tell what the digits beyond doubt are like; None if there are none."""
    clear = [k for k, reading in enumerate(readings) if is_beyond_doubt(reading)]
    # A one may be an edge, a streak in the table's wood or a piece of a ruling.
    clear = [k for k in clear if readings[k].digit != 1] or clear
    if not clear:
        clear = [k for k, r in enumerate(readings) if r.is_digit and r.digit != 1]
    if not clear:
        return None
    heights = np.array([marks[k].part.height for k in clear], float)
    # Digits have about one height; specks that look like one are of all kinds.
    ratio = np.abs(np.log(heights[:, None] / heights))
    votes = (ratio < 0.35).sum(axis=1) * np.sqrt(heights)
    height = float(np.median(heights[ratio[votes.argmax()] < 0.35]))
    alike = np.abs(np.log(heights / height)) < 0.5
    of_them = [marks[k] for k, same in zip(clear, alike, strict=True) if same]
    return _Usual(
        height,
        float(np.median([mark.contrast for mark in of_them])),
        float(np.median([mark.pen for mark in of_them])),
    )


def _is_doubtful(mark: Mark, reading: Reading, usual: _Usual) -> bool:
    """Whether only others beside it can make it a digit."""
    pale = mark.contrast < _PALER * usual.contrast
    dark = mark.contrast > _DARKER * usual.contrast
    hardly = reading.likeness < _HARDLY_LIKE
    return (pale and (hardly or reading.digit == 1)) or (dark and hardly)


def _stands_beside(part: Part, other: Part, height: float) -> bool:
    """Whether a part is near another in its row."""
    aside = max(other.left - part.right, part.left - other.right, 0)
    shared = min(part.bottom, other.bottom) - max(part.top, other.top)
    return aside < _ASIDE * height and shared > 0


def _distance(part: Part, other: Part) -> float:
    aside = max(other.left - part.right, part.left - other.right, 0)
    above = max(other.top - part.bottom, part.top - other.bottom, 0)
    return float(np.hypot(aside, above))
