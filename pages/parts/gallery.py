"""Small images in rows, each of which can be opened."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from pages.parts.component import component
from pages.parts.images import data_url
from pages.parts.resources import mnist
from pages.parts.words import image_name

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
    side: int | None = 58,
    focus: int | None = None,
    reveal: bool = False,
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
        A few words for under each image; ``**bold**``, ``==marked==`` or in lines.
    names : sequence of str, optional
        What each image is, for screen readers and on hovering: "2, training image 161"
        by default.
    side : int, optional
        Width and height of each image in pixels, at least. None: the larger the screen,
        the larger the images, in full rows of 5, 6, 8, 10, 12, 15 or 20.
    focus : int, optional
        The image that the keyboard goes on from, unless it is elsewhere.
    reveal : bool, default=False
        Whether to scroll there if it lies outside of the window.

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
            or [f"{labels[index]}, {image_name(index)}" for index in chosen.tolist()],
            "captions": list(captions),
            "strip": data_url(images[chosen].reshape(-1, 28)),
            "label": label,
            "side": side,
            "focus": focus,
            "reveal": reveal,
        },
        on_opened_change=lambda: on_open(st.session_state[key].opened),
    )
    return result.opened
