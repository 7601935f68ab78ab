"""Number data: what reading numbers is learned from and tried on."""

from collections.abc import Iterable, Sequence

import numpy as np

from digit_model.drawings.numbers import WrittenNumber, compose, draw_number
from digit_model.drawings.photographs import as_jpeg, photograph
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.training_data import CANVAS

_HEIGHTS = (30.0, 140.0)  # of a digit, in pixels of the canvas


def pictures_of(
    kind: str, digits: Sequence[PenDigit], n: int, *, seed: int = 0
) -> Iterable[tuple[tuple[str, ...], np.ndarray | bytes]]:
    """Draw or photograph numbers.

    Parameters
    ----------
    kind : str
        "single" digits; numbers of 2 to 6 digits that stand "apart" or of which two
        neighbours in three are "touching"; two or three "rows" of them, where one in
        ten touches; or "photos".
    digits : sequence of PenDigit
        What numbers are made of.
    n : int
        How many pictures.
    seed : int, default=0
        The same seed gives the same pictures.

    Yields
    ------
    lines : tuple of str
        The rows that are written.
    picture : ndarray of shape (h, w), dtype uint8, or bytes
        White on black; a JPEG file of a photograph.
    """
    for child in np.random.SeedSequence(seed).spawn(n):
        rng = np.random.default_rng(child)
        if kind == "photos":
            rows = rng.integers(2, 9, rng.integers(1, 6)).tolist()
            number = compose(digits, rng, lines=rows, touching=0.02)
            yield number.lines, as_jpeg(photograph(number, rng), rng)
            continue
        rows = [1] if kind == "single" else [int(rng.integers(2, 7))]
        if kind == "rows":
            rows = rng.integers(2, 7, rng.integers(2, 4)).tolist()
        touching = {"touching": 2 / 3, "rows": 0.1}.get(kind, 0)
        number = compose(digits, rng, lines=rows, touching=touching)
        yield number.lines, _on_canvas(number, rng)


def _on_canvas(number: WrittenNumber, rng: np.random.Generator) -> np.ndarray:
    height = float(np.exp(rng.uniform(*np.log(_HEIGHTS))))
    # A canvas is at most some times as wide as high.
    height = min(height, 3 * CANVAS / float(number.size.max()))
    return draw_number(number, height=height)
