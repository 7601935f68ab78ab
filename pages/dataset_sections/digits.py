"""How many images there are of each digit, and what they have in common."""

import numpy as np
import streamlit as st

from pages.parts.images import enlarge
from pages.parts.resources import averages, mnist


def show() -> None:
    """Show each digit's number of images, their average and where they stray."""
    training, test = (
        np.bincount(part.labels, minlength=10) for part in (mnist().train, mnist().test)
    )
    found = averages()
    st.markdown(
        "How many images there are of each digit, their **average** (left), and "
        "**where they stray** from it (right: the brighter, the more they differ)."
    )
    with st.grid(5, min_column_width=190, border=True):
        for digit in range(10):
            with st.container(gap="xsmall"):
                st.header(str(digit), anchor=False)
                with st.container(horizontal=True, gap="xsmall"):
                    st.image(
                        enlarge(found.mean[digit].astype(np.uint8), 6),
                        alt=f"The average {digit}",
                        width=84,
                    )
                    stray = np.minimum(2 * found.deviation[digit], 255)
                    st.image(
                        enlarge(stray.astype(np.uint8), 6),
                        alt=f"Where images of {digit} differ from their average",
                        width=84,
                    )
                st.caption(
                    f"{training[digit]:,} training, {test[digit]:,} test  \n"
                    f"Strays by {found.spread[digit]:.0f} of 255 grey levels"
                )
    st.caption(
        "A digit strays by the root of the mean squared difference of its training "
        "images from their average, over all pixels."
    )
