"""A row of widgets that stays in sight below the bar while images scroll by."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.parts.style import style


@contextmanager
def filter_row(key: str = "filters") -> Iterator[None]:
    """Lay out widgets in a row that stays in sight, in several where it has no room.

    Parameters
    ----------
    key : str
        Its key on the page, beginning with "filters".
    """
    style(__file__)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=key
    ):
        yield


def fold_on_a_phone() -> None:
    """Put the rest of a filter row behind a button, on a phone only."""
    st.pills(
        "More",
        [":material/tune: Filters"],
        selection_mode="multi",
        key="more_filters",
        label_visibility="collapsed",
    )
