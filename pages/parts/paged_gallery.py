"""A list of images, page by page."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from pages.parts.gallery import gallery
from pages.parts.one_image import open_image, show_open_image

PAGE = 120
"""Images on a page: full rows of 5, 6, 8, 10, 12, 20 or 24."""


@st.fragment
def paged_gallery(
    indices: np.ndarray,
    *,
    key: str,
    label: str,
    count: str,
    captions: np.ndarray | None = None,
    names: np.ndarray | None = None,
    side: int = 58,
    show_opened: Callable[[], None] = show_open_image,
) -> None:
    """Show a page of images and, of the image that is clicked, all there is to know.

    Another page, or a click, runs nothing else of the script.

    Parameters
    ----------
    indices : ndarray of shape (n,)
        Which of the 70,000 images, in order; may be empty.
    key : str
        The gallery's key on the page.
    label : str
        What it shows, for screen readers.
    count : str
        What stands above it: how many images these are, in Markdown.
    captions, names : ndarray of shape (n,), optional
        As for `pages.parts.gallery.gallery`.
    side : int, default=58
        Width and height of each image in pixels, at least.
    show_opened : callable
        Shows the image that was clicked.
    """
    pages = -(-len(indices) // PAGE)
    page = 1
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(count)
        if pages > 1:
            # Other images begin at their first page.
            listed = hash(indices.tobytes())
            page = st.pagination(pages, key=f"{key} {listed}", max_visible_pages=5)
    if not pages:
        return
    here = slice((page - 1) * PAGE, page * PAGE)
    on_page = indices[here].tolist()
    opened = gallery(
        on_page,
        key=key,
        label=label,
        on_open=partial(open_image, among=on_page),
        captions=() if captions is None else captions[here].tolist(),
        names=() if names is None else names[here].tolist(),
        side=side,
    )
    if opened is not None:
        show_opened()
