"""Which images the gallery shows, and in which order."""

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE
from pages.parts.opened import open_image
from pages.parts.paged_gallery import list_anew
from pages.parts.resources import ORDERS, mnist, ranking

_LAST = TRAINING_SIZE + TEST_SIZE - 1


def show_filters() -> None:
    """Let people choose images by digit, part, order and index."""
    st.pills(
        "Digits",
        range(10),
        selection_mode="multi",
        key="digits",
        bind="query-params",
        on_change=list_anew,
        label_visibility="collapsed",
    )
    st.segmented_control(
        "Part",
        ["All", "Training", "Test"],
        default="All",
        required=True,
        key="part",
        bind="query-params",
        on_change=list_anew,
        label_visibility="collapsed",
    )
    order = st.selectbox(
        "Order",
        ORDERS,
        key="order",
        bind="query-params",
        width=210,
        label_visibility="collapsed",
    )
    if order == "Shuffled":
        st.number_input(
            "Seed",
            min_value=0,
            max_value=2**32 - 1,
            value=42,
            key="seed",
            bind="query-params",
            width=120,
            on_change=list_anew,
            help="The classic exercise shuffles with 42.",
            label_visibility="collapsed",
        )
    _choose_by_index()


def chosen_images() -> np.ndarray:
    """Return the images that were chosen.

    Returns
    -------
    ndarray of shape (n,), dtype int32
        Which of the 70,000, in order.

    Raises
    ------
    DatasetError, ModelError
        If what the order goes by is missing or damaged.
    """
    state, labels = st.session_state, mnist().labels
    first, last = sorted(state.between)
    shown = np.zeros(len(labels), bool)
    shown[first : last + 1] = True
    if state.digits:
        shown &= np.isin(labels, state.digits)
    if state.part == "Training":
        shown[TRAINING_SIZE:] = False
    elif state.part == "Test":
        shown[:TRAINING_SIZE] = False
    ranked = ranking(state.order, state.seed if state.order == "Shuffled" else 0)
    return ranked[shown[ranked]]


def _choose_by_index() -> None:
    """Let people open an image by its number, or narrow the range of numbers."""
    with st.popover("Index", icon=":material/tag:", key="by_index", on_change="rerun"):
        # A form: its button is pressed once, while a field that opens an image when
        # its number changes goes on doing so for as long as it holds the number.
        with st.form("open_by_number", border=False):
            st.number_input(
                "Open image number",
                min_value=0,
                max_value=_LAST,
                value=None,
                key="number",
                placeholder=f"0 to {_LAST:,}",
            )
            st.form_submit_button(
                "Open", icon=":material/open_in_full:", on_click=_open_by_number
            )
        st.slider(
            "Show images from and to",
            0,
            _LAST,
            (0, _LAST),
            key="between",
            bind="query-params",
            on_change=list_anew,
        )


def _open_by_number() -> None:
    """Open the image whose number was typed, and put the field away."""
    if st.session_state.number is not None:
        st.session_state.by_index = False
        open_image(st.session_state.number)
