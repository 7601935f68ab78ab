"""Normalisation: slant and proportions of a digit made the same for all."""

import numpy as np

from digit_model.features.resampling import sample

# Root mean square distance of the ink from its centre, in pixels along each axis.
_HEIGHT, _WIDTH = 5.2, 4.2
# A 1 stays thin: the width grows at most this many times as much as the height.
_MOST_WIDENED = 1 / 0.35


def normalize_moments(images: np.ndarray) -> np.ndarray:
    """Undo slant, and bring all digits to one height and width.

    The ink's centre goes to the centre of the image; a shear along the rows takes away
    the covariance of its places along x and y; then each axis is scaled so that their
    variance is the usual one. Writers differ in these more than digits do.

    Parameters
    ----------
    images : ndarray of shape (n, side, side), dtype float32
        White ink on black.

    Returns
    -------
    ndarray of shape (n, side, side), dtype float32
        The normalised images; black ones stay black.

    References
    ----------
    C.-L. Liu, K. Nakashima, H. Sako and H. Fujisawa, "Handwritten digit recognition:
    investigation of normalization and feature extraction techniques", Pattern
    Recognition 37, 2004 (moment normalization).

    Examples
    --------
    >>> slanted = np.eye(28, dtype=np.float32)[None]
    >>> upright = normalize_moments(slanted)[0]
    >>> rows, columns = np.nonzero(upright > 0.5 * upright.max())
    >>> bool(np.ptp(columns) <= 3 and np.ptp(rows) >= 14)
    True
    """
    side = images.shape[-1]
    y, x = np.mgrid[:side, :side].astype(np.float32)
    ink = images / np.maximum(images.sum(axis=(1, 2), keepdims=True), 1e-6)

    def mean(values: np.ndarray) -> np.ndarray:
        """Mean over the ink, of shape (n, 1, 1)."""
        return (ink * values).sum(axis=(1, 2), keepdims=True)

    center_y, center_x = mean(y), mean(x)
    down, right = y - center_y, x - center_x  # (n, side, side)
    # Half a pixel: a line has no width of its own to be scaled up.
    variance_y = mean(down**2) + np.float32(0.5)
    shear = mean(down * right) / variance_y
    variance_x = mean((right - shear * down) ** 2) + np.float32(0.5)
    # How many pixels of the image one pixel of the answer stands for.
    step_y = np.sqrt(variance_y) / np.float32(_HEIGHT)
    step_x = np.maximum(
        np.sqrt(variance_x) / np.float32(_WIDTH), step_y / np.float32(_MOST_WIDENED)
    )
    middle = np.float32((side - 1) / 2)
    from_y, from_x = (y - middle) * step_y, (x - middle) * step_x
    return sample(images, center_y + from_y, center_x + from_x + shear * from_y)
