"""One image: what it is, what the models say, what is like it."""

from collections.abc import Callable
from contextlib import suppress

import numpy as np
import streamlit as st

from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TRAINING_SIZE, DatasetError
from digit_model.reading.persistence import ModelError
from pages.parts.bars import probability_bars
from pages.parts.gallery import gallery, name
from pages.parts.pixels import pixels
from pages.parts.resources import mnist, model, neighbours, trained_models
from pages.parts.words import percent, plain

_ADDRESS = "index"  # of the image that is open, in the page's address
_LISTED = "listed_images"  # those it was opened among


def open_image(index: int, among: list[int] | None = None) -> None:
    """Open an image: it is shown by the next `show_open_image`.

    Parameters
    ----------
    index : int
        Which of the 70,000.
    among : list of int, optional
        The images to go back and forth among; a page's worth.
    """
    st.query_params[_ADDRESS] = str(index)
    if among is not None:
        st.session_state[_LISTED] = among


def show_open_image(
    show_more: Callable[[int], None] | None = None,
    *,
    reader: Callable[[int], str] | None = None,
) -> None:
    """Show the image that the page's address names, if it names one.

    An address that names no image is answered by a sentence.

    Parameters
    ----------
    show_more : callable, optional
        Given the image's index, shows what the page has to say about it, in place of
        the training images that are most like it.
    reader : callable, optional
        Given the image's index, names the model that is to answer if it is opened in
        Draw: the one chosen there before by default.
    """
    if image_in_address(_ADDRESS) is not None:
        _dialog(show_more, reader)


def image_in_address(parameter: str) -> int | None:
    """Read which image a parameter of the page's address names.

    What names no image is answered by a sentence on the page.

    Parameters
    ----------
    parameter : str
        The parameter's name.

    Returns
    -------
    int or None
        The index among the 70,000; None if there is none or no such image.
    """
    named = st.query_params.get(parameter)
    if named is None:
        return None
    last = len(mnist().images) - 1
    if named.isdecimal() and len(named) < 9 and int(named) <= last:
        return int(named)
    st.warning(
        f"There is no image “{plain(named)}”. Give a whole number from 0 to {last:,}.",
        icon=":material/search_off:",
    )
    return None


def _close() -> None:
    st.query_params.pop(_ADDRESS, None)


@st.dialog("Image", width="large", icon=":material/image:", on_dismiss=_close)
def _dialog(
    show_more: Callable[[int], None] | None, reader: Callable[[int], str] | None
) -> None:
    index = int(st.query_params.get(_ADDRESS, 0))
    image, label = mnist().images[index], int(mnist().labels[index])
    _steps(index)
    picture, answers = st.columns([1, 1.6], gap="large")
    with picture:
        pixels(image, key="pixels", alt=f"Enlarged: {name(index, label)}")
        _facts(index, label)
        _link_to_draw(index, reader)
    with answers, st.grid(2, min_column_width=240, gap="medium"):
        for model_name in trained_models():
            with st.container(gap="xsmall"):
                _answer(model_name, image, label)
    try:
        if show_more is None:
            _most_like_it(index, image)
        else:
            show_more(index)
    except (DatasetError, ModelError) as error:
        # A click runs only this dialog, not the page that would tell it.
        st.error(str(error), title="The rest cannot be shown")
    st.markdown("**The same in Python**")
    st.code(
        "from digit_model.datasets.mnist import load_mnist\n"
        "images, labels = load_mnist()\n"
        f"image, label = images[{index}], labels[{index}]",
        language="python",
    )


def _link_to_draw(index: int, reader: Callable[[int], str] | None) -> None:
    address = {"image": str(index)}
    if reader is not None:
        # Whatever keeps its answer from being known is told where it is explained.
        with suppress(DatasetError, ModelError):
            address["model"] = reader(index)
    st.page_link(
        "draw.py",
        label="Open in Draw",
        icon=":material/draw:",
        help="",
        query_params=address,
    )


def _most_like_it(index: int, image: np.ndarray) -> None:
    st.markdown("**Most like it among the training images**")
    nearest, _ = neighbours().nearest(image, 12, exclude=index)
    labels = [str(digit) for digit in mnist().labels[nearest]]
    gallery(
        nearest.tolist(),
        key="nearest",
        label="Similar training images with their labels",
        on_open=open_image,
        captions=labels,
        side=64,
    )


def _steps(index: int) -> None:
    """Show the buttons that go back and forth."""
    listed = st.session_state.get(_LISTED, [])
    place = listed.index(index) if index in listed else None
    if place is None:
        before, after = index - 1, index + 1
        last = len(mnist().images) - 1
        before, after = max(before, 0), min(after, last)
    else:
        before, after = (
            listed[max(place - 1, 0)],
            listed[min(place + 1, len(listed) - 1)],
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Previous",
            icon=":material/chevron_left:",
            on_click=open_image,
            args=(before,),
            disabled=before == index,
            shortcut="Left",
        )
        st.button(
            "Next",
            icon=":material/chevron_right:",
            icon_position="right",
            on_click=open_image,
            args=(after,),
            disabled=after == index,
            shortcut="Right",
        )


def _facts(index: int, label: int) -> None:
    if index < TRAINING_SIZE:
        where = f"training image {index:,}"
    else:
        where = f"test image {index - TRAINING_SIZE:,}"
    st.markdown(f"Labelled **{label}**, {where} (number {index:,} of OpenML's 70,000).")
    error = load_label_errors().get(index)
    if error is not None:
        doubt = " Most people saw neither." if error.neither else ""
        st.warning(
            f"This label is known to be wrong: {error.given} was given, and "
            f"{error.likely} is likely.{doubt} "
            "([Northcutt et al., 2021](https://labelerrors.com))"
        )


def _answer(name: str, image: np.ndarray, label: int) -> None:
    try:
        probabilities = model(name).predict_proba(image[None])[0]
    except ModelError as error:
        st.error(str(error), title="This model cannot be used")
        return
    digit = int(probabilities.argmax())
    verdict = ":green[:material/check:]" if digit == label else ":red[:material/close:]"
    st.markdown(f"{name}: **{digit}** {verdict} {percent(probabilities[digit])}")
    probability_bars(probabilities, key=f"bars-{name}")
