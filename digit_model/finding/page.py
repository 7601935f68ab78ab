"""A page: the digits that were found in a picture, in reading order."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from digit_model.reading.model import Reading

Box = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class FoundDigit:
    """A digit and where it stands.

    Attributes
    ----------
    reading : Reading
        What the model reads there, with what it got to see.
    line : int
        The number of its row, from 0.
    box : tuple of int
        Left, top, right and bottom in pixels of the upright picture; right and bottom
        are the first without its ink.
    ink : ndarray of shape (h, w), dtype uint8
        Its ink alone, white on black, with a margin: a picture of one digit.
    """

    reading: Reading
    line: int
    box: Box
    ink: np.ndarray

    @property
    def digit(self) -> int | None:
        """The most probable digit."""
        return self.reading.digit

    @property
    def confidence(self) -> float:
        """Probability of `digit`, 0 to 1."""
        return self.reading.confidence

    @property
    def probabilities(self) -> np.ndarray:
        """One for each digit, shape (10,)."""
        return self.reading.probabilities

    @property
    def is_digit(self) -> bool:
        """Whether the ink looks like a digit at all."""
        return self.reading.is_digit

    def to_dict(self) -> dict[str, Any]:
        """Return what the command line and the HTTP API answer.

        Returns
        -------
        dict
            What `Reading.to_dict` tells, but for the model, and "line" and "box".
        """
        answer = self.reading.to_dict()
        del answer["model"]
        return answer | {"line": self.line, "box": list(self.box)}


@dataclass(frozen=True, eq=False)
class Page:
    """All digits of a picture.

    Attributes
    ----------
    digits : tuple of FoundDigit
        In reading order; empty if there are none.
    model : str
        The model's name.
    probability : float
        That the ink is divided into digits rightly, 0 to 1, as far as it can be told;
        whether each is read rightly is another matter.
    """

    digits: tuple[FoundDigit, ...]
    model: str
    probability: float = 1.0

    @cached_property
    def lines(self) -> list[str]:
        """Rows of digits as text, from top to bottom."""
        rows = [""] * (1 + max((found.line for found in self.digits), default=-1))
        for found in self.digits:
            rows[found.line] += str(found.digit)
        return rows

    @property
    def text(self) -> str:
        """The rows below one another; empty if there are no digits."""
        return "\n".join(self.lines)

    @property
    def least_sure(self) -> int | None:
        """The number of the digit to doubt first; None if there are none."""
        if not self.digits:
            return None
        doubts = [(found.is_digit, found.confidence) for found in self.digits]
        return doubts.index(min(doubts))

    def to_dict(self) -> dict[str, Any]:
        """Return what the command line and the HTTP API answer.

        Returns
        -------
        dict
            "lines", "digits" and "model", ready for JSON.
        """
        return {
            "lines": self.lines,
            "digits": [found.to_dict() for found in self.digits],
            "model": self.model,
        }
