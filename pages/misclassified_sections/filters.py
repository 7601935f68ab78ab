"""Filters and an order, the same for errors and for suspects."""

import pandas as pd
import streamlit as st

from digit_model.evaluation.errors import ORDERS, put_in_order
from pages.parts.heading import filter_row, fold_on_a_phone


def filter_images(readings: pd.DataFrame, order: str) -> pd.DataFrame:
    """Let people choose which images to see, and in which order.

    Parameters
    ----------
    readings : DataFrame
        What `digit_model.evaluation.errors.list_readings` returned.
    order : str
        The order unless another is chosen.

    Returns
    -------
    DataFrame
        The chosen rows, in order.
    """
    with filter_row("filters-errors"):
        fold_on_a_phone()
        true, read = (
            _digits(label, key)
            for label, key in (("Label", "label"), ("Read as", "answer"))
        )
        low, high = st.slider(
            "How sure",
            0,
            100,
            (0, 100),
            format="%d %%",
            key="sure",
            bind="query-params",
            width=150,
        )
        order = st.selectbox(
            "Order",
            ORDERS,
            list(ORDERS).index(order),
            key=f"order-{order}",  # each view has an order of its own to begin with
            width=200,
        )
    chosen = readings["confidence"].between(low / 100, high / 100)
    if true:
        chosen &= readings["true"].isin(true)
    if read:
        chosen &= readings["read"].isin(read)
    return put_in_order(readings[chosen], order)


def _digits(label: str, key: str) -> list[int]:
    return st.pills(
        label,
        range(10),
        selection_mode="multi",
        key=key,
        bind="query-params",
    )
