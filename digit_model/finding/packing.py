"""Packing: a page as it goes from one process to another."""

from typing import Any

import numpy as np

from digit_model.finding.page import FoundDigit, Page
from digit_model.reading.decoding import Answer
from digit_model.reading.model import Reading
from digit_model.reading.preparation import Preparation


def packed(page: Page) -> Answer:
    """Pack a page.

    Parameters
    ----------
    page : Page
        What was read.

    Returns
    -------
    told : dict
        All but its arrays, ready for JSON; of those their numbers.
    arrays : list of ndarray
        Its arrays.
    """
    arrays: list[np.ndarray] = []

    def number(array: np.ndarray) -> int:
        arrays.append(array)
        return len(arrays) - 1

    digits = [
        {
            "line": found.line,
            "box": found.box,
            "ink": number(found.ink),
            "digit": found.reading.digit,
            "probabilities": found.reading.probabilities.tolist(),
            "is_digit": found.reading.is_digit,
            "likeness": found.reading.likeness,
            "blank": found.reading.preparation.blank,
            "image": number(found.reading.preparation.image),
            "steps": {
                name: number(step)
                for name, step in found.reading.preparation.steps.items()
            },
            "stroke_width": found.reading.preparation.stroke_width,
        }
        for found in page.digits
    ]
    told = {"digits": digits, "model": page.model, "probability": page.probability}
    return told, arrays


def unpacked(told: dict[str, Any], arrays: list[np.ndarray]) -> Page:
    """Undo `packed`.

    Parameters
    ----------
    told, arrays
        As that returns them.

    Returns
    -------
    Page
        The same page; its arrays cannot be written.
    """
    digits = []
    for each in told["digits"]:
        preparation = Preparation(
            arrays[each["image"]],
            blank=each["blank"],
            steps={name: arrays[number] for name, number in each["steps"].items()},
            stroke_width=each["stroke_width"],
        )
        reading = Reading(
            each["digit"],
            np.array(each["probabilities"]),
            each["is_digit"],
            told["model"],
            preparation,
            each["likeness"],
        )
        left, top, right, bottom = each["box"]
        box = (left, top, right, bottom)
        digits.append(FoundDigit(reading, each["line"], box, arrays[each["ink"]]))
    return Page(tuple(digits), told["model"], told["probability"])
