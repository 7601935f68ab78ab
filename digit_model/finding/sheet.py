"""What on a photographed sheet is writing: not its edge, not the table, not specks."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from digit_model.finding.edges import is_edge
from digit_model.finding.frames import surrounds
from digit_model.finding.marks import LEAST, Mark
from digit_model.finding.parts import Part, connected_parts, gaps
from digit_model.finding.usual import (
    BODY,
    PALE,
    TIED,
    Usual,
    clear_digits,
    is_beyond_doubt,
    is_clear,
    usual_digit,
)
from digit_model.reading.model import Reading

_SMALL = 0.28  # height of a bar, by the usual one
_STRONGER = (0.8, 0.65, 0.5)  # ink that counts then, the weakest first
_NEAR = 0.3  # of the usual height, from a bar to what it belongs to
_BROAD = 2.2  # pens, by the usual one
_SLIM = 0.45  # width by height, of a line and of many a one
_END_TO_END = 0.15  # of the usual height, between pieces of a ruling
_ASIDE = 3.0  # of the usual height, from a digit to the next of its row
_PALER = 0.8  # contrast of what only the usual one makes a digit
_AS_DARK = 0.75  # contrast of a frame that was drawn; rulings are paler
_ALIKE = 0.6, 1.4  # contrast of rows of another size
_MOST = 0.75  # of the ink, of digits beyond doubt in such rows
_DARKER = 1.4  # contrast of what lies on the desk
_HARDLY_LIKE = -4.0  # likeness
_UNLIKE = -6.5  # likeness of what is no digit


def unframed(marks: Sequence[Mark], readings: Sequence[Reading]) -> list[int]:
    """Leave out what is drawn around digits: neither is it one nor does it tie them.

    Parameters
    ----------
    marks, readings
        As `digit_model.finding.usual.clear_digits` takes them.

    Returns
    -------
    list of int
        The numbers of the others, among them rulings, which are paler.
    """
    usual = usual_digit(marks, readings)
    if usual is None:
        return list(range(len(marks)))
    digits = [
        mark.part
        for mark, reading in zip(marks, readings, strict=True)
        if is_clear(mark, reading, usual)
    ]
    return [
        k
        for k, mark in enumerate(marks)
        if mark.contrast < _AS_DARK * usual.contrast
        or not any(surrounds(mark.part, digit) for digit in digits)
    ]


def only_digits(marks: Sequence[Mark], readings: Sequence[Reading]) -> list[int]:
    """Choose the marks that digits are made of.

    Parameters
    ----------
    marks, readings
        As `digit_model.finding.usual.clear_digits` takes them.

    Returns
    -------
    list of int
        The numbers of those that are as high, as dark and as broad as digits of this
        sheet, or of rows of another size on it, with the bars beside them.
    """
    usual = usual_digit(marks, readings)
    if usual is None:
        return []
    chosen = _like_the_usual(marks, readings, usual)
    left = _left_of(marks, chosen, usual)
    left_marks, left_readings = [marks[k] for k in left], [readings[k] for k in left]
    other = usual_digit(left_marks, left_readings)
    if (
        other is None
        or clear_digits(left_marks, left_readings)[0] < _MOST  # as of small print
        or not _has_a_row(left_marks, left_readings, other.height)
    ):
        return chosen
    more = _like_the_usual(left_marks, left_readings, other)
    return chosen + [left[k] for k in more]


def _left_of(marks: Sequence[Mark], chosen: Sequence[int], usual: Usual) -> list[int]:
    """Return what may be digits of another size: as dark, and aside of the others."""
    least, most = (share * usual.contrast for share in _ALIKE)
    return [
        k
        for k, mark in enumerate(marks)
        if k not in chosen
        and least < mark.contrast < most
        and all(_distance(mark.part, marks[i].part) > 0 for i in chosen)
    ]


def _has_a_row(
    marks: Sequence[Mark], readings: Sequence[Reading], height: float
) -> bool:
    """Whether two digits beyond doubt, about so high, stand side by side."""
    clear = [
        mark.part
        for mark, reading in zip(marks, readings, strict=True)
        if is_beyond_doubt(reading)
        and reading.digit != 1
        and BODY < mark.part.height / height < TIED
    ]
    return any(
        _stands_beside(one, other, height) for one, other in combinations(clear, 2)
    )


def _like_the_usual(
    marks: Sequence[Mark], readings: Sequence[Reading], usual: Usual
) -> list[int]:
    bodies, others = [], []
    for k, mark in enumerate(marks):
        part = mark.part
        if (
            part.height > TIED * usual.height
            or mark.contrast < PALE * usual.contrast
            or part.pen > _BROAD * usual.pen
        ):
            continue
        # Digits that touch are unlike one, too, but as dark as the others.
        unlike = readings[k].likeness < _UNLIKE
        if unlike and mark.contrast < _PALER * usual.contrast:
            continue
        if part.height >= BODY * usual.height:
            bodies.append(k)
        elif max(part.height, part.width) >= _SMALL * usual.height:
            others.append(k)
    slim = [mark.part for mark in marks if _is_slim(mark.part)]
    bodies = [k for k in bodies if not _goes_on(marks[k].part, slim, usual.height)]
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


def without_what_ties(
    marks: Sequence[Mark],
    readings: Sequence[Reading],
    ink: np.ndarray,
    contrast: np.ndarray,
    picture: np.ndarray,
) -> list[Mark]:
    """Undo faint ties, such as pieces of rulings, between digits of a sheet.

    Parameters
    ----------
    marks : sequence of Mark
        What may be writing.
    readings : sequence of Reading
        What the model reads in each.
    ink, contrast, picture
        As `find_marks` takes them.

    Returns
    -------
    list of Mark
        Those of too large parts that stay if only stronger ink counts, but for pieces
        of edges: one that goes all round a sheet is as large.
    """
    usual = usual_digit(marks, readings)
    if usual is None:
        return []
    untied = []
    for mark in marks:
        part = mark.part
        if part.height <= TIED * usual.height or mark.contrast < PALE * usual.contrast:
            continue
        for share in _STRONGER:
            pieces = [
                Part(piece.ink / share, part.top + piece.top, part.left + piece.left)
                for piece in connected_parts(part.ink * share, least=LEAST)
            ]
            if max((p.height for p in pieces), default=0) <= TIED * usual.height:
                break
        high = [p for p in pieces if p.height >= _SMALL * usual.height]
        untied += [
            each
            for each in (Mark.of(piece, contrast) for piece in high)
            if not is_edge(each.part, each.contrast, share * ink, picture)
        ]
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
    return reading.likeness >= _UNLIKE and part.height >= BODY * height


def _is_doubtful(mark: Mark, reading: Reading, usual: Usual) -> bool:
    """Whether only others beside it can make it a digit."""
    pale = mark.contrast < _PALER * usual.contrast
    dark = mark.contrast > _DARKER * usual.contrast
    hardly = reading.likeness < _HARDLY_LIKE
    # Digits that touch are hardly like one, too, but wider.
    slim = _is_slim(mark.part)
    return (pale and (hardly or reading.digit == 1)) or (hardly and (dark or slim))


def _is_slim(part: Part) -> bool:
    return part.width < _SLIM * part.height


def _goes_on(part: Part, slim: Sequence[Part], height: float) -> bool:
    """Whether a line goes on above or below it, as a ruling in pieces does."""
    return _is_slim(part) and any(
        other is not part
        and min(other.right, part.right) > max(other.left, part.left)
        and _distance(part, other) < _END_TO_END * height
        for other in slim
    )


def _stands_beside(part: Part, other: Part, height: float) -> bool:
    """Whether a part is near another in its row."""
    aside, _ = gaps(part, other)
    shared = min(part.bottom, other.bottom) - max(part.top, other.top)
    return aside < _ASIDE * height and shared > 0


def _distance(part: Part, other: Part) -> float:
    return float(np.hypot(*gaps(part, other)))
