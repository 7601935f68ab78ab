"""The canvas people draw on; the drawing lives in the browser, which reports it."""

from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
import streamlit as st
import streamlit_drawable_canvas

from digit_model.finding.page import Page
from pages.draw_sections.drawing import Drawing, drawing_told
from pages.parts.component import component, script_address
from pages.parts.images import data_url

_KEY = "canvas"
_DRAWING = "drawing"  # what is drawn, kept over visits to other pages
_PUT = "put_on_canvas"  # what was last put there from here

_canvas = component(__file__, long=True)
# Importing the package makes the server serve its script at this address.
_build = Path(streamlit_drawable_canvas.__file__).parent / "frontend" / "build"
_LIBRARY = (
    "_stcore/bidi-components/streamlit-drawable-canvas.streamlit_drawable_canvas/"
    + next(_build.glob("index-*.js")).name
)
PRELOADED = _LIBRARY, script_address(Path(__file__))
"""What the browser needs before there is a canvas."""


def drawing_canvas(drawing: Drawing, page: Page | None, chosen: int | None) -> None:
    """Show the canvas with its pens and buttons, and boxes round a number's digits.

    Parameters
    ----------
    drawing : Drawing
        What is drawn, by `current_drawing`.
    page : Page or None
        What was read in it.
    chosen : int or None
        The digit that is looked at, by its number on the page.
    """
    boxes = [each.box for each in page.digits] if page else []
    _canvas(
        key=_KEY,
        data={
            "script": _LIBRARY,
            "put": st.session_state.get(_PUT),
            "seen": drawing.name,
            "boxes": boxes if len(boxes) > 1 else [],
            "doubtful": [not each.is_digit for each in page.digits] if page else [],
            "chosen": chosen,
        },
        on_drawing_change=lambda: None,
    )


def current_drawing() -> Drawing:
    """Return what the browser last said is drawn, or what was put there since."""
    state = st.session_state
    told = getattr(state.get(_KEY), "drawing", None)
    put = state.get(_PUT)
    drawing: Drawing = state.setdefault(_DRAWING, Drawing(None, [], None))
    if not isinstance(told, dict):
        return drawing
    # What the browser said before it knew of what was put on the canvas is outdated;
    # what was put there before a reload, by another session, is the tab's own.
    if put is not None and told.get("put") != put["token"]:
        return drawing
    if told.get("id") != drawing.name:
        drawing = state[_DRAWING] = drawing_told(told)
    return drawing


def put_on_canvas(image: np.ndarray, *, under: bool = False) -> None:
    """Replace the drawing with an MNIST image, to be seen at the next visit to Draw.

    Parameters
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        White on black.
    under : bool, default=False
        Whether strokes that are on the canvas by then stay, on top of the image.
    """
    _put([{"image": data_url(image)}], under)
    state = st.session_state
    state[_DRAWING] = Drawing(None, state[_PUT]["strokes"], image)


def put_strokes_on_canvas(strokes: list[dict[str, Any]]) -> None:
    """Replace the drawing with strokes, as `Drawing` has them."""
    _put(strokes, under=False)


def _put(strokes: list[dict[str, Any]], under: bool) -> None:
    st.session_state[_PUT] = {
        "token": token_hex(8),
        "strokes": strokes,
        "under": under,
    }
