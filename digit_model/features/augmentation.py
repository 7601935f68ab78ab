"""Augmentation: every image a little different, as other hands would write it."""

import numpy as np

from digit_model.features.resampling import sample

_BATCH = 1000  # images at once, so that the coordinates stay in a few MB

# The largest change of each kind; the change itself is drawn uniformly up to it.
_ROTATION = np.deg2rad(12)
_SHEAR = 0.25
_LOG_SCALE = 0.12  # for each axis by itself
_SHIFT = 1.2  # pixels
_THICKNESS = 0.6  # of the way to the image dilated or eroded by one pixel
_ELASTIC_SMOOTHNESS = 4.0  # pixels over which neighbours move together
_ELASTIC_STRENGTH = 0.9  # pixels, root mean square


def augment(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Deform every image at random, by itself.

    Each image is rotated, sheared, scaled along both axes and shifted; it is bent by
    a smooth random field of displacements (an elastic deformation); half of the
    images are thickened or thinned as well. The answer has the shape, type and order
    of `images`.

    Parameters
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        White ink on black.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same images.

    Returns
    -------
    ndarray of shape (n, 28, 28), dtype uint8
        The deformed images.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt, "Best Practices for Convolutional Neural
    Networks Applied to Visual Document Analysis", ICDAR 2003.

    Examples
    --------
    >>> images = np.full((2, 28, 28), 255, np.uint8)
    >>> augment(images, np.random.default_rng(0)).shape
    (2, 28, 28)
    """
    augmented = np.empty_like(images)
    for start in range(0, len(images), _BATCH):
        batch = images[start : start + _BATCH].astype(np.float32)
        moved = sample(batch, *_coordinates(len(batch), batch.shape[-1], rng))
        redrawn = _change_thickness(moved, rng)
        augmented[start : start + _BATCH] = np.clip(np.rint(redrawn), 0, 255)
    return augmented


def _coordinates(
    n: int, side: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Where in the original each pixel of the `n` deformed images comes from."""

    def uniform(limit: float) -> np.ndarray:
        return rng.uniform(-limit, limit, (n, 1, 1)).astype(np.float32)

    angle, shear = uniform(_ROTATION), uniform(_SHEAR)
    scale_y, scale_x = np.exp(uniform(_LOG_SCALE)), np.exp(uniform(_LOG_SCALE))
    middle = (side - 1) / 2
    y, x = np.mgrid[:side, :side].astype(np.float32) - np.float32(middle)
    x = x + shear * y  # (n, side, side)
    rotated_y = (np.cos(angle) * y - np.sin(angle) * x) * scale_y
    rotated_x = (np.sin(angle) * y + np.cos(angle) * x) * scale_x
    dy, dx = _elastic_field(n, side, rng)
    return (
        rotated_y + dy + middle + uniform(_SHIFT),
        rotated_x + dx + middle + uniform(_SHIFT),
    )


def _elastic_field(n: int, side: int, rng: np.random.Generator) -> np.ndarray:
    """Smooth random displacements, of shape (2, n, side, side)."""
    # Bumps of the wanted smoothness on a coarse grid of random heights: the same as
    # blurred white noise, for a fraction of the random numbers.
    spacing = 0.75 * _ELASTIC_SMOOTHNESS
    centres = np.arange(-spacing, side + spacing, spacing)
    distance = np.arange(side)[:, None] - centres
    bumps = np.exp(-0.5 * (distance / _ELASTIC_SMOOTHNESS) ** 2)
    # Rows of unit length keep the variance of the heights: 1 at every pixel.
    bumps /= np.linalg.norm(bumps, axis=1, keepdims=True)
    bumps = bumps.astype(np.float32)
    heights = rng.standard_normal((2, n, len(centres), len(centres)), np.float32)
    return _ELASTIC_STRENGTH * (bumps @ heights @ bumps.T)


def _change_thickness(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blend half of the images with their dilation or erosion."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    neighbours = (
        padded[:, :-2, 1:-1],
        padded[:, 2:, 1:-1],
        padded[:, 1:-1, :-2],
        padded[:, 1:-1, 2:],
    )
    dilated, eroded = images.copy(), images.copy()
    for neighbour in neighbours:
        np.maximum(dilated, neighbour, out=dilated)
        np.minimum(eroded, neighbour, out=eroded)
    amount = rng.uniform(-_THICKNESS, _THICKNESS, (len(images), 1, 1))
    amount *= rng.random((len(images), 1, 1)) < 0.5
    amount = amount.astype(np.float32)
    target = np.where(amount > 0, dilated, eroded)
    return images + np.abs(amount) * (target - images)
