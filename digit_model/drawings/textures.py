"""Textures: smooth noise, for what is never quite even."""

import numpy as np
from PIL import Image


def cloud(
    size: np.ndarray, rng: np.random.Generator, cells: float, *, stretch: float = 1
) -> np.ndarray:
    """Make smooth noise.

    Parameters
    ----------
    size : ndarray of shape (2,)
        Width and height in pixels.
    rng : numpy.random.Generator
        Where the chance comes from.
    cells : float
        About how many bumps there are from side to side.
    stretch : float, default=1
        How many times as many from top to bottom as there would be of round ones.

    Returns
    -------
    ndarray of shape (h, w, 1), dtype float32
        Noise about 0; the heights of the bumps have unit variance.
    """
    width, height = size.astype(int)
    aspect = height / width
    shape = (
        int(np.clip(cells * aspect * stretch, 2, height)),
        int(np.clip(cells, 2, width)),
    )
    noise = Image.fromarray(rng.normal(0, 1, shape).astype(np.float32))
    return np.asarray(noise.resize((width, height), Image.Resampling.BICUBIC))[
        ..., None
    ]
