"""The average image of each digit, and how far images stray from it."""

from typing import NamedTuple

import numpy as np


class Averages(NamedTuple):
    """What the images of each digit have in common.

    Attributes
    ----------
    mean : ndarray of shape (10, 28, 28), dtype float32
        The average image of each digit, 0 to 255.
    deviation : ndarray of shape (10, 28, 28), dtype float32
        Standard deviation of every pixel.
    """

    mean: np.ndarray
    deviation: np.ndarray

    @property
    def spread(self) -> np.ndarray:
        """How far images are from their digit's average: the typical difference.

        The root of the mean squared difference over images and pixels, in grey levels
        (0 to 255); shape (10,).
        """
        return np.sqrt(np.square(self.deviation).mean(axis=(1, 2)))


def average_images(images: np.ndarray, labels: np.ndarray) -> Averages:
    """Average the images of each digit.

    Parameters
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        The images.
    labels : ndarray of shape (n,)
        Their digits; each of the ten must occur.

    Returns
    -------
    Averages
        The average images and how far images stray from them.
    """
    means, deviations = [], []
    for digit in range(10):
        pixels = images[labels == digit].astype(np.float32)
        means.append(pixels.mean(axis=0))
        deviations.append(pixels.std(axis=0))
    return Averages(np.stack(means), np.stack(deviations))
