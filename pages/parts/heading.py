"""What stands at the top of a page, and what stays in sight below the bar."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.parts.style import style


def page_heading(title: str, sentence: str) -> None:
    """Show a page's title and, beside it where there is room, what it is about.

    Parameters
    ----------
    title : str
        A word.
    sentence : str
        One or two sentences, in Markdown.
    """
    style(__file__)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="medium", key="heading"
    ):
        st.title(title, anchor=False, width="content")
        st.caption(sentence)


@contextmanager
def filter_row(key: str = "filters") -> Iterator[None]:
    """Lay out widgets in a row that stays in sight, in several where it has no room.

    Parameters
    ----------
    key : str
        Its key on the page, beginning with "filters".
    """
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
