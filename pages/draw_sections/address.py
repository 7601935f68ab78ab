"""What the address of Draw names: an image, a drawing, and who is to read it."""

from collections.abc import Sequence

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from pages.draw_sections.canvas import put_on_canvas, put_strokes_on_canvas
from pages.draw_sections.packing import PackingError, unpack
from pages.draw_sections.picture_file import close_picture
from pages.draw_sections.readers import choose_at_first
from pages.parts.one_image import show_open_image
from pages.parts.opened import image_in_address
from pages.parts.resources import mnist


def take_address(names: Sequence[str]) -> None:
    """Put on the canvas what the page's address names, and choose its model.

    Parameters
    ----------
    names : sequence of str
        The models' names.
    """
    try:
        show_open_image()
        image = image_in_address("image")
        if image is not None:
            close_picture()
            put_on_canvas(mnist().images[image])
            # From here on the drawing is the visitor's own.
            del st.query_params["image"]
    except DatasetError as error:
        st.error(str(error), title="The image cannot be shown")  # drawings are read
    packed = st.query_params.pop("strokes", None)
    if packed is not None:
        try:
            put_strokes_on_canvas(unpack(packed))
            close_picture()
        except PackingError:
            st.warning(
                "The drawing in this address cannot be read; it may be cut short. Ask "
                "for the whole address, or draw."
            )
    choose_at_first(st.query_params.pop("model", None), names)
