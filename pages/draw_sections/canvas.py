"""The canvas people draw on; the drawing lives in the browser, which reports it."""

from base64 import b64decode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
import streamlit as st
import streamlit_drawable_canvas
from PIL import Image

from pages.parts.component import component
from pages.parts.images import data_url

SIDE = 280
"""Of the canvas, in its own pixels."""

_KEY = "canvas"
_DRAWING = "drawing"  # what is drawn, kept over visits to other pages
_PUT = "put_on_canvas"  # what was last put there from here

_canvas = component(__file__)
# Importing the package makes the server serve its script at this address.
_build = Path(streamlit_drawable_canvas.__file__).parent / "frontend" / "build"
SCRIPT = (
    "_stcore/bidi-components/streamlit-drawable-canvas.streamlit_drawable_canvas/"
    + next(_build.glob("index-*.js")).name
)
"""Where the browser gets it."""


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas.

    Attributes
    ----------
    name : str or None
        Another one at each step; None before the browser has said anything.
    strokes : list of dict
        From the oldest on: ``{"width", "erase", "points"}`` with points x, y, x, y and
        so on in eighths of a pixel, or ``{"image"}``, a data URL of 28x28 pixels.
    picture : ndarray or None
        As a model reads it; None if nothing is drawn.
    """

    name: str | None
    strokes: list[dict[str, Any]]
    picture: np.ndarray | None


def drawing_canvas() -> Drawing:
    """Show the canvas with its pens and buttons.

    Returns
    -------
    Drawing
        What is drawn.
    """
    drawing = current_drawing()
    _canvas(
        key=_KEY,
        data={
            "script": SCRIPT,
            "put": st.session_state.get(_PUT),
            "seen": drawing.name,
        },
        on_drawing_change=lambda: None,
    )
    return drawing


def current_drawing() -> Drawing:
    """Return what the browser last said is drawn, or what was put there since."""
    state = st.session_state
    told = getattr(state.get(_KEY), "drawing", None)
    put = state.get(_PUT)
    drawing: Drawing = state.setdefault(_DRAWING, Drawing(None, [], None))
    # What the browser said before it knew of what was put on the canvas is outdated.
    if told and told["id"] != drawing.name and told["put"] == (put and put["token"]):
        drawing = state[_DRAWING] = _drawing(told)
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


def _drawing(told: dict[str, Any]) -> Drawing:
    strokes = told["strokes"]
    try:
        picture = _decoded(told["picture"]) if strokes else None
    except (OSError, ValueError):  # no canvas sends such
        return Drawing(told["id"], [], None)
    if picture is not None and any("image" in stroke for stroke in strokes):
        # An MNIST image is on the canvas: read it as finely as it was, so that the
        # answer is the one it had and changes by what is drawn, not by the detour.
        picture = _reduce(picture)
    return Drawing(told["id"], strokes, picture)


def _decoded(address: str) -> np.ndarray:
    with Image.open(
        BytesIO(b64decode(address.partition(",")[2])), formats=["PNG"]
    ) as image:
        if image.size != (SIDE, SIDE):
            raise ValueError
        return np.asarray(image.convert("RGBA"))


def _reduce(picture: np.ndarray) -> np.ndarray:
    small = Image.fromarray(picture).resize((28, 28), Image.Resampling.BOX)
    return np.asarray(small)
