"""Comparing images in tests."""

import numpy as np


def difference(image: np.ndarray, other: np.ndarray) -> float:
    """Difference in parts of the ink, up to the pixel that centring may round."""
    shifts = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    gaps = [np.abs(np.roll(image, s, (0, 1)).astype(int) - other).sum() for s in shifts]
    return min(gaps) / other.sum()
