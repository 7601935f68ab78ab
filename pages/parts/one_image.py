"""One image: what it is, what the models say, what is like it."""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TRAINING_SIZE, DatasetError
from digit_model.reading.persistence import ModelError
from digit_model.reporting.identity import colour
from pages.parts.bars import probability_bars
from pages.parts.opened import (
    ADDRESS,
    Place,
    close_image,
    go_back,
    image_in_address,
    place_of,
    step,
    way_back,
)
from pages.parts.pixels import Shown, Step, pixels
from pages.parts.resources import mnist, model, test_answers, trained_models
from pages.parts.style import style
from pages.parts.why import Question, question, show_similar, show_why
from pages.parts.words import image_name, model_title, percent

_BACK, _ON = "step_back", "step_on"  # the keys of the buttons that go back and forth


def show_open_image(explained: Sequence[str] = ()) -> None:
    """Show the image that the page's address names, if it names one.

    An address that names no image is answered by a sentence.

    Parameters
    ----------
    explained : sequence of str, optional
        The models whose answer may be explained, the first that errs; all by default.
    """
    index = image_in_address(ADDRESS)
    context = get_script_run_ctx()
    # A click on an image, and a choice on the page, may have come with one run.
    if index is None or (context is not None and context.has_dialog_opened):
        return
    title = _title(index, _question(index, explained))
    st.dialog(title, width="large", on_dismiss=close_image)(_show)(explained)


def _question(index: int, explained: Sequence[str]) -> Question | None:
    names = list(explained) or trained_models()
    # Whatever keeps the answer from being known is told where it is explained.
    with suppress(DatasetError, ModelError):
        return question(index, names) if names else None
    return None


def _title(index: int, asked: Question | None) -> str:
    """Say in a word what it is: "2, read as 8"."""
    label = int(mnist().labels[index])
    if asked is None:
        return f"Labelled {label}"
    if asked.read == label:
        return f"{label}, read right"
    said = f"{label}, read as {asked.read}"
    return f"{said} in cross-validation" if asked.cross_validated else said


def _show(explained: Sequence[str]) -> None:
    index = int(st.query_params.get(ADDRESS, 0))
    image, label = mnist().images[index], int(mnist().labels[index])
    asked = _question(index, explained)
    place, origin = place_of(index), way_back()
    _steps(index, label, place, origin)
    with st.container(key="one_image"):
        picture, answers, reasons = st.columns([1, 1.7, 1], gap="medium")
    with picture:
        ahead = _ahead(place, explained) if origin is None else []
        pixels(_shown(index, asked), key="pixels", steps=ahead)
        _label_error(index, asked)
        _edit_in_draw(index, asked)
    with answers, st.grid(2, min_column_width=170, gap="small"):
        for name in trained_models():
            _verdict(name, index)
    similar = st.container()
    with st.expander("The same in Python", icon=":material/code:"):
        st.code(
            "from digit_model.datasets.mnist import load_mnist\n"
            "images, labels = load_mnist()\n"
            f"image, label = images[{index}], labels[{index}]",
            language=None,
        )
    try:
        names = list(explained) or trained_models()
        if not names:
            return
        asked = question(index, names)
        with similar:
            show_similar(asked, index, image)
        with reasons:  # takes longest, so last
            show_why(asked, image)
    except (DatasetError, ModelError) as error:
        # A click runs only this dialog, not the page that would tell it.
        reasons.error(str(error), title="The rest cannot be shown")


def _shown(index: int, asked: Question | None) -> Shown:
    label = int(mnist().labels[index])
    alt = f"{label}, {image_name(index)}, enlarged"
    return Shown(mnist().images[index], alt, _title(index, asked))


def _ahead(place: Place, explained: Sequence[str]) -> list[Step]:
    """Tell what the buttons that go back and forth will lead to."""
    return [
        Step(button, shortcut, _shown(following, _question(following, explained)))
        for button, shortcut, following in (
            (_BACK, "ArrowLeft", place.before),
            (_ON, "ArrowRight", place.after),
        )
    ]


def _steps(index: int, label: int, place: Place, origin: int | None) -> None:
    """Show the buttons that go back and forth, and what the image is."""
    number = f"number {index:,} of OpenML's 70,000"
    with st.container(horizontal=True, vertical_alignment="center"):
        if origin is not None:
            st.button(
                f"Back to {image_name(origin)}",
                icon=":material/arrow_back:",
                on_click=go_back,
                shortcut="Left",
                key="way_back",
            )
        else:
            st.button(
                "Previous",
                icon=":material/chevron_left:",
                on_click=step,
                args=(False,),
                shortcut="Left",
                key=_BACK,
            )
            st.button(
                "Next",
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=step,
                args=(True,),
                shortcut="Right",
                key=_ON,
            )
        where = f"Labelled **{label}**, {image_name(index)} ({number})."
        if origin is None and place.of < len(mnist().images):
            where = f"**{place.number:,}** of {place.of:,}. {where}"
        st.markdown(where)


def _edit_in_draw(index: int, asked: Question | None) -> None:
    address = {"image": str(index)}
    if asked is not None:
        address["model"] = asked.name
    style(__file__)
    with st.container(key="edit_in_draw"):
        st.page_link(
            "draw.py",
            label="Edit in Draw",
            icon=":material/draw:",
            help="",
            query_params=address,
        )


def _label_error(index: int, asked: Question | None) -> None:
    try:
        error = load_label_errors().get(index)
    except DatasetError as fault:
        st.error(str(fault), title="Known wrong labels cannot be shown")
        return
    if error is None:
        return
    doubt = " Most people saw neither." if error.neither else ""
    blame = ""
    if asked is not None and asked.read == error.likely:
        blame = f" Reading {error.likely}, the model is not to blame."
    st.warning(
        f"This label is known to be wrong: {error.given} was given, and "
        f"{error.likely} is likely.{doubt}{blame} "
        "([Northcutt et al., 2021](https://labelerrors.com))"
    )


def _verdict(name: str, index: int) -> None:
    """Show what a model reads, how sure it is of it, and of the other digits."""
    label = int(mnist().labels[index])
    with st.container(border=True, gap="xsmall"):
        try:
            probabilities = _probabilities(name, index)
        except ModelError as error:
            st.error(str(error), title="This model cannot be used")
            return
        digit = int(probabilities.argmax())
        st.metric(
            model_title(name),
            f"{digit}",
            f"{percent(probabilities[digit])} sure, "
            + ("right" if digit == label else "wrong"),
            delta_color="green" if digit == label else "red",
            delta_arrow="off",
            help=f"`{name}`",
        )
        probability_bars(probabilities, key=f"bars-{name}", colour=colour(name))


def _probabilities(name: str, index: int) -> np.ndarray:
    """Return what a model answers, shape (10,); the answers to test images are kept."""
    if index >= TRAINING_SIZE:
        return test_answers(name).probabilities[index - TRAINING_SIZE]
    return model(name).predict_proba(mnist().images[[index]])[0]
