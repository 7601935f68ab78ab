"""A page's own styles, each in a file beside the module that needs it."""

from functools import cache
from pathlib import Path

import streamlit as st


def style(module: str) -> None:
    """Send the CSS that lies beside a module.

    Parameters
    ----------
    module : str
        The module's ``__file__``; its style sheet has the same name.
    """
    st.html(f"<style>{_read(module)}</style>")


@cache  # a page runs at each stroke
def _read(module: str) -> str:
    return Path(module).with_suffix(".css").read_text("utf-8")
