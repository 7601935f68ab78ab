"""A picture file instead of a drawing."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from digit_model.reading.pictures import PictureError
from pages.draw_sections.drawing import Drawing
from pages.parts.resources import decoder

_KEY = "picture_file"
_INSTEAD_OF = "picture_instead_of"  # the drawing that was there when it was given
_TYPES = ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"]


def picture_file(drawing: Callable[[], Drawing]) -> None:
    """Let people give a picture file.

    Parameters
    ----------
    drawing : callable
        Tells what is drawn.
    """

    def given() -> None:
        st.session_state[_INSTEAD_OF] = drawing().name

    with st.popover("Picture file", icon=":material/image:"):
        st.file_uploader(
            "A picture of one digit",
            _TYPES,
            key=_KEY,
            on_change=given,
            help="Read in place of the drawing, until you draw again or remove it.",
        )


def picture_instead(drawing: Drawing) -> np.ndarray | None:
    """Return the picture that was given, unless something was drawn since.

    What is no picture is answered by a sentence on the page.

    Parameters
    ----------
    drawing : Drawing
        What is drawn now.

    Returns
    -------
    ndarray or None
        As models read it.
    """
    file = st.session_state.get(_KEY)
    if file is None or st.session_state.get(_INSTEAD_OF) != drawing.name:
        return None
    try:
        return decoder().read(file.getvalue())
    except PictureError as error:
        st.error(str(error), title="The picture cannot be read")
        return None
