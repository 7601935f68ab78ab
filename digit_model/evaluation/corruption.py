"""Corruptions: MNIST images as a bad camera or an odd hand would give them."""

from collections.abc import Callable

import numpy as np
from scipy import ndimage

from digit_model.reading.pixels import to_bytes

Corruption = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def corrupt(images: np.ndarray, kind: str, *, seed: int = 0) -> np.ndarray:
    """Corrupt images in one of the ways of `CORRUPTIONS`.

    Parameters
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        White on black.
    kind : str
        A key of `CORRUPTIONS`.
    seed : int, default=0
        The same seed gives the same images.

    Returns
    -------
    ndarray of shape (n, 28, 28), dtype uint8
        The corrupted images.

    References
    ----------
    N. Mu and J. Gilmer, "MNIST-C: A Robustness Benchmark for Computer Vision", 2019;
    the kinds are theirs, the strengths are chosen here so that people still read them.
    """
    rng = np.random.default_rng(seed)
    change = CORRUPTIONS[kind]
    return to_bytes(np.array([change(image / 255, rng) for image in images]))


def _noise(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return image + rng.normal(0, 0.15, image.shape)


def _blur(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return ndimage.gaussian_filter(image, rng.uniform(0.8, 1.3))


def _shift(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return ndimage.shift(image, rng.uniform(-5, 5, 2), order=1)


def _rotation(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    angle = rng.uniform(10, 25) * rng.choice((-1, 1))
    return ndimage.rotate(image, angle, reshape=False, order=1)


def _scale(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    factor = rng.uniform(0.55, 0.8)
    middle = (np.array(image.shape) - 1) / 2
    return ndimage.affine_transform(
        image, np.eye(2) / factor, offset=middle - middle / factor, order=1
    )


def _thicker(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return ndimage.grey_dilation(image, footprint=_DISC)


def _thinner(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return 0.6 * ndimage.grey_erosion(image, footprint=_DISC) + 0.4 * image


def _inversion(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return 1 - image


_DISC = ndimage.generate_binary_structure(2, 1)

CORRUPTIONS: dict[str, Corruption] = {
    "noise": _noise,
    "blur": _blur,
    "shift": _shift,
    "rotation": _rotation,
    "scale": _scale,
    "thicker": _thicker,
    "thinner": _thinner,
    "inversion": _inversion,
}
"""What `corrupt` can do, by name."""
