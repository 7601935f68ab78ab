"""Images of the test set in a row; gives way to the gallery."""

import numpy as np
import streamlit as st

from pages.parts.images import enlarge
from pages.parts.resources import mnist

_MOST = 60


def thumbnails(indices: np.ndarray, *, key: str) -> None:
    """Show test images.

    Parameters
    ----------
    indices : ndarray of shape (n,)
        Which of the 10,000.
    key : str
        The gallery's key on the page.
    """
    if not len(indices):
        st.caption("There are none.")
        return
    images = [enlarge(mnist().test.images[index], 2) for index in indices[:_MOST]]
    st.image(images, caption=[str(index) for index in indices[:_MOST]], width=56)
    if len(indices) > _MOST:
        st.caption(f"The first {_MOST} of {len(indices):,}.")
