"""Resampling: images read at other places than their pixels."""

import numpy as np


def sample(images: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Interpolate bilinearly; there is no ink outside an image.

    Parameters
    ----------
    images : ndarray of shape (n, side, side), dtype float32
        White ink on black.
    y, x : ndarray of shape (n, side, side), dtype float32
        Rows and columns, in pixels, at which each image is read; what they are for one
        pixel of the answer is where its value comes from.

    Returns
    -------
    ndarray of shape (n, side, side), dtype float32
        The values there.

    Examples
    --------
    >>> image = np.eye(2, dtype=np.float32)[None]
    >>> y, x = np.mgrid[:2, :2].astype(np.float32)
    >>> sample(image, y[None], x[None] + np.float32(0.5))[0].tolist()
    [[0.5, 0.0], [0.5, 0.5]]
    """
    n, side, _ = images.shape
    wide = side + 3
    padded = np.pad(images, ((0, 0), (1, 2), (1, 2))).ravel()
    y, x = np.clip(y + 1, 0, side + 1), np.clip(x + 1, 0, side + 1)
    row, column = y.astype(np.int32), x.astype(np.int32)
    y, x = y - row, x - column
    image = np.arange(n, dtype=np.int32)[:, None, None] * wide**2
    corner = image + row * wide + column
    upper = padded[corner] * (1 - x) + padded[corner + 1] * x
    lower = padded[corner + wide] * (1 - x) + padded[corner + wide + 1] * x
    return upper * (1 - y) + lower * y
