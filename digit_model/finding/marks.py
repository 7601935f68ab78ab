"""Marks: what in a photograph may be strokes of a pen, each with how dark it is."""

from dataclasses import dataclass

import numpy as np

from digit_model.finding.edges import is_edge
from digit_model.finding.parts import SOLID, Part, connected_parts

LEAST = 14
"""Pixels of a part; what has less is a speck."""

_LOWEST = 7  # pixels of its longer side
_SOLIDEST = 0.42  # its stroke's width by its longer side; wider is a blob
_MOST = 450  # parts; of more, the largest


@dataclass(frozen=True, eq=False)
class Mark:
    """A part of a photograph that may be writing.

    Attributes
    ----------
    part : Part
        Its ink.
    contrast : float
        Which fraction of the ground's brightness it takes away, usually.
    """

    part: Part
    contrast: float

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
        return cls(part, usual)


def find_marks(
    ink: np.ndarray, contrast: np.ndarray, picture: np.ndarray, *, gap: int = 0
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
    gap : int, default=0
        Pixels without ink that a stroke goes on across.

    Returns
    -------
    list of Mark
        Neither blobs nor specks nor edges nor what runs out of the picture.
    """
    height, width = ink.shape
    parts = []
    for part in connected_parts(ink, least=LEAST, gap=gap):
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
        if mark.part.pen < _SOLIDEST * max(mark.part.height, mark.part.width)
        and not is_edge(mark.part, mark.contrast, ink, picture)
    ]
