"""A list of images, page by page."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import streamlit as st

from pages.parts.gallery import gallery
from pages.parts.one_image import show_open_image
from pages.parts.opened import Listed, just_closed, open_image, step_among

PAGE = 120
"""Images on a page: full rows of 5, 6, 8, 10, 12, 15 or 20."""

LISTED = "listed"
"""The key of the fragment in which a page shows the images that its filters leave."""


def list_anew() -> None:
    """Run the fragment `LISTED` and nothing else: what a filter's change asks for."""
    st.rerun(LISTED)


@st.fragment
def paged_gallery(
    indices: np.ndarray,
    *,
    key: str,
    label: str,
    count: str,
    describe: Callable[[slice], tuple[Sequence[str], Sequence[str]]] | None = None,
    side: int | None = None,
    size: int = PAGE,
    reveal: bool = False,
    explained: Sequence[str] = (),
) -> None:
    """Show a page of images and, of the image that is clicked, all there is to know.

    Another page, or a click, runs nothing else of the script. The page's number is the
    parameter ``{key}_page`` of the address.

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
    describe : callable, optional
        Returns captions and names, as for `pages.parts.gallery.gallery`, of a slice.
    side : int, optional
        Width and height of each image in pixels, at least, as there.
    size : int, optional
        Images on a page.
    reveal : bool, default=False
        Whether to scroll to the images if they lie outside of the window.
    explained : sequence of str, optional
        The models whose answer may be explained if an image is opened.
    """
    pages = -(-len(indices) // size)
    listed = Listed(key, indices)
    step_among(listed)
    closed = just_closed(key)
    _turn_page(closed, indices, key, size)
    page = 1
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xsmall",
    ):
        st.markdown(count)
        if pages > 1:
            page = st.pagination(
                pages, key=f"{key}_page", max_visible_pages=5, bind="query-params"
            )
    if not pages:
        return
    here = slice((page - 1) * size, page * size)
    captions, names = describe(here) if describe else ((), ())
    opened = gallery(
        indices[here].tolist(),
        key=key,
        label=label,
        on_open=partial(open_image, among=listed),
        captions=captions,
        names=names,
        side=side,
        focus=closed,
        reveal=reveal,
    )
    if opened is not None:
        show_open_image(explained)


def _turn_page(closed: int | None, indices: np.ndarray, key: str, size: int) -> None:
    """Turn to the image that was closed; in other images than before, to the first."""
    content = hash(indices.tobytes())
    before = st.session_state.get(f"{key}_listed", content)
    st.session_state[f"{key}_listed"] = content
    if closed is not None and closed in indices:
        place = int(np.flatnonzero(indices == closed)[0])
        st.session_state[f"{key}_page"] = place // size + 1
    elif content != before:
        st.session_state[f"{key}_page"] = 1
