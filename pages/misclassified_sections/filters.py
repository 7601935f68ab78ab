"""Filters and an order, the same for errors and for suspects."""

import pandas as pd
import streamlit as st

from digit_model.evaluation.errors import ORDERS, put_in_order
from pages.parts.heading import filter_row, fold_on_a_phone
from pages.parts.paged_gallery import list_anew

_TRUE, _READ, _SURE = "label", "answer", "sure"


def show_filters(order: str) -> None:
    """Let people choose which images to see, and in which order.

    Parameters
    ----------
    order : str
        The order unless another is chosen.
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
            key=_order(order),
            on_change=list_anew,
            width=200,
        )


def filter_images(readings: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return the images that were chosen.

    Parameters
    ----------
    readings : DataFrame
        What `digit_model.evaluation.errors.list_readings` returned.
    order : str
        As for `show_filters`, which comes first.

    Returns
    -------
    DataFrame
        The chosen rows, in order.
    """
    state = st.session_state
    low, high = state[_SURE]
    chosen = readings["confidence"].between(low / 100, high / 100)
    for column, key in (("true", _TRUE), ("read", _READ)):
        if state[key]:
            chosen &= readings[column].isin(state[key])
    return put_in_order(readings[chosen], state[_order(order)])


def _order(order: str) -> str:
    """Return the widget's key: each view has an order of its own to begin with."""
    return f"order-{order}"


def _digits(label: str, key: str) -> None:
    st.pills(
        label,
        range(10),
        selection_mode="multi",
        key=key,
        bind="query-params",
        on_change=list_anew,
    )
