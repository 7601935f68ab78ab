"""Draw a digit or a number, or give a photo, and see at once what a model reads."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digit_model.datasets.mnist import DatasetError
from digit_model.finding.page import Page
from digit_model.reading.model import Reading
from digit_model.reading.persistence import ModelError
from digit_model.reading.pictures import PictureError
from digit_model.reporting.identity import colour
from pages.draw_sections.address import take_address
from pages.draw_sections.answers import read_drawing
from pages.draw_sections.canvas import current_drawing, drawing_canvas, put_on_canvas
from pages.draw_sections.drawing import Drawing
from pages.draw_sections.examples import show_examples
from pages.draw_sections.found import chosen_in, show_found
from pages.draw_sections.number import choose_digit, is_long, show_as_large_as_fits
from pages.draw_sections.picture_file import (
    GivenPicture,
    close_picture,
    given_picture,
    picture_input,
)
from pages.draw_sections.readers import choose_readers
from pages.draw_sections.reasons import show_reasons
from pages.draw_sections.seen import show_seen
from pages.draw_sections.sharing import show_sharing
from pages.draw_sections.verdict import in_words, show_verdict
from pages.parts.bars import probability_bars
from pages.parts.heading import page_heading
from pages.parts.resources import trained_models
from pages.parts.style import style
from pages.parts.without_models import stop_without_models
from pages.parts.words import model_title, short_title


class _Read(NamedTuple):
    """What the models read, of those that could.

    Attributes
    ----------
    pages : dict of str to Page
        By the model's name, if there is something to read.
    fault : str or None
        Why the drawing or the picture cannot be read.
    nothing : str
        What there is to say as long as there is no digit.
    """

    pages: dict[str, Page]
    fault: str | None
    nothing: str

    @property
    def inked(self) -> dict[str, Page]:
        """The pages with digits on them."""
        return {name: page for name, page in self.pages.items() if page.digits}


@st.fragment  # a stroke runs neither the navigation nor the heading anew
def _room() -> None:
    names = trained_models()
    stop_without_models(names)
    take_address(names)
    places = st.container(key="draw")
    with places:
        canvas_place = st.container(key="canvas_place", gap="small")
        reading_place = canvas_place.container(key="reading_place")
        choice_place = st.container(key="choice_place")
        answer_place = st.container(key="answer_place", gap="small")
        bars_place = st.container(key="bars_place")
        seen_place = st.container(key="seen_place")
    with choice_place:
        asked = choose_readers(names)

    drawing = current_drawing()
    given = given_picture()
    with answer_place:
        digits = st.container(key="digits" if len(asked) > 1 else "digit")
    read = _read(asked, drawing, given, waiting=reading_place, faults=choice_place)
    inked = read.inked
    with digits:
        _show_predictions(asked, inked)
    with answer_place:
        _show_verdicts(asked, inked, read.nothing)

    first = next(iter(inked.values()), None)
    number = None
    with bars_place:
        if first is not None:
            if given is None:
                number = choose_digit(first, drawing.name)
            else:
                number = chosen_in(given, first)
            titles = {name: short_title(name) for name in asked if len(asked) > 1}
            _show_bars(inked, number, titles, of_picture=given is not None)
        elif given is None and len(names) > 1:
            show_examples(names[0], names[1])
        elif given is not None and read.pages:
            st.info(
                "Take the photo from nearer, in even light, with dark digits on plain "
                "paper that do not touch its edge."
            )
    with canvas_place:
        _show_what_is_read(drawing, given, read, number)
    reading = None
    if first is not None and number is not None:
        reading = first.digits[number].reading
    with seen_place:
        show_seen(reading.preparation if reading is not None else None)
        if given is not None and reading is not None:
            st.button(
                "Open on the canvas",
                icon=":material/draw:",
                on_click=_open_on_canvas,
                args=(reading.preparation.image,),
            )
    if given is not None and first is not None and len(first.digits) > 1:
        with places, st.container(key="text_place"):
            st.caption("Its rows as text, to copy:")
            st.code(first.text, language=None)
    _why(next(iter(inked), None), reading)


def _read(
    asked: Sequence[str],
    drawing: Drawing,
    given: GivenPicture | None,
    *,
    waiting: DeltaGenerator,
    faults: DeltaGenerator,
) -> _Read:
    """Read the picture if there is one, or else the drawing; tell of faulty models."""
    pages: dict[str, Page] = {}
    usable = True
    fault = drawing.fault if given is None else None
    for name in asked:
        try:
            if given is not None:
                with waiting, st.spinner("Reading the picture…"):
                    pages[name] = given.read(name)
            elif (page := read_drawing(drawing, name)) is not None:
                pages[name] = page
        except ModelError as error:
            faults.error(str(error), title=f"{model_title(name)} cannot be used")
            usable = False
        except PictureError as error:
            fault = str(error)
            break
    nothing = "Nothing is drawn yet."
    if pages and given is not None:
        nothing = "No digits are found in this picture."
    elif pages or given is not None or not usable:
        nothing = "Nothing can be read here."
    return _Read(pages, fault, nothing)


def _show_predictions(asked: Sequence[str], inked: Mapping[str, Page]) -> None:
    answers = {name: " ".join(page.lines) for name, page in inked.items()}
    show_as_large_as_fits(max(map(len, answers.values()), default=1))
    for name in asked:
        page = inked.get(name)
        kind = "none" if page is None else "is"
        if page is not None and is_long(page):
            kind = "long"
        elif page is not None and not any(each.is_digit for each in page.digits):
            kind = "no"
        with st.container(key=f"{kind}-{name}"):
            st.metric(
                f"Prediction · {short_title(name)}" if len(asked) > 1 else "Prediction",
                answers.get(name, "–"),
                help=f"By the model {model_title(name)}: `{name}`.",
            )


def _show_verdicts(
    asked: Sequence[str], inked: Mapping[str, Page], nothing: str
) -> None:
    lines = [in_words(page) for page in inked.values()]
    if len(inked) > 1:
        lines = [
            f"{short_title(name)}: {line[0].lower()}{line[1:]}"
            for name, line in zip(inked, lines, strict=True)
        ]
    show_verdict("\n".join(lines) or nothing, lines=len(asked))


def _show_bars(
    inked: Mapping[str, Page],
    number: int | None,
    titles: Mapping[str, str],
    *,
    of_picture: bool,
) -> None:
    """Show each model's bars for one digit, or for the one it is least sure of."""
    first = next(iter(inked.values()))
    with st.container(key="bars"):
        for name, page in inked.items():
            # Models may divide a number differently.
            same = number is not None and len(page.digits) == len(first.digits)
            looked_at = number if same else page.least_sure
            assert looked_at is not None  # there are digits
            title = titles.get(name, "")
            if of_picture and len(page.digits) > 1:
                place = f"Digit {looked_at + 1} of {len(page.digits)}"
                title = f"{title} · {place}" if title else place
            probability_bars(
                page.digits[looked_at].probabilities,
                key=f"probabilities-{name}",
                colour=colour(name) if titles else None,
                title=title,
            )


