"""The verdict: what a model reads, in words, at a place that is always there."""

import numpy as np

from digit_model.finding.page import Page
from digit_model.reading.model import Reading
from pages.parts.component import component
from pages.parts.words import percent

_SURE = 0.99  # a digit this probable is "surely" it
_PERHAPS = 0.05  # another one at least this probable is named

_verdict = component(__file__)


def in_words(page: Page) -> str:
    """Say what was read, and how sure it is.

    Parameters
    ----------
    page : Page
        What a model read; at least one digit.

    Returns
    -------
    str
        A few words: "Surely 3 · 99.7 %", "3, or perhaps 8 · 71.2 %"; of a number, how
        sure it is as a whole, or what of it is to be doubted.
    """
    if len(page.digits) == 1:
        return _digit_in_words(page.digits[0].reading)
    least = page.least_sure
    assert least is not None  # there are digits
    place = f"{least + 1} of {len(page.digits)}"
    doubted = page.digits[least].reading
    digit, second = _first_two(doubted)
    if not doubted.is_digit:
        return f"Part {place} is no digit"
    sure = page.probability * float(np.prod([each.confidence for each in page.digits]))
    text = page.lines[0] if len(page.lines) == 1 else f"{len(page.digits)} digits"
    if sure >= _SURE:
        return f"Surely {text} · {percent(sure)}"
    if doubted.probabilities[second] >= _PERHAPS:
        return f"Digit {place} is {digit}, or perhaps {second}"
    return f"Probably {text} · {percent(sure)}"


def show_verdict(words: str, *, lines: int) -> None:
    """Show the verdict; screen readers tell it when it changes.

    Parameters
    ----------
    words : str
        Some lines.
    lines : int
        How many there may be; the place is as high.
    """
    _verdict(key="verdict", data={"words": words, "lines": lines})


def _digit_in_words(reading: Reading) -> str:
    digit, second = _first_two(reading)
    if not reading.is_digit:
        return f"This is no digit. Were it one: {digit}"
    if reading.confidence >= _SURE:
        words = f"Surely {digit}"
    elif reading.probabilities[second] >= _PERHAPS:
        words = f"{digit}, or perhaps {second}"
    else:
        words = f"Probably {digit}"
    return f"{words} · {percent(reading.confidence)}"


def _first_two(reading: Reading) -> tuple[int, int]:
    first, second = np.argsort(-reading.probabilities, kind="stable")[:2].tolist()
    return first, second
