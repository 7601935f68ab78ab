"""Filters and an order, the same for errors and for suspects."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.evaluation.errors import ORDERS, put_in_order
from pages.misclassified_sections.captions import Reader
from pages.parts.filter_row import filter_row, fold_on_a_phone
from pages.parts.paged_gallery import list_anew

_TRUE, _READ, _SURE = "label", "answer", "sure"


def show_filters(order: str, key: str) -> None:
    """Let people choose which images to see, and in which order.

    Parameters
    ----------
    order : str
        The order unless another is chosen.
    key : str
        The parameter of the page's address that names another.
    """
    with filter_row("filters-errors"):
        fold_on_a_phone()
        _digits("Label", _TRUE)
        _digits("Read as", _READ)
        st.slider(
            "How sure",
            0,
            100,
            (0, 100),
            format="%d %%",
            key=_SURE,
            bind="query-params",
            on_change=list_anew,
            width=150,
        )
        st.selectbox(
            "Order",
            ORDERS,
            list(ORDERS).index(order),
            key=key,
            bind="query-params",
            on_change=list_anew,
            width=200,
        )


def filter_images(
    readings: pd.DataFrame, readers: Sequence[Reader], key: str
) -> pd.DataFrame:
    """Return the images that were chosen.

    Parameters
    ----------
    readings : DataFrame
        What `digit_model.evaluation.errors.list_readings` returned.
    readers : sequence of Reader
        Whose answers it has.
    key : str
        As for `show_filters`, which comes first.

    Returns
    -------
    DataFrame
        The chosen rows, in order.
    """
    state = st.session_state
    low, high = state[_SURE]
    chosen = readings["confidence"].between(low / 100, high / 100)
    if state[_TRUE]:
        chosen &= readings["true"].isin(state[_TRUE])
    if state[_READ]:
        found = np.zeros(len(readings), bool)
        for reader in readers:
            read = readings[reader.read]
            # As the captions have it: of two, either may have read it so, wrongly.
            told = (len(readers) == 1) | (read != readings["true"])
            found |= read.isin(state[_READ]) & told
        chosen &= found
    return put_in_order(readings[chosen], state[key])


def _digits(label: str, key: str) -> None:
    st.pills(
        label,
        range(10),
        selection_mode="multi",
        key=key,
        bind="query-params",
        on_change=list_anew,
    )
