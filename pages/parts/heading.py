"""What stands at the top of a page."""

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
