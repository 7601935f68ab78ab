"""Small images, shown large."""

import numpy as np


def enlarge(image: np.ndarray, factor: int) -> np.ndarray:
    """Repeat every pixel, so that nothing is blurred.

    Parameters
    ----------
    image : ndarray of shape (h, w), dtype uint8
        A grey image.
    factor : int
        How many times as wide and high.

    Returns
    -------
    ndarray of shape (h * factor, w * factor), dtype uint8
        The same, larger.
    """
    return image.repeat(factor, axis=0).repeat(factor, axis=1)
