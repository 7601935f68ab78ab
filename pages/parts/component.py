"""Components of our own, each of files that lie beside the module that shows it."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer


def component(module: str) -> ComponentRenderer:
    """Register the component whose HTML, CSS and JavaScript lie beside a module.

    Parameters
    ----------
    module : str
        The module's ``__file__``; its component has the same name.

    Returns
    -------
    callable
        Shows the component, as `st.components.v2.component` describes.
    """
    file = Path(module)
    html, css, js = (
        beside.read_text("utf-8") if beside.exists() else None
        for beside in map(file.with_suffix, (".html", ".css", ".js"))
    )
    return st.components.v2.component(file.stem, html=html, css=css, js=js)
