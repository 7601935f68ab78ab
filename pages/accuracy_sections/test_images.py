"""Some of the test images, under their number."""

from collections.abc import Sequence

import numpy as np

from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.paged_gallery import paged_gallery
from pages.parts.words import images


def show_test_images(
    indices: np.ndarray,
    *,
    key: str,
    label: str,
    explained: Sequence[str] = (),
    reveal: bool = False,
) -> None:
    """Show test images; a click opens one.

    Parameters
    ----------
    indices : ndarray of shape (n,)
        Which of the 10,000.
    key : str
        The gallery's key on the page.
    label : str
        What they are, in words.
    explained : sequence of str, optional
        The models whose answer may be explained if an image is opened.
    reveal : bool, default=False
        Whether to scroll to them if they lie outside of the window.
    """
    paged_gallery(
        TRAINING_SIZE + indices,
        key=key,
        label=label,
        count=f"**{label}: {images(len(indices))}**",
        side=72,
        size=60,
        explained=explained,
        reveal=reveal,
    )