def _show_what_is_read(
    drawing: Drawing, given: GivenPicture | None, read: _Read, number: int | None
) -> None:
    """Show the canvas or the picture, and what can be done with it."""
    pages = list(read.inked.values())
    if given is None:
        drawing_canvas(drawing, pages[0] if pages else None, number)
    elif given.shown is not None and read.pages:
        show_found(given, (pages or list(read.pages.values()))[0], number)
    if read.fault:
        title = None if given is None else "The picture cannot be read"
        st.error(read.fault, title=title)
    if given is not None and given.others:
        st.caption("Several files came at once: this is the first of them.")
    with st.container(horizontal=True, gap="small"):
        if given is not None:
            st.button(
                "Back to drawing",
                icon=":material/arrow_back:",
                on_click=close_picture,
            )
        picture_input()
        if given is None:
            _take_along(drawing, pages)


def _open_on_canvas(image: np.ndarray) -> None:
    """Put a digit of the picture on the canvas, as the model got it."""
    close_picture()
    put_on_canvas(image)


def _take_along(drawing: Drawing, pages: Sequence[Page]) -> None:
    with st.popover(
        "Take it along", icon=":material/ios_share:", on_change="rerun", key="share"
    ) as share:
        if not pages:
            st.caption("Draw something first.")
            return
        # As high from the beginning: the browser finds room for what is there.
        with st.container(key="sharing"):
            if share.open:
                show_sharing(drawing, pages)
            else:
                st.space()  # without anything in it, it would not be there


def _why(name: str | None, reading: Reading | None) -> None:
    why = st.expander("Why?", icon=":material/help:", key="why", on_change="rerun")
    if not why.open:
        return
    with why:
        if name is None or reading is None:
            st.caption("Draw a digit: what spoke for it will be shown here.")
            return
        try:
            show_reasons(name, reading)
        except (DatasetError, ModelError) as error:
            st.error(str(error), title="The reasons cannot be shown")


style(__file__)
page_heading(
    "Draw",
    "Draw a digit or a number, or give a photo: the answer comes at once.",
)
_room()
