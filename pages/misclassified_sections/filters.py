"""Filters and orders, the same for errors and for suspects."""

import pandas as pd
import streamlit as st

from digit_model.errors import ORDERS, put_in_order

PAGE_KEY = "errors_page"


def back_to_the_first_page() -> None:
    """Begin at the start of what another filter or order shows."""
    st.session_state[PAGE_KEY] = 1


def filter_images(readings: pd.DataFrame) -> pd.DataFrame:
    """Let people choose which images to see.

    Parameters
    ----------
    readings : DataFrame
        What `digit_model.errors.list_readings` returned.

    Returns
    -------
    DataFrame
        The chosen rows.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        true, read = (
            st.pills(
                label,
                range(10),
                selection_mode="multi",
                key=key,
                bind="query-params",
                on_change=back_to_the_first_page,
                wrap=True,
            )
            for label, key in (("Label", "label"), ("Answer", "answer"))
        )
        low, high = st.slider(
            "Confidence of the answer",
            0,
            100,
            (0, 100),
            format="%d %%",
            key="sure",
            bind="query-params",
            on_change=back_to_the_first_page,
            width="stretch",
        )
    chosen = readings["confidence"].between(low / 100, high / 100)
    if true:
        chosen &= readings["true"].isin(true)
    if read:
        chosen &= readings["read"].isin(read)
    return readings[chosen]


def order_images(readings: pd.DataFrame, order: str) -> pd.DataFrame:
    """Let people choose an order.

    Parameters
    ----------
    readings : DataFrame
        What `filter_images` returned.
    order : str
        The order unless another is chosen.

    Returns
    -------
    DataFrame
        The same rows, in order.
    """
    order = st.selectbox(
        "Order",
        ORDERS,
        list(ORDERS).index(order),
        key=f"order-{order}",  # each view has an order of its own to begin with
        on_change=back_to_the_first_page,
        label_visibility="collapsed",
        width=240,
    )
    return put_in_order(readings, order)
