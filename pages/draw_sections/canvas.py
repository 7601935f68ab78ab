"""The canvas people draw on, with what it takes to keep and undo their strokes."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image
from streamlit_drawable_canvas import st_canvas

SIDE = 280  # pixels; fits a phone's width
INK, GROUND = "#ffffff", "#000000"

_KEY = "canvas"
_STROKES = "canvas_strokes"  # the objects drawn so far, oldest first
_PICTURE = "canvas_picture"  # RGBA of them, (height, width, 4)
_SHOWN = "canvas_shown"  # the drawing last given to the canvas
_OUTDATED = "canvas_outdated"  # strokes the canvas still reports after an undo
_ASIDE = "canvas_aside"  # drawings that were cleared or replaced, the last at the end


def drawing_canvas(*, pen: int, erase: bool = False) -> np.ndarray | None:
    """Show the canvas.

    Parameters
    ----------
    pen : int
        Width of the pen in pixels.
    erase : bool, default=False
        Whether the pen removes ink.

    Returns
    -------
    ndarray of shape (h, w, 4), dtype uint8, or None
        The drawing, bright on dark; None if nothing is drawn.
    """
    state = st.session_state
    if _KEY not in state:
        # The canvas appears anew, after a visit to another page: give the drawing back.
        _show(state.get(_STROKES, []))
    result = st_canvas(
        stroke_width=pen,
        stroke_color=GROUND if erase else INK,
        background_color=GROUND,
        height=SIDE,
        width=SIDE,
        initial_drawing=state[_SHOWN],
        return_image_data=True,
        key=_KEY,
    )
    strokes = result.json_data["objects"]
    # A canvas that has just appeared or has not yet followed an undo says nothing new.
    if result.image_data is not None and strokes != state.get(_OUTDATED):
        state[_STROKES], state[_PICTURE] = strokes, result.image_data
        state[_OUTDATED] = None
    if not state.get(_STROKES):
        return None
    if any(stroke["type"] == "Image" for stroke in state[_STROKES]):
        # An MNIST image is on the canvas: read it as finely as it was, so that the
        # answer is the one it had and changes by what is drawn, not by the detour.
        return _reduce(state[_PICTURE])
    return state[_PICTURE]


def put_on_canvas(image: np.ndarray) -> None:
    """Replace the drawing with an MNIST image, to be seen at the next visit to Draw.

    Parameters
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        White on black.
    """
    picture = Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.NEAREST)
    png = BytesIO()
    picture.save(png, "PNG")
    source = "data:image/png;base64," + b64encode(png.getvalue()).decode()
    strokes = st.session_state.get(_STROKES, [])
    if [stroke.get("src") for stroke in strokes] != [source]:  # not there already
        _put_aside()
    _replace(
        [
            {
                "type": "Image",
                "src": source,
                "left": SIDE / 2,
                "top": SIDE / 2,
                "originX": "center",
                "originY": "center",
                "width": SIDE,
                "height": SIDE,
            }
        ]
    )
    st.session_state[_PICTURE] = np.asarray(picture.convert("RGBA"))


def undo() -> None:
    """Take back the last stroke, or bring back what was cleared or replaced."""
    strokes = st.session_state.get(_STROKES, [])
    aside = st.session_state.get(_ASIDE)
    if aside and all(stroke["type"] == "Image" for stroke in strokes):
        _replace(aside.pop())
    else:
        _replace(strokes[:-1])


def clear() -> None:
    """Take back all strokes; `undo` brings them back."""
    _put_aside()
    _replace([])


def _reduce(picture: np.ndarray) -> np.ndarray:
    small = Image.fromarray(picture).resize((28, 28), Image.Resampling.BOX)
    return np.asarray(small)


def _put_aside() -> None:
    strokes = st.session_state.get(_STROKES)
    if strokes:
        st.session_state.setdefault(_ASIDE, []).append(strokes)


def _replace(strokes: list[dict[str, Any]]) -> None:
    state = st.session_state
    state[_OUTDATED] = state.get(_STROKES, [])
    state[_STROKES] = strokes
    _show(strokes)


def _show(strokes: list[dict[str, Any]]) -> None:
    # The canvas redraws itself when this differs from last time, hence the number.
    revision = st.session_state.get(_SHOWN, {}).get("revision", 0) + 1
    st.session_state[_SHOWN] = {"objects": strokes, "revision": revision}
