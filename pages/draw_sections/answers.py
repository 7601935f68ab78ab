"""What models read in a drawing, kept while the drawing is the same."""

import streamlit as st

from digit_model.finding.page import Page
from digit_model.reading.model import Model
from pages.draw_sections.drawing import SIDE, Drawing
from pages.parts.resources import model, read_digits

_READ = "read_in_drawing"


def read_drawing(drawing: Drawing, name: str) -> Page | None:
    """Read what is drawn; at once if it was read before, as when a digit is chosen.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    name : str
        The model's name.

    Returns
    -------
    Page or None
        Its digits; None if nothing is drawn.

    Raises
    ------
    ModelError
        If the model cannot be used; told before anything is drawn.
    """
    trained = model(name)
    if drawing.picture is None:
        return None
    read: dict[str, tuple[Drawing, Model, Page]]
    read = st.session_state.setdefault(_READ, {})
    if name in read:
        before, by, page = read[name]
        if before is drawing and by is trained:
            return page
    page = read_digits(name, drawing.picture, size=(SIDE, SIDE))
    read[name] = drawing, trained, page
    return page
