"""Training data: what the default reader learns from, and what it is tried on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from digit_model.datasets.mnist import Mnist
from digit_model.drawings.strokes import PenDigit, draw
from digit_model.drawings.synthesis import synthetic_digits
from digit_model.reading.preparation import prepare

CANVAS = 280
"""Side of the canvas in pixels."""

CONDITIONS: tuple[tuple[int, int], ...] = (
    (70, 6),
    (70, 12),
    (140, 8),
    (140, 20),
    (200, 6),
    (200, 14),
    (200, 24),
    (240, 32),
)
"""The sizes of drawings and widths of pens of the evaluation, in canvas pixels."""

VALIDATION_WRITERS: tuple[int, ...] = (3, 8, 14, 19, 24, 29)
"""The writers of ``pendigits-orig.tra`` that choices are made with."""

REPORTED_WRITERS: tuple[int, ...] = (5, 10, 15, 20, 25, 30)
"""The writers whose drawings give the figures on a card: nothing is learned from them
by what is measured there, nothing chosen with them, and nobody looks at their errors.
"""

SYNTHETIC_DIGITS = 10_000
"""How many digits from stroke templates a reader learns from."""

PENS = (0.035, 0.16)
"""The pens of training drawings, thinnest and thickest, as fractions of the height."""

_HEIGHTS = (50, 250)  # of a training drawing, in canvas pixels
_CHUNK = 250  # drawings a task


@dataclass(frozen=True)
class Drawings:
    """Drawn digits, prepared.

    Attributes
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        MNIST-style images.
    labels : ndarray of shape (n,), dtype int64
        The digit meant, or `digit_model.drawings.synthesis.NO_DIGIT`.
    writers : ndarray of shape (n,), dtype int64
        Who drew it; split by this, so that no writer stands on both sides.
    heights, pens : ndarray of shape (n,), dtype float64
        Longer side of the drawing and width of the pen, in pixels of the canvas.
    """

    images: np.ndarray
    labels: np.ndarray
    writers: np.ndarray
    heights: np.ndarray
    pens: np.ndarray


def training_set(
    mnist: Mnist,
    digits: Sequence[PenDigit],
    *,
    seed: int = 0,
    copies: int = 3,
    n_synthetic: int = SYNTHETIC_DIGITS,
    n_jobs: int | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Put together MNIST's images, drawn digits and synthetic ones.

    Parameters
    ----------
    mnist : Mnist
        Images to learn from; the test images do not belong here.
    digits : sequence of PenDigit
        Drawn digits, for example from `digit_model.drawings.strokes.read_unipen`; may
        be empty.
    seed : int, default=0
        The same seed gives the same set.
    copies : int, default=3
        How often each of `digits` is drawn, each time with another pen and size.
    n_synthetic : int, default=SYNTHETIC_DIGITS
        How many digits from stroke templates.
    n_jobs : int, optional
        Processes that draw; as for joblib. The set does not depend on it.

    Returns
    -------
    X : ndarray of shape (n, 784), dtype uint8
        Images, row by row: MNIST, the drawn digits, the synthetic ones.
    y : ndarray of shape (n,), dtype int64
        The digits shown.
    """
    drawn_seed, synthetic_seed, forms_seed = np.random.SeedSequence(seed).spawn(3)
    forms = synthetic_digits(n_synthetic, np.random.default_rng(forms_seed))
    drawn = draw_variously(list(digits) * copies, seed=drawn_seed, n_jobs=n_jobs)
    synthetic = draw_variously(forms, seed=synthetic_seed, n_jobs=n_jobs)
    images = np.concatenate((mnist.images, drawn.images, synthetic.images))
    labels = np.concatenate((mnist.labels, drawn.labels, synthetic.labels))
    return images.reshape(-1, 784), labels.astype(np.int64)


