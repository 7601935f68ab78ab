"""A gallery of test images, page by page."""

from functools import partial

import numpy as np
import streamlit as st

from digit_model.mnist import TRAINING_SIZE
from pages.parts.gallery import PAGE, gallery
from pages.parts.one_image import open_image


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
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        images = "1 image" if len(indices) == 1 else f"{len(indices):,} images"
        st.markdown(f"**{label}: {images}**", width="content")
        if len(indices) > PAGE:
            # The label is part of the key: other images begin at their first page.
            page = st.pagination(
                -(-len(indices) // PAGE), key=f"{key}-{label}", max_visible_pages=5
            )
        else:
            page = 1
    on_page = (TRAINING_SIZE + indices[(page - 1) * PAGE : page * PAGE]).tolist()
    if on_page:
        gallery(
            on_page, key=key, label=label, on_open=partial(open_image, among=on_page)
        )
