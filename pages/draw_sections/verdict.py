"""The verdict: what a model reads, in words, at a place that is always there."""

import numpy as np

from digit_model.reading.model import Reading
from pages.parts.component import component
from pages.parts.words import percent

_SURE = 0.99  # a digit this probable is "surely" it
_PERHAPS = 0.05  # another one at least this probable is named

_verdict = component(__file__)


def in_words(reading: Reading) -> str:
    """Say what was read, and how sure it is.

    Parameters
    ----------
    reading : Reading
        What a model read; with ink.

    Returns
    -------
    str
        A few words: "Surely 3 · 99.7 %", "3, or perhaps 8 · 71.2 %".
    """
    digit, second = np.argsort(-reading.probabilities, kind="stable")[:2].tolist()
    if not reading.is_digit:
        return f"This is no digit. Were it one: {digit}"
    if reading.confidence >= _SURE:
        words = f"Surely {digit}"
    elif reading.probabilities[second] >= _PERHAPS:
        words = f"{digit}, or perhaps {second}"
    else:
        words = f"Probably {digit}"
    return f"{words} · {percent(reading.confidence)}"


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