def of_writers(digits: Sequence[PenDigit], writers: Sequence[int]) -> list[PenDigit]:
    """Choose digits by who wrote them.

    Parameters
    ----------
    digits : sequence of PenDigit
        Drawn digits.
    writers : sequence of int
        Whose to choose.

    Returns
    -------
    list of PenDigit
        All digits of these writers, in their order.
    """
    return [digit for digit in digits if digit.writer in writers]


def evaluation_set(
    digits: Sequence[PenDigit],
    *,
    seed: int = 0,
    conditions: Sequence[tuple[int, int]] = CONDITIONS,
    n_jobs: int | None = None,
) -> Drawings:
    """Draw every digit in several sizes, with several pens, anywhere on the canvas.

    Parameters
    ----------
    digits : sequence of PenDigit
        Digits of writers who are not in the training set.
    seed : int, default=0
        For the places on the canvas.
    conditions : sequence of (height, pen), default=CONDITIONS
        Each digit is drawn once in each of them.
    n_jobs : int, optional
        Processes that draw; as for joblib. The set does not depend on it.

    Returns
    -------
    Drawings
        ``len(digits) * len(conditions)`` drawings, one condition after the other.
    """
    size = np.repeat(np.array(conditions, float), len(digits), axis=0)
    rng = np.random.default_rng(seed)
    heights, pens = size.T
    return _draw_all(list(digits) * len(conditions), heights, pens, rng, n_jobs)


def draw_variously(
    digits: Sequence[PenDigit],
    *,
    pens: tuple[float, float] = PENS,
    seed: int | np.random.SeedSequence = 0,
    n_jobs: int | None = None,
) -> Drawings:
    """Draw digits (or symbols) with random pens, in random sizes and places.

    Parameters
    ----------
    digits : sequence of PenDigit
        What to draw.
    pens : tuple of float, default=PENS
        The thinnest and the thickest pen, as fractions of the height.
    seed : int or numpy.random.SeedSequence, default=0
        The same seed gives the same drawings.
    n_jobs : int, optional
        Processes that draw; as for joblib. The drawings do not depend on it.

    Returns
    -------
    Drawings
        One drawing each, in the order of `digits`.
    """
    rng = np.random.default_rng(seed)
    heights = rng.uniform(*_HEIGHTS, len(digits))
    # In proportion to the height, as the stroke's width in the final image is; even
    # on a logarithmic scale, since the eye sees ratios.
    thinnest, thickest = np.log(pens)
    widths = heights * np.exp(rng.uniform(thinnest, thickest, len(digits)))
    return _draw_all(digits, heights, np.clip(widths, 3, 40), rng, n_jobs)


def _draw_all(
    digits: Sequence[PenDigit],
    heights: np.ndarray,
    pens: np.ndarray,
    rng: np.random.Generator,
    n_jobs: int | None,
) -> Drawings:
    room = np.maximum(CANVAS - heights - pens, 0) / 2  # to each side of the middle
    centers = CANVAS / 2 + rng.uniform(-1, 1, (len(digits), 2)) * room[:, None]
    starts = range(0, len(digits), _CHUNK)
    chunks = Parallel(n_jobs=n_jobs)(
        delayed(_draw_chunk)(
            digits[start : start + _CHUNK],
            heights[start : start + _CHUNK],
            pens[start : start + _CHUNK],
            centers[start : start + _CHUNK],
        )
        for start in starts
    )
    empty = np.empty((0, 28, 28), np.uint8)
    return Drawings(
        images=np.concatenate([empty, *chunks]),
        labels=np.array([digit.label for digit in digits], np.int64),
        writers=np.array([digit.writer for digit in digits], np.int64),
        heights=heights,
        pens=pens,
    )


def _draw_chunk(
    digits: Sequence[PenDigit],
    heights: np.ndarray,
    pens: np.ndarray,
    centers: np.ndarray,
) -> np.ndarray:
    images = []
    for digit, height, pen, center in zip(digits, heights, pens, centers, strict=True):
        canvas = draw(
            digit.strokes, size=CANVAS, height=height, pen=pen, center=tuple(center)
        )
        images.append(prepare(canvas).image)
    return np.array(images)
