"""Small images in rows, each of which can be opened."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.component import component
from pages.parts.images import data_url
from pages.parts.resources import mnist

# A component of our own: Streamlit's images cannot be clicked, and an image in a chart
# can neither be reached by keyboard nor be told to a screen reader. All images come as
# one, a strip of which each button shows its part: that is quick to send and to draw.
_gallery = component(__file__)


def gallery(
    indices: Sequence[int],
    *,
    key: str,
    label: str,
    on_open: Callable[[int], None],
    captions: Sequence[str] = (),
    names: Sequence[str] = (),
    side: int = 58,
) -> int | None:
    """Show images that can be clicked.

    Parameters
    ----------
    indices : sequence of int
        Which of the 70,000 images; at least one, at most a few hundred.
    key : str
        The gallery's key on the page.
    label : str
        What it shows, for screen readers.
    on_open : callable
        Called with the index of the image that was clicked, before the page runs.
    captions : sequence of str, optional
        A few characters for under each image.
    names : sequence of str, optional
        What each image is, for screen readers and on hovering; `name` of it by default.
    side : int, default=58
        Width and height of each image in pixels, at least.

    Returns
    -------
    int or None
        The index of the image whose click this run answers, if it answers one.
    """
    images, labels = mnist()
    chosen = np.asarray(indices, int)
    result = _gallery(
        key=key,
        data={
            "indices": chosen.tolist(),
            "names": list(names)
            or [
                name(index, digit)
                for index, digit in zip(
                    chosen.tolist(), labels[chosen].tolist(), strict=True
                )
            ],
            "captions": list(captions),
            "strip": data_url(images[chosen].reshape(-1, 28)),
            "label": label,
            "side": side,
        },
        on_opened_change=lambda: on_open(st.session_state[key].opened),
    )
    return result.opened


def name(index: int, label: int) -> str:
    """Name an image for screen readers: "2, training image 161"."""
    if index < TRAINING_SIZE:
        return f"{label}, training image {index:,}"
    return f"{label}, test image {index - TRAINING_SIZE:,}"
