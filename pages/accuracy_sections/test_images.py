"""Some of the test images, under their number."""

import numpy as np

from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.paged_gallery import paged_gallery
from pages.parts.words import images


def show_test_images(indices: np.ndarray, *, key: str, label: str) -> None:
    """Show test images; a click opens one.

    Parameters
    ----------
    indices : ndarray of shape (n,)
        Which of the 10,000.
    key : str
        The gallery's key on the page.
    label : str
        What they are, in words.
    """
    paged_gallery(
        TRAINING_SIZE + indices,
        key=key,
        label=label,
        count=f"**{label}: {images(len(indices))}**",
        side=72,
        size=24,
    )
