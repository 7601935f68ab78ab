"""A drawing and its answer to take along: an address, files, the same call."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw, ImageFont

from digit_model.finding.page import Page
from pages.draw_sections.drawing import PARTS, Drawing
from pages.draw_sections.packing import pack
from pages.draw_sections.verdict import in_words
from pages.parts.words import model_title

_LONGEST = 6000  # characters: servers on the way refuse addresses not much longer
_PREDICT = """\
from digit_model.reading.persistence import load_model
from digit_model.reading.pictures import read_picture

reading = load_model("{name}").read(read_picture("digit.png"))
print(reading.digit, reading.confidence)"""
_READ = """\
from digit_model.finding.reader import read_file
from digit_model.reading.persistence import load_model

page = read_file(load_model("{name}"), "digit.png")
print(page.text)"""
_GROUND, _INK, _GREY = "#ffffff", "#1a1c23", "#5a5f6e"
_font = ImageFont.load_default


def show_sharing(drawing: Drawing, pages: Sequence[Page]) -> None:
    """Offer what can be taken along.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    pages : sequence of Page
        What was read in it, of each model; at least one digit.
    """
    parts = urlsplit(st.context.url or "http://localhost:8501")
    page = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
    name = pages[0].model
    packed = pack(drawing.strokes)
    if len(packed) <= _LONGEST:
        st.caption("An address that opens with this drawing, and holds all of it:")
        asked = name if len(pages) == 1 else "both"
        st.code(
            f"{page}?model={asked}&strokes={packed}", language=None, wrap_lines=True
        )
    else:
        st.caption(
            "This drawing has too many strokes for an address; take one of the files."
        )
    with st.container(horizontal=True):
        files: list[tuple[str, Callable[[], str | bytes], str]] = [
            ("With its answer", lambda: answer_sheet(drawing, pages), "answer.png"),
            ("As a picture", lambda: _png(drawing), "digit.png"),
            ("Strokes", lambda: _json(drawing), "strokes.json"),
        ]
        for label, data, file in files:
            st.download_button(
                label,
                data,
                file,
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{file}",
            )
    st.caption(
        "The same answer for that picture, `digit.png`, asked over HTTP and in Python:"
    )
    verb = "predict" if len(pages[0].digits) == 1 else "read"
    # In Streamlit's colours for a language, words are too pale to be read by all.
    st.code(
        f"curl --data-binary @digit.png '{page}api/{verb}?model={name}'",
        language=None,
        wrap_lines=True,
    )
    st.code(
        (_PREDICT if verb == "predict" else _READ).format(name=name),
        language=None,
        wrap_lines=True,
    )


def answer_sheet(drawing: Drawing, pages: Sequence[Page]) -> bytes:
    """Draw the drawing and beside it what was read.

    Parameters
    ----------
    drawing : Drawing
        What is drawn; with ink.
    pages : sequence of Page
        What was read in it, of each model; at least one digit.

    Returns
    -------
    bytes
        A PNG.
    """
    assert drawing.picture is not None  # there is ink
    side, margin = 420, 30
    sheet = Image.new("RGB", (1000, side + 2 * margin), _GROUND)
    picture = Image.fromarray(drawing.picture).convert("RGB")
    small = picture.width == 28
    way = Image.Resampling.NEAREST if small else Image.Resampling.BICUBIC
    sheet.paste(picture.resize((side, side), way), (margin, margin))
    pen = ImageDraw.Draw(sheet)
    height = side // len(pages)
    for row, page in enumerate(pages):
        left, top = side + 3 * margin, margin + row * height
        room = sheet.width - margin - left
        text = " ".join(page.lines)
        size = _fitting(text, 200 // len(pages), room)
        below = top + 1.05 * size
        words, title = in_words(page), model_title(page.model)
        pen.text((left, top - size // 8), text, _INK, _font(size))
        pen.text((left, below), words, _INK, _font(_fitting(words, 30, room)))
        pen.text((left, below + 42), title, _GREY, _font(22))
    file = BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def _fitting(text: str, largest: int, room: int) -> int:
    """Return the largest size in which a line has room."""
    sizes = range(largest, 1, -1)
    return next(
        (size for size in sizes if _font(size).getlength(text) <= room), sizes.stop
    )


def _json(drawing: Drawing) -> str:
    """Write strokes with points in pixels of the canvas, which is 280 wide."""

    def in_pixels(stroke: dict[str, Any]) -> dict[str, Any]:
        if "image" in stroke:
            return stroke
        return stroke | {
            "points": (np.reshape(stroke["points"], (-1, 2)) / PARTS).tolist()
        }

    return json.dumps([in_pixels(stroke) for stroke in drawing.strokes])


def _png(drawing: Drawing) -> bytes:
    assert drawing.picture is not None  # there is ink
    file = BytesIO()
    Image.fromarray(drawing.picture).convert("L").save(file, "PNG")
    return file.getvalue()
