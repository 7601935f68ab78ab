"""The list of pages and what all of them share; the script that the server runs."""

from pathlib import Path

import streamlit as st

from pages.parts.style import style

# A file of our own: the browser would fetch a Material icon from the internet.
icon = Path(__file__).parent / "parts" / "icon.png"
st.set_page_config(page_icon=icon, layout="wide", initial_sidebar_state="collapsed")

pages = [
    st.Page(
        "draw.py",
        title="Draw",
        icon=":material/draw:",
        default=True,
        help="Draw a digit and see what a model reads, what it saw and why.",
    ),
    st.Page(
        "dataset.py",
        title="Dataset",
        icon=":material/grid_view:",
        help="Look at the 70,000 images that the models learned from.",
    ),
    st.Page(
        "accuracy.py",
        title="Accuracy",
        icon=":material/query_stats:",
        help="See how often each model is right, and how sure you may be of it.",
    ),
    st.Page(
        "misclassified.py",
        title="Misclassified",
        icon=":material/rule:",
        help="Look at every image that a model reads wrong, and see why.",
    ),
]
page = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{page.title} · Digit Lab")
style(__file__)
with st.container(horizontal=True, key="thumb"):
    for target in pages:
        st.page_link(target, width="stretch")
page.run()
