"""How numbers and photographs of them are read, as a model's card tells it."""

from collections.abc import Callable, Sequence
from typing import Any

from digit_model.drawings.number_data import pictures_of
from digit_model.drawings.strokes import PenDigit
from digit_model.finding.page import Page
from digit_model.finding.reader import read_all, read_file
from digit_model.reading.model import Model

Answered = tuple[tuple[str, ...], Page]
"""The rows that were written, and what was read."""

_NUMBERS, _PHOTOS = 400, 60


def measure_numbers(
    model: Model,
    digits: Sequence[PenDigit],
    *,
    seed: int = 0,
    n_numbers: int = _NUMBERS,
    n_photos: int = _PHOTOS,
    progress: Callable[[int], object] | None = None,
) -> dict[str, Any]:
    """Measure how numbers of writers that were never seen are read.

    Parameters
    ----------
    model : Model
        A model that has seen none of the writers.
    digits : sequence of PenDigit
        What numbers are made of.
    seed : int, default=0
        The same seed gives the same numbers and photographs.
    n_numbers : int, default=400
        Numbers of each kind on a canvas.
    n_photos : int, default=60
        Photographs.
    progress : callable, optional
        Called with how many pictures have been read since it was called last.

    Returns
    -------
    dict
        For each kind of `digit_model.drawings.number_data.pictures_of`: "n",
        "whole_right" and "digits_right" (shares, 0 to 1), as `score` counts them.
    """
    figures = {}
    for kind, n in (
        ("single", n_numbers),
        ("apart", n_numbers),
        ("touching", n_numbers // 2),
        ("rows", n_numbers // 2),
        ("photos", n_photos),
    ):
        answers: list[Answered] = []
        for lines, picture in pictures_of(kind, digits, n, seed=seed):
            if isinstance(picture, bytes):
                answers.append((lines, read_file(model, picture)))
            else:
                answers.append((lines, read_all(model, picture)))
            if progress is not None:
                progress(1)
        figures[kind] = score(answers)
    return figures


def score(answers: Sequence[Answered]) -> dict[str, Any]:
    """Count what was read rightly.

    Parameters
    ----------
    answers : sequence of (tuple of str, Page)
        The rows that were written, and what was read.

    Returns
    -------
    dict
        "n"; "whole_right", the share of pictures whose every row is right, and
        "digits_right", one less the digits that are wrong, missed or invented for each
        that was written.
    """
    wrong = [
        edit_distance("\n".join(lines), page.text.strip("\n"))
        for lines, page in answers
    ]
    written = sum(len(row) for lines, _ in answers for row in lines)
    return {
        "n": len(answers),
        "whole_right": round(wrong.count(0) / max(len(answers), 1), 6),
        "digits_right": round(1 - sum(wrong) / max(written, 1), 6),
    }


def edit_distance(one: str, other: str) -> int:
    """Count the characters to change, leave out or put in between two texts.

    Parameters
    ----------
    one, other : str
        The texts.

    Returns
    -------
    int
        Levenshtein's distance.

    Examples
    --------
    >>> edit_distance("42", "142"), edit_distance("42", "47"), edit_distance("42", "")
    (1, 1, 2)
    """
    distances = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        diagonal, distances[0] = distances[0], i
        for j, b in enumerate(other, start=1):
            best = min(distances[j] + 1, distances[j - 1] + 1, diagonal + (a != b))
            diagonal, distances[j] = distances[j], best
    return distances[-1]
